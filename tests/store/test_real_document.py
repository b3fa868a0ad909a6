"""The instalment on North Korea goes in as it came. Its text is not ours to copy here."""

import hashlib
import io

import pytest
from django.core.management import call_command

from series.models.catalogue import Image
from series.models.desk import Article, Source
from series.models.public import PublicArticle
from series.models.record import Edition
from tests.factories import SHARED_SEEDS, every_row

SOURCES = sorted(SHARED_SEEDS.glob("*.txt")) if SHARED_SEEDS.is_dir() else []

pytestmark = [
    pytest.mark.skipif(not SOURCES, reason="the real document is not on this machine"),
    pytest.mark.usefixtures("media"),
]


def bring_it_in():
    out = io.StringIO()
    call_command("import_articles", SHARED_SEEDS, "--publish", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_it_comes_in_with_exactly_what_its_page_says():
    assert bring_it_in()[-1] == "created: 1"
    article = Article.objects.get()
    assert article.series.title == "Russia’s borders"
    assert article.series.subject_id == "RU"
    assert article.title.replace("\u00a0", " ") == "North Korea is moving up Moscow’s agenda"
    assert [str(credit) for credit in article.credits.all()] == ["Robert Winstanley-Chesters"]
    assert article.standfirst
    assert len(article.epigraph["paragraphs"]) == 2
    assert article.epigraph["attribution"] == "Vladimir Putin, Sochi, October 2014"
    assert article.about == ["KP"]
    assert {"CN", "KR", "JP", "US"} <= set(article.mentions)
    assert "FI" not in article.mentions
    assert (article.published_on, article.instalment_number, article.position) == (None, None, None)
    assert (article.licence, article.publisher, article.canonical_url, article.attribution) == ("", "", "", "")


@pytest.mark.django_db
def test_its_text_has_three_sections_and_a_closing_line_that_leads_to_the_series():
    bring_it_in()
    article = Article.objects.get()
    sections = [0]
    for block in article.body["content"]:
        if block["type"] == "heading":
            sections.append(0)
        sections[-1] += block["type"] == "paragraph"
    assert sections == [7, 8, 4 + 1]
    link = article.cross_links.get()
    assert (link.kind, link.target_series) == ("series", article.series)
    assert link.block_id == article.body["content"][-1]["attrs"]["id"]


@pytest.mark.django_db
def test_its_three_pictures_are_known_and_missing():
    bring_it_in()
    uses = list(Article.objects.get().figures.all())
    assert [use.credit for use in uses] == ["EPA", "Serban Bogdan", "EPA"]
    assert [bool(use.caption) for use in uses] == [True, False, True]
    assert [use.position for use in uses] == [0, 1, 2]
    assert Article.objects.get().body["content"][0]["type"] == "figure"
    assert [(image.file.name, image.sha256, image.licence) for image in Image.objects.all()] == [("", None, "")] * 3


@pytest.mark.django_db
def test_the_file_itself_is_kept_with_its_hash():
    bring_it_in()
    source, data = Source.objects.get(), SOURCES[0].read_bytes()
    assert bytes(source.data) == data
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert Article.objects.get().source == source


@pytest.mark.django_db
def test_importing_it_again_says_unchanged_and_changes_no_row():
    bring_it_in()
    before = every_row()
    lines = bring_it_in()
    assert lines[-1] == "unchanged: 1"
    assert "edition" not in lines[0]
    assert every_row() == before
    assert Edition.objects.get().number == 1


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_readers_find_it_by_the_country_that_it_is_about_and_by_those_that_it_mentions():
    bring_it_in()
    shown = PublicArticle.objects.at()
    assert shown.neighbours(["KP"], "about").count() == shown.neighbours(["KP"]).count() == 1
    assert (shown.neighbours(["CN"], "mentions").count(), shown.neighbours(["CN"], "about").count()) == (1, 0)
    assert not shown.neighbours(["FI"]).exists()
    (row,) = shown
    assert [image["status"] for image in row.images.values()] == ["missing"] * 3
    assert [link["state"] for link in row.links.values()] == ["live"]
    assert row.series["title"] == "Russia’s borders"
