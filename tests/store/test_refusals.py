"""Bad input is refused by name with the reason; what stands beside it still goes in, and nothing is half-written."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from series.importing import bring_in_all
from series.models.desk import Article
from tests.factories import ADA, a_page, a_picture_file, every_row
from tests.store.pages import a_described_page, a_folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

LISTING = "\n\n".join(
    ["Latest news", "Home", "World", "Sport", *(f"Article number {n} about something" for n in range(9)), "More"]
).encode()
BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\n\t\n", "nothing but white space"),
    "binary.txt": (bytes(range(256)) * 40, "NUL"),
    "picture.txt": (a_picture_file(), "a PNG picture"),
    "document.txt": (b"PK\x03\x04" + b"x" * 500, "DOCX"),
    "huge.txt": (b"Narva. " * (50 * 1024 * 1024 // 7), "at most 5,242,880 are read"),
    "latin.txt": ("Die Brücke über die Narva".encode("latin-1"), "not UTF-8"),
    "cyrillic.txt": ("Мост через Нарву соединяет два замка.".encode("cp1251"), "not UTF-8"),
    "page.txt": (b"<!DOCTYPE html><html><body><p>Narva</p></body></html>", "HTML"),
    "listing.txt": (LISTING, ""),
}


def reports(*paths, **options):
    return list(bring_in_all(paths, by=ADA, **{"publishing": True, **options}))


def refused(path, **options):
    before = every_row()
    (report,) = reports(path, **options)
    assert report.outcome == "refused"
    assert every_row() == before
    return report.reason


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_with_the_reason_and_nothing_is_written(tmp_path, name):
    data, reason = BAD[name]
    assert reason in refused(a_folder(tmp_path, **{name: data}))


def test_the_command_refuses_each_by_name_takes_the_others_and_ends_with_1(tmp_path):
    a_folder(tmp_path, estonia=a_page(), **{name: data for name, (data, _) in BAD.items()})
    out = io.StringIO()
    with pytest.raises(CommandError) as end:
        call_command("import_articles", tmp_path, "--publish", stdout=out)
    assert end.value.returncode == 1
    assert str(end.value) == f"{len(BAD)} of {len(BAD) + 1} refused."
    lines = out.getvalue().splitlines()
    for name, (_, reason) in BAD.items():
        assert any(line.startswith(f"{name}: refused: ") and reason in line for line in lines), name
    assert "estonia.txt: created: Estonia and the two castles, edition 1" in lines
    assert lines[-1] == f"created: 1, refused: {len(BAD)}"
    assert Article.objects.count() == 1


def test_the_command_ends_with_2_when_all_are_refused(tmp_path):
    with pytest.raises(CommandError) as end:
        call_command("import_articles", a_folder(tmp_path, empty=b""), stdout=io.StringIO())
    assert end.value.returncode == 2


@pytest.mark.parametrize("name", ["nowhere", "x" * 300])
def test_a_path_that_is_not_there_is_refused(tmp_path, name):
    assert refused(tmp_path / name) == "there is no such file or folder"


def test_a_folder_without_texts_is_refused(tmp_path):
    assert refused(a_folder(tmp_path, **{"bridge.png": a_picture_file()})) == "the folder has no .txt file"


def test_a_folder_in_the_place_of_a_text_is_refused(tmp_path):
    (tmp_path / "estonia.txt").mkdir()
    assert "Is a directory" in refused(a_folder(tmp_path, {"articles": [{"source": "estonia.txt"}]}))


def test_a_link_to_nowhere_is_passed_over_in_a_folder(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert [report.name for report in reports(a_folder(tmp_path, estonia=a_page()))] == ["estonia.txt"]


def test_a_source_without_end_is_refused():
    assert "at most 5,242,880 are read" in refused(Path("/dev/zero"))


def test_a_name_that_is_no_utf_8_is_refused(tmp_path):
    (tmp_path / os.fsdecode(b"narva-\xff.txt")).write_bytes(a_page())
    (report,) = reports(tmp_path)
    assert (report.name, report.outcome) == ("narva-\ufffd.txt", "refused")
    assert "its name is no UTF-8" in report.reason


def test_a_page_that_the_manifest_names_and_that_is_not_there_is_refused(tmp_path):
    a_folder(tmp_path, {"articles": [{"source": "latvia.txt"}]}, estonia=a_page())
    gone, held = reports(tmp_path)
    assert (gone.name, gone.reason) == ("latvia.txt", "it cannot be read: No such file or directory")
    assert held.outcome == "created"


MANIFESTS = {
    "{": "it is no manifest: document: Invalid JSON",
    "[]": "it is no manifest: document",
    '{"articles": [{"source": "estonia.txt", "tittle": "x"}]}': "articles.0.tittle: Extra inputs are not permitted",
    '{"articles": [{"source": "estonia.txt", "position": 0}]}': "articles.0.position",
    '{"articles": [{"source": "estonia.txt", "about": ["Estonia"]}]}': "articles.0.about.0",
    '{"articles": [{"source": "estonia.txt", "slug": "two castles"}]}': "articles.0.slug",
    '{"articles": [{"source": "../estonia.txt"}]}': "articles.0.source",
    '{"articles": [{"source": "/etc/passwd"}]}': "articles.0.source",
    '{"articles": [{"source": "estonia.txt", "published_on": "2026-03-01"}]}': "go together",
    '{"articles": [{"source": "estonia.txt", "published_on": "March"}]}': "articles.0.published_on",
    '{"articles": [{"source": "estonia.txt", "pictures": [{"figure": 1, "file": "../x.png"}]}]}': "pictures.0.file",
    '{"series": {"subject": "RU"}}': "series.title: Field required",
}


@pytest.mark.parametrize(("manifest", "fault"), list(MANIFESTS.items()))
def test_a_fault_of_the_manifest_is_named_with_its_path_and_nothing_goes_in(tmp_path, manifest, fault):
    a_folder(tmp_path, manifest, estonia=a_page())
    (report,) = reports(tmp_path)
    assert report.name == str(tmp_path / "manifest.json")
    assert fault in report.reason
    assert not Article.objects.exists()


def test_a_manifest_that_is_no_text_is_refused(tmp_path):
    a_folder(tmp_path, estonia=a_page(), **{"manifest.json": b"\xff\xfe{}"})
    assert "it is no manifest" in refused(tmp_path)


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"about": ["ZZ"]}, "the manifest names ZZ, which is the code of no country"),
        ({"pictures": [{"figure": 2, "file": "bridge.png"}]}, "a picture for figure 2; the page has 1"),
        ({"pictures": [{"figure": 1, "file": "nowhere.png"}]}, "nowhere.png: it cannot be read: No such file"),
        ({"licence": "x" * 101}, "a value does not fit"),
        ({"publisher": "x" * 201}, "a value does not fit"),
        ({"position": 10**12}, "a value does not fit"),
        ({"language": "x" * 13}, "a value does not fit"),
        ({"attribution": "Narva\0"}, "a value does not fit"),
        ({"contributors": [{"name": "x" * 201}]}, "a value does not fit"),
    ],
)
def test_a_value_of_the_manifest_that_cannot_be_is_refused_with_the_page(tmp_path, details, reason):
    assert reason in refused(a_described_page(tmp_path, **details))


def test_a_subject_that_is_no_country_is_refused(tmp_path):
    manifest = {"series": {"title": "Russia’s borders", "subject": "ZZ"}}
    assert "the manifest names ZZ" in refused(a_folder(tmp_path, manifest, estonia=a_page()))


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_picture_file()[:60]]
)
def test_a_picture_that_is_none_is_refused_by_its_name(tmp_path, media, data):
    folder = a_described_page(tmp_path / "seeds", pictures=[{"figure": 1, "file": "bridge.png"}])
    (folder / "bridge.png").write_bytes(data)
    told = refused(folder)
    assert told.startswith("bridge.png: ")
    assert not media.exists()


def test_pictures_of_a_page_in_a_folder_below_are_found_from_the_manifests_folder(tmp_path):
    told = {"source": "2026/estonia.txt", "pictures": [{"figure": 1, "file": "bridge.png"}]}
    a_folder(tmp_path / "2026", estonia=a_page())
    a_folder(tmp_path, {"articles": [told]}, **{"bridge.png": a_picture_file()})
    (report,) = reports(tmp_path)
    assert (report.name, report.outcome, report.reason) == ("2026/estonia.txt", "created", "")
    assert report.article.figures.get().image.file


def test_a_title_too_long_for_the_archive_is_refused_or_shortened_but_never_a_crash(tmp_path):
    page = a_page(words="and the two castles " + "on the river " * 60)
    (report,) = reports(a_folder(tmp_path, estonia=page))
    assert report.outcome in {"created", "refused"}


def test_a_control_character_is_refused_with_its_line(tmp_path):
    reason = refused(a_folder(tmp_path, estonia=a_page(text="The bridge\x07 rings.")))
    assert "U+0007" in reason
    assert "line" in reason
