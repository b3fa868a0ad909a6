"""What a file holds: known by its content and not by its name, bounded before anything of it is decoded."""

import hashlib
import io
import warnings
from typing import Final, NamedTuple

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from series.errors import SourceError
from series.imaging.upright import BROKEN, is_turned

MAX_BYTES: Final = 40 * 1024 * 1024
MAX_PIXELS: Final = 80_000_000
# No WebP file can be higher: https://developers.google.com/speed/webp/faq
MAX_HEIGHT_SHOWN: Final = 16_383
WIDEST: Final = 1920
EXTENSIONS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
# Cameras put previews and depth maps behind a photograph: Pillow calls that MPO, browsers show it as JPEG.
SAME_AS: Final = {"MPO": "JPEG"}
# What editors bring that is not taken, by how it begins (from byte 4 on for HEIC), with what to do about it.
REFUSED: Final = (
    (0, b"<svg", "it is an SVG drawing, which can hold scripts; bring it as PNG"),
    (0, b"<?xml", "it is XML, such as an SVG drawing, which can hold scripts; bring it as PNG"),
    (4, b"ftyphei", "it is HEIC, which most browsers do not show; bring it as JPEG"),
    (4, b"ftypmif1", "it is HEIF, which most browsers do not show; bring it as JPEG"),
    (0, b"II*\0", "it is TIFF, which browsers do not show; bring it as PNG or JPEG"),
    (0, b"MM\0*", "it is TIFF, which browsers do not show; bring it as PNG or JPEG"),
    (0, b"8BPS", "it is a Photoshop document; bring it as PNG or JPEG"),
    (0, b"%PDF", "it is a PDF document; bring its picture as PNG or JPEG"),
    (0, b"BM", "it is BMP; bring it as PNG or JPEG"),
)

# Pillow only warns of what lies between its bound and twice that; ours is lower and refuses.
warnings.filterwarnings("ignore", category=Pillow.DecompressionBombWarning)


class PictureFile(NamedTuple):
    """A picture that was read: its bytes, their SHA-256 in hex, and what is in them. Width and height in pixels are
    those that one sees, after a turn that its EXIF data asks for. Of an `animated` one only the first frame is shown.
    """

    data: bytes
    sha256: str
    content_type: str
    width: int
    height: int
    extension: str
    animated: bool = False

    @property
    def key(self) -> str:
        """The storage key: the same content has the same name, whoever brings it."""
        return f"images/{self.sha256[:2]}/{self.sha256}.{self.extension}"


def read_picture(name: str, data: bytes) -> PictureFile:
    """What `data` is, by its content and not by its name.

    Raises SourceError when it is no picture of a known format, broken or cut off, or beyond MAX_BYTES or MAX_PIXELS.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(name, f"it has {len(data):,} bytes; a picture may have {MAX_BYTES:,}")
    try:
        with Pillow.open(io.BytesIO(data), formats=list(EXTENSIONS)) as picture:
            _refuse_vast(name, picture)
            return _read(picture, data)
    except UnidentifiedImageError as error:
        raise SourceError(name, _why_unknown(data)) from error
    except Pillow.DecompressionBombError as error:
        raise SourceError(name, f"it has more than {MAX_PIXELS:,} pixels") from error
    except BROKEN as error:
        raise SourceError(name, f"the picture cannot be read: {error}") from error


def _refuse_vast(name: str, picture: Pillow.Image) -> None:
    """Refuse by what the header says; nothing is decoded yet."""
    size = f"{picture.width} × {picture.height}"
    if picture.width * picture.height > MAX_PIXELS:
        raise SourceError(name, f"it has more than {MAX_PIXELS:,} pixels: {size}")
    width, height = _seen(picture)
    if min(width, WIDEST) * height / width > MAX_HEIGHT_SHOWN:
        raise SourceError(name, f"it is too high for its width to be shown: {size} pixels")


def _seen(picture: Pillow.Image) -> tuple[int, int]:
    """Width and height as one sees the picture."""
    width, height = picture.size
    return (height, width) if is_turned(picture) else (width, height)


def _read(picture: Pillow.Image, data: bytes) -> PictureFile:
    kind = SAME_AS.get(picture.format or "", picture.format or "")
    animated = kind != "JPEG" and bool(getattr(picture, "is_animated", False))
    width, height = _seen(picture)
    if kind == "JPEG":
        # Decodes to the file's end at an eighth of the size: what is cut off is found without unpacking all of it.
        picture.draft(None, (1, 1))
    picture.seek(0)
    picture.load()
    return PictureFile(
        data, hashlib.sha256(data).hexdigest(), Pillow.MIME[kind], width, height, EXTENSIONS[kind], animated
    )


def _why_unknown(data: bytes) -> str:
    head = data[:64].removeprefix(b"\xef\xbb\xbf")
    for start, magic, reason in REFUSED:
        if head[start:].lstrip().startswith(magic):
            return reason
    return f"it is no picture in a known format ({', '.join(EXTENSIONS)})"
