"""The body of an article: a closed, versioned document in ProseMirror's JSON shape, checked, rendered and read.

Pure: no Django, no database. Every function takes and returns plain JSON values; all but `validate`, `loads`,
`parse`, `assign_ids` and `validate_epigraph` expect a document that `validate` has passed.
"""

from series.body.anchors import anchor, anchors, block_anchor
from series.body.blocks import VERSION, json_schema
from series.body.diff import BlockChange, WordRun, diff
from series.body.html import ImageView, LinkView, to_html
from series.body.ids import assign_ids, random_id, stable_id
from series.body.plain import parse
from series.body.references import CrossLink, FigureUse, OutsideLink, References, public, references
from series.body.text import BlockText, block_text, block_texts, count_words, reading_minutes, to_text, word_count
from series.body.upgrade import upgrade
from series.body.validation import Document, dumps, empty, loads, validate, validate_epigraph

__all__ = [
    "VERSION",
    "BlockChange",
    "BlockText",
    "CrossLink",
    "Document",
    "FigureUse",
    "ImageView",
    "LinkView",
    "OutsideLink",
    "References",
    "WordRun",
    "anchor",
    "anchors",
    "assign_ids",
    "block_anchor",
    "block_text",
    "block_texts",
    "count_words",
    "diff",
    "dumps",
    "empty",
    "json_schema",
    "loads",
    "parse",
    "public",
    "random_id",
    "reading_minutes",
    "references",
    "stable_id",
    "to_html",
    "to_text",
    "upgrade",
    "validate",
    "validate_epigraph",
    "word_count",
]
