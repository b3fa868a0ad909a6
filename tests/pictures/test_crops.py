"""Crops are as large as they can be, lie inside the picture, and hold the focal point."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from series.imaging import CROPS, Box, Focus, crop_box

sides = st.integers(1, 20_000)
shares = st.floats(0, 1)
shapes = st.sampled_from(sorted(CROPS))


@settings(max_examples=300)
@given(sides, sides, shapes, shares, shares)
def test_a_crop_lies_inside_the_picture_and_holds_the_focal_point(width, height, shape, x, y):
    box = crop_box(width, height, shape, Focus(x, y))
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.left <= x * width <= box.right
    assert box.top <= y * height <= box.bottom


@settings(max_examples=300)
@given(sides, sides, shapes, shares, shares)
def test_a_crop_is_the_largest_of_its_shape(width, height, shape, x, y):
    box = crop_box(width, height, shape, Focus(x, y))
    across, down = CROPS[shape]
    assert box.width == width or box.height == height
    # Rounded to whole pixels in one direction.
    assert abs(box.width * down - box.height * across) <= max(across, down) or 1 in (box.width, box.height)


@settings(max_examples=300)
@given(sides, sides, shapes, shares, shares)
def test_a_crop_is_centred_on_the_focal_point_where_the_edges_let_it(width, height, shape, x, y):
    box = crop_box(width, height, shape, Focus(x, y))
    if box.left > 0 and box.right < width:
        assert abs((box.left + box.right) / 2 - x * width) <= 1
    if box.top > 0 and box.bottom < height:
        assert abs((box.top + box.bottom) / 2 - y * height) <= 1


@given(sides, sides, shares, shares)
def test_the_size_of_a_crop_does_not_depend_on_the_focal_point(width, height, x, y):
    box, middle = crop_box(width, height, "wide", Focus(x, y)), crop_box(width, height, "wide")
    assert (box.width, box.height) == (middle.width, middle.height)


@pytest.mark.parametrize(
    ("shape", "focus", "box"),
    [
        ("square", Focus(0.5, 0.5), Box(300, 0, 1300, 1000)),
        ("square", Focus(0.0, 0.9), Box(0, 0, 1000, 1000)),
        ("square", Focus(0.7, 0.5), Box(600, 0, 1600, 1000)),
        ("wide", Focus(0.5, 0.5), Box(0, 50, 1600, 950)),
        ("wide", Focus(0.5, 1.0), Box(0, 100, 1600, 1000)),
    ],
)
def test_crops_of_a_map_of_1600_by_1000_pixels(shape, focus, box):
    assert crop_box(1600, 1000, shape, focus) == box
