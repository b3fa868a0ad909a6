"""What a file is, is known by its content; what is no picture, broken or too large is refused with the reason."""

import hashlib
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from series.errors import SourceError
from series.imaging import MAX_BYTES, open_upright, read_picture
from tests.pictures.files import (
    XMP,
    a_bomb,
    a_burst,
    a_landscape,
    animated,
    exif,
    from_a_camera,
    opened,
    plain,
    saved,
    srgb_profile,
)


def refused(data, name="narva.jpg"):
    with pytest.raises(SourceError) as caught:
        read_picture(name, data)
    assert caught.value.name == name
    return caught.value.reason


@pytest.mark.parametrize(
    ("form", "content_type", "extension"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("WEBP", "image/webp", "webp"),
        ("AVIF", "image/avif", "avif"),
        ("GIF", "image/gif", "gif"),
    ],
)
def test_a_picture_is_known_by_its_content_whatever_its_name_says(form, content_type, extension):
    data = plain((40, 30), form=form)
    picture = read_picture("narva.txt", data)
    assert (picture.content_type, picture.width, picture.height) == (content_type, 40, 30)
    assert picture.sha256 == hashlib.sha256(data).hexdigest()
    assert picture.key == f"images/{picture.sha256[:2]}/{picture.sha256}.{extension}"
    assert picture.data == data


def test_the_same_file_has_the_same_name_whoever_brings_it():
    assert read_picture("ada.png", plain()).key == read_picture("boris.png", plain()).key


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(monkeypatch, size):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", Mock(side_effect=AssertionError("it was decoded")))
    assert "80,000,000 pixels" in refused(a_bomb(*size))


def test_a_picture_that_is_too_high_for_its_width_is_refused():
    assert "too high" in refused(plain((2, 20_000), form="PNG"))


def test_a_file_of_too_many_bytes_is_refused():
    assert "41,943,040" in refused(plain() + bytes(MAX_BYTES))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_off_is_refused(form):
    whole = saved(a_landscape((300, 200)), form)
    assert "cannot be read" in refused(whole[: len(whole) * 2 // 3])


def test_a_large_photograph_that_is_cut_off_is_refused():
    whole = saved(a_landscape((5000, 3000)), "JPEG")
    assert "cannot be read" in refused(whole[:-2000])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"\xef\xbb\xbf\n <?xml version='1.0'?><svg/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (saved(Pillow.new("RGB", (4, 4)), "TIFF"), "TIFF"),
        (saved(Pillow.new("RGB", (4, 4)), "BMP"), "BMP"),
        (b"%PDF-1.7", "PDF"),
        (b"8BPS\0\1", "Photoshop"),
        (b"", "no picture in a known format"),
        (b"<html><script>alert(1)</script>", "no picture in a known format"),
    ],
)
def test_what_is_no_picture_for_browsers_is_refused_with_the_reason(data, reason):
    assert reason in refused(data)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame_is_shown_and_it_is_said_that_it_is_one(form):
    picture = read_picture("flag", animated(form))
    red, green, blue = open_upright(picture.data).getpixel((20, 20))
    assert picture.animated
    assert (red > 200, green < 60, blue < 60) == (True, True, True)
    assert not read_picture("flag", plain(form=form)).animated


def test_a_photograph_with_another_picture_behind_it_is_a_jpeg():
    data = a_burst()
    assert opened(data).format == "MPO"
    picture = read_picture("phone.jpg", data)
    assert (picture.content_type, picture.extension, picture.animated) == ("image/jpeg", "jpg", False)
    assert open_upright(data).getpixel((5, 5))[0] > 200


def test_width_and_height_are_those_that_one_sees():
    data = saved(a_landscape((300, 200)), "JPEG", exif=exif(orientation=6))
    picture = read_picture("phone.jpg", data)
    assert (picture.width, picture.height) == (200, 300)


def test_broken_exif_data_do_not_keep_a_picture_out():
    data = from_a_camera()
    start = data.index(b"Exif\0\0")
    picture = read_picture("camera.jpg", data[: start + 6] + b"\xff" * 20 + data[start + 26 :])
    assert (picture.width, picture.height) == (800, 500)


WHOLE = [
    from_a_camera((60, 40)),
    saved(a_landscape((60, 40)), "PNG", exif=exif(6), icc_profile=srgb_profile()),
    saved(a_landscape((60, 40)), "WEBP", exif=exif(6), xmp=XMP),
    saved(a_landscape((60, 40)), "AVIF", exif=exif(6)),
    animated("GIF"),
    animated("PNG"),
    a_burst((40, 30)),
]


def read_or_refused(data):
    """The picture that was read, or the reason why not; no other error passes."""
    try:
        return read_picture("narva.jpg", data)
    except SourceError as error:
        return error.reason


damage = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 8)), min_size=1, max_size=4)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(WHOLE), damage)
def test_a_damaged_file_is_read_or_refused_and_nothing_else_happens(data, places):
    for share, put, left_out in places:
        # Most of what decoders stumble over stands in the first bytes.
        start = int(share**3 * len(data))
        data = data[:start] + put + data[start + left_out :]
    assert read_or_refused(data)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", ["AVIF", "GIF"])
def test_what_the_decoders_of_rarer_formats_stumble_over_is_refused(form):
    whole = saved(a_landscape((60, 40)), form)
    for start in range(0, len(whole), 7):
        assert read_or_refused(whole[:start] + b"\xff\xff" + whole[start + 2 :])
