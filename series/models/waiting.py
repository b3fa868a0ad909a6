"""Cross-links that wait for their target, and what happens when it arrives."""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from django.apps import apps


def answer(kind: Literal["article", "series"], target: UUID, keys: Iterable[str]) -> None:
    """Give the links of this kind that have been looking for one of `keys` (see `title_key`) their target, in published
    editions too: these never change, so what they lead to is kept beside them."""
    cross_links = apps.get_model("series", "CrossLink")._default_manager
    resolutions = apps.get_model("series", "LinkResolution")
    wanted = [key for key in keys if key]
    waiting = cross_links.filter(**{"kind": kind, f"target_{kind}": None, "hint_key__in": wanted})
    if kind == "article":
        waiting = waiting.exclude(article=target)
    link_ids = list(waiting.order_by("link_id").values_list("link_id", flat=True))
    resolutions._default_manager.bulk_create(
        [resolutions(link_id=link_id, kind=kind, target=target) for link_id in link_ids],
        # A link that waits although it was answered once: what answered it was deleted.
        update_conflicts=True,
        unique_fields=["link_id"],
        update_fields=["target", "resolved_at"],
    )
    cross_links.filter(link_id__in=link_ids).update(**{f"target_{kind}": target})
