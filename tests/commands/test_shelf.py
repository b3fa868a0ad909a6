"""`manage.py shelf check|rebuild`: what Ada sees of it."""

import io

import pytest
from django.core.management import CommandError, call_command

from series.models.shelf import ShelfArticle
from tests.factories import a_published_article

pytestmark = pytest.mark.django_db


def said(*arguments):
    out = io.StringIO()
    call_command("shelf", *arguments, stdout=out)
    return out.getvalue()


def test_a_shelf_without_drift_passes():
    a_published_article("Narva")
    assert said("check") == "The shelf is what the record says.\n"


def test_an_empty_archive_passes():
    assert said("check") == "The shelf is what the record says.\n"
    assert said("rebuild") == "Made again: 0 articles.\n"


def test_each_difference_is_told_and_the_exit_code_says_so_and_rebuild_mends_it():
    article = a_published_article("Narva")
    ShelfArticle.objects.update(title="Ivangorod", language="et")
    out = io.StringIO()
    with pytest.raises(CommandError) as end:
        call_command("shelf", "check", stdout=out)
    assert end.value.returncode == 1
    assert str(end.value) == "2 differences from the record. `manage.py shelf rebuild` mends them."
    assert out.getvalue().splitlines() == [f"{article.pk}: edition 1: language", f"{article.pk}: edition 1: title"]
    assert said("rebuild") == "Made again: 1 articles.\n"
    assert said("check") == "The shelf is what the record says.\n"


@pytest.mark.parametrize("arguments", [(), ("mend",)])
def test_other_actions_are_refused(arguments):
    with pytest.raises(CommandError):
        call_command("shelf", *arguments)
