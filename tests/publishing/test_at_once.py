"""Several who publish at once: what happened has one order for everybody."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection, connections, transaction

from series import publishing
from series.models.desk import Article
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle
from series.publishing import find_drift, shelving
from tests.factories import (
    ADA,
    an_article,
    database_now,
    every_row,
    in_days,
    published,
    rewritten,
    until_somebody_waits,
)

EIGHT = 8

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """What the jobs give, each run in a thread with a connection of its own, all let go at one moment."""
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


def change_and_publish(article, number):
    def job():
        with transaction.atomic():
            return published(rewritten(article, f"Text {number}."))

    return job


def test_eight_connections_publish_one_article_as_editions_one_to_eight():
    article = an_article("Narva")
    editions = at_once(*(change_and_publish(article, number) for number in range(EIGHT)))
    assert sorted(edition.number for edition in editions) == list(range(1, EIGHT + 1))
    rows = list(ShelfArticle.objects.order_by("number"))
    assert [row.number for row in rows] == list(range(1, EIGHT + 1))
    assert [row.during.upper for row in rows] == [row.during.lower for row in rows[1:]] + [None]
    assert list(find_drift()) == []


def test_eight_connections_publish_an_unchanged_article_as_one_edition():
    article = an_article("Narva")
    editions = at_once(*[lambda: published(article)] * EIGHT)
    assert {edition.number for edition in editions} == {1}
    assert Edition.objects.count() == Payload.objects.count() == Event.objects.count() == 1


def test_eight_connections_publish_eight_articles_in_the_order_in_which_they_commit():
    articles = [an_article(f"Narva {number}") for number in range(EIGHT)]
    *_, readings = at_once(*(lambda article=article: published(article) for article in articles), watch_events)
    for earlier, later in pairwise(readings):
        assert later[: len(earlier)] == earlier, "an event came in before one that was there already"
    events = list(Event.objects.order_by("id"))
    assert readings[-1] == [event.id for event in events]
    assert len({event.article_id for event in events}) == EIGHT
    assert [event.at for event in events] == sorted(event.at for event in events)


def watch_events():
    """The events' ids as they are read again and again until there are eight."""
    readings = []
    while not readings or len(readings[-1]) < EIGHT:
        assert len(readings) < 20_000, "the eight never came"
        readings.append(list(Event.objects.order_by("id").values_list("id", flat=True)))
    return readings


def test_who_reads_events_up_to_one_never_finds_another_behind_it_later():
    first, second = an_article("Narva"), an_article("Valga")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            published(first)
            later = pool.submit(at_once, lambda: published(second))
            until_somebody_waits()
            assert not ShelfArticle.objects.filter(article_id=second.pk).exists()
        later.result(timeout=60)
    assert list(Event.objects.order_by("id").values_list("article_id", flat=True)) == [first.pk, second.pk]
    assert list(Event.objects.order_by("at").values_list("article_id", flat=True)) == [first.pk, second.pk]


def test_only_one_of_eight_gets_a_free_address():
    articles = [an_article(f"Narva {number}", slug="narva") for number in range(EIGHT)]

    def job(article):
        try:
            return published(article).number
        except publishing.PublishRefused as refusal:
            return refusal.findings[0].code

    found = at_once(*(lambda article=article: job(article) for article in articles))
    assert sorted(map(str, found)) == ["1"] + ["slug-taken"] * (EIGHT - 1)


def test_saving_and_publishing_in_one_transaction_does_not_lock_out_one_who_only_publishes():
    article = an_article("Narva")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            changed = rewritten(article, "Ada’s text.")
            other = pool.submit(at_once, lambda: published(article))
            until_somebody_waits()
            assert published(changed).number == 1
        (edition,) = other.result(timeout=60)
    assert edition.number == 1


def test_publishing_withdrawing_and_rebuilding_at_once_leave_the_shelf_as_the_record_says():
    articles = [an_article(f"Narva {number}") for number in range(3)]
    for article in articles:
        published(article)

    def withdraw(article):
        publishing.withdraw(article, by=ADA, reason="A mistake")

    at_once(
        lambda: published(rewritten(articles[0], "Again.")),
        lambda: published(rewritten(articles[0], "Later."), live_from=in_days(1)),
        lambda: withdraw(articles[1]),
        lambda: withdraw(articles[2]),
        publishing.rebuild,
        publishing.rebuild,
        lambda: list(find_drift()),
    )
    assert list(find_drift()) == []


def test_readers_see_the_article_all_the_while_the_shelf_is_made_again():
    article = an_article("Narva")
    published(article)
    before = every_row("series_shelfarticle")
    with transaction.atomic():
        shelving.lock()
        shelving._make_again(article.pk)
        (seen,) = at_once(lambda: [row.number for row in ShelfArticle.objects.at()])
    assert seen == [1]
    assert every_row("series_shelfarticle") == before


def test_a_draft_saved_while_it_is_published_is_not_lost():
    article = an_article("Narva", "First.")
    at_once(lambda: published(article), lambda: rewritten(article, "Second."))
    draft = Article.objects.get()
    assert draft.body["content"][0]["content"][0]["text"] == "Second."
    assert published(draft).number <= 2
    assert "Second." in ShelfArticle.objects.at(database_now()).get().document
