"""Documents written for these tests, each beside the structure that an editor would give it.

In an expected text a final … stands for the rest of the paragraph: that no word is lost is proved elsewhere.
"""

import json
from pathlib import Path

import pytest

from series import ingest
from tests.ingest.coverage import check_ledger

GOLDENS = Path(__file__).parent / "goldens"
NAMES = sorted(path.stem for path in GOLDENS.glob("*.txt"))


def _shown(document):
    found = ingest.to_json(document)
    found["set_aside"] = [line["text"] for line in found["set_aside"]]
    return found


def _as_expected(found, expected):
    if isinstance(expected, str) and isinstance(found, str):
        cut = expected.removesuffix("…")
        return expected if found == expected or (cut != expected and found.startswith(cut)) else found
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [_as_expected(*pair) for pair in zip(found, expected, strict=True)]
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: _as_expected(found.get(key), value) for key, value in expected.items()}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_as_an_editor_would_read_it(name):
    expected = json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))
    document = ingest.read(f"{name}.txt", (GOLDENS / f"{name}.txt").read_bytes())
    assert _as_expected(_shown(document), expected) == expected
    check_ledger(document)


def test_there_are_golden_documents():
    assert len(NAMES) >= 30
