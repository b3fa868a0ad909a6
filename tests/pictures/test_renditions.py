"""What browsers get of a picture: its sizes and formats, its colours, and nothing that it does not show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from series.imaging import (
    CENTRE,
    FORMATS,
    SQUARE,
    WHOLE,
    Focus,
    Spec,
    average_colour,
    open_upright,
    recipe,
    render,
    specs,
)
from tests.pictures.files import (
    a_landscape,
    exif,
    from_a_camera,
    opened,
    plain,
    quarters,
    saved,
    srgb_profile,
)

# Near enough for lossy formats.
CLOSE = 40


def rendered(data, focus=CENTRE):
    """All renditions of the file, as files, by kind, width and format."""
    picture = open_upright(data)
    made = render(picture, specs(*picture.size), focus)
    return {(each.spec.kind, each.spec.width, each.spec.format): each.data for each in made}


def shown_at(data, *shares):
    """The colour of a file's picture at these shares of its width and height, in RGB."""
    picture = opened(data).convert("RGB")
    return picture.getpixel((int(picture.width * shares[0]), int(picture.height * shares[1])))


def is_close(colour, other):
    return all(abs(one - two) <= CLOSE for one, two in zip(colour, other, strict=True))


def widths(width, height):
    return [spec.width for spec in specs(width, height) if spec.kind == WHOLE and spec.format == "webp"]


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (4000, [320, 640, 960, 1280, 1920]),
        (1600, [320, 640, 960, 1280, 1600]),
        (640, [320, 640]),
        (200, [200]),
        (1, [1]),
    ],
)
def test_a_picture_is_made_at_fixed_widths_and_never_larger_than_it_is(width, wanted):
    assert widths(width, 100) == wanted


