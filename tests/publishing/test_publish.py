"""Publishing: what an edition holds, when readers see it, and what is refused."""

import hashlib
import uuid
from datetime import date, timedelta

import orjson
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from series import body, publishing
from series.models.desk import Article
from series.models.public import PublicArticle
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle
from series.publishing import Actor, PublishRefused
from tests.factories import (
    ADA,
    BORIS,
    a_published_article,
    a_series,
    an_article,
    an_image,
    database_now,
    every_row,
    figure,
    in_days,
    link_to,
    paragraph,
    published,
    rewritten,
)

pytestmark = pytest.mark.django_db


def shown(article, moment=None):
    """Numbers of the editions of the article that are on show; there is one at most."""
    return [row.number for row in ShelfArticle.objects.at(moment).filter(article_id=article.pk)]


def test_editions_are_numbered_from_one_and_the_newest_is_on_show():
    article = an_article("Narva")
    assert not shown(article)
    for number in (1, 2, 3):
        article = rewritten(article, f"Text {number}.")
        assert published(article).number == number
        assert shown(article) == [number]


def test_an_edition_says_who_made_it_when_and_why():
    before = database_now()
    edition = publishing.publish(an_article("Narva"), by=BORIS, reason="The bridge is open again")
    assert (edition.by_id, edition.by_name, edition.reason) == ("2", "Boris", "The bridge is open again")
    assert before < edition.made_at < database_now()
    assert edition.live_from == edition.made_at
    event = Event.objects.get()
    assert (event.kind, event.edition, event.by_name) == ("publish", edition, "Boris")
    assert (event.at, event.effective_from) == (edition.made_at, edition.live_from)


def test_who_made_an_edition_is_kept_when_the_account_is_gone():
    user = get_user_model().objects.create_user("vera")
    actor = Actor.of(user)
    user.delete()
    assert published(an_article("Narva"), by=actor).by_name == "vera"


def test_the_payload_is_canonical_json_with_the_hash_of_the_edition():
    image = an_image()
    article = an_article(
        "Narva — Нарва",
        figure(image, caption="The bridge"),
        paragraph(link_to("all instalments", a_series(), link_id=uuid.uuid4(), kind="series")),
        published_on=date(2026, 3, 1),
        published_on_precision="month",
        epigraph={"paragraphs": ["Two castles."], "attribution": "Ada"},
        position=3,
    )
    edition = published(article)
    payload = Payload.objects.get(edition=edition)
    data = payload.content.encode()
    assert hashlib.sha256(data).hexdigest() == edition.sha256
    content = orjson.loads(data)
    assert orjson.dumps(content, option=orjson.OPT_SORT_KEYS) == data
    assert payload.version == body.VERSION
    assert content["title"] == "Narva — Нарва"
    assert content["published_on"] == "2026-03-01"
    assert content["epigraph"] == {"paragraphs": ["Two castles."], "attribution": "Ada"}
    assert content["series"] == {"id": str(article.series_id), "title": "Russia’s borders"}
    assert [person["name"] for person in content["contributors"]] == ["Boris Petrov"]
    assert (content["about"], content["position"]) == (["EE"], 3)
    assert content["body"] == article.body


def test_the_same_draft_gives_the_same_hash():
    article = an_article("Narva", "One.")
    first = published(article)
    published(rewritten(article, "Two."))
    draft = Article.objects.get(pk=article.pk)
    publishing.restore(first, by=ADA)
    third = published(draft)
    assert (third.number, third.sha256) == (3, first.sha256)


def test_publishing_an_unchanged_draft_changes_nothing():
    article = an_article("Narva")
    first = published(article)
    before = every_row()
    assert published(article) == first
    assert published(article, live_from=in_days(2)) == first
    assert every_row() == before


def test_what_the_draft_says_and_not_what_is_held_in_memory_is_published():
    article = an_article("Narva")
    stale = Article.objects.get(pk=article.pk)
    rewritten(article, title="Narva and its bridge")
    assert published(stale).title == "Narva and its bridge"


def test_editions_do_not_follow_the_draft():
    article = a_published_article("Narva", "The bridge is open.")
    rewritten(article, "The bridge is closed.", title="Narva again")
    row = ShelfArticle.objects.at().get()
    assert row.title == "Narva"
    assert "The bridge is open." in row.document


def test_a_scheduled_article_is_on_show_when_its_time_comes():
    article, tomorrow = an_article("Narva"), in_days(1)
    published(article, live_from=tomorrow)
    assert not shown(article)
    assert not shown(article, tomorrow - timedelta(microseconds=1))
    assert shown(article, tomorrow) == [1]
    assert ShelfArticle.objects.get().first_live_from == tomorrow


def test_a_scheduled_correction_leaves_the_live_text_until_its_time():
    article, tomorrow = a_published_article("Narva"), in_days(1)
    published(rewritten(article, "Corrected."), live_from=tomorrow)
    assert shown(article) == [1]
    assert shown(article, tomorrow - timedelta(microseconds=1)) == [1]
    assert shown(article, tomorrow) == [2]


