"""Who borders whom, from the hand-kept file."""

from collections.abc import Iterator

from series.errors import GazetteerError
from series.gazetteer.data import Tables
from series.gazetteer.types import Border


def _pair(name: str, tables: Tables) -> tuple[str, str]:
    first, _, second = name.partition("-")
    if first not in tables.codes or second not in tables.codes:
        raise GazetteerError(f"names.toml: {name!r} is no border of two countries")
    return first, second


def _both_ways(tables: Tables) -> Iterator[Border]:
    rows = tables.hand["borders"]
    for name, length in rows["land"].items():
        first, second = _pair(name, tables)
        yield Border(first, second, "land", float(length), rows["source"])
        yield Border(second, first, "land", float(length), rows["source"])
    for name in rows["sea"].split():
        first, second = _pair(name, tables)
        yield Border(first, second, "sea", None, rows["sea_source"])
        yield Border(second, first, "sea", None, rows["sea_source"])


def all_borders(tables: Tables) -> dict[str, tuple[Border, ...]]:
    """Code -> the borders kept for that country: by land the longest first, then by sea."""
    found: dict[str, list[Border]] = {}
    for border in _both_ways(tables):
        found.setdefault(border.subject, []).append(border)
    order = {code: sorted(rows, key=lambda row: (row.kind, -(row.length_km or 0))) for code, rows in found.items()}
    return {code: tuple(rows) for code, rows in order.items()}
