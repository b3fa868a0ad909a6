"""A picture's pixels as they are to be seen: turned upright, eight bits a channel, red, green and blue, and bare of all
that its file says beside them except the colour profile."""

import io
import struct
from typing import Final

from PIL import Image as Pillow
from PIL import ImageCms

_ORIENTATION: Final = 0x0112
# EXIF 2.32, tag 274: how the stored picture is to be turned, by value.
_TURNS: Final = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_FIRST_ON_ITS_SIDE: Final = 5
# Beyond this a profile weighs more than the pixels of a small rendition; colours are converted to sRGB instead.
MAX_PROFILE_BYTES: Final = 4096
# A JPEG is decoded at a half, a quarter or an eighth as long as each side keeps this many pixels.
_ENOUGH: Final = 3840
# What Pillow's decoders raise over broken files: found by feeding them such, documented nowhere.
BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
_SIXTEEN_BITS: Final = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def orientation(picture: Pillow.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where none is stated or the EXIF data are broken."""
    try:
        stated = picture.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return stated if stated in _TURNS else 1


def is_turned(picture: Pillow.Image) -> bool:
    """Whether width and height change places before the picture is seen."""
    return orientation(picture) >= _FIRST_ON_ITS_SIDE


def open_upright(data: bytes) -> Pillow.Image:
    """The first frame of a picture that `read_picture` accepted, in mode RGB, or RGBA where anything shines through.

    Its `info` holds nothing but perhaps `icc_profile`. Raises one of BROKEN when the bytes are no such picture's.
    """
    with Pillow.open(io.BytesIO(data)) as picture:
        turn = _TURNS.get(orientation(picture))
        if picture.format in {"JPEG", "MPO"}:
            picture.draft(None, (_ENOUGH, _ENOUGH))
        picture.seek(0)
        picture.load()
        seen = _in_rgb(picture)
    profile = seen.info.get("icc_profile")
    if turn is not None:
        seen = seen.transpose(turn)
    seen.info = {"icc_profile": profile} if profile else {}
    return seen


def _in_rgb(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode in _SIXTEEN_BITS:
        # Pillow cuts off what is above 255 where it should scale.
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    alpha = picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None
    seen = _with_colours_managed(picture.convert("RGB") if alpha else picture)
    if alpha and alpha.getextrema() != (255, 255):
        seen.putalpha(alpha)
    return seen


def _with_colours_managed(picture: Pillow.Image) -> Pillow.Image:
    """In RGB: a small RGB profile stays with it, any other is applied."""
    profile = picture.info.get("icc_profile")
    if not profile or (picture.mode == "RGB" and len(profile) <= MAX_PROFILE_BYTES and _is_for_rgb(profile)):
        return picture.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        converted = None
    plain = converted or picture.convert("RGB")
    plain.info.pop("icc_profile", None)
    return plain


def _is_for_rgb(profile: bytes) -> bool:
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space.strip() == "RGB"
    except (ImageCms.PyCMSError, *BROKEN):
        return False
