"""The archive's own sample series is written in the layout that the importer reads."""

from pathlib import Path

import pytest

from series import ingest
from tests.ingest.coverage import check_ledger

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_an_instalment_is_read_without_a_doubt(path):
    document = ingest.read(path.name, path.read_bytes())
    check_ledger(document)
    assert document.series_title == "Russia’s borders"
    assert len(document.authors) == 1
    assert document.figures[0].lead
    assert len(document.standfirst) == 1
    assert document.set_aside == ()
    assert document.cross_links[-1].kind == "series"
    assert all(guess.confidence >= 0.7 for guess in document.guesses)


def test_its_pointers_name_each_other():
    documents = [ingest.read(path.name, path.read_bytes()) for path in SEEDS]
    titles = {document.title for document in documents}
    hints = {link.hint for document in documents for link in document.cross_links if link.kind == "article"}
    assert hints <= titles
