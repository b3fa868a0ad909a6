"""Two editors on one draft: the second save is refused, whichever way it comes, and nothing of it is written."""

import threading

import pytest
from django.db import connection

from series.errors import SaveConflict
from series.models.desk import Article
from tests.factories import a_body, an_article, every_row

pytestmark = pytest.mark.django_db


def test_the_second_of_two_saves_is_refused_and_says_who_was_first():
    article = an_article("Narva")
    ada, boris = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    ada.title, ada.saved_by = "Narva, by Ada", "Ada"
    ada.save()
    boris.title, boris.saved_by = "Narva, by Boris", "Boris"
    before = every_row()
    with pytest.raises(SaveConflict) as refused:
        boris.save()
    assert (refused.value.by, refused.value.at) == ("Ada", Article.objects.get(pk=article.pk).updated_at)
    assert every_row() == before
    assert boris.title == "Narva, by Boris"


def test_a_refused_draft_may_be_saved_over_the_other_once_its_revision_is_taken():
    article = an_article("Narva")
    ada, boris = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    ada.save()
    with pytest.raises(SaveConflict):
        boris.save()
    boris.revision = ada.revision
    boris.save()
    assert Article.objects.get(pk=article.pk).revision == ada.revision + 1


def test_one_editor_saves_again_and_again():
    article = an_article("Narva")
    for number in range(3):
        article.body = a_body(f"Text {number}.")
        article.save()
    assert Article.objects.get(pk=article.pk).revision == article.revision == 4


def test_a_save_that_fails_leaves_the_revision_as_it_was():
    article = an_article("Narva")
    article.body = {"type": "doc"}
    with pytest.raises(Exception, match="content"):
        article.save()
    article.body = a_body("Whole again.")
    article.save()
    assert Article.objects.get(pk=article.pk).revision == article.revision


@pytest.mark.django_db(transaction=True)
def test_of_eight_saves_at_once_one_is_kept():
    article = an_article("Narva")
    drafts = [Article.objects.get(pk=article.pk) for _ in range(8)]
    start, refused = threading.Barrier(8), []

    def save(number):
        drafts[number].title = f"Narva {number}"
        start.wait()
        try:
            drafts[number].save()
        except SaveConflict as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert Article.objects.get(pk=article.pk).revision == article.revision + 1
