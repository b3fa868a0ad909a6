"""The library's picture files: stored under the hash of what they hold, with the renditions that browsers get.

The file that was brought is kept to the byte and shown to editors only: it may say where it was taken. What readers get
is rendered from it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from series import imaging
from series.errors import SourceError
from series.imaging import MAX_BYTES, MAX_PIXELS, Focus, PictureFile, Rendered, Spec, read_picture
from series.models.catalogue import Image, Rendition

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "Made",
    "PictureFile",
    "address",
    "give_file",
    "make_all_renditions",
    "make_renditions",
    "read_picture",
    "store_picture",
    "take_file_away",
]


class Made(NamedTuple):
    """How many renditions were made, how many stood already, and the pictures that could not be rendered."""

    made: int
    kept: int
    refused: tuple[SourceError, ...] = ()


def store_picture(picture: PictureFile) -> str:
    """See that storage holds the file under its key, and give the key. A file cut off by a crash is written again."""
    _put(picture.key, picture.data)
    return picture.key


def _put(key: str, data: bytes) -> None:
    if _holds(key, data):
        return
    default_storage.delete(key)
    stored = default_storage.save(key, ContentFile(data))
    if stored != key:
        # Another process wrote the same content under the key in between.
        default_storage.delete(stored)


def _holds(key: str, data: bytes) -> bool:
    try:
        with default_storage.open(key) as held:
            return hashlib.file_digest(held, "sha256").digest() == hashlib.sha256(data).digest()
    except FileNotFoundError:
        return False


@transaction.atomic
def give_file(image: Image, picture: PictureFile) -> Made:
    """Save the picture of the library with this file, its first or another one, and with renditions of it: every use
    shows it at once. Raises SourceError when it cannot be rendered."""
    image.file = store_picture(picture)
    image.sha256, image.content_type = picture.sha256, picture.content_type
    image.width, image.height = picture.width, picture.height
    image.placeholder = ""
    image.save()
    return make_renditions(image, picture.data)


@transaction.atomic
def take_file_away(image: Image) -> None:
    """Save the picture as one that is missing. The file stays in storage, where no address leads to it any more."""
    image.file, image.sha256, image.content_type = "", None, ""
    image.width = image.height = None
    image.placeholder = ""
    image.save()
    image.renditions.all().delete()


@transaction.atomic
def make_renditions(image: Image, data: bytes | None = None) -> Made:
    """Make those renditions that are missing, out of date or not whole in storage; all others stay as they are.

    `data` is the picture's file, read from storage where it is not given. Raises SourceError when storage does not hold
    it as it was brought, or when it cannot be rendered.
    """
    held = Image.objects.select_for_update().get(pk=image.pk)
    wanted = _wanted(held)
    kept = {_spec(row): row.pk for row in held.renditions.all() if wanted.get(_spec(row)) == _made_by(row)}
    held.renditions.exclude(pk__in=kept.values()).delete()
    lacking = {spec: recipe for spec, recipe in wanted.items() if spec not in kept}
    if lacking:
        _add(held, data or _stored_file(held), lacking)
        image.placeholder = held.placeholder
    return Made(len(lacking), len(kept))


def make_all_renditions() -> Made:
    """`make_renditions` of every picture that has a file, each in a transaction of its own."""
    made, kept, refused = 0, 0, []
    for image in Image.objects.exclude(file="").order_by("created_at", "pk"):
        try:
            result = make_renditions(image)
        except SourceError as error:
            refused.append(error)
        else:
            made, kept = made + result.made, kept + result.kept
    return Made(made, kept, tuple(refused))


def address(image: Image, kind: str = imaging.SQUARE, width: int = imaging.SQUARE_SIDE) -> str:
    """Where an editor's browser gets the picture: its smallest WebP rendition of the kind that is at least `width`
    pixels wide, or its widest; the file itself while it has none; empty for a missing one. For lists, fetch
    `renditions` along."""
    made = [row for row in image.renditions.all() if (row.kind, row.format) == (kind, "webp") and _is_of(row, image)]
    made.sort(key=lambda row: (row.width < width, abs(row.width - width)))
    if made:
        return default_storage.url(made[0].key)
    return image.file.url if image.file else ""


def _is_of(row: Rendition, image: Image) -> bool:
    return row.source == image.sha256


def _wanted(image: Image) -> dict[Spec, tuple[str, str]]:
    """What is to be made of the picture, each with the hash of its source and its recipe."""
    if not image.sha256 or not image.width or not image.height:
        return {}
    focus = Focus(image.focal_x, image.focal_y)
    return {spec: (image.sha256, imaging.recipe(spec, focus)) for spec in imaging.specs(image.width, image.height)}


def _spec(row: Rendition) -> Spec:
    return Spec(row.kind, row.width, row.height, row.format)


def _made_by(row: Rendition) -> tuple[str, str] | None:
    """The source and the recipe of a rendition; None where storage does not hold it whole."""
    try:
        is_whole = default_storage.size(row.key) == row.size
    except FileNotFoundError:
        is_whole = False
    return (row.source, row.recipe) if is_whole else None


def _stored_file(image: Image) -> bytes:
    try:
        with default_storage.open(image.file.name or "") as file:
            data: bytes = file.read()
    except FileNotFoundError as error:
        raise SourceError(str(image), "its file is not in storage: bring it again") from error
    if hashlib.sha256(data).hexdigest() != image.sha256:
        raise SourceError(str(image), "its file in storage is not the one that was brought: bring it again")
    return data


def _add(image: Image, data: bytes, lacking: Mapping[Spec, tuple[str, str]]) -> None:
    """Make and keep the lacking renditions, and the colour that stands in for the picture while it loads."""
    made, image.placeholder = _render(image, data, lacking)
    image.save(update_fields=["placeholder"])
    rows = []
    for each in made:
        _put(each.key, each.data)
        source, recipe = lacking[each.spec]
        row = Rendition(image=image, source=source, recipe=recipe)
        row.kind, row.width, row.height, row.format = each.spec
        row.key, row.size, row.sha256 = each.key, len(each.data), each.sha256
        rows.append(row)
    Rendition.objects.bulk_create(rows)


def _render(image: Image, data: bytes, lacking: Iterable[Spec]) -> tuple[list[Rendered], str]:
    try:
        picture = imaging.open_upright(data)
        focus = Focus(image.focal_x, image.focal_y)
        return imaging.render(picture, lacking, focus), imaging.average_colour(picture)
    except imaging.BROKEN as error:
        raise SourceError(str(image), f"it cannot be rendered: {error}") from error
