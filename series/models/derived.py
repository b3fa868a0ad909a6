"""What follows from a draft's text: its figures, cross-links and mentions, made anew at every save so that "used in",
back-links and "mentions" are plain queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Model

from series import body, gazetteer
from series.models import waiting
from series.models.catalogue import Country, Image, LinkResolution, Series, title_key

if TYPE_CHECKING:
    from series.models.desk import Article


def refresh(article: Article) -> None:
    """Make figures, cross-links and mentions of `article` what its text says, and give waiting links their target."""
    references = body.references(article.body)
    _refresh_figures(article, references)
    _refresh_cross_links(article, references)
    _refresh_mentions(article)
    waiting.answer("article", article.pk, [title_key(article.title), title_key(article.canonical_url)])


def _refresh_figures(article: Article, references: body.References) -> None:
    known = set(Image.objects.filter(id__in=references.images).values_list("id", flat=True))
    article.figures.all().delete()
    article.figures.bulk_create(
        article.figures.model(
            article=article,
            image_id=figure.image,
            block_id=figure.block_id,
            position=figure.position,
            caption=figure.caption or "",
            credit=figure.credit or "",
            alt=figure.alt or "",
        )
        for figure in references.figures
        if UUID(figure.image) in known
    )


def _refresh_cross_links(article: Article, references: body.References) -> None:
    links = references.cross_links
    resolved = LinkResolution.objects.filter(link_id__in=[link.id for link in links])
    answers = {str(row.link_id): str(row.target) for row in resolved}
    targets = {link.id: link.target or answers.get(link.id) for link in links}
    held = {"article": _held(type(article), targets.values()), "series": _held(Series, targets.values())}
    article.cross_links.all().delete()
    article.cross_links.bulk_create(
        article.cross_links.model(
            article=article,
            link_id=link.id,
            kind=link.kind,
            hint=link.hint or "",
            hint_key=title_key(link.hint or ""),
            phrase=link.phrase,
            block_id=link.block_id,
            position=link.position,
            **({f"target_{link.kind}_id": targets[link.id]} if targets[link.id] in held[link.kind] else {}),
        )
        for link in links
    )


def _held(model: type[Model], ids: Iterable[str | None]) -> set[str]:
    """Those of `ids` that are rows of `model`."""
    wanted = [pk for pk in ids if pk]
    return {str(pk) for pk in model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)}


def _refresh_mentions(article: Article) -> None:
    subject = article.series.subject_id if article.series else None
    found = {mention.code for mention in gazetteer.detect(readable_text(article), article.language)} - {subject}
    rows = article.countries.filter(relation="mentions")
    rows.exclude(country__in=found).delete()
    known = Country.objects.filter(code__in=found)
    article.countries.bulk_create(
        [article.countries.model(article=article, country=country, relation="mentions") for country in known],
        ignore_conflicts=True,
    )


def readable_text(article: Article) -> str:
    """All that a reader reads of the draft, in order, a line between its parts."""
    epigraph = article.epigraph or {"paragraphs": []}
    return "\n".join([article.title, article.standfirst, *epigraph["paragraphs"], body.to_text(article.body)])
