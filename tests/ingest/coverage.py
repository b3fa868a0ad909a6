"""The proof that nothing is lost, for any document."""

import re

from series.ingest import Document

LABELS = re.compile(
    r"[^\w]+|by|foto|photo(?:graph)?|image|source|map|chart|фото|written|caption|credit|c", re.IGNORECASE
)


def squeeze(text: str) -> str:
    return "".join(text.split())


def _block_values(block: dict) -> dict[str, str]:
    if block["type"] == "figure":
        return {part: block["attrs"][part] or "" for part in ("caption", "credit")}
    values = {"": "".join(_texts(block))}
    if block["type"] == "quote":
        values["attribution"] = block["attrs"]["attribution"] or ""
    return values


def _texts(node: dict):
    if node["type"] == "text":
        yield node["text"]
    for child in node.get("content", ()):
        yield from _texts(child)


def values_of(document: Document) -> dict[str, str]:
    """Every target that a ledger may name, with the text that the document holds there."""
    found = {
        "title": document.title or "",
        "series": document.series_title or "",
        **{f"bylines[{number}]": text for number, text in enumerate(document.bylines)},
        **{f"standfirst[{number}]": text for number, text in enumerate(document.standfirst)},
    }
    for block in document.body["content"]:
        for part, text in _block_values(block).items():
            found[f"body.{block['attrs']['id']}" + (f".{part}" if part else "")] = text
    if document.epigraph:
        found["epigraph.attribution"] = document.epigraph["attribution"] or ""
        for number, text in enumerate(document.epigraph["paragraphs"]):
            found[f"epigraph.paragraphs[{number}]"] = text
    return found


def check_ledger(document: Document) -> None:
    """Every character that shows is in one span, and what the spans hold is what the document holds."""
    covered = [0] * len(document.text)
    for entry in document.ledger:
        for offset in range(entry.span.start, entry.span.end):
            covered[offset] += 1
    wrong = [i for i, char in enumerate(document.text) if not char.isspace() and covered[i] != 1]
    assert not wrong, f"offsets not covered exactly once: {wrong[:10]}"
    starts = {offset: number for number, offset in enumerate(_line_starts(document.text), start=1)}
    values = values_of(document)
    by_target: dict[str, str] = {}
    for entry in document.ledger:
        by_target[entry.target] = by_target.get(entry.target, "") + document.text[slice(*entry.span)]
        assert entry.line == max(number for offset, number in starts.items() if offset <= entry.span.start)
    set_aside = by_target.pop("", "")
    assert squeeze(set_aside) == squeeze("".join(line.text for line in document.set_aside))
    for target, source in by_target.items():
        _check_target(target, squeeze(source), values)
    assert {target for target, text in values.items() if text and target != "series"} <= set(by_target)


def _line_starts(text: str) -> list[int]:
    breaks = re.finditer(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    return [0, *(match.end() for match in breaks)]


def _check_target(target: str, source: str, values: dict[str, str]) -> None:
    if target == "published_on":
        return
    assert target in values, f"the ledger names {target}, which the document does not have"
    value = squeeze(values[target])
    if target.endswith((".caption", ".credit", ".attribution")) or target in ("series", "title"):
        rest = source.replace(value, "", 1)
        assert value in source, f"{target}: {source!r} became {value!r}"
        assert not LABELS.sub("", rest), f"{target}: {source!r} became {value!r}"
    elif value != source:
        assert re.sub(r"[•‣▪◦·*—–_=~#⁂-]", "", source) == re.sub(r"[•‣▪◦·*—–_=~#⁂-]", "", value), target
