"""From the record to the shelf: what readers see is made here, from editions and events alone."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models.expressions import Func

from series import body
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle, ShelfLink, Tombstone
from series.publishing.timeline import Showing, Timeline, fold
from series.search import vector

# PostgreSQL keeps at most 1 MB of lexemes for a row; a text this long stays below it in every script.
SEARCHABLE_CHARACTERS = 300_000
# One lock for all that changes the shelf: events get one order, the order in which they are committed.
LOCK = 0x5E71E5


def lock() -> None:
    """Wait for the shelf's lock and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def reshelve(article_id: UUID) -> None:
    """Make the article's rows on the shelf what its events say. The caller holds the lock."""
    timeline = fold(Event.objects.filter(article_id=article_id).order_by("id"))
    showings = {} if timeline.is_sealed else {showing.edition_id: showing for showing in timeline.showings}
    rows = ShelfArticle.objects.filter(article_id=article_id)
    rows.exclude(edition_id__in=showings).delete()
    for row in rows:
        showing = showings.pop(row.edition_id)
        _move(row, showing, timeline)
    for showing in showings.values():
        _place(showing, timeline)
    _set_tombstone(article_id, timeline)


def _range(showing: Showing) -> DateTimeTZRange:
    return DateTimeTZRange(showing.start, showing.end, "[)")


def _move(row: ShelfArticle, showing: Showing, timeline: Timeline) -> None:
    during, first = _range(showing), timeline.first_live_from
    if (row.during, row.first_live_from) != (during, first):
        ShelfArticle.objects.filter(pk=row.pk).update(during=during, first_live_from=first)


def _place(showing: Showing, timeline: Timeline) -> None:
    payload = Payload.objects.select_related("edition").get(pk=showing.edition_id)
    row, links = make_row(payload.edition, orjson.loads(payload.content))
    row.during = _range(showing)
    row.first_live_from = timeline.first_live_from or showing.start
    row.save(force_insert=True)
    ShelfLink.objects.bulk_create(links)


def _set_tombstone(article_id: UUID, timeline: Timeline) -> None:
    if timeline.withdrawal is None or not timeline.showings:
        # Withdrawn before anybody could see it: a tombstone would tell that there was something.
        Tombstone.objects.filter(article_id=article_id).delete()
        return
    shown = Edition.objects.filter(pk__in=[showing.edition_id for showing in timeline.showings])
    Tombstone.objects.update_or_create(
        article_id=article_id,
        defaults={
            "withdrawn_at": timeline.withdrawal.effective_from,
            "scope": timeline.withdrawal.scope,
            "reason": timeline.withdrawal.reason,
            "slugs": list(dict.fromkeys(shown.order_by("number").values_list("slug", flat=True))),
        },
    )


def make_row(edition: Edition, payload: dict[str, Any]) -> tuple[ShelfArticle, list[ShelfLink]]:
    """The shelf row for an edition and its links, from its payload alone; its times are the caller's to set."""
    document = body.upgrade(payload["body"])
    references = body.references(document)
    words = body.word_count(document)
    lead = _lead_figure(document)
    row = ShelfArticle(
        edition_id=edition.pk,
        article_id=edition.article_id,
        number=edition.number,
        slug=payload["slug"],
        title=payload["title"],
        language=payload["language"],
        series_id=payload["series"]["id"] if payload["series"] else None,
        position=payload["position"],
        published_on=payload["published_on"],
        about=payload["about"],
        mentions=payload["mentions"],
        contributor_ids=[person["id"] for person in payload["contributors"]],
        image_ids=list(references.images),
        lead_figure=lead,
        passages=list(_passages(document)),
        word_count=words,
        card=_json(_card(edition, payload, words)),
        document=_json(_document(payload, document)),
        search=ArticleVector(payload, document),
    )
    links = [
        ShelfLink(
            shelf_article=row,
            link_id=link["id"],
            kind=link["kind"],
            target=link["target"],
            slug_then=link["slug_then"],
            phrase=link["phrase"],
            position=position,
        )
        for position, link in enumerate(payload["links"])
    ]
    return row, links


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _card(edition: Edition, payload: dict[str, Any], words: int) -> dict[str, Any]:
    """What a list shows of the article, as far as only this edition decides it."""
    return {
        "id": payload["id"],
        "slug": payload["slug"],
        "title": payload["title"],
        "standfirst": payload["standfirst"],
        "language": payload["language"],
        "instalment_number": payload["instalment_number"],
        "position": payload["position"],
        "published_on": payload["published_on"],
        "published_on_precision": payload["published_on_precision"],
        "live_from": edition.live_from.isoformat().replace("+00:00", "Z"),
        "edition": edition.number,
        "about": payload["about"],
        "word_count": words,
        "reading_minutes": body.reading_minutes(words),
    }


