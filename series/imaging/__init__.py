"""Pictures as bytes: what a file holds, the sizes and formats that browsers get of it, and crops around a focal point.

Pure: no Django, no database, no network.
"""

from series.imaging.crops import CENTRE, CROPS, Box, Focus, crop_box
from series.imaging.reading import MAX_BYTES, MAX_PIXELS, PictureFile, read_picture
from series.imaging.rendering import (
    FORMATS,
    SQUARE,
    SQUARE_SIDE,
    WHOLE,
    Rendered,
    Spec,
    average_colour,
    recipe,
    render,
    specs,
)
from series.imaging.upright import BROKEN, open_upright

__all__ = [
    "BROKEN",
    "CENTRE",
    "CROPS",
    "FORMATS",
    "MAX_BYTES",
    "MAX_PIXELS",
    "SQUARE",
    "SQUARE_SIDE",
    "WHOLE",
    "Box",
    "Focus",
    "PictureFile",
    "Rendered",
    "Spec",
    "average_colour",
    "crop_box",
    "open_upright",
    "read_picture",
    "recipe",
    "render",
    "specs",
]
