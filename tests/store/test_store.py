"""From a document to rows on the desk: all of it or nothing, and the same again changes nothing."""

import pytest

from series import publishing
from series.importing import bring_in_all
from series.models.catalogue import Contributor, Image, Series
from series.models.desk import Article, Source
from series.models.record import Edition
from tests.factories import ADA, a_page, a_picture_file, a_series, an_article, every_row, rewritten
from tests.store.pages import a_described_page, a_folder, without_series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def bring(*paths, **options):
    return list(bring_in_all(paths, by=ADA, **options))


def brought(path, **options):
    (report,) = bring(path, **options)
    assert report.outcome != "refused", report.reason
    return report


def refused(path, **options):
    (report,) = bring(path, **options)
    assert report.outcome == "refused"
    return report.reason


def test_a_page_becomes_a_draft_with_its_series_and_its_picture(tmp_path):
    report = brought(a_folder(tmp_path, estonia=a_page()))
    assert report.outcome == "created"
    article = Article.objects.get()
    assert (article.title, article.slug) == ("Estonia and the two castles", "estonia-and-the-two-castles")
    assert (article.series.title, article.series.slug, article.series.subject_id) == (
        "Russia’s borders",
        "russias-borders",
        "RU",
    )
    assert article.about == ["EE"]
    assert article.figures.get().credit == "Boris Petrov"
    assert (Image.objects.get().file, Image.objects.get().sha256) == ("", None)
    assert not Edition.objects.exists()


def test_the_source_is_kept_byte_for_byte(tmp_path):
    page = b"\xef\xbb\xbf" + a_page().replace(b"\n", b"\r\n")
    brought(a_folder(tmp_path, estonia=page))
    source = Source.objects.get()
    assert bytes(source.data) == page
    assert source.name == "estonia.txt"
    assert source.guesses
    assert Article.objects.get().source == source


def test_nothing_is_invented(tmp_path):
    brought(a_folder(tmp_path, estonia=a_page()))
    article = Article.objects.get()
    assert (article.published_on, article.published_on_precision) == (None, "")
    assert (article.position, article.instalment_number) == (None, None)
    assert (article.licence, article.publisher, article.canonical_url) == ("", "", "")


def test_what_the_manifest_says_is_taken(tmp_path):
    a_described_page(
        tmp_path,
        slug="two-castles",
        position=3,
        instalment_number=7,
        about=["EE", "LV"],
        language="et",
        published_on="2026-03-01",
        published_on_precision="month",
        licence="CC-BY-4.0",
        publisher="The Narva Post",
        contributors=[{"name": "Ada Ilves", "affiliation": "Writer"}],
        pictures=[{"figure": 1, "file": "bridge.png", "alt": "A bridge", "licence": "CC0-1.0", "republishable": False}],
    )
    brought(tmp_path)
    article, image = Article.objects.get(), Image.objects.get()
    assert (article.slug, article.position, article.instalment_number) == ("two-castles", 3, 7)
    assert (article.about, article.language, article.licence) == (["EE", "LV"], "et", "CC-BY-4.0")
    assert (str(article.published_on), article.published_on_precision) == ("2026-03-01", "month")
    assert [str(credit) for credit in article.credits.all()] == ["Ada Ilves"]
    assert Contributor.objects.get().affiliation == "Writer"
    assert (image.alt, image.licence, image.republishable) == ("A bridge", "CC0-1.0", False)
    assert (image.width, image.height, image.content_type) == (40, 30, "image/png")
    assert image.file.read() == a_picture_file()


def test_the_same_page_again_changes_no_row_at_all(tmp_path):
    a_described_page(tmp_path, pictures=[{"figure": 1, "file": "bridge.png"}])
    brought(tmp_path, publishing=True)
    before = every_row()
    report = brought(tmp_path, publishing=True)
    assert (report.outcome, report.edition) == ("unchanged", None)
    assert every_row() == before


def test_the_same_bytes_under_another_name_are_the_same_page(tmp_path):
    first = brought(a_folder(tmp_path / "a", estonia=a_page()))
    second = brought(a_folder(tmp_path / "b", narva=a_page()))
    assert (second.outcome, second.article) == ("unchanged", first.article)


