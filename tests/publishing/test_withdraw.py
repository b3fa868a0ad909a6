"""Withdrawing: retire leaves the past, seal takes that too; what was never on show leaves no trace."""

import uuid

import pytest
from django.db import connection

from series import publishing
from series.models.public import PublicArticle
from series.models.record import Edition, Event
from series.models.shelf import ShelfArticle, ShelfLink, Tombstone
from series.publishing import PublishRefused, WithdrawRefused, find_drift
from tests.factories import (
    ADA,
    a_published_article,
    an_article,
    database_now,
    every_row,
    in_days,
    link_to,
    paragraph,
    published,
    rewritten,
)

pytestmark = pytest.mark.django_db


def withdrawn(article, scope="retire", reason="The bridge was another one"):
    return publishing.withdraw(article, by=ADA, reason=reason, scope=scope)


def test_a_retired_article_is_gone_from_now_on_and_its_past_stays():
    article = a_published_article("Narva")
    while_it_was_on_show = database_now()
    event = withdrawn(article)
    assert (event.kind, event.scope, event.by_name, event.edition) == ("withdraw", "retire", "Ada", None)
    assert not ShelfArticle.objects.at().exists()
    assert ShelfArticle.objects.at(while_it_was_on_show).get().article_id == article.pk
    stone = Tombstone.objects.get()
    assert (stone.article_id, stone.scope, stone.slugs) == (article.pk, "retire", [article.slug])
    assert stone.reason == "The bridge was another one"
    assert stone.withdrawn_at == event.effective_from


def test_a_sealed_article_is_gone_from_its_past_too_and_the_record_keeps_it():
    article = a_published_article("Narva", paragraph(link_to("Tartu", link_id=uuid.uuid4(), hint="Tartu")))
    withdrawn(article, "seal")
    assert not ShelfArticle.objects.exists()
    assert not ShelfLink.objects.exists()
    assert (Tombstone.objects.get().scope, Tombstone.objects.get().slugs) == ("seal", [article.slug])
    assert Edition.objects.get().payload.content


def test_every_address_that_it_was_on_show_under_is_remembered_and_no_other():
    article = a_published_article("Narva", slug="narva")
    published(rewritten(article, slug="narva-bridge"))
    published(rewritten(article, slug="narva-soon"), live_from=in_days(1))
    withdrawn(article)
    assert Tombstone.objects.get().slugs == ["narva", "narva-bridge"]


def test_withdrawing_takes_back_what_was_scheduled():
    article = a_published_article("Narva")
    published(rewritten(article, "Tomorrow."), live_from=in_days(1))
    withdrawn(article)
    assert not ShelfArticle.objects.at(in_days(2)).exists()
    assert ShelfArticle.objects.count() == 1


@pytest.mark.parametrize("scope", ["retire", "seal"])
def test_an_article_withdrawn_before_its_time_leaves_no_trace(scope):
    article = an_article("Narva", slug="narva")
    published(article, live_from=in_days(1))
    withdrawn(article, scope)
    assert not ShelfArticle.objects.exists()
    assert not Tombstone.objects.exists()
    assert published(an_article("Another Narva", slug="narva")).number == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_must_be_given(reason):
    article = a_published_article("Narva")
    with pytest.raises(WithdrawRefused, match="reason"):
        withdrawn(article, reason=reason)
    assert ShelfArticle.objects.at().exists()


def test_the_scope_must_be_known():
    with pytest.raises(WithdrawRefused, match="'hide' is not known; use retire or seal"):
        withdrawn(a_published_article("Narva"), "hide")


def test_what_was_never_published_cannot_be_withdrawn():
    with pytest.raises(WithdrawRefused, match="neither on show nor scheduled"):
        withdrawn(an_article("Narva"))
    assert not Event.objects.exists()


@pytest.mark.parametrize(("first", "second"), [("retire", "retire"), ("seal", "seal"), ("seal", "retire")])
def test_an_article_is_withdrawn_once(first, second):
    article = a_published_article("Narva")
    withdrawn(article, first)
    before = every_row()
    with pytest.raises(WithdrawRefused, match="neither on show nor scheduled"):
        withdrawn(article, second)
    assert every_row() == before


def test_a_retired_article_can_be_sealed():
    article = a_published_article("Narva")
    withdrawn(article)
    withdrawn(article, "seal", reason="A court’s order")
    assert not ShelfArticle.objects.exists()
    assert (Tombstone.objects.get().scope, Tombstone.objects.get().reason) == ("seal", "A court’s order")


def test_a_retired_article_can_be_published_again():
    article = a_published_article("Narva", "First.")
    while_it_was_on_show = database_now()
    withdrawn(article)
    while_it_was_gone = database_now()
    assert published(article).number == 2
    assert not Tombstone.objects.exists()
    assert ShelfArticle.objects.at().get().number == 2
    assert ShelfArticle.objects.at(while_it_was_on_show).get().number == 1
    assert not ShelfArticle.objects.at(while_it_was_gone).exists()
    first, second = ShelfArticle.objects.order_by("number")
    assert first.first_live_from == second.first_live_from == first.during.lower


def test_a_sealed_article_cannot_be_published():
    article = a_published_article("Narva")
    withdrawn(article, "seal", reason="A court’s order")
    with pytest.raises(PublishRefused, match=r"was sealed on .*A court’s order"):
        published(rewritten(article, "Another text."))


@pytest.mark.parametrize("scope", ["retire", "seal"])
def test_the_shelf_is_what_the_record_says_afterwards(scope):
    article = a_published_article("Narva")
    published(rewritten(article, "Again."))
    withdrawn(article, scope)
    assert list(find_drift()) == []


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_links_to_a_withdrawn_article_say_so_and_give_no_address():
    tartu, link = a_published_article("Tartu"), uuid.uuid4()
    narva = a_published_article("Narva", paragraph(link_to("Tartu", tartu, link_id=link)))
    withdrawn(tartu)
    state = PublicArticle.objects.at().get(article_id=narva.pk).links[str(link)]
    assert state == {"kind": "article", "state": "withdrawn", "slug": None, "title": None}
    published(tartu)
    assert PublicArticle.objects.at().get(article_id=narva.pk).links[str(link)]["state"] == "live"


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_readers_find_nothing_of_a_sealed_article():
    article = a_published_article("Narva")
    withdrawn(article, "seal")
    assert not PublicArticle.objects.exists()
    with connection.cursor() as cursor:
        for view in ("series_public_series", "series_public_contributor", "series_public_image"):
            cursor.execute(f"SELECT count(*) FROM {view}")
            assert cursor.fetchone() == (0,), view
