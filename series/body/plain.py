"""The first look at a document from outside: is it JSON, of a bearable size and depth, and text that can be stored?

Everything here is iterative, so that a document of any depth is refused with a path and never exhausts the stack.
"""

import json
import math
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from series.body.limits import MAX_BYTES, MAX_DEPTH, MAX_LIST_DEPTH, MAX_VALUES
from series.errors import BodyError, Problem

_LISTS: Final = ("bulletList", "orderedList")
# Tab, line feed and carriage return are text; the other control characters cannot stand in XML (feeds), and
# PostgreSQL's jsonb cannot hold NUL.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNSTORABLE = re.compile(rf"{_CONTROL.pattern}|{_SURROGATE.pattern}")
_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]*")
_SHOWN: Final = 40
_HUGE: Final = 10**20
# Strings, so that brackets inside them are not counted, and brackets. An unclosed string runs to the end, which
# keeps the scan linear on hostile text.
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_JSON_DEPTH: Final = 100


class Step(NamedTuple):
    """A place in a document as a chain from the innermost key outwards."""

    outer: "Step | None"
    key: str | int


def path_of(keys: Iterable[str | int]) -> str:
    """Keys from the outside in as a path: `content[3].attrs.href`; an unusual key stands quoted in brackets."""
    path = ""
    for key in keys:
        if isinstance(key, int):
            path += f"[{key}]"
        elif _NAME.fullmatch(key):
            path += f".{key}" if path else key
        else:
            path += f"[{show(key)}]"
    return path


def show(value: object) -> str:
    """A value as an error message shows it: short, printable, one line."""
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < _HUGE else "a huge number"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else f"a {type(value).__name__}"


def _path_to(place: Step | None) -> str:
    keys: list[str | int] = []
    while place:
        keys.append(place.key)
        place = place.outer
    return path_of(reversed(keys))


