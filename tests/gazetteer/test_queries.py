"""The table of queries in queries.txt: what readers type, and the country that they mean."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from series import gazetteer


def rows() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "queries.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            answer, queries = line.split(" | ", 1)
            yield from ((query.strip(), answer) for query in queries.split(";"))


@pytest.mark.parametrize(("query", "answer"), list(rows()))
def test_a_query_of_the_table_is_answered_as_the_table_says(query: str, answer: str) -> None:
    found = gazetteer.resolve(query)
    codes = [match.code for match in found.matches]
    if answer in {"-", "place"}:
        assert codes == []
        assert bool(found.places) == (answer == "place")
    else:
        wanted = answer.split()
        assert codes[: len(wanted)] == wanted


def test_the_table_is_long_and_has_many_languages() -> None:
    assert len(list(rows())) >= 1000
    languages = {
        language
        for query, answer in rows()
        if answer not in {"-", "place"}
        for language in gazetteer.resolve(query).matches[0].languages
    }
    assert len(languages) >= 40
