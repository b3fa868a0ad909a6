"""What is asked: each question in many forms, and what the archive and the naive variant answer to it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import connections, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from series import gazetteer
from series.models.desk import Article
from tests.bench.client import HOST, WrongAnswer
from tests.bench.world import World

ARCHIVE, NAIVE = "/api/v1/", "/naive/"
SLUGS, FORMS = 200, 40
# Ranks of words in the vocabulary: a common one stands in most articles, a rare one in about one of a hundred.
COMMON, RARE = slice(3, 120), slice(10_000, 20_000)
COMPARED = 5


@dataclass
class Question:
    """One question: its forms as paths below the API's root, and what answering them takes."""

    name: str
    forms: list[str]
    statements: list[list[bytes]] = field(default_factory=list)
    selects: dict[str, float] = field(default_factory=dict)

    def paths(self, root: str) -> list[str]:
        """The forms as paths below `root`."""
        return [root + form for form in self.forms]


def questions(world: World) -> list[Question]:
    """The questions that the benchmark asks of `world`."""
    plans = world.random.sample(world.plans, min(SLUGS, len(world.plans)))
    slugs = Article.objects.filter(id__in=[plan.id for plan in plans]).order_by("id").values_list("slug", flat=True)
    rare, common = _words(world, RARE, 2 * FORMS), _words(world, COMMON, FORMS)
    return [
        Question("article", [f"articles/{slug}/" for slug in slugs]),
        Question("20 newest", ["articles/"]),
        Question("20 by neighbour", [_form("articles/", neighbour=code) for code in world.some_neighbours(FORMS)]),
        Question("neighbour + rare word", _with_hits(_chosen(world, rare))),
        Question("neighbour + common word", _chosen(world, common)),
        Question("search, common word", [_form("search/", q=word) for word in common]),
        Question("search, rare words", _with_hits(_form("search/", q=word) for word in rare)),
    ]


def _words(world: World, ranks: slice, count: int) -> list[str]:
    """Some words of these ranks; none that the search would take for a country's name."""
    words = [word for word in world.vocabulary.words[ranks] if len(word) > 4]
    return [word for word in world.random.sample(words, min(count, len(words))) if not gazetteer.resolve(word).matches]


def _chosen(world: World, words: list[str]) -> list[str]:
    pairs = zip(world.some_neighbours(len(words)), words, strict=True)
    return [_form("articles/", neighbour=code, q=word) for code, word in pairs]


def _form(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"


def _with_hits(forms: Iterable[str]) -> list[str]:
    """Those that find something, if any does."""
    forms = list(forms)
    return list(islice((form for form in forms if answer(ARCHIVE + form)["count"]), FORMS)) or forms[:FORMS]


@cache
def _client() -> Client:
    """One for all: each would make the middleware anew, and with it the list of all static files."""
    return Client(headers={"host": HOST})


def answer(path: str) -> Any:
    """The JSON of an answer given in this process. Raises WrongAnswer for another status than 200."""
    response = _client().get(path)
    if response.status_code != HTTPStatus.OK:
        raise WrongAnswer(f"{path} was answered with {response.status_code}: {response.content[:300]!r}")
    return json.loads(response.content)


def study(question: Question) -> None:
    """Note the archive's statements for each form and the SELECTs of both variants, and compare what they answer.

    Raises WrongAnswer where the two do not say the same.
    """
    for path in question.paths(ARCHIVE):
        with _Noted() as noted:
            answer(path)
        question.statements.append([text.encode() for text in noted.selects()])
    question.selects[ARCHIVE] = _mean(len(each) for each in question.statements)
    counts = []
    for form in question.forms[:COMPARED]:
        with _Noted() as noted:
            naive = answer(NAIVE + form)
        counts.append(len(noted.selects()))
        _compare(form, answer(ARCHIVE + form), naive)
    question.selects[NAIVE] = _mean(counts)


class _Noted:
    """Both aliases' statements while it is entered."""

    def __enter__(self) -> "_Noted":
        reset_queries()
        self._captures = [CaptureQueriesContext(connections[alias]).__enter__() for alias in ("default", "public")]
        return self

    def __exit__(self, *error: Any) -> None:
        for capture in self._captures:
            capture.__exit__(*error)

    def selects(self) -> list[str]:
        """The SELECTs, in order within each alias."""
        texts = [query["sql"] for capture in self._captures for query in capture.captured_queries]
        return [text for text in texts if text.lstrip().upper().startswith(("SELECT", "WITH"))]


def _compare(form: str, ours: Any, naive: Any) -> None:
    if form.startswith("search/"):
        ours, naive = ([row["slug"] for row in each["results"]] for each in (ours, naive))
    elif "results" in ours:
        ours, naive = ((each["count"], each["results"]) for each in (ours, naive))
    if ours != naive:
        where = "; ".join(_differences(ours, naive))
        raise WrongAnswer(f"The archive and the naive variant differ on {form}: {where[:600]}")


def _differences(ours: Any, naive: Any, path: str = "") -> Iterator[str]:
    """Where two JSON values part, for a person to see."""
    if isinstance(ours, dict) and isinstance(naive, dict):
        for name in sorted(ours.keys() | naive.keys()):
            yield from _differences(ours.get(name), naive.get(name), f"{path}.{name}")
    elif isinstance(ours, list | tuple) and isinstance(naive, list | tuple) and len(ours) == len(naive):
        for place, (one, other) in enumerate(zip(ours, naive, strict=True)):
            yield from _differences(one, other, f"{path}[{place}]")
    elif ours != naive:
        yield f"{path}: {str(ours)[:100]} against {str(naive)[:100]}"


def _mean(numbers: Iterable[int]) -> float:
    numbers = list(numbers)
    return sum(numbers) / len(numbers)
