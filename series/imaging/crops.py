"""Crops that keep what a picture is about: the largest box of a shape, as near to the focal point as it can lie."""

from typing import Final, NamedTuple


class Focus(NamedTuple):
    """The point that a picture is about, as shares (0 to 1) of its width from the left and its height from the top."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of a picture in pixels; `right` and `bottom` lie just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


CENTRE: Final = Focus(0.5, 0.5)
# Shapes by name, as width to height.
CROPS: Final = {"square": (1, 1), "wide": (16, 9)}


def crop_box(width: int, height: int, shape: str, focus: Focus = CENTRE) -> Box:
    """The largest box of the `shape` (a name in CROPS) inside a picture of `width` × `height` pixels.

    Its middle lies on `focus` where the picture's edges let it, and `focus` is inside it always.
    """
    across, down = CROPS[shape]
    box_width = min(width, max(1, round(height * across / down)))
    box_height = min(height, max(1, round(width * down / across)))
    left = _start(width, box_width, focus.x)
    top = _start(height, box_height, focus.y)
    return Box(left, top, left + box_width, top + box_height)


def _start(whole: int, part: int, share: float) -> int:
    """Where a part of this length begins so that its middle is at the `share` of the whole, moved in from the edges."""
    return min(max(round(whole * share - part / 2), 0), whole - part)
