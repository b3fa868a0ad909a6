"""The sample series of this project goes in through the importer and `publish`, like anyone's."""

import json

import pytest

from series import ingest
from series.importing import bring_in_all
from series.ingest import manifest as manifests
from series.models.catalogue import Border, Image, title_key
from series.models.desk import Article, CrossLink
from series.models.public import PublicArticle
from series.models.record import Edition
from series.models.shelf import ShelfArticle
from series.pictures import read_picture
from tests.factories import ADA, SEEDS, every_row
from tests.store.pages import samples_with_small_pictures

MANIFEST = manifests.read_manifest("manifest.json", (SEEDS / "manifest.json").read_bytes())
SOURCES = [details.source for details in MANIFEST.articles]
LARGEST_PICTURE = 200 * 1024


def document(source):
    return ingest.read(source, (SEEDS / source).read_bytes())


@pytest.fixture
def samples(tmp_path, media):
    return samples_with_small_pictures(tmp_path / "seeds")


def bring(folder):
    return list(bring_in_all([folder], by=ADA, publishing=True))


def test_the_manifest_names_every_page_once():
    assert sorted(SOURCES) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert {"north-korea.txt", "finland.txt", "kazakhstan.txt", "georgia.txt"} <= set(SOURCES)
    for name in ("slug", "position"):
        values = [getattr(details, name) for details in MANIFEST.articles]
        assert len(set(values)) == len(values), name


@pytest.mark.parametrize("details", MANIFEST.articles, ids=SOURCES)
def test_the_manifest_has_a_picture_for_every_figure_of_the_page(details):
    figures = document(details.source).figures
    assert [picture.figure for picture in details.pictures] == list(range(1, len(figures) + 1))
    for picture in details.pictures:
        data = (SEEDS / picture.file).read_bytes()
        assert len(data) < LARGEST_PICTURE, picture.file
        assert read_picture(picture.file, data).width >= 600
        assert picture.alt
        assert picture.licence
    assert all(figure.credit for figure in figures)


def test_every_picture_of_the_folder_is_used():
    used = {picture.file for details in MANIFEST.articles for picture in details.pictures}
    assert used == {f"pictures/{path.name}" for path in (SEEDS / "pictures").iterdir()}


@pytest.mark.parametrize("source", SOURCES)
def test_every_link_of_a_page_leads_to_a_page_or_to_the_series(source):
    titles = {title_key(document(other).title) for other in SOURCES}
    links = document(source).cross_links
    assert links
    for link in links:
        if link.kind == "article":
            assert title_key(link.hint) in titles, link.hint
        else:
            assert link.hint == MANIFEST.series.title


@pytest.mark.parametrize("source", SOURCES)
def test_a_page_is_read_as_its_writer_meant_it(source):
    page = document(source)
    assert page.series_title == MANIFEST.series.title
    assert page.title
    assert page.standfirst
    assert page.authors
    assert 250 <= len(page.text.split()) <= 650
    assert not page.set_aside


def test_the_manifest_is_kept_readable():
    text = (SEEDS / "manifest.json").read_text()
    assert json.loads(text)
    assert "\\u" not in text


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_it_comes_in_whole_and_its_links_are_live(samples):
    reports = bring(samples)
    assert [(report.name, report.outcome, report.reason) for report in reports] == [
        (source, "created", "") for source in SOURCES
    ]
    assert all(report.edition.number == 1 for report in reports)
    assert PublicArticle.objects.at().count() == len(SOURCES)
    assert not CrossLink.objects.filter(target_article=None, target_series=None).exists()
    states = [link["state"] for row in PublicArticle.objects.at() for link in row.links.values()]
    assert states
    assert set(states) == {"live"}
    assert any(row.linked_from for row in PublicArticle.objects.at())
    assert all(image["status"] == "available" for row in PublicArticle.objects.at() for image in row.images.values())
    assert Image.objects.filter(file="").count() == 0


@pytest.mark.django_db
def test_coming_in_again_changes_no_row_and_no_file(samples, media):
    bring(samples)
    rows = every_row()
    files = {path: path.stat().st_mtime_ns for path in media.rglob("*")}
    again = bring(samples)
    assert {(report.outcome, report.edition) for report in again} == {("unchanged", None)}
    assert every_row() == rows
    assert {path: path.stat().st_mtime_ns for path in media.rglob("*")} == files


@pytest.mark.django_db
def test_it_tells_of_each_neighbour_of_its_subject(samples):
    bring(samples)
    about = {code for row in ShelfArticle.objects.at() for code in row.about}
    neighbours = set(Border.objects.filter(subject="RU").values_list("neighbour", flat=True))
    assert about == neighbours
    assert Article.objects.count() == Edition.objects.count() == len(neighbours)


@pytest.mark.django_db
def test_the_readings_order_has_no_gap(samples):
    bring(samples)
    positions = sorted(ShelfArticle.objects.at().values_list("position", flat=True))
    assert positions == list(range(1, len(SOURCES) + 1))
