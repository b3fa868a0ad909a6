"""Picture files: known by their content, bounded in size, stored under the hash of what they hold."""

import hashlib
import io
import warnings
from typing import Final, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from series.errors import SourceError

MAX_BYTES: Final = 40 * 1024 * 1024
MAX_PIXELS: Final = 80_000_000
FORMATS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


class PictureFile(NamedTuple):
    """A picture that was read: its bytes, their SHA-256 in hex, and what is in them."""

    data: bytes
    sha256: str
    content_type: str
    width: int
    height: int
    extension: str

    @property
    def key(self) -> str:
        """The storage key: the same content has the same name, whoever brings it."""
        return f"images/{self.sha256[:2]}/{self.sha256}.{self.extension}"


def read_picture(name: str, data: bytes) -> PictureFile:
    """What `data` is, by its content and not by its name.

    Raises SourceError when it is no picture of a known format, broken, or beyond MAX_BYTES or MAX_PIXELS.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(name, f"it has {len(data):,} bytes; a picture may have {MAX_BYTES:,}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=list(FORMATS)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise SourceError(
                        name, f"it has more than {MAX_PIXELS:,} pixels: {picture.width} × {picture.height}"
                    )
                picture.load()
                return PictureFile(
                    data,
                    hashlib.sha256(data).hexdigest(),
                    Pillow.MIME[picture.format or ""],
                    picture.width,
                    picture.height,
                    FORMATS[picture.format or ""],
                )
    except UnidentifiedImageError as error:
        raise SourceError(name, f"it is no picture in a known format ({', '.join(FORMATS)})") from error
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise SourceError(name, f"the picture cannot be read: {error}") from error


def store_picture(picture: PictureFile) -> str:
    """See that storage holds the file under its key, and give the key. A file cut off by a crash is written again."""
    if default_storage.exists(picture.key):
        with default_storage.open(picture.key) as held:
            if hashlib.file_digest(held, "sha256").hexdigest() == picture.sha256:
                return picture.key
        default_storage.delete(picture.key)
    return default_storage.save(picture.key, ContentFile(picture.data))
