"""The statements that the archive sends for an answer, sent alone: what the database itself can give."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from time import perf_counter

import psycopg
from psycopg.pq import ExecStatus

from tests.bench.client import Load, WrongAnswer

Statements = Sequence[bytes]


def load(conninfo: str, answers: Sequence[Statements], connections: int, seconds: float) -> Load:
    """Send the statements of `answers` in turn for `seconds`, over `connections` at once; rows are left as they come.

    Raises WrongAnswer when a statement gives no rows' shape.
    """
    with ThreadPoolExecutor(connections) as threads:
        starts = [number * len(answers) // connections for number in range(connections)]
        jobs = [threads.submit(_ask, conninfo, answers, start, seconds) for start in starts]
        loads = [job.result() for job in jobs]
    latencies = [latency for part in loads for latency in part.latencies]
    return Load(max(part.seconds for part in loads), latencies)


def _ask(conninfo: str, answers: Sequence[Statements], first: int, seconds: float) -> Load:
    found = Load()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        start = perf_counter()
        for statements in islice(cycle(answers), first, None):
            asked = perf_counter()
            if asked >= start + seconds:
                break
            for statement in statements:
                _send(connection, statement)
            found.latencies.append(perf_counter() - asked)
        found.seconds = perf_counter() - start
    return found


def _send(connection: psycopg.Connection, statement: bytes) -> None:
    # libpq's own call: psycopg's cursors would spend longer on making Python values than PostgreSQL on finding them.
    result = connection.pgconn.exec_(statement)
    if result.status != ExecStatus.TUPLES_OK:
        raise WrongAnswer(f"{statement[:80]!r} was answered with {result.error_message!r}.")
