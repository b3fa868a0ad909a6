"""What keeps an article from being published, and what keeps it from being good."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from series import body
from series.errors import BodyError
from series.models.catalogue import Image
from series.models.desk import Article
from series.models.record import Event
from series.models.shelf import ShelfArticle, Tombstone
from series.publishing.shelving import SEARCHABLE_CHARACTERS


class Level(StrEnum):
    """How much a finding weighs."""

    BLOCKS = "blocks"
    WARNS = "warns"


class Finding(NamedTuple):
    """One thing found: `code` for programs, `message` for editors, `where` a field or `body#<block id>`."""

    level: Level
    code: str
    message: str
    where: str


def _blocks(code: str, message: str, where: str) -> Finding:
    return Finding(Level.BLOCKS, code, message, where)


def _warns(code: str, message: str, where: str) -> Finding:
    return Finding(Level.WARNS, code, message, where)


def check(article: Article, live_from: datetime | None = None) -> list[Finding]:
    """All findings on the draft as it is saved, were it to go on show at `live_from` (None is now): what blocks
    publication first, in the order of the page."""
    try:
        body.validate(article.body)
        body.validate_epigraph(article.epigraph)
    except BodyError as error:
        return [_blocks("body-invalid", str(problem), "body") for problem in error.problems]
    findings = [*_identity(article, live_from), *_page(article), *_figures(article), *_links(article)]
    return sorted(findings, key=lambda finding: finding.level != Level.BLOCKS)


def _identity(article: Article, live_from: datetime | None) -> Iterator[Finding]:
    if not article.title.strip():
        yield _blocks("title-missing", "The article has no title.", "title")
    elif not article.slug:
        yield _blocks("slug-missing", "No address can be made from the title: give a slug.", "slug")
    else:
        yield from _address_taken(article)
    yield from _position_taken(article, live_from)
    last = Event.objects.filter(article_id=article.pk).last()
    if last is not None and last.scope == Event.Scope.SEAL:
        yield _blocks("sealed", f"The article was sealed on {last.at:%Y-%m-%d}: {last.reason}", "title")


def _address_taken(article: Article) -> Iterator[Finding]:
    others = ShelfArticle.objects.exclude(article_id=article.pk).filter(slug=article.slug)
    holder = others.order_by("-during").first()
    if holder:
        yield _blocks("slug-taken", f"The address “{article.slug}” belongs to “{holder.title}”.", "slug")
    elif Tombstone.objects.exclude(article_id=article.pk).filter(slugs__contains=[article.slug]).exists():
        yield _blocks("slug-taken", f"The address “{article.slug}” belongs to a withdrawn article.", "slug")


def _position_taken(article: Article, live_from: datetime | None) -> Iterator[Finding]:
    if article.series_id is None or article.position is None:
        return
    others = ShelfArticle.objects.exclude(article_id=article.pk)
    meeting = others.filter(Q(during__endswith=None) | Q(during__endswith__gt=live_from or Now()))
    holder = meeting.filter(series_id=article.series_id, position=article.position).first()
    if holder:
        yield _blocks("position-taken", f"Position {article.position} belongs to “{holder.title}”.", "position")


def _page(article: Article) -> Iterator[Finding]:
    if not article.published_on:
        yield _warns("date-missing", "The page's own date is not known.", "published_on")
    if not article.licence:
        yield _warns("licence-missing", "The licence of the text is not known.", "licence")
    if not article.about:
        yield _warns("about-missing", "No country is named that the article is about.", "about")
    if not article.credits.all():
        yield _warns("contributor-missing", "Nobody is named as the author.", "contributors")
    if len(body.to_text(article.body)) > SEARCHABLE_CHARACTERS:
        yield _warns("text-long", f"Only the first {SEARCHABLE_CHARACTERS:,} characters can be searched.", "body")


def _figures(article: Article) -> Iterator[Finding]:
    references = body.references(article.body)
    images = Image.objects.in_bulk([UUID(image) for image in references.images])
    for figure in references.figures:
        where = f"body#{figure.block_id}"
        image = images.get(UUID(figure.image))
        if image is None:
            yield _blocks(
                "image-unknown", f"A figure shows picture {figure.image}, which is not in the library.", where
            )
            continue
        if not image.file:
            yield _warns("image-missing", f"The file of the picture “{image}” is missing.", where)
        yield from _figure_texts(figure, image, where)


def _figure_texts(figure: body.FigureUse, image: Image, where: str) -> Iterator[Finding]:
    texts = {"alt": figure.alt or image.alt, "caption": figure.caption, "credit": figure.credit or image.credit}
    for name, value in (texts | {"licence": image.licence}).items():
        if not value:
            yield _warns(f"image-{name}-missing", f"The picture “{image}” has no {name}.", where)


def _links(article: Article) -> Iterator[Finding]:
    for link in article.cross_links.select_related("target_article", "target_series"):
        if link.target is None:
            looking_for = f" (“{link.hint}”)" if link.hint else ""
            yield _warns("link-unresolved", f"“{link.phrase}” leads nowhere yet{looking_for}.", f"body#{link.block_id}")
