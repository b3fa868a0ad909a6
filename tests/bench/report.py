"""The figures as a table for people and as JSON for programs, with the machine that they were measured on."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import django
from django.db import connection

from series.serving import cores
from tests.bench.client import Load


class Figures:
    """What one variant gave for one question, from the slices of all rounds."""

    def __init__(self, slices: Sequence[Load]) -> None:
        latencies = sorted(latency for each in slices for latency in each.latencies)
        # The median of the rounds: a moment in which the machine did something else does not count.
        self.rate = median(each.rate for each in slices)
        cuts = quantiles(latencies, n=100, method="inclusive") if len(latencies) > 1 else latencies * 99
        self.p50, self.p99 = cuts[49] * 1000, cuts[98] * 1000
        self.size = sum(each.size for each in slices) / len(latencies)
        self.answers = len(latencies)

    def as_json(self) -> dict[str, float]:
        """Answers a second, milliseconds, bytes, and how many answers were measured."""
        return {
            "requests_per_second": round(self.rate, 1),
            "p50_ms": round(self.p50, 3),
            "p99_ms": round(self.p99, 3),
            "bytes": round(self.size),
            "answers": self.answers,
        }


@dataclass
class Result:
    """One question's figures: the archive's, the naive variant's, and the archive's SQL alone."""

    question: str
    archive: Figures
    naive: Figures
    sql: Figures
    archive_selects: float
    naive_selects: float

    def as_json(self) -> dict[str, Any]:
        """All of it, with the ratios."""
        return {
            "question": self.question,
            "archive": self.archive.as_json() | {"selects": self.archive_selects},
            "naive": self.naive.as_json() | {"selects": self.naive_selects},
            "sql": self.sql.as_json(),
            "archive_to_naive": round(self.archive.rate / self.naive.rate, 2),
            "archive_to_sql": round(self.archive.rate / self.sql.rate, 3),
        }


HEAD = (
    "question", "bytes", "archive req/s", "p50 ms", "p99 ms", "SELECTs", "naive req/s", "p50 ms", "p99 ms", "SELECTs",
    "SQL alone /s", "archive : naive", "archive : SQL",
)  # fmt: skip


def table(results: Sequence[Result]) -> str:
    """A Markdown table that also reads well in a terminal."""
    rows = [HEAD, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(_padded(row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 1) + (":" if place else "-") for place, width in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.question,
        f"{result.archive.size:,.0f}",
        *_cells(result.archive, result.archive_selects),
        *_cells(result.naive, result.naive_selects),
        _number(result.sql.rate),
        f"{result.archive.rate / result.naive.rate:.1f}",
        f"{result.archive.rate / result.sql.rate:.2f}",
    )


def _cells(figures: Figures, selects: float) -> tuple[str, ...]:
    return (*map(_number, (figures.rate, figures.p50, figures.p99)), f"{selects:.3g}")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def machine() -> dict[str, Any]:
    """What the figures depend on: processor, versions, and how busy the machine was with other things before."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    return {
        "processor": _processor(),
        "cores": cores(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": postgres,
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def busy() -> float | None:
    """How many processes wanted a processor in the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
