"""Two editors on one article: the second save is refused, loses nothing that was typed, and says what differs."""

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.http import QueryDict
from django.test import Client

from series.admin.conflict import rebased
from series.models.catalogue import Contributor
from series.models.desk import Article, ArticleCountry, Credit
from tests.admin.conftest import as_sent, document, paragraph, posted
from tests.factories import every_row

pytestmark = pytest.mark.django_db


def page_of(article: Article) -> str:
    return f"/admin/series/article/{article.pk}/change/"


def save(client: Client, article: Article, sent: dict[str, Any], **more: Any) -> Any:
    return client.post(page_of(article), sent | more)


def over(answer: Any) -> dict[str, Any]:
    """What the button on the page of a refused save sends."""
    button = re.search(r'name="over"\s+value="(\d+)"', answer.content.decode())
    assert button
    return as_sent(answer) | {"over": button[1]}


def difference(answer: Any) -> tuple[list[str], list[str]]:
    """The labels of the fields and the operations of the blocks that the page of a refused save shows."""
    shown = answer.context["late"].difference
    return [field.label for field in shown.fields], [block.operation for block in shown.blocks if len(block) > 1]


def test_the_second_of_two_saves_comes_back_with_all_that_was_typed(narva: Article, ada: Client, boris: Client) -> None:
    by_ada, by_boris = posted(ada, narva), posted(boris, narva)
    save(ada, narva, by_ada, title="Narva, by Ada")
    before = every_row()
    typed = by_boris | {
        "standfirst": "Boris wrote this.",
        "body": '{"type":"doc","attrs":{"version":1},"content":[{"type":"paragraph","attrs":{"id":"para01"},'
        '"content":[{"type":"text","text":"Two forts by the river."}]}]}',
    }
    answer = save(boris, narva, typed)
    assert answer.status_code == 409
    assert every_row() == before
    form = answer.context["adminform"].form
    assert (form["standfirst"].value(), form["title"].value()) == ("Boris wrote this.", "Narva")
    assert form["body"].value() == typed["body"]
    assert difference(answer) == (["Title", "Standfirst"], ["changed"])
    page = answer.content.decode()
    assert "saved by ada while you had it open" in page
    assert "<del>castles</del><ins>forts</ins>" in page
    assert 'target="_blank"' in page


def test_it_says_who_changed_which_field(khasan: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, khasan)
    tamar = Contributor.objects.create(name="Tamar", slug="tamar")
    by_ada = {"title": "By Ada", "standfirst": "By Ada.", "credits-0-contributor": str(tamar.pk)}
    save(ada, khasan, posted(ada, khasan) | by_ada)
    page = save(boris, khasan, late, standfirst="By Boris.", slug="by-boris", **{"countries-0-country": "CN"})
    notes = {field.label: field.note for field in page.context["late"].difference.fields}
    assert notes == {
        "Title": "changed by ada",
        "Standfirst": "changed by ada and by you",
        "By": "changed by ada",
        "About": "changed by you",
        "Address": "changed by you",
    }
    assert page.context["late"].text_note == ""


@pytest.mark.parametrize("opened_as", ["", "x", "[]", "null", '{"title": 1, "mystery": {}}', "[" * 5_000])
def test_a_page_that_does_not_say_what_it_was_opened_with_says_less_and_fails_nowhere(
    narva: Article, ada: Client, boris: Client, opened_as: str
) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva), title="By Ada")
    assert save(boris, narva, late, opened_as=opened_as).status_code == 409


def test_it_says_when_the_other_one_saved(narva: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva))
    answer = save(boris, narva, late)
    narva.refresh_from_db()
    assert (answer.context["late"].conflict.by, answer.context["late"].conflict.at) == ("ada", narva.updated_at)
    assert f"{narva.updated_at:%-d %B %Y, %H:%M:%S} UTC" in answer.content.decode()


def test_one_who_meets_a_save_of_her_own_is_told_so(narva: Article, ada: Client) -> None:
    late = posted(ada, narva)
    save(ada, narva, posted(ada, narva))
    assert "saved by yourself in another window" in save(ada, narva, late).content.decode()