class _Doubled(dict[str, Any]):
    """A JSON object in which a key stood twice."""

    repeated: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object and remember a repeated key, for the scan to report it with its path."""
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    doubled, seen = _Doubled(result), set[str]()
    doubled.repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return doubled


class _Visit(NamedTuple):
    """One value still to be looked at, and where its copy goes."""

    target: Any
    key: Any
    value: object
    place: Step | None
    depth: int
    lists: int


class Scan:
    """A copy of a document in plain JSON types (`document`), and what was wrong with it (`problems`).

    `cross_links` are the paths and attributes of the article links met on the way. What is refused here is replaced
    in the copy by something harmless, so that the rest can still be checked.
    """

    def __init__(self, raw: object) -> None:
        """Look at all of `raw`; raises BodyError at once when it is too large to go on."""
        self.problems: list[Problem] = []
        self.cross_links: list[tuple[str, dict[str, Any]]] = []
        self._values = self._characters = 0
        root: list[Any] = [None]
        self._stack = [_Visit(root, 0, raw, None, 0, 0)]
        while self._stack:
            visit = self._stack.pop()
            self._count(visit.value)
            visit.target[visit.key] = self._copy(visit)
        self.document: object = root[0]

    def _count(self, value: object) -> None:
        self._values += 1
        self._characters += len(value) if isinstance(value, str) else 0
        if self._values > MAX_VALUES:
            raise BodyError([Problem("", f"the document holds more than {MAX_VALUES} values")])
        if self._characters > MAX_BYTES:
            raise BodyError([Problem("", f"the document is larger than {MAX_BYTES} characters")])

    def _report(self, place: Step | None, message: str) -> None:
        self.problems.append(Problem(_path_to(place), message))

    def _copy(self, visit: _Visit) -> object:
        value = visit.value
        if isinstance(value, str):
            return self._text(value, visit.place)
        if isinstance(value, dict | list):
            return self._container(value, visit)
        if isinstance(value, float) and not math.isfinite(value):
            self._report(visit.place, f"{show(value)} is not a JSON number")
            return 0
        if value is None or isinstance(value, bool | int | float):
            return value
        self._report(visit.place, f"{show(value)} is not a JSON value")
        return None

    def _text(self, value: str, place: Step | None) -> str:
        if not _UNSTORABLE.search(value):
            return value
        if found := _SURROGATE.search(value):
            self._report(place, f"text holds half a character (a lone surrogate, U+{ord(found[0]):04X})")
        if found := _CONTROL.search(value):
            self._report(place, f"text holds a character that cannot be stored (U+{ord(found[0]):04X})")
        return _UNSTORABLE.sub(" ", value)

    def _container(self, value: "dict[Any, Any] | list[Any]", visit: _Visit) -> object:
        is_list_node = isinstance(value, dict) and value.get("type") in _LISTS
        lists = visit.lists + is_list_node
        if is_list_node and lists > MAX_LIST_DEPTH:
            self._report(visit.place, f"lists stand at most {MAX_LIST_DEPTH} deep inside one another")
            return {"type": "paragraph"}
        if visit.depth >= MAX_DEPTH:
            self._report(visit.place, f"nested too deeply (more than {MAX_DEPTH} levels)")
            return None
        if isinstance(value, dict):
            return self._object(value, visit, lists)
        copy: list[Any] = [None] * len(value)
        self._push(copy, enumerate(value), visit, lists)
        return copy

    def _object(self, value: dict[Any, Any], visit: _Visit, lists: int) -> dict[str, Any]:
        if isinstance(value, _Doubled):
            self._report(visit.place, f"the key {show(value.repeated)} stands twice")
        if value.get("type") == "crossLink" and isinstance(value.get("attrs"), dict):
            self.cross_links.append((_path_to(visit.place), value["attrs"]))
        fields = [(key, entry) for key, entry in value.items() if self._is_key(key, visit.place)]
        copy = dict.fromkeys(key for key, _ in fields)
        self._push(copy, fields, visit, lists)
        return copy

    def _is_key(self, key: object, place: Step | None) -> bool:
        if not isinstance(key, str):
            self._report(place, f"the key {show(key)} is not text")
            return False
        return self._text(key, place) == key

    def _push(self, copy: Any, entries: Iterable[tuple[Any, object]], visit: _Visit, lists: int) -> None:
        visits = [_Visit(copy, key, entry, Step(visit.place, key), visit.depth + 1, lists) for key, entry in entries]
        self._stack.extend(reversed(visits))


def parse(text: str | bytes) -> object:
    """JSON text as plain values; raises BodyError for what is no JSON, is too large or too deep, names a key twice,
    or holds a number or a text that cannot be stored.
    """
    raw = decode(text)
    if problems := Scan(raw).problems:
        raise BodyError(problems)
    return raw


def decode(text: str | bytes) -> object:
    """JSON text as values that a `Scan` still has to look at; raises BodyError for what is no JSON or too large."""
    try:
        return json.loads(_cut(_as_text(text)), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BodyError([Problem("", f"not valid JSON: {error.msg} ({where})")]) from error
    except ValueError as error:  # an integer of thousands of digits
        raise BodyError([Problem("", "not valid JSON: a number has too many digits")]) from error


def _as_text(text: str | bytes) -> str:
    if len(text) > MAX_BYTES or (isinstance(text, str) and len(text.encode("utf-8", "replace")) > MAX_BYTES):
        raise BodyError([Problem("", f"the document is larger than {MAX_BYTES} bytes")])
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BodyError([Problem("", f"the document is not UTF-8 text (byte {error.start})")]) from error


def _cut(text: str) -> str:
    """`text` as it is, or, where it nests deeper than the JSON parser may go, its beginning, closed properly.

    What is left of such a text is still far deeper than a document may be, so the scan refuses it with its path.
    """
    closers: list[str] = []
    for token in _JSON_TOKEN.finditer(text):
        match token[0]:
            case "[" | "{" if len(closers) == _JSON_DEPTH:
                return text[: token.start()] + "null" + "".join(reversed(closers))
            case "[":
                closers.append("]")
            case "{":
                closers.append("}")
            case "]" | "}" if closers:
                closers.pop()
    return text
