"""Restoring: an old edition's text and fields come back into the draft, and readers notice nothing."""

from datetime import date

import pytest

from series import publishing
from series.models.catalogue import Contributor
from series.models.desk import Article
from series.models.record import Edition
from series.models.shelf import ShelfArticle
from tests.factories import (
    ADA,
    a_published_article,
    a_series,
    an_article,
    an_image,
    every_row,
    figure,
    published,
    rewritten,
)

pytestmark = pytest.mark.django_db


def test_an_edition_comes_back_as_it_was():
    first = published(
        an_article(
            "Narva",
            figure(an_image(), caption="The bridge"),
            "Latvia is near.",
            by=["Vera", "Boris Petrov"],
            about=["EE", "FI"],
            standfirst="Leads in.",
            epigraph={"paragraphs": ["Two castles."], "attribution": None},
            published_on=date(2026, 3, 1),
            published_on_precision="month",
            licence="CC-BY-4.0",
            publisher="The Narva Post",
            position=4,
            instalment_number=7,
            language="et",
        )
    )
    article = rewritten(
        Article.objects.get(),
        "Poland is far.",
        title="Another title",
        slug="another-slug",
        standfirst="",
        epigraph=None,
        published_on=None,
        published_on_precision="",
        licence="",
        publisher="Nobody",
        position=None,
        instalment_number=None,
        language="en",
        series=a_series("Rivers"),
    )
    article.credits.all().delete()
    article.countries.all().delete()
    published(article)
    publishing.restore(first, by=ADA)
    third = published(article)
    assert (third.number, third.sha256) == (3, first.sha256)


def test_readers_notice_nothing_of_it():
    article = a_published_article("Narva", "First.")
    first = Edition.objects.get()
    published(rewritten(article, "Second."))
    before = every_row("series_shelfarticle", "series_edition", "series_event")
    restored = publishing.restore(first, by=ADA)
    assert "First." in str(restored.body)
    assert every_row("series_shelfarticle", "series_edition", "series_event") == before


def test_figures_and_mentions_follow_the_restored_text():
    article = a_published_article("Narva", figure(an_image()), "Latvia is near.")
    first = Edition.objects.get()
    article = rewritten(article, "Poland is far.")
    assert (article.mentions, article.figures.count()) == (["PL"], 0)
    restored = publishing.restore(first, by=ADA)
    restored = Article.objects.get(pk=restored.pk)
    assert (restored.mentions, restored.figures.count()) == (["LV"], 1)


def test_a_person_renamed_since_keeps_the_new_name():
    article = a_published_article("Narva", by=["Vera"])
    Contributor.objects.update(name="Vera Pavlova")
    article.credits.all().delete()
    publishing.restore(Edition.objects.get(), by=ADA)
    assert [str(credit) for credit in article.credits.all()] == ["Vera Pavlova"]


def test_what_has_left_the_desk_cannot_be_restored():
    article = a_published_article("Narva")
    article.delete()
    assert ShelfArticle.objects.at().exists(), "readers keep what is published"
    with pytest.raises(Article.DoesNotExist):
        publishing.restore(Edition.objects.get(), by=ADA)


def test_the_draft_says_who_restored_it():
    article = a_published_article("Narva")
    assert publishing.restore(Edition.objects.get(), by=ADA).saved_by == "Ada"
    assert Article.objects.get(pk=article.pk).saved_by == "Ada"