def test_a_changed_page_updates_the_draft_that_nobody_touched(tmp_path):
    first = brought(a_folder(tmp_path, estonia=a_page()))
    report = brought(a_folder(tmp_path, estonia=a_page(text="Latvia is near.")))
    assert (report.outcome, report.article) == ("updated", first.article)
    assert "Latvia is near." in str(Article.objects.get().body)
    assert report.article.mentions == ["EE", "LV"]
    assert Source.objects.count() == 2
    assert brought(tmp_path).outcome == "unchanged"


def test_a_page_that_is_changed_back_updates_the_draft_again(tmp_path):
    brought(a_folder(tmp_path, estonia=a_page()))
    brought(a_folder(tmp_path, estonia=a_page(text="Latvia is near.")))
    report = brought(a_folder(tmp_path, estonia=a_page()))
    assert report.outcome == "updated"
    assert "Latvia is near." not in str(Article.objects.get().body)
    assert report.article.source.sha256 == report.document.sha256


def test_a_page_whose_article_was_deleted_comes_in_again(tmp_path):
    brought(a_folder(tmp_path, estonia=a_page()))
    Article.objects.all().delete()
    assert brought(tmp_path).outcome == "created"
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "work",
    [
        lambda article: rewritten(article, "Ada’s own words."),
        lambda article: rewritten(article, licence="CC-BY-4.0"),
        lambda article: article.credits.create(contributor=Contributor.objects.create(name="Vera", slug="vera")),
        lambda article: article.countries.create(country_id="FI", relation="about"),
    ],
)
def test_a_changed_page_is_refused_when_an_editor_has_worked_on_the_draft(tmp_path, work):
    work(brought(a_folder(tmp_path, estonia=a_page())).article)
    before = every_row()
    reason = refused(a_folder(tmp_path, estonia=a_page(text="Latvia is near.")))
    assert "“Estonia and the two castles” is held already and somebody has worked on it since" in reason
    assert every_row() == before


def test_a_changed_page_is_refused_when_the_article_was_written_by_hand(tmp_path):
    brought(a_folder(tmp_path / "latvia", latvia=a_page("Latvia")))
    an_article("Estonia and the two castles", "Ada’s own words.", series=Series.objects.get())
    assert "held already" in refused(a_folder(tmp_path, estonia=a_page()))


def test_that_a_target_arrived_or_the_series_was_renamed_is_no_editors_work(tmp_path):
    brought(a_folder(tmp_path / "a", estonia=a_page(read_more=["Latvia and the two castles"])))
    brought(a_folder(tmp_path / "b", latvia=a_page("Latvia")))
    changed = a_page(read_more=["Latvia and the two castles"], text="Poland is far.")
    assert brought(a_folder(tmp_path / "a", estonia=changed)).outcome == "updated"


def test_a_published_article_gets_a_second_edition_when_its_page_has_changed(tmp_path):
    assert brought(a_folder(tmp_path, estonia=a_page()), publishing=True).edition.number == 1
    report = brought(a_folder(tmp_path, estonia=a_page(text="Latvia is near.")), publishing=True)
    assert report.edition.number == 2


def test_a_draft_that_is_held_is_published_when_that_is_asked_for(tmp_path):
    brought(a_folder(tmp_path, estonia=a_page()))
    report = brought(tmp_path, publishing=True)
    assert (report.outcome, report.edition.number) == ("unchanged", 1)


def test_what_editors_took_off_the_shelf_is_not_published_again(tmp_path):
    article = brought(a_folder(tmp_path, estonia=a_page()), publishing=True).article
    publishing.withdraw(article, by=ADA, reason="A mistake")
    assert brought(tmp_path, publishing=True).edition is None
    changed = a_folder(tmp_path, estonia=a_page(text="Latvia is near."))
    assert brought(changed, publishing=True).edition is None


