"""Folders of pages for the importer to read."""

import json
import shutil

from tests.factories import SEEDS, a_page, a_picture_file


def a_folder(path, manifest=None, **files):
    """The folder at `path` with these files (by name without suffix for pages) and, where given, a manifest."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / (name if "." in name else f"{name}.txt")).write_bytes(data)
    if manifest is not None:
        (path / "manifest.json").write_text(manifest if isinstance(manifest, str) else json.dumps(manifest))
    return path


def a_described_page(path, *, figures=1, **details):
    """A folder with one page on Estonia and a manifest that says `details` of it."""
    told = {"source": "estonia.txt", **details}
    return a_folder(path, {"articles": [told]}, estonia=a_page(figures=figures), **{"bridge.png": a_picture_file()})


def without_series(page):
    return page.replace(b"Russia\xe2\x80\x99s borders: ", b"").rpartition(b"\n\n")[0]


def samples_with_small_pictures(path):
    """A copy of the sample series that is read in a moment: rendering its real pictures takes many seconds."""
    (path / "pictures").mkdir(parents=True)
    for page in [*SEEDS.glob("*.txt"), SEEDS / "manifest.json"]:
        shutil.copy(page, path)
    for number, picture in enumerate(sorted((SEEDS / "pictures").iterdir())):
        (path / "pictures" / picture.name).write_bytes(a_picture_file((number, 0, 0), form="WEBP"))
    return path