def test_a_refused_save_stays_refused_until_its_editor_decides(narva: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva), title="By Ada")
    answer = save(boris, narva, late, title="By Boris")
    assert save(boris, narva, as_sent(answer)).status_code == 409
    answer = save(boris, narva, over(answer))
    assert answer["Location"] == page_of(narva)
    narva.refresh_from_db()
    assert (narva.title, narva.saved_by) == ("By Boris", "boris")


def test_the_decision_holds_for_what_was_seen_and_not_for_a_third_save(
    narva: Article, ada: Client, boris: Client
) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva), title="By Ada")
    decided = over(save(boris, narva, late, title="By Boris"))
    save(ada, narva, posted(ada, narva), title="By Ada again")
    answer = save(boris, narva, decided)
    assert answer.status_code == 409
    assert Article.objects.get(pk=narva.pk).title == "By Ada again"
    save(boris, narva, over(answer))
    assert Article.objects.get(pk=narva.pk).title == "By Boris"


def test_another_fault_of_the_form_neither_hides_the_conflict_nor_forgets_the_revision(
    narva: Article, ada: Client, boris: Client
) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva), title="By Ada")
    answer = save(boris, narva, late, language="Klingon!", body='{"type": "doc"}')
    assert answer.status_code == 409
    form = answer.context["adminform"].form
    assert {"language", "body"} <= set(form.errors)
    assert form["opened_at"].value() == late["opened_at"]
    answer = save(boris, narva, over(answer))
    assert answer.status_code == 200
    assert "language" in answer.context["adminform"].form.errors
    assert Article.objects.get(pk=narva.pk).title == "By Ada"


@pytest.mark.parametrize("revision", ["", "-1", "999999", "1 OR 1=1", "１", "1" * 5_000, "\x00"])
@pytest.mark.parametrize("name", ["opened_at", "over"])
def test_a_forged_revision_is_refused_and_never_an_overwrite(
    narva: Article, ada: Client, name: str, revision: str
) -> None:
    sent = posted(ada, narva)
    if name == "over":
        save(ada, narva, posted(ada, narva))
        revision = revision or "x"
    before = every_row()
    answer = save(ada, narva, sent, **{name: revision, "title": "Forged"})
    assert answer.status_code == 200
    assert "does not say which version" in answer.content.decode()
    assert every_row() == before


def test_a_missing_revision_is_refused(narva: Article, ada: Client) -> None:
    sent = posted(ada, narva)
    del sent["opened_at"]
    assert "does not say which version" in save(ada, narva, sent, title="Blind").content.decode()
    assert Article.objects.get(pk=narva.pk).title == "Narva"


def test_a_byline_is_kept_as_typed_and_saved_over_the_other_one(khasan: Article, ada: Client, boris: Client) -> None:
    """Ada replaces Ruth by Tamar and adds a country; Boris only changes the order. His is saved over hers."""
    tamar = Contributor.objects.create(name="Tamar", slug="tamar")
    late = posted(boris, khasan)
    ruth = khasan.credits.get()
    ruth.delete()
    Credit.objects.create(article=khasan, contributor=tamar)
    ArticleCountry.objects.create(article=khasan, country_id="CN", relation="about")
    save(ada, khasan, posted(ada, khasan))
    answer = save(boris, khasan, late, **{"credits-0-order": "4"})
    assert answer.status_code == 409
    assert difference(answer) == (["By", "About"], [])
    assert sorted(khasan.countries.filter(relation="about").values_list("country_id", flat=True)) == ["CN", "KP"]
    decided = over(answer)
    assert decided["credits-0-contributor"] == str(ruth.contributor_id)
    assert save(boris, khasan, decided).status_code == 302
    assert list(khasan.credits.values_list("contributor__name", "order")) == [("Ruth", 4)]
    assert list(khasan.countries.filter(relation="about").values_list("country_id", flat=True)) == ["KP"]