def test_every_rendition_has_the_format_and_size_that_it_says():
    for (kind, width, name), data in rendered(saved(a_landscape((800, 500)))).items():
        picture = opened(data)
        assert (picture.format.lower(), picture.width) == (name, width)
        assert picture.height == (width if kind == SQUARE else width * 500 // 800)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 700), st.integers(1, 700), st.sampled_from(["RGB", "RGBA", "L", "P", "1", "LA"]))
def test_pictures_of_every_size_and_mode_can_be_rendered(width, height, mode):
    made = rendered(plain((width, height), colour=0, mode=mode))
    assert len(made) == len(specs(width, height))


@settings(max_examples=200)
@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_nothing_is_enlarged_and_shapes_are_kept(width, height):
    for spec in specs(width, height):
        assert 1 <= spec.width <= width
        assert 1 <= spec.height <= height
        if spec.kind == WHOLE:
            assert abs(spec.height - height * spec.width / width) <= 1


def test_the_same_picture_gives_the_same_bytes_again():
    data = saved(a_landscape((400, 240)))
    assert rendered(data) == rendered(data)


def test_a_rendition_is_named_by_its_content():
    picture = open_upright(plain())
    (one, other) = render(picture, [Spec(WHOLE, 320, 200, "webp"), Spec(WHOLE, 320, 200, "jpeg")])
    assert one.key == f"renditions/{one.sha256[:2]}/{one.sha256[:32]}.{one.spec.format}"
    assert one.key != other.key


def test_avif_and_webp_are_smaller_than_jpeg():
    made = rendered(saved(a_landscape((800, 500))))
    for width in (640, 800):
        assert len(made[WHOLE, width, "avif"]) < len(made[WHOLE, width, "jpeg"])
        assert len(made[WHOLE, width, "webp"]) < len(made[WHOLE, width, "jpeg"])


# Where red, green, blue and white of `quarters` are seen after the turn that each EXIF orientation asks for.
UPRIGHT = {
    1: "rgbw",
    2: "grwb",
    3: "wbgr",
    4: "bwrg",
    5: "rbgw",
    6: "brwg",
    7: "wgbr",
    8: "gwrb",
}
COLOURS = {"r": (255, 0, 0), "g": (0, 255, 0), "b": (0, 0, 255), "w": (255, 255, 255)}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_exif_data_ask_and_only_once(orientation, form):
    made = rendered(saved(quarters(), form, exif=exif(orientation)))
    width = 60 if orientation > 4 else 80
    for name in FORMATS:
        data = made[WHOLE, width, name]
        assert opened(data).getexif().get(0x0112, 1) == 1
        places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
        for place, letter in zip(places, UPRIGHT[orientation], strict=True):
            assert is_close(shown_at(data, *place), COLOURS[letter]), (name, place)


def test_no_rendition_says_where_the_picture_was_taken_or_by_what():
    data = from_a_camera((300, 200))
    assert b"Narva" in data
    assert opened(data).getexif().get_ifd(0x8825)
    for rendition in rendered(data).values():
        picture = opened(rendition)
        assert not picture.getexif()
        assert set(picture.info) & {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"} == set()
        assert not any(word in rendition for word in (b"Narva", b"GPSLatitude", b"camera", b"8BIM", b"Exif\0\0"))


def test_text_in_a_png_is_not_passed_on():
    words = PngInfo()
    words.add_text("Location", "Narva")
    for rendition in rendered(plain(pnginfo=words)).values():
        assert b"Narva" not in rendition


def test_a_small_colour_profile_stays_with_the_picture():
    made = rendered(from_a_camera((300, 200)))
    assert all(opened(data).info["icc_profile"] == srgb_profile() for data in made.values())


def test_a_profile_that_is_none_is_dropped():
    made = rendered(plain(form="PNG", icc_profile=b"no profile" * 20))
    assert not any("icc_profile" in opened(data).info for data in made.values())


def test_a_grey_picture_with_a_profile_becomes_rgb_without_it():
    made = rendered(plain((50, 50), 120, "L", icc_profile=srgb_profile()))
    assert is_close(shown_at(made[WHOLE, 50, "webp"], 0.5, 0.5), (120, 120, 120))
    assert "icc_profile" not in opened(made[WHOLE, 50, "webp"]).info


def test_a_cmyk_photograph_is_shown_in_its_colours():
    made = rendered(plain((60, 40), (0, 255, 255, 0), "CMYK", "JPEG"))
    for name in FORMATS:
        assert is_close(shown_at(made[WHOLE, 60, name], 0.5, 0.5), (255, 0, 0))


@pytest.mark.parametrize(("value", "seen"), [(0, 0), (32_768, 128), (65_535, 255)])
def test_a_picture_of_sixteen_bits_keeps_its_shades(value, seen):
    made = rendered(plain((40, 40), value, "I;16"))
    assert is_close(shown_at(made[WHOLE, 40, "webp"], 0.5, 0.5), (seen, seen, seen))


def test_what_shines_through_stays_so_and_is_white_in_jpeg():
    made = rendered(plain((60, 40), (255, 0, 0, 0), "RGBA"))
    for name in ("avif", "webp"):
        assert opened(made[WHOLE, 60, name]).convert("RGBA").getpixel((30, 20))[3] == 0
    assert is_close(shown_at(made[WHOLE, 60, "jpeg"], 0.5, 0.5), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_keeps_it():
    picture = Pillow.new("P", (40, 40), 0)
    picture.putpalette([0, 128, 0, 255, 255, 255])
    made = rendered(saved(picture, transparency=0))
    assert opened(made[WHOLE, 40, "webp"]).convert("RGBA").getpixel((9, 9))[3] == 0


def test_alpha_that_hides_nothing_is_dropped():
    made = rendered(plain((60, 40), (255, 0, 0, 255), "RGBA"))
    assert opened(made[WHOLE, 60, "webp"]).mode == "RGB"


def test_a_photograph_keeps_the_shades_of_another_colour_space_in_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    assert open_upright(plain((20, 20), "red", icc_profile=lab)).mode == "RGB"


def test_the_placeholder_is_the_mean_colour():
    flag = Pillow.new("RGB", (30, 10), "black")
    flag.paste((255, 0, 0), (0, 0, 10, 10))
    assert average_colour(open_upright(saved(flag))) == "#550000"
    assert average_colour(open_upright(plain(colour="teal"))) == "#008080"
    assert average_colour(open_upright(plain((9, 9), (255, 0, 0, 0), "RGBA"))) == "#ffffff"


@pytest.mark.parametrize(
    ("focus", "colour"),
    [(Focus(0.0, 0.5), "red"), (Focus(0.5, 0.5), "white"), (Focus(1.0, 0.5), "blue")],
)
def test_the_square_lies_around_the_focal_point(focus, colour):
    flag = Pillow.new("RGB", (900, 300), "white")
    flag.paste((255, 0, 0), (0, 0, 300, 300))
    flag.paste((0, 0, 255), (600, 0, 900, 300))
    seen = shown_at(rendered(saved(flag), focus)[SQUARE, 300, "webp"], 0.5, 0.5)
    assert is_close(seen, Pillow.new("RGB", (1, 1), colour).getpixel((0, 0)))


def test_only_crops_depend_on_the_focal_point():
    one, other = Focus(0.2, 0.3), Focus(0.4, 0.3)
    assert recipe(Spec(WHOLE, 320, 200, "webp"), one) == recipe(Spec(WHOLE, 320, 200, "webp"), other)
    assert recipe(Spec(SQUARE, 320, 320, "webp"), one) != recipe(Spec(SQUARE, 320, 320, "webp"), other)
