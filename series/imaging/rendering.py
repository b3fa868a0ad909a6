"""Renditions: a picture at fixed widths in the formats that browsers choose from, and a square for thumbnails.

The same picture gives the same bytes again, so a rendition is named by the hash of what it holds.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, Final, NamedTuple

from PIL import Image as Pillow

from series.imaging.crops import CENTRE, CROPS, Focus, crop_box
from series.imaging.reading import WIDEST

WHOLE: Final = "whole"
SQUARE: Final = "square"
WIDTHS: Final = (320, 640, 960, 1280, WIDEST)
SQUARE_SIDE: Final = 320
# Best first: a front-end lists its sources in this order. Measured on the sample maps, 1600 × 1000 scaled to 960 × 600:
# the root mean square error is about that of JPEG 85 for all three, at 45, 39 and 66 kB. AVIF at speed 9 instead of 8
# takes a third of the time for 13 % more bytes; WebP's method 6 saves under 1 % for twice the time of 4.
FORMATS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
}
# Part of every recipe: another number makes all renditions anew. Raise it when anything here changes what is made.
VERSION: Final = "1"
_KEY_DIGITS: Final = 32
_THREADS: Final = min(4, os.cpu_count() or 1)


class Spec(NamedTuple):
    """A rendition to make: the whole picture or a crop of it, its width and height in pixels, its format."""

    kind: str
    width: int
    height: int
    format: str


class Rendered(NamedTuple):
    """A rendition that was made."""

    spec: Spec
    data: bytes
    sha256: str

    @property
    def key(self) -> str:
        """The storage key, by half of the hash: addresses stand in every answer, and 128 bits name a file well."""
        return f"renditions/{self.sha256[:2]}/{self.sha256[:_KEY_DIGITS]}.{self.spec.format}"


def specs(width: int, height: int) -> list[Spec]:
    """What is made of a picture of this size: the fixed widths below its own, its own (or the widest), and a square.
    Nothing is made larger than the picture."""
    own = min(width, WIDEST)
    sizes = [(WHOLE, each, max(1, round(height * each / width))) for each in (*(w for w in WIDTHS if w < own), own)]
    side = min(width, height, SQUARE_SIDE)
    return [Spec(*size, name) for size in (*sizes, (SQUARE, side, side)) for name in FORMATS]


def recipe(spec: Spec, focus: Focus = CENTRE) -> str:
    """How a rendition is made, in short: one with another recipe is out of date. Only crops depend on the focus."""
    return VERSION if spec.kind == WHOLE else f"{VERSION} {focus.x:.4f} {focus.y:.4f}"


def render(picture: Pillow.Image, wanted: Iterable[Spec], focus: Focus = CENTRE) -> list[Rendered]:
    """The `wanted` renditions of a picture that `open_upright` gave."""
    by_size = [list(group) for _, group in groupby(sorted(wanted, reverse=True), key=lambda spec: spec[:3])]
    # The widest first, so that the others begin from fewer pixels.
    widest = max((group[0] for group in by_size if group[0].kind == WHOLE), default=None)
    base = _scaled(picture, widest, focus) if widest else picture

    def of_one_size(group: Sequence[Spec]) -> list[Rendered]:
        spec = group[0]
        # A copy, because Pillow keeps the options of a save on the picture while it lasts.
        shown = base.copy() if spec == widest else _scaled(base if spec.kind == WHOLE else picture, spec, focus)
        return [_encoded(shown, each) for each in group]

    # Pillow lets other threads run while it scales and encodes.
    with ThreadPoolExecutor(_THREADS) as pool:
        return [rendered for made in pool.map(of_one_size, by_size) for rendered in made]


def _scaled(picture: Pillow.Image, spec: Spec, focus: Focus) -> Pillow.Image:
    box = crop_box(*picture.size, spec.kind, focus) if spec.kind in CROPS else (0, 0, *picture.size)
    return picture.resize((spec.width, spec.height), Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _encoded(picture: Pillow.Image, spec: Spec) -> Rendered:
    shown = _on_white(picture) if spec.format == "jpeg" else picture
    data = io.BytesIO()
    shown.save(data, spec.format, icc_profile=picture.info.get("icc_profile"), **FORMATS[spec.format])
    made = data.getvalue()
    return Rendered(spec, made, hashlib.sha256(made).hexdigest())


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """Without alpha, which JPEG does not have."""
    if picture.mode != "RGBA":
        return picture
    white = Pillow.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def average_colour(picture: Pillow.Image) -> str:
    """The mean of all pixels as #rrggbb, to show until the picture is loaded; what shines through counts as white."""
    mean = _on_white(picture.resize((1, 1), Pillow.Resampling.BOX)).tobytes()
    return "#" + mean.hex()
