"""The passages of articles that a search found, with the found words marked. Asked only for the page that is shown."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

import orjson
from django.db import connections

from series.search.fold import fold
from series.search.vector import CONFIG

PASSAGES_EACH: Final = 3
# Characters that no text has (bodies refuse control characters), so that marking cannot be forged by a text. The last
# two stand for < and >, between which `ts_headline` would drop words as a tag.
START, STOP, LESS, GREATER = "\x02", "\x03", "\x04", "\x05"

# A block is a hit with any of the words: those of one query often stand in different paragraphs. `querytree` leaves
# out what the query excludes.
_SQL: Final = f"""
WITH wanted AS (
    SELECT replace(querytree(websearch_to_tsquery('{CONFIG}', %(words)s)), '&', '|')::tsquery AS words
), found AS (
    SELECT a.edition_id, p.block, p.anchor, plain.text, p.headings, wanted.words,
           row_number() OVER (
               PARTITION BY a.edition_id
               ORDER BY ts_rank(to_tsvector('{CONFIG}', plain.text), wanted.words) DESC, p.place) AS place
      FROM wanted, series_public_article a
     CROSS JOIN LATERAL ROWS FROM (
           jsonb_to_recordset(a.passages) AS (block text, anchor text, text text, headings jsonb)
     ) WITH ORDINALITY AS p(block, anchor, text, headings, place)
     CROSS JOIN LATERAL (SELECT translate(p.text, '<>', E'\\x04\\x05') AS text) plain
     WHERE a.edition_id = ANY(%(editions)s) AND to_tsvector('{CONFIG}', plain.text) @@ wanted.words
)
SELECT edition_id, block, anchor, headings,
       ts_headline('{CONFIG}', text, words, E'StartSel=\\x02, StopSel=\\x03, MaxWords=40, MinWords=20, MaxFragments=1')
  FROM found WHERE place <= {PASSAGES_EACH} ORDER BY edition_id, place
"""  # noqa: S608 -- made of constants of this project


class Passage(NamedTuple):
    """A piece of a block; found words stand between START and STOP. `headings` are those above it, outermost first."""

    block: str
    anchor: str
    headings: list[str]
    text: str


def passages(edition_ids: Iterable[UUID], words: str) -> dict[UUID, list[Passage]]:
    """For each edition at most PASSAGES_EACH passages with any of the `words`, best first; one SELECT."""
    found: dict[UUID, list[Passage]] = defaultdict(list)
    with connections["public"].cursor() as cursor:
        cursor.execute(_SQL, {"words": fold(words), "editions": list(edition_ids)})
        for edition_id, block, anchor, headings, found_text in cursor.fetchall():
            text = found_text.replace(LESS, "<").replace(GREATER, ">")
            found[edition_id].append(Passage(block, anchor, orjson.loads(headings), text))
    return found
