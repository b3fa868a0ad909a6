"""The importer killed in the midst of it, or run twice at once: the end is the same."""

import hashlib
import os
import shutil
import signal

import pytest
from django.conf import settings
from django.db import connection, transaction

from series.importing import bring_in_all
from series.models.catalogue import Contributor, Image, Series
from series.models.desk import Article, CrossLink, Source
from series.models.record import Edition, Event
from series.models.shelf import ShelfArticle
from series.publishing import find_drift
from series.publishing.shelving import LOCK
from tests.factories import ADA, until_somebody_waits
from tests.store.pages import samples_with_small_pictures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


def state():
    """All that is the same however the rows came about: no ids, no times."""
    return {
        "articles": sorted(Article.objects.values_list("title", "slug", "position", "series__slug", "source__sha256")),
        "editions": sorted(Edition.objects.values_list("slug", "number")),
        "shelf": sorted(ShelfArticle.objects.at().values_list("slug", "about", "mentions", "word_count")),
        "pictures": sorted(Image.objects.values_list("file", "sha256", "alt", "width")),
        "links": sorted(CrossLink.objects.values_list("article__slug", "phrase", "kind", "target_article__slug")),
        "people": sorted(Article.objects.values_list("slug", "credits__order", "contributors__name")),
        "counts": [model.objects.count() for model in (Series, Contributor, Source, Edition, Event)],
    }


@pytest.fixture
def samples(tmp_path):
    return samples_with_small_pictures(tmp_path / "seeds")


@pytest.fixture
def expected(samples):
    """What one undisturbed import of the sample series comes to."""
    with transaction.atomic():
        assert {report.outcome for report in bring_in_all([samples], by=ADA, publishing=True)} == {"created"}
        found = state()
        transaction.set_rollback(True)
    shutil.rmtree(settings.MEDIA_ROOT)
    return found


def files_are_whole():
    return all(hashlib.sha256(image.file.read()).hexdigest() == image.sha256 for image in Image.objects.all())


def hold_the_shelf(cursor):
    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])


def let_go_of_the_shelf(cursor):
    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@pytest.mark.parametrize("articles_before_it", [0, 3])
def test_after_a_kill_in_the_midst_of_an_article_the_next_import_comes_to_the_same_end(
    expected, samples, at_the_tests_database, manage, articles_before_it
):
    command = ["import_articles", samples, "--publish"]
    with connection.cursor() as cursor:
        if not articles_before_it:
            hold_the_shelf(cursor)
        process = manage(*command, wait=False, env=at_the_tests_database | {"PYTHONUNBUFFERED": "1"})
        lines = [process.stdout.readline() for _ in range(articles_before_it)]
        if articles_before_it:
            hold_the_shelf(cursor)
        until_somebody_waits()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        let_go_of_the_shelf(cursor)
    assert all(": created: " in line for line in lines)
    again = manage(*command, env=at_the_tests_database)
    assert again.returncode == 0, again.stderr
    assert "created: " in again.stdout.splitlines()[-1]
    assert Edition.objects.count() == Article.objects.count() == len(expected["articles"])
    assert state() == expected
    assert files_are_whole()
    assert list(find_drift()) == []


def test_two_imports_at_once_bring_everything_in_once(expected, samples, at_the_tests_database, manage):
    command = ["import_articles", samples, "--publish"]
    both = [manage(*command, wait=False, env=at_the_tests_database, stderr=None) for _ in range(2)]
    outputs = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    created = sum(output.count(": created: ") for output in outputs)
    unchanged = sum(output.count(": unchanged: ") for output in outputs)
    assert created == unchanged == len(expected["articles"])
    assert state() == expected
    assert files_are_whole()
    assert list(find_drift()) == []