def test_an_article_that_cannot_be_published_does_not_come_in_at_all(tmp_path):
    brought(a_described_page(tmp_path / "a", position=1), publishing=True)
    before = every_row()
    manifest = {"articles": [{"source": "latvia.txt", "position": 1}]}
    reason = refused(a_folder(tmp_path / "b", manifest, latvia=a_page("Latvia")), publishing=True)
    assert "Position 1 belongs to" in reason
    assert every_row() == before


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(tmp_path, media):
    before = every_row()
    a_described_page(tmp_path / "seeds", pictures=[{"figure": 1, "file": "bridge.png"}])
    report = brought(tmp_path / "seeds", publishing=True, dry_run=True)
    assert (report.outcome, report.edition.number) == ("created", 1)
    assert every_row() == before
    assert not media.exists()


def test_a_page_without_a_series_has_none_unless_the_manifest_names_it(tmp_path):
    page = without_series(a_page())
    brought(a_folder(tmp_path / "a", estonia=page))
    assert not Series.objects.exists()
    manifest = {"series": {"title": "Rivers", "subject": "RU"}, "articles": []}
    brought(a_folder(tmp_path / "b", manifest, latvia=without_series(a_page("Latvia"))))
    assert Article.objects.get(title__startswith="Latvia").series.title == "Rivers"


def test_series_and_people_are_made_once_and_found_again(tmp_path):
    told = {"contributors": [{"name": "Ada Ilves"}]}
    pages = {country.casefold(): a_page(country) for country in ("Estonia", "Latvia", "Poland")}
    manifest = {"articles": [{"source": f"{name}.txt", **told} for name in pages]}
    bring(a_folder(tmp_path, manifest, **pages))
    assert Series.objects.count() == Contributor.objects.count() == 1
    assert Article.objects.count() == 3


def test_one_file_for_two_figures_is_one_picture(tmp_path):
    manifest = {
        "articles": [
            {"source": source, "pictures": [{"figure": 1, "file": "bridge.png"}]}
            for source in ("estonia.txt", "latvia.txt")
        ]
    }
    files = {"estonia": a_page(), "latvia": a_page("Latvia"), "bridge.png": a_picture_file()}
    bring(a_folder(tmp_path, manifest, **files))
    assert Image.objects.get().uses.count() == 2


def test_a_picture_that_arrives_later_gives_the_missing_one_its_file(tmp_path, media):
    brought(a_folder(tmp_path, estonia=a_page()))
    a_described_page(tmp_path, pictures=[{"figure": 1, "file": "bridge.png", "alt": "A bridge"}])
    (tmp_path / "estonia.txt").write_bytes(a_page(text="The bridge has a picture now."))
    brought(tmp_path)
    assert Image.objects.get().file
    assert Image.objects.get().alt == "A bridge"


def test_a_picture_file_cut_off_by_a_crash_is_written_again(tmp_path, media):
    a_described_page(tmp_path, pictures=[{"figure": 1, "file": "bridge.png"}])
    brought(tmp_path)
    file = media / Image.objects.get().file.name
    files = {path for path in media.rglob("*") if path.is_file()}
    file.write_bytes(a_picture_file()[:50])
    Article.objects.all().delete()
    Image.objects.all().delete()
    brought(tmp_path)
    assert {path for path in media.rglob("*") if path.is_file()} == files
    assert file.read_bytes() == a_picture_file()


def test_links_between_pages_find_their_targets_in_whatever_order_they_come(tmp_path):
    estonia = a_page(read_more=["Latvia and the two castles"])
    latvia = a_page("Latvia", read_more=["Estonia and the two castles"])
    bring(a_folder(tmp_path, estonia=estonia, latvia=latvia))
    assert not Article.objects.linking_nowhere().exists()


def test_a_series_that_is_held_is_known_by_its_title_alone(tmp_path):
    page = a_page("Estonia", series="Ferries", words="has two castles").rpartition(b"\n\n")[0]
    alone = brought(a_folder(tmp_path / "before", estonia=page), dry_run=True).document
    assert alone.series_title is None
    a_series("Ferries")
    article = brought(a_folder(tmp_path / "after", estonia=page)).article
    assert (article.series.title, article.title) == ("Ferries", "Estonia has two castles")


def test_the_number_that_the_page_states_is_kept(tmp_path):
    page = a_page().replace(b"borders: Estonia", b"borders: Part 4: Estonia", 1)
    assert brought(a_folder(tmp_path, estonia=page)).article.instalment_number == 4
