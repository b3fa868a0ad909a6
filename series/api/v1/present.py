"""From public rows to the JSON of the contract. What an edition alone decides is stored as JSON and passed through as
bytes; what other rows say of it is written beside it here."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

import orjson
from django.conf import settings

from series.models.public import PublicArticle, PublicContributor, PublicImage, PublicSeries

# The columns that a row of a list, and an article's own page, are made of.
ROW_COLUMNS: Final = ("edition_id", "slug", "card", "series", "contributors", "lead_figure", "lead_image")
PAGE_COLUMNS: Final = (*ROW_COLUMNS, "document", "images", "links", "linked_from", "previous", "next", "aliases")

ROOT: Final = f"{settings.PUBLIC_URL}/api/v1"
MEDIA: Final = f"{settings.PUBLIC_URL}{settings.MEDIA_URL}"
JSONObject = dict[str, Any]


def url(resource: str, key: str) -> str:
    """The absolute address of one resource: its collection's name and its key there."""
    return f"{ROOT}/{resource}/{quote(key, safe='')}/"


def article_url(slug: str) -> str:
    """Where an article lives."""
    return url("articles", slug)


def row(article: PublicArticle) -> bytes:
    """An article as lists show it."""
    return _joined(article.card, _beside_card(article))


def rows(articles: Iterable[PublicArticle]) -> bytes:
    """Articles as the JSON array of a list."""
    return b"[" + b",".join(map(row, articles)) + b"]"


def page(article: PublicArticle) -> bytes:
    """An article with everything needed to show it."""
    beside = _beside_card(article) | {
        "images": {pk: image(pk, found) for pk, found in article.images.items()},
        "links": {pk: link(found) for pk, found in article.links.items()},
        "linked_from": [_other(found) | {"phrase": found["phrase"]} for found in article.linked_from],
        "previous": _other(article.previous),
        "next": _other(article.next),
        "alias_paths": [f"/api/v1/articles/{quote(slug, safe='')}/" for slug in article.aliases],
    }
    return _joined(article.card, beside)[:-1] + b"," + article.document.encode()[1:]


def _joined(stored: str, beside: JSONObject) -> bytes:
    """The stored JSON object with the members of `beside` behind its own."""
    return stored.encode()[:-1] + b"," + orjson.dumps(beside)[1:]


def _beside_card(article: PublicArticle) -> JSONObject:
    return {
        "url": article_url(article.slug),
        "series": article.series and _series_in_short(article.series),
        "contributors": [person | {"affiliation": person["affiliation"] or None} for person in article.contributors],
        "lead_image": _lead_image(article),
    }


def _series_in_short(found: Mapping[str, str]) -> JSONObject:
    return {"slug": found["slug"], "title": found["title"], "url": url("series", found["slug"])}


def _lead_image(article: PublicArticle) -> JSONObject | None:
    """The picture that opens the article, under the caption, credit and alternative text of this use."""
    figure, found = article.lead_figure, article.lead_image
    if not figure or not found:
        return None
    shown = image(figure["image"], found)
    own = {name: figure[name] for name in ("alt", "credit") if figure[name]}
    return shown | own | {"caption": figure["caption"]}


def _other(found: Mapping[str, str] | None) -> Any:
    return found and {"slug": found["slug"], "title": found["title"], "url": article_url(found["slug"])}


def link(found: Mapping[str, Any]) -> JSONObject:
    """A cross-link with its state, and where it leads if it leads anywhere."""
    shown: JSONObject = {"kind": found["kind"], "state": found["state"]}
    if found["state"] in {"live", "moved"}:
        resource = "articles" if found["kind"] == "article" else "series"
        shown["target"] = {
            "type": found["kind"],
            "title": found["title"],
            "url": url(resource, found["slug"]),
        }
    return shown


def image(pk: str, found: Mapping[str, Any]) -> JSONObject:
    """A picture of the library, in the sizes that there are."""
    return {
        "id": pk,
        "url": url("images", pk),
        "status": found["status"],
        "renditions": _renditions(found, "whole"),
        "square": _renditions(found, "square"),
        "placeholder": found["placeholder"],
        "focal_point": found["focal_point"],
        "width": found["width"],
        "height": found["height"],
        "alt": found["alt"] or None,
        "credit": found["credit"] or None,
        "licence": found["licence"] or None,
    }


def _renditions(found: Mapping[str, Any], wanted: str) -> list[JSONObject]:
    """Those of the kind, in the view's order: by type, best first, and by width."""
    return [
        {"url": f"{MEDIA}{key}", "width": int(width), "height": int(height), "type": f"image/{name}"}
        for kind, name, width, height, key in map(str.split, found["renditions"].splitlines())
        if kind == wanted
    ]


def library_image(found: PublicImage) -> JSONObject:
    """A picture as `images/` shows it."""
    return image(str(found.pk), vars(found))


def series_row(found: PublicSeries) -> JSONObject:
    """A series as lists show it."""
    return {
        "id": str(found.pk),
        "slug": found.slug,
        "url": url("series", found.slug),
        "title": found.title,
        "description": found.description,
        "subject": found.subject_id,
    }


def contributor_row(found: PublicContributor) -> JSONObject:
    """A person as lists show them."""
    return {"slug": found.slug, "name": found.name, "affiliation": found.affiliation or None}
