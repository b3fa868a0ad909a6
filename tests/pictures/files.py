"""Picture files for tests, as bytes: plain ones, and such as cameras, scanners and attackers make."""

import io
import struct
import zlib
from functools import cache

from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

# Where Narva lies; no rendition may tell it.
LATITUDE = (IFDRational(59), IFDRational(22), IFDRational(35))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>59,22.58N</exif:GPSLatitude></x:xmpmeta>'
# An 8BIM resource with an IPTC record 2:90, the city.
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0a\x1c\x02\x5a\x00\x05Narva"


def saved(picture, form="PNG", **options):
    """The picture as a file's bytes."""
    data = io.BytesIO()
    picture.save(data, form, **options)
    return data.getvalue()


def opened(data):
    return Pillow.open(io.BytesIO(data))


def plain(size=(800, 500), colour="teal", mode="RGB", form="PNG", **options):
    """A picture of one colour."""
    return saved(Pillow.new(mode, size, colour), form, **options)


def quarters(size=(80, 60)):
    """Red and green above blue and white: what is where can be told after any turn."""
    picture = Pillow.new("RGB", size, "white")
    draw, (width, height) = ImageDraw.Draw(picture), size
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), "red")
    draw.rectangle((width // 2, 0, width, height // 2 - 1), "lime")
    draw.rectangle((0, height // 2, width // 2 - 1, height), "blue")
    return picture


def a_landscape(size=(1600, 1000)):
    """Something with lines and shades, so that no rendition is trivial."""
    picture = Pillow.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for step in range(0, size[0], 40):
        draw.line((step, 0, size[0] - step, size[1]), (step % 256, 90, 160), 3)
    return picture


def exif(orientation=1, located=False):
    """EXIF data with an orientation, and with `located` a place."""
    data = Pillow.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Ada’s camera"
    if located:
        data.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: LATITUDE})
    return data.tobytes()


def from_a_camera(size=(800, 500)):
    """A JPEG with EXIF, XMP and IPTC data that say where it was taken, a comment, and a colour profile."""
    data = saved(
        a_landscape(size), "JPEG", exif=exif(located=True), xmp=XMP, comment=b"Narva", icc_profile=srgb_profile()
    )
    segment = b"\xff\xed" + struct.pack(">H", len(IPTC) + 2) + IPTC
    return data[:2] + segment + data[2:]


@cache
def srgb_profile():
    """A colour profile; made once, because it holds the second in which it was made."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_bomb(width, height):
    """A PNG whose header promises width × height pixels, in a file of a few hundred bytes."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def animated(form="GIF", size=(60, 40)):
    """Two frames, the first red and the second blue."""
    first, second = (Pillow.new("RGB", size, colour) for colour in ("red", "blue"))
    return saved(first, form, save_all=True, append_images=[second], duration=100)


def a_burst(size=(400, 300)):
    """A JPEG with a second picture behind it, as phones write them; Pillow calls that MPO."""
    first, second = (Pillow.new("RGB", size, colour) for colour in ("red", "blue"))
    return saved(first, "MPO", save_all=True, append_images=[second])
