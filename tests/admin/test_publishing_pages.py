"""Publishing, withdrawing and restoring from the admin: editors can, nobody else, and looking changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from series import body
from series.models.catalogue import Image
from series.models.desk import Article
from series.models.record import Edition, Event
from series.models.shelf import ShelfArticle
from series.publishing import publish, withdraw
from tests.admin.conftest import BY_ADA, document, figure, linking, paragraph


def at(article: Article, page: str) -> str:
    return f"/admin/series/article/{article.pk}/{page}/"


def restoring(edition: Edition) -> str:
    return f"/admin/series/edition/{edition.pk}/restore/"


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_ada_publishes_at_once_and_the_page_says_since_when(khasan: Article, ada: Client) -> None:
    answer = ada.post(at(khasan, "publish"), {"reason": "It is ready."}, follow=True)
    edition = Edition.objects.get()
    assert (edition.by_name, edition.reason, edition.number) == ("ada", "It is ready.", 1)
    assert "Edition 1 is published" in told(answer)[0]
    page = answer.content.decode()
    assert "edition 1 since" in page
    assert "/api/v1/articles/khasan/" in page
    assert "differs" not in page
    assert LogEntry.objects.get().get_change_message().startswith("Edition 1 is published")
    assert ShelfArticle.objects.at().get().slug == "khasan"


def test_a_second_publishing_of_the_same_words_makes_no_edition_and_says_so(narva: Article, ada: Client) -> None:
    answer = ada.post(at(narva, "publish"), {}, follow=True)
    assert told(answer) == ["The draft says what edition 1 says: no new edition was made."]
    assert Edition.objects.count() == 1


def test_the_page_says_when_the_draft_differs_from_what_readers_see(narva: Article, ada: Client) -> None:
    assert "differs" not in ada.get(at(narva, "change")).content.decode()
    narva.standfirst = "A correction."
    narva.save()
    assert "The draft differs from edition 1" in ada.get(at(narva, "change")).content.decode()


def test_a_link_that_found_its_target_later_makes_no_difference(narva: Article, ada: Client) -> None:
    georgia = Article.objects.create(title="Georgia", body=document(linking("Poti", None)))
    link = georgia.cross_links.get()
    publish(georgia, by=BY_ADA)
    link.target_article = narva
    link.save()
    assert "differs" not in ada.get(at(georgia, "change")).content.decode()


def test_ada_schedules_and_readers_see_nothing_yet(khasan: Article, ada: Client) -> None:
    soon = timezone.now() + timedelta(days=3)
    when = {"live_from_0": f"{soon:%Y-%m-%d}", "live_from_1": "06:00:00"}
    answer = ada.post(at(khasan, "publish"), when, follow=True)
    assert f"scheduled for {soon:%-d %B %Y}, 06:00 UTC" in answer.content.decode()
    assert not ShelfArticle.objects.at().exists()


@pytest.mark.parametrize(
    "when",
    [
        {"live_from_0": "2014-10-24", "live_from_1": "06:00"},
        {"live_from_0": "soon", "live_from_1": ""},
        {"live_from_0": "2014-10-24", "live_from_1": ""},
    ],
)
def test_a_time_that_is_past_or_no_time_is_refused_and_what_was_typed_stays(
    khasan: Article, ada: Client, when: dict[str, str]
) -> None:
    answer = ada.post(at(khasan, "publish"), when | {"reason": "Typed with care."})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Typed with care." in page
    assert when["live_from_0"] in page
    assert not Edition.objects.exists()


def test_what_blocks_is_shown_with_the_place_to_mend_it_and_publishing_is_refused(narva: Article, ada: Client) -> None:
    article = Article.objects.create(title="", body=document(paragraph("No title.")))
    page = ada.get(at(article, "publish")).content.decode()
    assert "Keeps it from being published (1)" in page
    assert f'href="{at(article, "change")}#id_title"' in page
    answer = ada.post(at(article, "publish"), {"reason": "Try."})
    assert told(answer) == ["The article has no title."]
    assert "Try." in answer.content.decode()


def test_warnings_lead_to_the_field_the_block_and_the_picture(khasan: Article, ada: Client) -> None:
    image = Image.objects.get()
    page = ada.get(at(khasan, "publish")).content.decode()
    here = at(khasan, "change")
    for place in (
        f"{here}#id_published_on",
        f"{here}#id_licence",
        f"{here}#text-b-figure01",
        f"/admin/series/image/{image.pk}/change/",
    ):
        assert f'href="{place}"' in page
    text = ada.get(here).content.decode()
    assert 'id="text-b-figure01"' in text
    assert 'id="id_licence"' in text


def test_every_finding_leads_to_a_place_that_the_page_has(narva: Article, ada: Client) -> None:
    article = Article.objects.create(title="Narva", slug="narva", series=narva.series, position=2)
    page = ada.get(at(article, "publish")).content.decode()
    mending = ada.get(at(article, "change")).content.decode()
    for place in ("id_slug", "id_position", "id_published_on", "id_licence", "countries-group", "credits-group"):
        assert f'{at(article, "change")}#{place}"' in page
        assert f'id="{place}"' in mending


def test_ada_withdraws_and_sees_before_what_will_break(narva: Article, ada: Client) -> None:
    georgia = Article.objects.create(title="Georgia", body=document(linking("castles of Narva", narva)))
    publish(georgia, by=BY_ADA)
    page = ada.get(at(narva, "withdraw")).content.decode()
    assert "castles of Narva" in page
    assert "(on show)" in page
    answer = ada.post(at(narva, "withdraw"), {"scope": "retire", "reason": "It was wrong."}, follow=True)
    assert "is withdrawn (retired)" in told(answer)[0]
    shown = answer.content.decode()
    assert "Withdrawn" in shown
    assert "It was wrong." in shown
    assert [row.title for row in ShelfArticle.objects.at()] == ["Georgia"]


def test_what_was_retired_can_be_sealed_and_then_never_published(narva: Article, ada: Client) -> None:
    ada.post(at(narva, "withdraw"), {"scope": "retire", "reason": "One."})
    ada.post(at(narva, "withdraw"), {"scope": "seal", "reason": "A court."})
    assert Event.objects.last().scope == "seal"
    answer = ada.post(at(narva, "publish"), {})
    assert "sealed" in told(answer)[-1]
    page = ada.get(at(narva, "withdraw")).content.decode()
    assert "There is nothing to withdraw" in page


@pytest.mark.parametrize(
    "sent", [{"scope": "retire"}, {"scope": "retire", "reason": "  "}, {"scope": "burn", "reason": "x"}, {}]
)
def test_a_withdrawal_without_reason_or_with_an_unknown_scope_is_refused(
    narva: Article, ada: Client, sent: dict[str, str]
) -> None:
    assert ada.post(at(narva, "withdraw"), sent).status_code == 200
    assert Event.objects.count() == 1


def test_withdrawing_a_draft_is_refused_in_words(khasan: Article, ada: Client) -> None:
    answer = ada.post(at(khasan, "withdraw"), {"scope": "retire", "reason": "Why not."})
    assert "neither on show nor scheduled" in told(answer)[0]


def test_ada_restores_an_edition_into_the_draft(narva: Article, ada: Client) -> None:
    edition = Edition.objects.get()
    narva.title, narva.body = "Narva, changed", document(paragraph("Changed."))
    narva.save()
    assert "Restore edition 1 into the draft" in ada.get(restoring(edition)).content.decode()
    narva.refresh_from_db()
    assert narva.title == "Narva, changed"
    answer = ada.post(restoring(edition), follow=True)
    assert "The draft is edition 1 again." in told(answer)[0]
    narva.refresh_from_db()
    assert (narva.title, body.to_text(narva.body)) == ("Narva", "Two castles by the river.")


def test_an_edition_whose_draft_is_gone_cannot_be_restored(narva: Article, ada: Client) -> None:
    edition = Edition.objects.get()
    withdraw(narva, by=BY_ADA, reason="Old.")
    narva.delete()
    assert ada.post(restoring(edition)).status_code == 404
    assert "no longer on the desk" in ada.get(f"/admin/series/edition/{edition.pk}/change/").content.decode()


def test_an_articles_page_leads_to_its_editions(narva: Article, khasan: Article, ada: Client) -> None:
    publish(khasan, by=BY_ADA)
    assert at(narva, "history") in ada.get(at(narva, "change")).content.decode()
    listing = ada.get(f"/admin/series/edition/?q={narva.pk}")
    assert [edition.title for edition in listing.context["cl"].result_list] == ["Narva"]


def test_looking_changes_nothing(khasan: Article, narva: Article, ada: Client) -> None:
    edition = Edition.objects.get()
    for url in (at(khasan, "publish"), at(khasan, "check"), at(narva, "withdraw"), restoring(edition)):
        assert ada.get(url, {"reason": "x", "scope": "seal"}).status_code == 200
    assert (Edition.objects.count(), Event.objects.count()) == (1, 1)


def test_writers_and_onlookers_can_check_but_neither_publish_withdraw_nor_restore(
    khasan: Article, narva: Article, boris: Client, clara: Client
) -> None:
    edition = Edition.objects.get()
    for client in (boris, clara):
        for url in (at(khasan, "publish"), at(narva, "withdraw"), restoring(edition)):
            assert client.get(url).status_code == 403
            assert client.post(url, {"scope": "retire", "reason": "x"}).status_code == 403
        assert client.get(at(khasan, "check")).status_code == 200
        page = client.get(at(narva, "change")).content.decode()
        assert at(narva, "publish") not in page
        assert at(narva, "withdraw") not in page
        assert "restore" not in client.get(f"/admin/series/edition/{edition.pk}/change/").content.decode()
    assert (Edition.objects.count(), Event.objects.count()) == (1, 1)


def test_a_stranger_reaches_none_of_it(khasan: Article, narva: Article) -> None:
    for url in (at(khasan, "publish"), at(khasan, "check"), at(narva, "withdraw"), restoring(Edition.objects.get())):
        assert Client().post(url, {"reason": "x"}).status_code == 302
    assert Event.objects.count() == 1


def test_a_post_without_the_token_is_refused(khasan: Article, ada: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada.cookies
    assert strict.post(at(khasan, "publish"), {}).status_code == 403
    assert not Edition.objects.exists()


def test_an_article_that_does_not_exist_is_not_found(ada: Client, narva: Article) -> None:
    nowhere = "/admin/series/article/00000000-0000-0000-0000-000000000000"
    for page in ("publish", "withdraw", "check"):
        assert ada.get(f"{nowhere}/{page}/").status_code == 404


def test_boris_cannot_delete_an_article(khasan: Article, boris: Client) -> None:
    assert boris.post(at(khasan, "delete"), {"post": "yes"}).status_code == 403
    boris.post(
        "/admin/series/article/", {"action": "delete_selected", "_selected_action": [str(khasan.pk)], "post": "yes"}
    )
    assert Article.objects.filter(pk=khasan.pk).exists()


def test_ada_deletes_a_draft_but_not_what_readers_see(khasan: Article, narva: Article, ada: Client) -> None:
    answer = ada.post(at(narva, "delete"), {"post": "yes"})
    assert "is on show or scheduled: withdraw it first" in answer.content.decode()
    assert ada.post(at(khasan, "delete"), {"post": "yes"}).status_code == 302
    assert list(Article.objects.all()) == [narva]
    assert ShelfArticle.objects.count() == 1


def test_a_place_that_is_taken_only_for_a_time_is_refused_in_words(narva: Article, ada: Client) -> None:
    """`check` sees who holds a position for good; that somebody holds it until next week only the shelf notices."""
    narva.position = None
    narva.save()
    publish(narva, by=BY_ADA, live_from=timezone.now() + timedelta(days=7))
    other = Article.objects.create(
        title="Ivangorod", series=narva.series, position=2, body=document(paragraph("Opposite."))
    )
    answer = ada.post(at(other, "publish"), {"reason": "Typed with care."})
    assert answer.status_code == 200
    assert told(answer)
    assert "Typed with care." in answer.content.decode()


def test_a_figure_of_an_unknown_picture_blocks_and_leads_to_its_block(ada: Client, db: None) -> None:
    article = Article.objects.create(title="Narva", body=document(figure(Image(title="never saved"))))
    page = ada.get(at(article, "publish")).content.decode()
    assert "not in the library" in page
    assert "#text-b-figure01" in page
