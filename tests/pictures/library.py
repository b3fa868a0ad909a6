"""What the tests of the library share."""

from pathlib import Path

from django.core.files.storage import default_storage

from series.pictures import give_file, read_picture
from tests.factories import an_image
from tests.pictures.files import a_landscape, saved


def a_file(size=(400, 240), form="PNG", **options):
    """A picture file that was read."""
    return read_picture("narva", saved(a_landscape(size), form, **options))


def a_picture(file=None, **fields):
    """A picture of the library with a file and its renditions."""
    image = an_image(**fields)
    give_file(image, file or a_file())
    return image


def rows(image):
    """The picture's renditions without their ids, to see whether anything changed."""
    return set(image.renditions.values_list("kind", "format", "width", "height", "key", "source", "recipe"))


def stored(key):
    with default_storage.open(key) as file:
        return file.read()


def cut_off(media, key):
    """The file as a crash in the middle of writing leaves it."""
    path = Path(media) / key
    path.write_bytes(path.read_bytes()[:100])