def test_a_newer_edition_takes_the_place_of_those_that_were_to_come_later():
    article = a_published_article("Narva")
    published(rewritten(article, "Planned."), live_from=in_days(3))
    published(rewritten(article, "Now."))
    assert shown(article) == shown(article, in_days(4)) == [3]
    assert list(ShelfArticle.objects.order_by("number").values_list("number", flat=True)) == [1, 3]


def test_an_earlier_edition_can_be_scheduled_before_a_later_one_and_replaces_it():
    article = an_article("Narva", "For the third day.")
    published(article, live_from=in_days(3))
    published(rewritten(article, "For tomorrow."), live_from=in_days(1))
    assert [shown(article, in_days(day)) for day in (0, 2, 4)] == [[], [2], [2]]


def test_what_is_scheduled_can_be_brought_forward_unchanged():
    article = an_article("Narva")
    published(article, live_from=in_days(3))
    assert published(article).number == 2
    assert shown(article) == [2]


def test_nothing_goes_on_show_in_the_past():
    article = an_article("Narva")
    with pytest.raises(PublishRefused, match="which is past") as refusal:
        published(article, live_from=in_days(-1))
    assert [finding.code for finding in refusal.value.findings] == ["live-from-past"]
    assert not Edition.objects.exists()


def test_all_that_blocks_is_told_at_once():
    article = an_article("", figure(uuid.uuid4()))
    with pytest.raises(PublishRefused) as refusal:
        published(article, live_from=in_days(-1))
    assert [finding.code for finding in refusal.value.findings] == ["title-missing", "image-unknown", "live-from-past"]


def test_an_exception_in_the_midst_of_publishing_leaves_nothing():
    narva = a_published_article("Narva", series=None)
    before = every_row()
    ShelfArticle.objects.filter(article_id=narva.pk).update(slug="valga")
    ShelfArticle.objects.filter(article_id=narva.pk).update(article_id=uuid.uuid4())
    moved = every_row()
    with pytest.raises(IntegrityError):
        published(rewritten(narva, "Again."))  # its first edition stands on the shelf under another's name
    assert Edition.objects.count() == Payload.objects.count() == Event.objects.count() == 1
    assert every_row("series_shelfarticle") == {"series_shelfarticle": moved["series_shelfarticle"]}
    assert before["series_edition"] == every_row("series_edition")["series_edition"]


def test_two_articles_cannot_have_one_address():
    a_published_article("Narva", slug="narva")
    with pytest.raises(PublishRefused, match="belongs to “Narva”"):
        published(an_article("Narva, again", slug="narva"))


def test_an_article_that_moved_keeps_its_old_address():
    article = a_published_article("Narva", slug="narva")
    published(rewritten(article, slug="narva-and-its-bridge"))
    with pytest.raises(PublishRefused, match="belongs to"):
        published(an_article("Another Narva", slug="narva"))
    assert published(rewritten(article, slug="narva")).number == 3


def test_an_address_that_was_never_on_show_is_free_again():
    article = an_article("Narva", slug="narva")
    published(article, live_from=in_days(1))
    published(rewritten(article, slug="narva-and-its-bridge"))
    assert published(an_article("Another Narva", slug="narva")).number == 1


def test_a_position_is_free_when_the_article_that_had_it_moves_away():
    narva = a_published_article("Narva", position=1)
    with pytest.raises(PublishRefused, match="Position 1 belongs to “Narva”"):
        published(an_article("Valga", position=1))
    published(rewritten(narva, position=2))
    assert published(Article.objects.get(title="Valga")).number == 1


def test_a_position_that_is_free_from_tomorrow_is_refused_today_and_granted_tomorrow():
    narva, tomorrow = a_published_article("Narva", position=1), in_days(1)
    published(rewritten(narva, position=2), live_from=tomorrow)
    valga = an_article("Valga", position=1)
    with pytest.raises(PublishRefused, match="Position 1 belongs to “Narva”"):
        published(valga)
    with pytest.raises(PublishRefused):
        published(valga, live_from=tomorrow - timedelta(seconds=1))
    assert published(valga, live_from=tomorrow).number == 1


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_readers_see_a_scheduled_article_only_when_its_time_has_come():
    article = an_article("Narva")
    edition = published(article, live_from=database_now() + timedelta(hours=1))
    assert not PublicArticle.objects.exists()
    assert not PublicArticle.objects.at(edition.live_from).exists()
    row = ShelfArticle.objects.get()
    moved = type(row.during)(row.during.lower - timedelta(hours=1), None)
    ShelfArticle.objects.update(during=moved)  # the hour passes
    assert PublicArticle.objects.at().get().number == 1


def test_links_do_not_make_an_unchanged_draft_a_new_edition():
    tartu = a_published_article("Tartu")
    narva = an_article("Narva", paragraph(link_to("Tartu", tartu, link_id=uuid.uuid4())))
    first = published(narva)
    published(rewritten(tartu, slug="tartu-and-its-peace"))
    assert publishing.publish(narva, by=ADA) == first
