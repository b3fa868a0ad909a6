"""`python -m tests.bench api`: the API as served against naive serializers and against its own SQL, side by side."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.bench import client, database, server
from tests.bench.client import Load

if TYPE_CHECKING:
    from tests.bench.questions import Question
    from tests.bench.report import Result

VARIANTS = ("archive", "naive", "sql")
# As many requests under way as a worker has threads: more would only wait.
CONNECTIONS = server.THREADS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of this benchmark."""
    parser.add_argument("--articles", type=_positive, default=10_000, metavar="N", help="articles (10000)")
    parser.add_argument("--size", type=_positive, default=10_000, metavar="BYTES", help="bytes of a body (10000)")
    parser.add_argument("--seconds", type=float, default=5.0, help="for each question and variant, all rounds (5)")
    parser.add_argument("--rounds", type=_positive, default=5, help="slices that these seconds are cut into (5)")
    parser.add_argument("--workers", type=_positive, default=1, help="server processes (1)")
    parser.add_argument("--seed", type=int, default=1, help="other articles for another number (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def run(options: argparse.Namespace) -> None:
    """Fill a database, ask, print the table."""
    with database.prepared():
        from tests.bench import report

        busy = report.busy()
        asked = _filled(options)
        with server.running(options.workers) as port:
            results = measure(asked, port, options)
        facts = report.machine() | {"load_before": busy} | _chosen(options)
    print(report.table(results))
    print("\n" + ", ".join(f"{name}: {value}" for name, value in facts.items()))
    if options.json:
        document = {"facts": facts, "results": [result.as_json() for result in results]}
        options.json.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _chosen(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in ("articles", "size", "seconds", "rounds", "workers", "seed")}


def _filled(options: argparse.Namespace) -> "list[Question]":
    from tests.bench import data, models, questions
    from tests.bench.world import World

    start = perf_counter()
    world = World(options.articles, options.size, options.seed)
    data.fill(world)
    models.make_shown()
    _say(f"{options.articles:,} articles published in {perf_counter() - start:.0f} s.")
    asked = questions.questions(world)
    for question in asked:
        questions.study(question)
    _say("The archive and the naive variant give the same answers.")
    return asked


def measure(asked: "list[Question]", port: int, options: argparse.Namespace) -> "list[Result]":
    """The figures of all questions: in every round each variant of each question has a slice, so that what else the
    machine does hits all alike."""
    from tests.bench.questions import ARCHIVE, NAIVE
    from tests.bench.report import Figures, Result

    askers = {question.name: _askers(question, port, options.workers * CONNECTIONS) for question in asked}
    slices: dict[tuple[str, str], list[Load]] = {(name, variant): [] for name in askers for variant in VARIANTS}
    length = options.seconds / options.rounds
    for name, variant in _turns(list(askers), rounds=1):
        askers[name][variant](min(1.0, length))
    for name, variant in _turns(list(askers), options.rounds):
        slices[name, variant].append(askers[name][variant](length))
    return [
        Result(
            question.name,
            *(Figures(slices[question.name, variant]) for variant in VARIANTS),
            archive_selects=question.selects[ARCHIVE],
            naive_selects=question.selects[NAIVE],
        )
        for question in asked
    ]


def _turns(names: Sequence[str], rounds: int) -> Iterator[tuple[str, str]]:
    """Which variant of which question is next; another variant begins in every round."""
    for number in range(rounds):
        first = number % len(VARIANTS)
        for name in names:
            for variant in VARIANTS[first:] + VARIANTS[:first]:
                yield name, variant


def _askers(question: "Question", port: int, connections: int) -> dict[str, Callable[[float], Load]]:
    """For each variant what asks the question for so many seconds."""
    from tests.bench import floor
    from tests.bench.questions import ARCHIVE, NAIVE

    return {
        "archive": partial(client.load, port, question.paths(ARCHIVE), connections),
        "naive": partial(client.load, port, question.paths(NAIVE), connections),
        "sql": partial(floor.load, database.public_conninfo(), question.statements, connections),
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
