"""Bytes to text, or a refusal that says why. A legacy encoding is never guessed."""

import codecs
import re

from series.errors import SourceError

MAX_BYTES = 5 * 1024 * 1024
"""Largest source that is read; the longest article known to us has 60 KB."""

MAX_CONTROL_SHARE = 0.01

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, DOCX or ODT"),
    (b"PK\x05\x06", "an empty ZIP"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
)
"""First bytes of formats that are no plain text, as listed in the formats' own specifications."""

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")  # what `series.body` refuses, and XML too
_NEWLINE = re.compile(r"\r\n|[\n\r]")
_MARKUP = ("<!doctype html", "<html", "<?xml")


def decode(name: str, data: bytes) -> str:
    """The text of `data`, character for character, without its byte order mark.

    UTF-8, and UTF-16 with a byte order mark, are read. Raises SourceError for everything else.
    """
    if not data:
        raise SourceError(name, "the file is empty")
    if len(data) > MAX_BYTES:
        raise SourceError(name, f"the file has {len(data)} bytes, more than the {MAX_BYTES} that are read")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise SourceError(name, f"this is {what}, not plain text", "byte 0")
    text = _decoded(name, data)
    _check_text(name, text)
    return text


def _decoded(name: str, data: bytes) -> str:
    if data.startswith(_UTF32):
        raise SourceError(name, "UTF-32 is not read; save the file as UTF-8", "byte 0")
    bom, encoding = b"", "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        bom = codecs.BOM_UTF8
    elif data[:2] in _UTF16:
        bom, encoding = data[:2], _UTF16[data[:2]]
    if encoding == "utf-8" and (nul := data.find(b"\0")) >= 0:
        raise SourceError(name, "this is a binary file, not text: it holds a NUL", f"byte {nul}")
    try:
        return data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(bom) + error.start
        raise SourceError(
            name, f"not {encoding.upper()}: byte 0x{data[offset]:02x} has no meaning there", f"byte {offset}"
        ) from error


def _check_text(name: str, text: str) -> None:
    if not text.strip():
        raise SourceError(name, "the file holds nothing but white space")
    nul = text.find("\0")
    if nul >= 0:
        raise SourceError(name, "this is a binary file, not text: it holds a NUL", f"character {nul}")
    controls = _UNSTORABLE.findall(text)
    if len(controls) > MAX_CONTROL_SHARE * len(text):
        raise SourceError(name, f"this is a binary file, not text: {len(controls)} control characters")
    if stray := _UNSTORABLE.search(text):
        line = len(_NEWLINE.findall(text, 0, stray.start())) + 1
        raise SourceError(name, f"the control character U+{ord(stray[0]):04X} cannot be kept", f"line {line}")
    if text.lstrip()[:20].lower().startswith(_MARKUP):
        raise SourceError(name, "this is a page in HTML or XML, not plain text", "line 1")
