"""What differs between two states of an article, ready to be shown: its fields, and its text block by block."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple
from uuid import UUID

from series import body
from series.body import BlockChange, WordRun
from series.errors import BodyError
from series.models.catalogue import Country, Image, Series
from series.models.desk import Article

_FIELDS: Final = {
    "title": "Title",
    "standfirst": "Standfirst",
    "epigraph": "Epigraph",
    "contributors": "By",
    "about": "About",
    "mentions": "Mentions",
    "series": "Series",
    "instalment_number": "Number on the page",
    "position": "Place in the series",
    "slug": "Address",
    "published_on": "Date on the page",
    "language": "Language",
}
_SOURCE: Final = {
    "publisher": "Publisher",
    "canonical_url": "Canonical address",
    "licence": "Licence",
    "attribution": "Attribution",
    "republication_notice": "Republication notice",
}
_KINDS: Final = {
    "paragraph": "Paragraph",
    "heading": "Heading",
    "bulletList": "List",
    "orderedList": "Numbered list",
    "quote": "Quotation",
    "figure": "Picture",
    "divider": "Divider",
}
# Attributes that a block's text holds, and the id, which says nothing to a reader.
_IN_THE_WORDS: Final = {"id", "caption", "credit", "attribution"}
_SAID: Final = {"same": "", "added": "Added", "removed": "Removed", "changed": "Changed"}
# A block that only moved is recognised by its beginning.
_SHOWN_OF_A_MOVED: Final = 160
_SHOWN_OF_A_PHRASE: Final = 60
# With less than this of the longer text in common, two texts read better one after the other than mixed.
_LEAST_IN_COMMON: Final = 0.3
# Of a stretch that stayed, this much on either side of a change is enough to find one's way.
_SHOWN_OF_A_SAME: Final = 240


class FieldChange(NamedTuple):
    """A field that differs, by its name in a payload, with its words as runs that stayed, came or went."""

    name: str
    label: str
    runs: tuple[WordRun, ...]
    note: str = ""


class BlockShown(NamedTuple):
    """A block that differs. `gone` and `came` are what is not in its words: marks, links, pictures, levels."""

    operation: str
    says: str
    kind: str
    runs: tuple[WordRun, ...]
    gone: tuple[str, ...] = ()
    came: tuple[str, ...] = ()


class Fold(NamedTuple):
    """So many blocks in a row that stayed as they were."""

    unchanged: int


class Difference(NamedTuple):
    """All that differs. `blocks` is empty where the text is the same, None where one of the texts cannot be read."""

    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockShown | Fold, ...] | None

    @property
    def is_none(self) -> bool:
        """Whether both say the same."""
        return not self.fields and self.blocks == ()


def difference(old: dict[str, Any], new: dict[str, Any], *, without: frozenset[str] = frozenset()) -> Difference:
    """What leads from the payload `old` to the payload `new`, the fields of `without` left out.

    Five queries at most, however much differs.
    """
    countries = dict(Country.objects.values_list("code", "name"))
    before, after = _readable(old, countries), _readable(new, countries)
    fields = (
        FieldChange(name, label, _words(before[name], after[name]))
        for name, label in {**_FIELDS, **_SOURCE}.items()
        if name not in without and before[name] != after[name]
    )
    return Difference(tuple(fields), _blocks(old["body"], new["body"]))


def _readable(payload: dict[str, Any], countries: dict[str, str]) -> dict[str, str]:
    """Every field as a person reads it; "" for none."""
    return {
        **{name: _text(payload[name]) for name in _FIELDS},
        **{name: _text(payload["source"].get(name)) for name in _SOURCE},
        "epigraph": _epigraph(payload["epigraph"]),
        "contributors": ", ".join(person["name"] for person in payload["contributors"]),
        "about": ", ".join(countries.get(code, code) for code in payload["about"]),
        "mentions": ", ".join(countries.get(code, code) for code in payload["mentions"]),
        "series": payload["series"]["title"] if payload["series"] else "",
        "published_on": _date(payload),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _epigraph(epigraph: dict[str, Any] | None) -> str:
    if not epigraph:
        return ""
    return "\n\n".join(
        [*epigraph["paragraphs"], *([f"— {epigraph['attribution']}"] if epigraph["attribution"] else [])]
    )


def _date(payload: dict[str, Any]) -> str:
    on, precision = payload["published_on"], payload["published_on_precision"]
    return f"{on} ({precision})" if on else ""


def _words(old: str, new: str) -> tuple[WordRun, ...]:
    """What changed between two texts, told the way a paragraph's changes are."""
    return _legible(body.diff(_one_paragraph(old), _one_paragraph(new))[0].words)


def _one_paragraph(text: str) -> dict[str, Any]:
    content = [{"type": "text", "text": text}] if text else []
    return {"content": [{"type": "paragraph", "attrs": {"id": "field"}, "content": content}]}


def _blocks(old: Any, new: Any) -> tuple[BlockShown | Fold, ...] | None:
    try:
        changes = body.diff(body.validate(body.upgrade(old)), body.validate(body.upgrade(new)))
    except BodyError:
        return None
    if all(change.operation == "same" and not change.moved for change in changes):
        return ()
    return tuple(_shown(changes, _Names(changes)))


def _shown(changes: Sequence[BlockChange], names: "_Names") -> Iterator[BlockShown | Fold]:
    for stayed, run in groupby(changes, lambda change: change.operation == "same" and not change.moved):
        if stayed:
            yield Fold(len(list(run)))
        else:
            yield from (_block(change, names) for change in run)


