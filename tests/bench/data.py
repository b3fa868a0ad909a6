"""Fills an empty archive with generated articles, in bulk, by the functions with which publishing makes payloads and
shelf rows; what comes out is compared with what `shelf check` would make."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from series import body
from series.errors import SeriesError
from series.freezing import freeze, payload_of
from series.models.catalogue import Contributor, Image, Rendition, Series, title_key
from series.models.desk import Article, ArticleCountry, Credit, CrossLink, FigureUse
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle, ShelfLink
from series.publishing import find_drift
from series.publishing.shelving import make_row
from tests.bench.world import Draft, World

BATCH = 250
INSERTED_AT_ONCE = 50
FIRST_SHOWN = datetime(2020, 1, 1, tzinfo=UTC)
BY = "the benchmark"
# One article in so many was corrected once, so that the shelf holds editions that are no longer on show.
CORRECTED_ONE_IN = 4
COMPARED = 20


class NotTheRealThing(SeriesError):
    """The filled shelf is not what publishing would have made: its speed would tell nothing."""


def fill(world: World) -> None:
    """Save all of `world`, published. Raises NotTheRealThing if the shelf drifts from the record."""
    Series.objects.bulk_create(world.series)
    Contributor.objects.bulk_create(world.contributors)
    Image.objects.bulk_create(world.images)
    Rendition.objects.bulk_create(world.renditions, batch_size=1_000)
    plans = iter(world.plans)
    while batch := list(islice(plans, BATCH)):
        with transaction.atomic():
            drafts = [world.draft(plan) for plan in batch]
            _save(drafts)
            _publish([draft.article.pk for draft in drafts], batch[0].index)
    with connection.cursor() as cursor:
        # Also brings the pending entries of GIN indexes in, which autovacuum would do in a real archive.
        cursor.execute("VACUUM ANALYZE")
    _compare(world)


def _save(drafts: list[Draft]) -> None:
    """The desk's rows, and what saving derives from the text."""
    articles = [draft.article for draft in drafts]
    for article in articles:
        article.body = body.validate(article.body)
    Article.objects.bulk_create(articles)
    Credit.objects.bulk_create(
        Credit(article=draft.article, contributor=person, order=order)
        for draft in drafts
        for order, person in enumerate(draft.contributors)
    )
    ArticleCountry.objects.bulk_create(
        ArticleCountry(article=draft.article, country_id=code, relation=relation)
        for draft in drafts
        for relation, codes in (("about", draft.about), ("mentions", draft.mentions))
        for code in codes
    )
    FigureUse.objects.bulk_create(row for article in articles for row in _figures(article))
    CrossLink.objects.bulk_create(row for article in articles for row in _cross_links(article))


def _figures(article: Article) -> Iterator[FigureUse]:
    for figure in body.references(article.body).figures:
        texts = {name: getattr(figure, name) or "" for name in ("caption", "credit", "alt")}
        yield FigureUse(
            article=article, image_id=figure.image, block_id=figure.block_id, position=figure.position, **texts
        )


def _cross_links(article: Article) -> Iterator[CrossLink]:
    for link in body.references(article.body).cross_links:
        yield CrossLink(
            article=article,
            link_id=link.id,
            kind=link.kind,
            target_article_id=link.target if link.kind == "article" else None,
            target_series_id=link.target if link.kind == "series" else None,
            hint=link.hint or "",
            hint_key=title_key(link.hint or ""),
            phrase=link.phrase,
            block_id=link.block_id,
            position=link.position,
        )


def _publish(article_ids: list[UUID], first_index: int) -> None:
    """Editions of the articles as they stand on the desk, a minute between each, and their rows on the shelf."""
    articles = Article.objects.with_parts().in_bulk(article_ids)
    made = [
        row
        for index, pk in enumerate(article_ids, first_index)
        for row in _editions(articles[pk], FIRST_SHOWN + timedelta(minutes=index), index % CORRECTED_ONE_IN == 0)
    ]
    editions, payloads, shelved = zip(*made, strict=True)
    Edition.objects.bulk_create(editions)
    Payload.objects.bulk_create(payloads)
    Event.objects.bulk_create(map(_event, editions))
    rows = [make_row(payload.edition, orjson.loads(payload.content)) for payload in payloads]
    for (row, _), (first, during) in zip(rows, shelved, strict=True):
        row.first_live_from, row.during = first, during
    ShelfArticle.objects.bulk_create((row for row, _ in rows), batch_size=INSERTED_AT_ONCE)
    ShelfLink.objects.bulk_create(link for _, links in rows for link in links)


def _editions(
    article: Article, first: datetime, is_corrected: bool
) -> Iterator[tuple[Edition, Payload, tuple[datetime, DateTimeTZRange]]]:
    """The article's editions with their payloads; when it first went on show, and when each edition did."""
    said = payload_of(article)
    versions = [{**said, "standfirst": f"{said['standfirst']} Before."}, said] if is_corrected else [said]
    starts = [first + timedelta(hours=number) for number in range(len(versions))]
    for number, (payload, start) in enumerate(zip(versions, starts, strict=True), 1):
        frozen = freeze(payload)
        edition = Edition(
            id=UUID(frozen.sha256[:32]),
            article_id=article.pk,
            number=number,
            slug=article.slug,
            title=article.title,
            sha256=frozen.sha256,
            live_from=start,
            made_at=start,
            by_name=BY,
        )
        during = DateTimeTZRange(start, starts[number] if number < len(starts) else None, "[)")
        yield edition, Payload(edition=edition, version=body.VERSION, content=frozen.content), (first, during)


def _event(edition: Edition) -> Event:
    moment = edition.live_from
    return Event(
        article_id=edition.article_id, kind="publish", edition=edition, at=moment, effective_from=moment, by_name=BY
    )


def _compare(world: World) -> None:
    """Raise NotTheRealThing unless a sample of the shelf is what the record says."""
    sample = world.plans[:: max(1, len(world.plans) // COMPARED)][:COMPARED]
    drift = list(find_drift(plan.id for plan in sample))
    if drift:
        raise NotTheRealThing("The generated shelf differs from the record: " + _listed(drift))


def _listed(things: Iterable[object]) -> str:
    return "; ".join(map(str, things))
