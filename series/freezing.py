"""From a draft to an edition's payload: every value that the shelf will need, as canonical JSON."""

import hashlib
from typing import Any, NamedTuple

import orjson

from series.models.desk import Article
from series.models.shelf import ShelfArticle

Payload = dict[str, Any]


class Frozen(NamedTuple):
    """A payload as canonical JSON (sorted keys, no blanks) and the SHA-256 of its UTF-8 bytes, in hex."""

    content: str
    sha256: str


def freeze(payload: Payload) -> Frozen:
    """The canonical form of `payload`."""
    data = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)
    return Frozen(data.decode(), hashlib.sha256(data).hexdigest())


def payload_of(article: Article) -> Payload:
    """All that an edition of `article` as it stands holds. Names stand beside ids, so that the record reads alone."""
    return {
        "id": str(article.pk),
        "slug": article.slug,
        "title": article.title,
        "standfirst": article.standfirst,
        "epigraph": article.epigraph,
        "language": article.language,
        "series": {"id": str(article.series_id), "title": article.series.title} if article.series else None,
        "instalment_number": article.instalment_number,
        "position": article.position,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "published_on_precision": article.published_on_precision or None,
        "contributors": [
            {"id": str(credit.contributor_id), "name": credit.contributor.name} for credit in article.credits.all()
        ],
        "about": article.about,
        "mentions": article.mentions,
        "source": {
            "publisher": article.publisher,
            "canonical_url": article.canonical_url,
            "licence": article.licence,
            "attribution": article.attribution,
            "republication_notice": article.republication_notice,
        },
        "body": article.body,
        "links": _links(article),
    }


def _links(article: Article) -> list[dict[str, Any]]:
    """The cross-links in order, each with the address that its target had at this time, to know later if it moved."""
    links = list(article.cross_links.select_related("target_article", "target_series"))
    shown = ShelfArticle.objects.at().filter(article_id__in=[link.target_article_id for link in links])
    slugs = dict(shown.values_list("article_id", "slug"))
    return [
        {
            "id": str(link.link_id),
            "kind": link.kind,
            "target": str(link.target.pk) if link.target else None,
            "slug_then": slugs.get(link.target_article_id, "") if link.target_article_id else "",
            "phrase": link.phrase,
        }
        for link in links
    ]


def digest(article: Article) -> str:
    """A hash of the draft's own content, to see whether somebody changed it since; links' targets do not count."""
    payload = payload_of(article)
    del payload["links"], payload["mentions"]
    return freeze(payload).sha256
