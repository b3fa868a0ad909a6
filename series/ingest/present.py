"""A document as the command line prints it: one JSON object, in the words of the archive."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from series.ingest.document import Document


def to_json(
    document: Document,
    about: Sequence[str] = (),
    mentions: Sequence[str] = (),
    *,
    outcome: str | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    """`document` as plain JSON values.

    `about` and `mentions` are country codes, `outcome` and `reason` what became of the import: the caller knows
    them, a reader does not. Cross-links give as `target` what they are looking for, since nothing is resolved yet.
    """
    return {
        "source": document.name,
        "outcome": outcome,
        "reason": reason,
        "title": document.title,
        "series": document.series_title,
        "standfirst": list(document.standfirst),
        "authors": list(document.authors),
        "epigraphs": list(_epigraphs(document)),
        "headings": [_text(block) for block in _blocks(document, "heading")],
        "figures": [{"caption": f.caption, "credit": f.credit, "lead": f.lead} for f in document.figures],
        "cross_links": [{"text": link.phrase, "target": link.hint} for link in document.cross_links],
        "paragraphs": list(_paragraphs(document)),
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "published_on_precision": document.published_on_precision,
        "language": document.language,
        "about": list(about),
        "mentions": list(mentions),
        "set_aside": [{"line": s.line, "text": s.text, "reason": s.reason} for s in document.set_aside],
        "guesses": [
            {"line": g.line, "label": g.label, "confidence": g.confidence, "reason": g.reason} for g in document.guesses
        ],
    }


def _blocks(document: Document, *kinds: str) -> Iterator[dict[str, Any]]:
    return (block for block in document.body["content"] if block["type"] in kinds)


def _text(node: dict[str, Any]) -> str:
    return node["text"] if node["type"] == "text" else "".join(map(_text, node.get("content", ())))


def _texts(nodes: Iterable[dict[str, Any]]) -> list[str]:
    return [_text(node) for node in nodes]


def _paragraphs(document: Document) -> Iterator[str]:
    for block in _blocks(document, "paragraph", "bulletList"):
        yield from _texts(block["content"]) if block["type"] == "bulletList" else [_text(block)]


def _epigraphs(document: Document) -> Iterator[dict[str, Any]]:
    if document.epigraph:
        yield {"quote": document.epigraph["paragraphs"], "attribution": document.epigraph["attribution"]}
    for block in _blocks(document, "quote"):
        yield {"quote": _texts(block["content"]), "attribution": block["attrs"]["attribution"]}
