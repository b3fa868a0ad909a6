"""An article's history: who published what when and why, and what differs between any two states of it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from series.admin.differences import BlockShown, Fold, difference
from series.body import WordRun
from series.freezing import payload_of
from series.models.catalogue import Contributor, Image
from series.models.desk import Article, ArticleCountry, Credit
from series.models.record import Edition, Event, Payload
from series.publishing import publish, withdraw
from tests.admin.conftest import BY_ADA, document, figure, linking, paragraph
from tests.factories import every_row

pytestmark = pytest.mark.django_db


def history(client: Client, article: Article, **query: str) -> Any:
    return client.get(f"/admin/series/article/{article.pk}/history/", query)


def words(answer: Any) -> str:
    """The page's own part as its reader sees it, without tags."""
    assert answer.status_code == 200
    part = answer.content.decode().split('<div class="act-page">')[1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", part)))


def rewrite(article: Article, *blocks: dict[str, Any], **fields: Any) -> Article:
    article = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    if blocks:
        article.body = document(*blocks)
    article.save()
    return article


def published(article: Article, reason: str, **options: Any) -> Edition:
    return publish(article, by=BY_ADA, reason=reason, **options)


def state_after(article: Article, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the article would publish now, and what after these fields are set."""
    before = payload_of(Article.objects.get(pk=article.pk))
    return before, before | fields


def test_editions_stand_newest_first_with_who_when_why_and_their_hash(narva: Article, ada: Client) -> None:
    second = published(rewrite(narva, title="The two castles"), "a better title")
    page = words(history(ada, narva))
    assert page.index("Edition 2") < page.index("Edition 1")
    assert "by Ada : a better title" in page.replace("Ada:", "Ada :")
    assert f"{second.made_at:%-d %B %Y, %H:%M} UTC" in page
    assert f"{second.sha256[:12]}…" in page
    assert "On show since" in page
    assert "UTC, then edition 2 took its place" in page


def test_withdrawals_stand_between_the_editions_and_say_how_far_they_went(narva: Article, ada: Client) -> None:
    withdraw(narva, by=BY_ADA, reason="The ferry was a bus.")
    assert "UTC, then it was withdrawn" in words(history(ada, narva))
    published(rewrite(narva, title="The two castles"), "mended")
    withdraw(narva, by=BY_ADA, reason="By order.", scope=Event.Scope.SEAL)
    page = words(history(ada, narva))
    page = page[page.index("Editions") :]
    in_order = ("Sealed: gone", "Edition 2", "Retired: its past stays", "The ferry was a bus.")
    places = [page.index(said) for said in in_order]
    assert places == sorted(places)
    entries = history(ada, narva).context["entries"]
    assert [entry.says for entry in entries if entry.edition] == ["sealed: readers find it nowhere"] * 2


def test_a_scheduled_edition_and_one_that_was_replaced_before_its_time(khasan: Article, ada: Client) -> None:
    soon = timezone.now() + timedelta(days=3)
    published(khasan, "waits", live_from=soon)
    published(rewrite(khasan, title="The bridge"), "instead", live_from=soon)
    says = [entry.says for entry in history(ada, khasan).context["entries"]]
    assert says == [
        f"scheduled for {soon:%-d %B %Y, %H:%M} UTC",
        "never on show: replaced or withdrawn before its time",
    ]


def test_an_article_that_was_never_published_says_so_in_words(khasan: Article, ada: Client) -> None:
    page = words(history(ada, khasan))
    assert "the article was never published" in page
    assert "Nobody has worked on it here yet." in page
    assert "Compare" not in page


def test_an_edition_is_compared_with_the_draft(narva: Article, ada: Client) -> None:
    draft = rewrite(narva, paragraph("Two forts by the river."), paragraph("A bridge.", "para02"), standfirst="Short.")
    Credit.objects.create(article=draft, contributor=Contributor.objects.create(name="Tamar", slug="tamar"))
    ArticleCountry.objects.create(article=draft, country_id="EE", relation="about")
    page = history(ada, narva, old="1", new="draft").content.decode()
    assert "From edition 1 to the draft" in page
    assert "Two <del>castles</del><ins>forts</ins> by the river." in page
    assert "<ins>A bridge.</ins>" in page
    assert "<ins>Tamar</ins>" in page
    assert "<ins>Estonia</ins>" in page
    assert "<ins>Short.</ins>" in page


def test_any_two_editions_are_compared_in_either_direction(narva: Article, ada: Client) -> None:
    published(rewrite(narva, title="The forts"), "second")
    published(rewrite(narva, title="The bridge"), "third")
    assert "The <del>forts</del><ins>bridge</ins>" in history(ada, narva, old="2", new="3").content.decode()
    assert "The <del>bridge</del><ins>forts</ins>" in history(ada, narva, old="3", new="2").content.decode()
    assert "Nothing differs: both say the same." in words(history(ada, narva, old="2", new="2"))


@pytest.mark.parametrize("choice", ["7", "0", "-1", "x", "<script>", "1 OR 1=1", "９"])
def test_an_edition_that_there_is_not_is_named_as_such(narva: Article, ada: Client, choice: str) -> None:
    page = words(history(ada, narva, old=choice, new="draft"))
    assert f"There is no edition {choice} that can be compared." in page


@pytest.mark.parametrize("pk", ["7", "00000000-0000-0000-0000-000000000000"])
def test_an_article_that_there_is_not_has_no_history(ada: Client, pk: str) -> None:
    assert ada.get(f"/admin/series/article/{pk}/history/").status_code == 404


def test_a_history_that_lost_a_text_by_order_still_stands(narva: Article, ada: Client) -> None:
    published(rewrite(narva, title="The forts"), "second")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE series_payload DISABLE TRIGGER USER")
    Payload.objects.filter(edition__number=1).delete()
    page = words(history(ada, narva, old="1", new="draft"))
    assert "The text of this edition was erased" in page
    assert "There is no edition 1 that can be compared." in page


def test_boris_and_clara_look_and_ada_restores(narva: Article, ada: Client, boris: Client, clara: Client) -> None:
    restoring = f"/admin/series/edition/{Edition.objects.get().pk}/restore/"
    assert restoring in history(ada, narva).content.decode()
    for client in (boris, clara):
        page = history(client, narva, old="1", new="draft")
        assert page.status_code == 200
        assert restoring not in page.content.decode()
    assert Client().get(f"/admin/series/article/{narva.pk}/history/").status_code == 302


def test_what_was_done_with_the_draft_stands_below(narva: Article, ada: Client) -> None:
    edition = Edition.objects.get()
    ada.post(f"/admin/series/edition/{edition.pk}/restore/")
    assert "The draft is edition 1 again." in words(history(ada, narva))


def test_looking_changes_nothing(narva: Article, ada: Client) -> None:
    before = every_row()
    history(ada, narva, old="1", new="draft")
    assert every_row() == before


def test_the_number_of_queries_does_not_grow_with_the_editions(narva: Article, ada: Client) -> None:
    """Two states are compared whatever the number of editions, so what grows is only the list."""

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert history(ada, narva, old="1", new="draft").status_code == 200
        return len(found)

    published(rewrite(narva, title="Castles 0"), "0")
    queries()
    few = queries()
    for number in range(1, 6):
        published(rewrite(narva, title=f"Castles {number}"), str(number))
    assert queries() == few <= 25


def test_texts_are_shown_escaped(narva: Article, ada: Client) -> None:
    rewrite(narva, paragraph("<script>alert(1)</script> by the river."), title="<i>Narva</i>")
    page = history(ada, narva, old="1", new="draft").content.decode()
    assert "<script>alert" not in page
    assert "<i>Narva" not in page


def test_a_block_that_moved_is_named_as_moved_and_what_stayed_is_folded(narva: Article) -> None:
    blocks = [paragraph(f"The paragraph of number {n}.", f"para{n:02}") for n in range(9)]
    before, after = state_after(narva, body=document(*blocks[:8], blocks[8]))
    before = before | {"body": document(blocks[8], *blocks[:8])}
    shown = difference(before, after).blocks
    assert shown == (
        Fold(8),
        BlockShown("moved", "Moved", "Paragraph", (WordRun("same", "The paragraph of number 8."),)),
    )


def test_a_change_of_marks_pictures_and_links_is_said_in_words(narva: Article, khasan: Article) -> None:
    bold = paragraph("Narrow.")
    bold["content"][0]["marks"] = [{"type": "bold"}]
    old, new = Image.objects.create(title="The old bridge"), Image.objects.create(title="The new bridge")
    before, after = state_after(narva, body=document(bold, figure(new), linking("the bridge", khasan)))
    before = before | {"body": document(paragraph("Narrow."), figure(old), linking("the bridge", None))}
    shown = [block for block in difference(before, after).blocks or () if isinstance(block, BlockShown)]
    assert [(block.gone, block.came) for block in shown] == [
        ((), ("“Narrow.” bold",)),
        (("picture “The old bridge”",), ("picture “The new bridge”",)),
        (("“the bridge” leads to nowhere yet",), ("“the bridge” leads to “Khasan”",)),
    ]


def test_a_paragraph_that_became_a_heading_is_named_as_both(narva: Article) -> None:
    heading = paragraph("Narrow.") | {"type": "heading", "attrs": {"id": "para01", "level": 2}}
    before, after = state_after(narva, body=document(heading))
    before = before | {"body": document(paragraph("Narrow."))}
    assert difference(before, after).blocks == (
        BlockShown("changed", "Changed", "Heading, was paragraph", (WordRun("same", "Narrow."),), (), ("level 2",)),
    )


def test_the_caption_of_a_picture_is_told_once(narva: Article) -> None:
    image = Image.objects.create(title="The bridge")
    old, new = figure(image), figure(image)
    old["attrs"] |= {"caption": "The bridge in winter", "alt": "A bridge"}
    new["attrs"] |= {"caption": "The bridge in spring", "alt": "A long bridge"}
    before, after = state_after(narva, body=document(new))
    (block,) = difference(before | {"body": document(old)}, after).blocks or ()
    assert isinstance(block, BlockShown)
    assert [run.operation for run in block.runs] == ["same", "removed", "added"]
    assert (block.gone, block.came) == (("alt A bridge",), ("alt A long bridge",))


def test_a_text_that_is_another_altogether_is_told_as_replaced(narva: Article) -> None:
    before, after = state_after(narva, title="Many people cross a long bridge")
    (field,) = difference(before, after).fields
    assert [run.operation for run in field.runs] == ["removed", "added"]


def test_words_that_changed_in_a_row_are_one_change(narva: Article) -> None:
    text = "The road from the station to the river is "
    before, after = state_after(narva, standfirst=text + "long and dusty.")
    before = before | {"standfirst": text + "short but steep."}
    (field,) = difference(before, after).fields
    assert field.runs == (
        WordRun("same", text),
        WordRun("removed", "short but steep"),
        WordRun("added", "long and dusty"),
        WordRun("same", "."),
    )


def test_a_long_stretch_that_stayed_is_shortened_around_the_change(narva: Article) -> None:
    long = "word " * 300
    before, after = state_after(narva, body=document(paragraph(f"{long}short {long}")))
    before = before | {"body": document(paragraph(f"{long}steep {long}"))}
    (block,) = difference(before, after).blocks or ()
    assert isinstance(block, BlockShown)
    assert sum(len(run.text) for run in block.runs) < 700
    assert block.runs[0].text.startswith("… ")
    assert block.runs[-1].text.endswith(" …")


def test_a_body_that_is_no_document_is_said_to_be_so(narva: Article, ada: Client) -> None:
    Article.objects.filter(pk=narva.pk).update(body={"type": "doc", "content": [{"type": "mystery"}]})
    assert "The texts cannot be compared" in words(history(ada, narva, old="1", new="draft"))


def test_dates_epigraphs_and_rights_are_compared_as_they_read(narva: Article) -> None:
    before, after = state_after(
        narva,
        epigraph={"paragraphs": ["We shall meet."], "attribution": "A song"},
        published_on="2015-03-01",
        published_on_precision="month",
    )
    after["source"] = after["source"] | {"licence": "CC-BY-4.0"}
    told = {field.label: "".join(run.text for run in field.runs) for field in difference(before, after).fields}
    assert told == {
        "Epigraph": "We shall meet.\n\n— A song",
        "Date on the page": "2015-03-01 (month)",
        "Licence": "CC-BY-4.0",
    }