def test_a_contributor_whom_the_other_added_may_take_another_ones_row(
    khasan: Article, ada: Client, boris: Client
) -> None:
    """Ada adds Tamar beside Ruth; Boris puts Tamar in Ruth's place."""
    tamar = Contributor.objects.create(name="Tamar", slug="tamar")
    late = posted(boris, khasan)
    added = {"credits-TOTAL_FORMS": "2", "credits-1-contributor": str(tamar.pk), "credits-1-order": "1"}
    assert save(ada, khasan, posted(ada, khasan) | added).status_code == 302
    answer = save(boris, khasan, late, **{"credits-0-contributor": str(tamar.pk)})
    assert difference(answer) == (["By"], [])
    assert save(boris, khasan, over(answer)).status_code == 302
    assert list(khasan.credits.values_list("contributor__name", flat=True)) == ["Tamar"]


def test_a_row_that_both_removed_is_gone(khasan: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, khasan)
    save(ada, khasan, posted(ada, khasan), **{"credits-0-DELETE": "on"})
    assert not khasan.credits.exists()
    answer = save(boris, khasan, late, **{"credits-0-DELETE": "on"})
    assert difference(answer) == ([], [])
    assert save(boris, khasan, over(answer)).status_code == 302
    assert not khasan.credits.exists()


def test_both_add_the_same_country_and_it_stands_once(narva: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva) | {"countries-TOTAL_FORMS": "1", "countries-0-country": "EE"})
    both = {"countries-TOTAL_FORMS": "1", "countries-0-country": "EE", "title": "By Boris"}
    decided = over(save(boris, narva, late | both))
    assert save(boris, narva, decided).status_code == 302
    assert narva.countries.filter(relation="about").count() == 1
    assert Article.objects.get(pk=narva.pk).title == "By Boris"


def test_a_save_of_the_byline_alone_is_a_save_like_any_other(khasan: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, khasan)
    save(ada, khasan, posted(ada, khasan), **{"credits-0-order": "2"})
    assert save(boris, khasan, late, title="By Boris").status_code == 409


def test_what_is_typed_is_shown_escaped(narva: Article, ada: Client, boris: Client) -> None:
    late = posted(boris, narva)
    save(ada, narva, posted(ada, narva), title="<b>Ada</b>")
    page = save(boris, narva, late, title="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>Ada" not in page


def test_a_text_that_was_written_meanwhile_is_told_from_the_one_typed(ada: Client, boris: Client) -> None:
    article = Article.objects.create(title="Poti")
    late = posted(boris, article)
    article.body = document(paragraph("By Ada."))
    article.save()
    answer = save(boris, article, late, plain_text="By Boris.")
    assert answer.status_code == 409
    assert answer.context["adminform"].form["plain_text"].value() == "By Boris."
    assert Article.objects.get(pk=article.pk).body["content"][0]["content"][0]["text"] == "By Ada."


@pytest.mark.parametrize("total", ["", "x", "-1", "99999999999999", "2000"])
def test_rows_that_no_form_sends_are_left_to_the_form_to_refuse(db: None, total: str) -> None:
    data = QueryDict(f"credits-TOTAL_FORMS={total}&credits-0-id=1")
    assert rebased(data, "credits", "contributor", Credit.objects.none()) is data


@pytest.mark.django_db(transaction=True)
def test_a_save_between_the_check_and_the_writing_is_met_like_any_other(
    narva: Article, ada: Client, boris: Client
) -> None:
    by_ada, by_boris = posted(ada, narva), posted(boris, narva)

    def save_by_ada() -> None:
        save(ada, narva, by_ada, title="By Ada")
        connection.close()

    def ada_is_faster(**_: Any) -> None:
        pre_save.disconnect(ada_is_faster, sender=Article)
        thread = threading.Thread(target=save_by_ada)
        thread.start()
        thread.join()

    pre_save.connect(ada_is_faster, sender=Article, weak=False)
    answer = save(boris, narva, by_boris, title="By Boris")
    assert answer.status_code == 409
    assert len(answer.context["adminform"].form.non_field_errors()) == 1
    assert difference(answer) == (["Title"], [])
    assert Article.objects.get(pk=narva.pk).title == "By Ada"
