"""Texts as they read: a draft's or an edition's body as HTML for the admin's pages."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import OuterRef, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from series import body
from series.admin.base import page_of
from series.body import ImageView, LinkView
from series.errors import BodyError
from series.models.catalogue import Image, LinkResolution, Rendition, Series
from series.models.desk import Article

# Blocks' anchors get this before them, so that no heading has the id of a part of the page around it.
ANCHOR_PREFIX = "text-"
# In pixels; the text is no wider.
_WIDEST_VIEW = 960


def anchor_in_page(document: dict[str, Any], block_id: str) -> str:
    """The HTML id that a block has in `as_html`; that of the whole text when there is no such block."""
    name = body.anchors(document).get(block_id)
    return ANCHOR_PREFIX + name if name else "text"


def as_html(document: object, epigraph: dict[str, Any] | None = None) -> SafeString:
    """The text as it reads, its pictures from the library and its cross-links leading to the admin's pages."""
    try:
        valid = body.validate(document)
    except BodyError as error:
        problems = format_html_join("", "<li>{}</li>", ((str(problem),) for problem in error.problems))
        return format_html("<p>This text cannot be shown:</p><ul>{}</ul>", problems)
    references = body.references(valid)
    html = body.to_html(valid, resolve_link=_links(references), resolve_image=_images(references))
    # Every quotation mark of the text itself is escaped, so this is found in tags only.
    html = re.sub(r' id="', f' id="{ANCHOR_PREFIX}', html)
    return format_html('<div class="as-it-reads" id="text">{}{}</div>', _epigraph(epigraph), mark_safe(html))  # noqa: S308


def _epigraph(epigraph: dict[str, Any] | None) -> SafeString:
    if not epigraph:
        return mark_safe("")
    lines = format_html_join("", "<p>{}</p>", ((text,) for text in epigraph["paragraphs"]))
    attribution = epigraph.get("attribution")
    caption = format_html("<figcaption>{}</figcaption>", attribution) if attribution else ""
    return format_html('<figure class="quote epigraph"><blockquote>{}</blockquote>{}</figure>', lines, caption)


def _images(references: body.References) -> Callable[[str], ImageView | None]:
    view = Rendition.objects.filter(
        image=OuterRef("pk"), source=OuterRef("sha256"), kind="whole", format="webp", width__lte=_WIDEST_VIEW
    ).order_by("-width")
    rows = Image.objects.annotate(view_key=Subquery(view.values("key")[:1]))
    held: dict[UUID, Any] = rows.in_bulk([UUID(pk) for pk in references.images])

    def resolve(pk: str) -> ImageView | None:
        image = held.get(UUID(pk))
        if image is None or not image.file:
            return None
        address = default_storage.url(image.view_key) if image.view_key else image.file.url
        return ImageView(address, image.width, image.height, alt=image.alt)

    return resolve


def _links(references: body.References) -> Callable[[str], LinkView | None]:
    waiting = [link.id for link in references.cross_links if not link.target]
    found = LinkResolution.objects.in_bulk([UUID(pk) for pk in waiting]) if waiting else {}
    late = {str(pk): str(row.target) for pk, row in found.items()}
    targets = {link.id: (link.kind, link.target or late.get(link.id)) for link in references.cross_links}
    held: dict[str, dict[UUID, Any]] = {}
    for kind, model in (("article", Article), ("series", Series)):
        wanted = [UUID(target) for link_kind, target in targets.values() if link_kind == kind and target]
        held[kind] = model.objects.only("id", "title").in_bulk(wanted) if wanted else {}

    def resolve(link_id: str) -> LinkView | None:
        kind, target = targets[link_id]
        row = held[kind].get(UUID(target)) if target else None
        return LinkView(page_of(row), row.title) if row else None

    return resolve