def _block(change: BlockChange, names: "_Names") -> BlockShown:
    said = " and ".join(filter(None, ["Moved" if change.moved else "", _SAID[change.operation]]))
    before, after = names.details(change.old), names.details(change.new)
    return BlockShown(
        "moved" if change.operation == "same" else change.operation,
        said.capitalize(),
        _kind(change),
        _runs(change),
        tuple(detail for detail in before if detail not in after),
        tuple(detail for detail in after if detail not in before),
    )


def _kind(change: BlockChange) -> str:
    old, new = (_KINDS[node["type"]] if node else "" for node in (change.old, change.new))
    return f"{new}, was {old.lower()}" if old and new and old != new else new or old


def _runs(change: BlockChange) -> tuple[WordRun, ...]:
    if change.operation == "changed":
        return tuple(_shortened(_legible(change.words)))
    text = body.block_text(change.new or change.old or {})
    if change.operation == "same":
        return (WordRun("same", _beginning(text)),)
    return (WordRun(change.operation, text),) if text else ()


def _beginning(text: str, most: int = _SHOWN_OF_A_MOVED) -> str:
    if len(text) <= most:
        return text
    # Not in the middle of a word, where words are parted by blanks.
    start, blank, _ = text[:most].rpartition(" ")
    return f"{start if blank else text[:most]} …"


def _legible(runs: Sequence[WordRun]) -> tuple[WordRun, ...]:
    """The runs as a person would mark them: words that changed in a row as one change, and a new text as a whole."""
    together = tuple(_together(runs))
    lengths = {
        op: sum(len(run.text) for run in together if run.operation in {"same", op}) for op in ("removed", "added")
    }
    same = sum(len(run.text.strip()) for run in together if run.operation == "same")
    if not min(lengths.values()) or same >= _LEAST_IN_COMMON * max(lengths.values()):
        return together
    return tuple(_replacement(runs))


def _together(runs: Sequence[WordRun]) -> Iterator[WordRun]:
    """The runs, changes that only blanks part put together: first all that went, then all that came."""
    changes: list[WordRun] = []
    for place, run in enumerate(runs):
        parts = run.operation == "same" and (run.text.strip() or not changes or place == len(runs) - 1)
        if not parts:
            changes.append(run)
            continue
        yield from _replacement(changes)
        yield run
        changes = []
    yield from _replacement(changes)


def _replacement(changes: Sequence[WordRun]) -> Iterator[WordRun]:
    if {"removed", "added"} <= {run.operation for run in changes}:
        yield WordRun("removed", "".join(run.text for run in changes if run.operation != "added"))
        yield WordRun("added", "".join(run.text for run in changes if run.operation != "removed"))
    else:
        yield from changes


def _shortened(runs: Sequence[WordRun]) -> Iterator[WordRun]:
    """The runs, of long stretches that stayed only what stands beside a change."""
    last = len(runs) - 1
    for place, run in enumerate(runs):
        text, keep = run.text, _SHOWN_OF_A_SAME
        if run.operation != "same" or len(text) <= 2 * keep:
            yield run
        elif place == 0:
            yield WordRun("same", f"… {text[-keep:]}" if last else _beginning(text))
        else:
            yield WordRun("same", f"{text[:keep]} …" if place == last else f"{text[:keep]} … {text[-keep:]}")


class _Names:
    """The titles of the pictures, articles and series that changed blocks refer to, in three queries at most."""

    def __init__(self, changes: Sequence[BlockChange]) -> None:
        blocks = [block for change in changes if change.operation != "same" for block in (change.old, change.new)]
        parts = [body.references({"content": [block]}) for block in blocks if block]
        images = {UUID(pk) for part in parts for pk in part.images}
        links = [link for part in parts for link in part.cross_links if link.target]
        self._titles: dict[str, str] = {}
        for model, wanted in (
            (Image, images),
            (Article, {UUID(link.target) for link in links if link.kind == "article" and link.target}),
            (Series, {UUID(link.target) for link in links if link.kind == "series" and link.target}),
        ):
            found = model._default_manager.only("id", "title").in_bulk(list(wanted)) if wanted else {}
            self._titles |= {str(pk): str(row) for pk, row in found.items()}

    def details(self, block: dict[str, Any] | None) -> tuple[str, ...]:
        """What a block has besides its words, one short sentence each."""
        return (*self._attributes(block["attrs"]), *self._marks(block)) if block else ()

    def _attributes(self, attrs: dict[str, Any]) -> Iterator[str]:
        for name, value in attrs.items():
            if name == "image":
                yield f"picture “{self._titles.get(value, value)}”"
            elif name not in _IN_THE_WORDS and value is not None:
                yield f"{name} {value}"

    def _marks(self, node: dict[str, Any]) -> Iterator[str]:
        for mark in node.get("marks", []):
            yield self._mark(mark, _beginning(node.get("text", ""), _SHOWN_OF_A_PHRASE))
        for child in node.get("content", []):
            yield from self._marks(child)

    def _mark(self, mark: dict[str, Any], text: str) -> str:
        attrs = mark.get("attrs", {})
        if mark["type"] == "link":
            return f"“{text}” leads to {attrs['href']}"
        if mark["type"] == "crossLink":
            target = self._titles.get(attrs["target"] or "", attrs["target"])
            return f"“{text}” leads to {f'“{target}”' if target else 'nowhere yet'}"
        return f"“{text}” {mark['type']}"