def _document(payload: dict[str, Any], document: body.Document) -> dict[str, Any]:
    """What the article's own page shows on top."""
    source = {name: value or None for name, value in payload["source"].items()}
    return {
        "epigraph": payload["epigraph"],
        "body": body.public(document),
        "mentions": payload["mentions"],
        "source": source,
    }


def _lead_figure(document: body.Document) -> dict[str, Any] | None:
    """The figure that opens the text, if one does."""
    blocks = document["content"]
    if not blocks or blocks[0]["type"] != "figure":
        return None
    return {name: blocks[0]["attrs"][name] for name in ("image", "caption", "credit", "alt")}


def _passages(document: body.Document) -> Iterator[dict[str, Any]]:
    anchors = body.anchors(document)
    for block in body.block_texts(document):
        yield {
            "block": block.id,
            "anchor": anchors[block.id],
            "text": block.text,
            "headings": list(block.heading_trail),
        }


class ArticleVector(Func):
    """The article's search vector: its weighed texts and its countries, as `series.search.vector` declares them."""

    function = None

    def __init__(self, payload: dict[str, Any], document: body.Document) -> None:
        epigraph = payload["epigraph"] or {"paragraphs": [], "attribution": None}
        self.parts = vector.parts(
            title=payload["title"],
            standfirst=payload["standfirst"],
            series=payload["series"]["title"] if payload["series"] else "",
            contributors=[person["name"] for person in payload["contributors"]],
            body=body.to_text(document)[:SEARCHABLE_CHARACTERS],
            epigraph=[*epigraph["paragraphs"], epigraph["attribution"] or ""],
        )
        self.lexemes = vector.country_lexemes(payload["about"], payload["mentions"])
        super().__init__(output_field=ShelfArticle._meta.get_field("search"))

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        weighed = " || ".join("setweight(to_tsvector(%s::regconfig, %s), %s)" for _ in self.parts)
        params = (value for part in self.parts for value in (vector.CONFIG, part.text, part.weight))
        return f"({weighed} || array_to_tsvector(%s::text[]))", [*params, self.lexemes]


class Drift(NamedTuple):
    """A difference between the shelf and what the record says should be there."""

    article_id: UUID
    what: str


def find_drift(article_ids: Iterable[UUID] | None = None) -> Iterator[Drift]:
    """Where the shelf differs from what the record says: every article is made again and compared, nothing is kept."""
    for article_id in article_ids if article_ids is not None else _known_articles():
        try:
            yield from _drift_of(article_id)
        except IntegrityError:
            yield Drift(article_id, "another article stands on the shelf in its place")


def _drift_of(article_id: UUID) -> list[Drift]:
    with transaction.atomic():
        lock()
        before = _snapshot(article_id)
        _make_again(article_id)
        after = _snapshot(article_id)
        transaction.set_rollback(True)
    return [Drift(article_id, key) for key in sorted(before.keys() | after.keys()) if before.get(key) != after.get(key)]


def rebuild(article_ids: Iterable[UUID] | None = None) -> int:
    """Make the shelf again from the record, an article a transaction, while serving; the number of articles."""
    ids = list(article_ids) if article_ids is not None else _known_articles()
    try:
        for article_id in ids:
            with transaction.atomic():
                lock()
                _make_again(article_id)
    except IntegrityError:
        return _rebuild_at_once()
    return len(ids)


@transaction.atomic
def _rebuild_at_once() -> int:
    """Make all of the shelf again: where rows have got into each other's place, one at a time finds none."""
    lock()
    ids = _known_articles()
    ShelfArticle.objects.all().delete()
    for article_id in ids:
        reshelve(article_id)
    return len(ids)


def _make_again(article_id: UUID) -> None:
    ShelfArticle.objects.filter(article_id=article_id).delete()
    reshelve(article_id)


def _known_articles() -> list[UUID]:
    """Articles of the record, and those that stand on the shelf without being in it."""
    known, *others = (
        model.objects.order_by().values_list("article_id", flat=True) for model in (Event, ShelfArticle, Tombstone)
    )
    return sorted(known.union(*others))


def _snapshot(article_id: UUID) -> dict[str, Any]:
    """Every value on the shelf that belongs to the article, by a name that a person can read."""
    found: dict[str, Any] = {}
    for row in ShelfArticle.objects.filter(article_id=article_id).values():
        found |= {f"edition {row['number']}: {name}": value for name, value in row.items()}
    # Without `id`, which is a new one each time.
    columns = ("shelf_article_id", "link_id", "kind", "target", "slug_then", "phrase", "position")
    for link in ShelfLink.objects.filter(shelf_article__article_id=article_id).values(*columns):
        found[f"link {link['link_id']} of {link['shelf_article_id']}"] = link
    for stone in Tombstone.objects.filter(article_id=article_id).values():
        found["tombstone"] = stone
    return found
