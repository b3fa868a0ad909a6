"""The shelf is what the record says, whatever was done; where somebody changed it, that is found and mended."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from series import publishing
from series.errors import SeriesError
from series.models.shelf import ShelfArticle, Tombstone
from series.publishing import find_drift, rebuild
from tests.factories import (
    ADA,
    a_published_article,
    an_article,
    an_image,
    every_row,
    figure,
    in_days,
    link_to,
    paragraph,
    published,
    rewritten,
)

SHELF = ["series_shelfarticle", "series_tombstone"]

pytestmark = pytest.mark.django_db

acts = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["now", "tomorrow", "in three days", "retire", "seal", "move", "restore"]),
    ),
    max_size=9,
)
STARTS = {"now": 0, "tomorrow": 1, "in three days": 3}


def do(article, act, number):
    if act in STARTS:
        draft = rewritten(article, f"Text {number}.")
        published(draft, live_from=in_days(STARTS[act]) if STARTS[act] else None)
    elif act == "move":
        published(rewritten(article, slug=f"narva-{number}", position=number + 1))
    elif act == "restore":
        edition = publishing.Edition.objects.filter(article_id=article.pk).order_by("number").first()
        if edition:
            publishing.restore(edition, by=ADA)
    else:
        publishing.withdraw(article, by=ADA, reason="A mistake", scope=act)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_after_any_history_the_shelf_is_what_the_record_says(history):
    with transaction.atomic():
        articles = [an_article("Narva"), an_article("Valga")]
        for number, (which, act) in enumerate(history):
            try:
                with transaction.atomic():
                    do(articles[which], act, number)
            except SeriesError:
                continue  # refused: then nothing may have changed, which is what is looked at below
        left = every_row(*SHELF)
        assert list(find_drift()) == []
        assert every_row(*SHELF) == left, "looking for drift changes nothing"
        rebuild()
        assert every_row(*SHELF) == left
        transaction.set_rollback(True)


def a_full_shelf():
    tartu = a_published_article("Tartu")
    narva = a_published_article(
        "Narva", figure(an_image()), paragraph(link_to("Tartu", tartu, link_id=uuid.uuid4())), position=1
    )
    published(rewritten(narva, figure(an_image()), paragraph(link_to("Tartu", tartu, link_id=uuid.uuid4()))))
    gone = a_published_article("Valga")
    publishing.withdraw(gone, by=ADA, reason="A mistake")
    return narva


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE series_shelfarticle SET title = 'Ivangorod' WHERE number = 2",
        "UPDATE series_shelfarticle SET document = '{}' WHERE number = 2",
        "UPDATE series_shelfarticle SET slug = 'ivangorod' WHERE number = 2",
        "UPDATE series_shelfarticle SET during = tstzrange(lower(during), lower(during) + '1 day') WHERE number = 2",
        "UPDATE series_shelfarticle SET about = '{LV}' WHERE number = 2",
        "UPDATE series_shelfarticle SET search = '' WHERE number = 2",
        "UPDATE series_shelfarticle SET first_live_from = now() - interval '1 year'",
        "UPDATE series_shelflink SET target = NULL",
        "DELETE FROM series_shelflink",
        "DELETE FROM series_shelflink; DELETE FROM series_shelfarticle",
        "UPDATE series_tombstone SET reason = ''",
        "DELETE FROM series_tombstone",
        "INSERT INTO series_tombstone (article_id, withdrawn_at, scope, reason, slugs)"
        " VALUES (gen_random_uuid(), now(), 'retire', 'nothing was there', '{}')",
    ],
)
def test_what_somebody_changed_on_the_shelf_is_found_and_mended(change):
    a_full_shelf()
    before = every_row(*SHELF)
    assert list(find_drift()) == []
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert list(find_drift())
    rebuild()
    assert list(find_drift()) == []
    assert every_row(*SHELF) == before


def test_a_row_of_an_article_that_the_record_does_not_know_is_found_and_taken_away():
    narva = a_full_shelf()
    row = ShelfArticle.objects.get(article_id=narva.pk, number=1)
    row.edition_id, row.article_id, row.slug, row.position = uuid.uuid4(), uuid.uuid4(), "ivangorod", None
    row.save(force_insert=True)
    drifts = list(find_drift())
    assert {drift.article_id for drift in drifts} == {row.article_id}
    rebuild()
    assert not ShelfArticle.objects.filter(article_id=row.article_id).exists()


def test_drift_can_be_looked_for_in_some_articles_only():
    narva = a_full_shelf()
    ShelfArticle.objects.filter(article_id=narva.pk).update(title="Ivangorod")
    assert list(find_drift([uuid.uuid4()])) == []
    assert {drift.what for drift in find_drift([narva.pk])} == {"edition 1: title", "edition 2: title"}
    assert rebuild([narva.pk]) == 1


def test_an_address_that_two_rows_have_exchanged_is_mended():
    a_published_article("Narva", slug="narva", series=None)
    a_published_article("Valga", slug="valga", series=None)
    for was, becomes in (("narva", "x"), ("valga", "narva"), ("x", "valga")):
        ShelfArticle.objects.filter(slug=was).update(slug=becomes)
    assert {drift.what for drift in find_drift()} == {"another article stands on the shelf in its place"}
    assert rebuild() == 2
    assert list(find_drift()) == []
    assert dict(ShelfArticle.objects.values_list("title", "slug")) == {"Narva": "narva", "Valga": "valga"}


def test_where_rows_were_exchanged_one_article_cannot_be_mended_without_the_other():
    narva = a_published_article("Narva", slug="narva", position=1)
    a_published_article("Valga", slug="valga", position=2)
    for was, becomes in ((1, 3), (2, 1), (3, 2)):
        ShelfArticle.objects.filter(position=was).update(position=becomes)
    assert rebuild([narva.pk]) == 2
    assert list(find_drift()) == []


def test_an_erroneous_tombstone_of_a_living_article_is_found():
    narva = a_full_shelf()
    Tombstone.objects.create(
        article_id=narva.pk, withdrawn_at=in_days(0) - timedelta(days=1), scope="seal", reason="x", slugs=["narva"]
    )
    assert [drift.what for drift in find_drift()] == ["tombstone"]
    rebuild()
    assert list(find_drift()) == []
