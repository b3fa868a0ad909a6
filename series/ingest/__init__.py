"""Import: a source document becomes an article's parts, and every character of it is accounted for.

Pure: no Django, no database, no network.
"""

from series.ingest.decode import MAX_BYTES
from series.ingest.document import (
    CrossLinkSource,
    Document,
    Epigraph,
    FigureSource,
    Guess,
    LedgerEntry,
    Precision,
    SetAside,
    Span,
)
from series.ingest.manifest import Details, Manifest, SeriesDetails, read_manifest
from series.ingest.present import to_json
from series.ingest.reader import read

__all__ = [
    "MAX_BYTES",
    "CrossLinkSource",
    "Details",
    "Document",
    "Epigraph",
    "FigureSource",
    "Guess",
    "LedgerEntry",
    "Manifest",
    "Precision",
    "SeriesDetails",
    "SetAside",
    "Span",
    "read",
    "read_manifest",
    "to_json",
]
