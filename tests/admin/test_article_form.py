"""Writing: an article from a blank page, its text as JSON, and nothing that was typed is lost."""

import json
import random
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from series import body
from series.admin.body_field import from_plain_text, is_blank, pretty, read
from series.freezing import digest
from series.models.desk import Article, ArticleCountry, Credit
from tests.admin.conftest import document, linking, paragraph, posted

ADD = "/admin/series/article/add/"


def page_of(article: Article) -> str:
    return f"/admin/series/article/{article.pk}/change/"


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code in {200, 409}
    return dict(answer.context["adminform"].form.errors)


def test_boris_writes_an_article_from_a_blank_page_in_plain_text(boris: Client) -> None:
    sent = posted(boris) | {
        "title": "The bridge",
        "plain_text": "It stands\r\nin Khasan.\r\n\r\n\r\n## History\r\n\r\nIt was built.",
        "epigraph_text": "A first line.\r\n\r\nA second.",
        "epigraph_attribution": "Ruth",
    }
    answer = boris.post(ADD, sent)
    assert answer.status_code == 302
    article = Article.objects.get()
    assert (article.title, article.slug, article.saved_by) == ("The bridge", "the-bridge", "boris")
    assert article.epigraph == {"paragraphs": ["A first line.", "A second."], "attribution": "Ruth"}
    assert body.to_text(article.body) == "It stands\nin Khasan.\n\nHistory\n\nIt was built."
    assert [block["type"] for block in article.body["content"]] == ["paragraph", "heading", "paragraph"]


def test_a_title_alone_makes_a_draft_whose_page_still_offers_plain_text(ada: Client) -> None:
    ada.post(ADD, posted(ada) | {"title": "Narva"})
    article = Article.objects.get()
    assert is_blank(article.body)
    sent = posted(ada, article) | {"plain_text": "Two castles."}
    assert ada.post(page_of(article), sent).status_code == 302
    article.refresh_from_db()
    assert body.to_text(article.body) == "Two castles."
    assert b"plain_text" not in ada.get(page_of(article)).content


def test_saving_without_a_change_is_told_as_such(khasan: Article, ada: Client) -> None:
    assert ada.post(page_of(khasan), posted(ada, khasan)).status_code == 302
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_opening_and_saving_changes_nothing_not_even_blanks_at_the_ends(khasan: Article, ada: Client) -> None:
    Article.objects.filter(pk=khasan.pk).update(title="Khasan\u00a0", publisher=" A paper ")
    before = digest(Article.objects.with_parts().get(pk=khasan.pk))
    assert ada.post(page_of(khasan), posted(ada, khasan)).status_code == 302
    after = Article.objects.with_parts().get(pk=khasan.pk)
    assert digest(after) == before
    assert after.title == "Khasan\u00a0"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "object"),
        ('{"type": "doc"}', "attrs"),
        (json.dumps(document({"type": "script", "attrs": {"id": "aaaaaa"}})), "content[0]"),
        (
            json.dumps(
                document(
                    {
                        "type": "paragraph",
                        "content": [
                            {
                                "type": "text",
                                "text": "x",
                                "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}],
                            }
                        ],
                    }
                )
            ),
            "content[0].content[0].marks[0].attrs.href",
        ),
        ("[" * 100_000, ""),
        ('"\\ud800"', "surrogate"),
        ("1e999", ""),
        ("   ", "would be gone"),
    ],
)
def test_a_body_that_is_not_valid_is_refused_with_its_path_and_what_was_typed_stays(
    khasan: Article, ada: Client, typed: str, said: str
) -> None:
    stored = khasan.body
    sent = posted(ada, khasan) | {"body": typed, "title": "Khasan, again", "standfirst": "New words."}
    answer = ada.post(page_of(khasan), sent)
    assert said in " ".join(errors(answer)["body"])
    form = answer.context["adminform"].form
    assert form["body"].value() == typed
    assert form["title"].value() == "Khasan, again"
    assert form["standfirst"].value() == "New words."
    khasan.refresh_from_db()
    assert khasan.body == stored
    assert khasan.title == "Khasan"


def test_every_problem_of_a_body_is_listed_up_to_a_bound(khasan: Article, ada: Client) -> None:
    bad = document(*({"type": "marquee", "attrs": {"id": f"block{n}"}} for n in range(100)))
    said = errors(ada.post(page_of(khasan), posted(ada, khasan) | {"body": json.dumps(bad)}))["body"]
    assert len(said) == 31
    assert "content[3]" in said[3]
    assert said[-1] == "… and 70 more"


def test_a_block_without_an_id_and_a_copied_block_get_one_of_their_own(khasan: Article, ada: Client) -> None:
    new = document(paragraph("One.", "same01"), paragraph("One.", "same01"), {"type": "paragraph", "content": []})
    ada.post(page_of(khasan), posted(ada, khasan) | {"body": json.dumps(new)})
    khasan.refresh_from_db()
    ids = [block["attrs"]["id"] for block in khasan.body["content"]]
    assert ids[0] == "same01"
    assert len(set(ids)) == 3


def test_text_typed_on_a_page_that_was_opened_before_the_article_had_one_is_not_lost(ada: Client) -> None:
    article = Article.objects.create(title="Narva")
    sent = posted(ada, article) | {"plain_text": "Typed late."}
    article.body = document(paragraph("Typed first."))
    article.save()
    answer = ada.post(page_of(article), sent)
    assert "plain_text" in errors(answer) or "body" in errors(answer)
    assert "Typed late." in answer.content.decode()
    article.refresh_from_db()
    assert body.to_text(article.body) == "Typed first."


def test_text_in_both_ways_is_refused_and_both_stay(ada: Client) -> None:
    sent = posted(ada) | {"title": "T", "plain_text": "One.", "body": json.dumps(document(paragraph("Two.")))}
    answer = ada.post(ADD, sent)
    assert "not both" in " ".join(errors(answer)["plain_text"])
    assert "One." in answer.content.decode()
    assert "Two." in answer.content.decode()


def test_a_character_that_cannot_be_stored_is_an_error_of_the_text(ada: Client) -> None:
    answer = ada.post(ADD, posted(ada) | {"title": "T", "plain_text": "A bell: \x07"})
    assert "cannot be stored" in " ".join(errors(answer)["plain_text"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"published_on": "2014-10-24"}, "published_on_precision"),
        ({"published_on_precision": "year"}, "published_on"),
        ({"published_on": "soon"}, "published_on"),
        ({"position": "0"}, "position"),
        ({"position": "-1"}, "position"),
        ({"position": "9999999999"}, "position"),
        ({"instalment_number": "two"}, "instalment_number"),
        ({"slug": "not a slug"}, "slug"),
        ({"language": "English!"}, "language"),
        ({"canonical_url": "javascript:alert(1)"}, "canonical_url"),
        ({"title": "x" * 501}, "title"),
        ({"title": "nul \x00"}, "title"),
        ({"series": "nonsense"}, "series"),
        ({"series": "00000000-0000-0000-0000-000000000000"}, "series"),
        ({"epigraph_text": "", "epigraph_attribution": "Somebody"}, "epigraph_text"),
        ({"epigraph_text": "x" * 10_001}, "epigraph_text"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_saved(
    khasan: Article, ada: Client, change: dict[str, str], field: str
) -> None:
    before = digest(Article.objects.with_parts().get(pk=khasan.pk))
    answer = ada.post(page_of(khasan), posted(ada, khasan) | change)
    assert list(errors(answer)) == [field]
    assert digest(Article.objects.with_parts().get(pk=khasan.pk)) == before


def test_an_epigraph_is_edited_and_taken_away(khasan: Article, ada: Client) -> None:
    sent = posted(ada, khasan)
    assert sent["epigraph_text"] == "One.\r\n\r\nTwo."
    ada.post(page_of(khasan), sent | {"epigraph_text": "Three.", "epigraph_attribution": ""})
    khasan.refresh_from_db()
    assert khasan.epigraph == {"paragraphs": ["Three."], "attribution": None}
    ada.post(page_of(khasan), posted(ada, khasan) | {"epigraph_text": ""})
    khasan.refresh_from_db()
    assert khasan.epigraph is None


def test_a_country_or_an_author_named_twice_is_an_error_of_that_row(khasan: Article, boris: Client) -> None:
    sent = posted(boris, khasan)
    person = Credit.objects.get().contributor_id
    sent |= {"credits-TOTAL_FORMS": "2", "credits-1-contributor": str(person), "credits-1-order": "1"}
    sent |= {"countries-TOTAL_FORMS": "2", "countries-1-country": "KP"}
    answer = boris.post(page_of(khasan), sent)
    assert answer.status_code == 200
    assert answer.content.decode().count("is named twice.") >= 2


def test_boris_adds_a_country_and_the_mentions_stay_what_the_text_says(khasan: Article, boris: Client) -> None:
    assert "China" in boris.get(page_of(khasan)).content.decode()
    sent = posted(boris, khasan) | {"countries-TOTAL_FORMS": "2", "countries-1-country": "CN"}
    assert boris.post(page_of(khasan), sent).status_code == 302
    rows = set(ArticleCountry.objects.filter(article=khasan).values_list("country_id", "relation"))
    assert rows == {("KP", "about"), ("CN", "about"), ("CN", "mentions")}


def test_a_forged_row_of_another_article_is_not_taken_over(khasan: Article, narva: Article, boris: Client) -> None:
    credit = Credit.objects.get(article=khasan)
    sent = posted(boris, narva)
    sent |= {"credits-TOTAL_FORMS": "1", "credits-INITIAL_FORMS": "1", "credits-0-id": str(credit.pk)}
    sent |= {
        "credits-0-article": str(narva.pk),
        "credits-0-contributor": str(credit.contributor_id),
        "credits-0-order": "0",
    }
    boris.post(page_of(narva), sent)
    credit.refresh_from_db()
    assert credit.article_id == khasan.pk


def test_the_text_is_shown_as_it_reads_and_nothing_in_it_runs(narva: Article, ada: Client) -> None:
    article = Article.objects.create(
        title="<script>alert(1)</script>",
        body=document(paragraph('<img src=x onerror=alert(1)> id="title"'), linking("to Narva", narva)),
        epigraph={"paragraphs": ["<b>bold</b>"], "attribution": "<i>"},
    )
    page = ada.get(page_of(article)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<b>bold" not in page
    assert f'<a href="{page_of(narva)}" title="Narva">to Narva</a>' in page


def test_a_stored_body_that_is_not_valid_is_said_to_be_so_and_kept(khasan: Article, ada: Client) -> None:
    Article.objects.filter(pk=khasan.pk).update(body={"type": "doc", "content": [{"type": "marquee"}]})
    page = ada.get(page_of(khasan))
    assert "This text cannot be shown" in page.content.decode()
    assert "marquee" in page.context["adminform"].form["body"].value()


def test_the_source_is_shown_with_its_guesses_and_given_back_byte_for_byte(khasan: Article, boris: Client) -> None:
    page = boris.get(page_of(khasan)).content.decode()
    for shown in ("khasan.txt", "a" * 64, "It is the first line.", "Subscribe", "A line of the site."):
        assert shown in page
    answer = boris.get(f"/admin/series/source/{khasan.source_id}/original/")
    assert answer.content == b"Khasan\r\n<script>"
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == 'attachment; filename="khasan.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/admin/series/source/{khasan.source_id}/original/").status_code == 302


def test_what_only_the_database_refuses_comes_back_as_an_error_of_the_form(
    khasan: Article, ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the form's look and the save another editor may have taken the place; a save that the database refuses
    stands in for that moment, which no test can hit."""
    from django.db import IntegrityError

    def refused(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("duplicate key")

    sent = posted(ada, khasan) | {"standfirst": "Typed with care."}
    monkeypatch.setattr(Article, "save", refused)
    answer = ada.post(page_of(khasan), sent)
    assert answer.status_code == 200
    assert "Nothing was saved" in answer.content.decode()
    assert "Typed with care." in answer.content.decode()


def test_clara_sees_an_article_and_cannot_save_it(khasan: Article, clara: Client) -> None:
    assert "The river by China" in clara.get(page_of(khasan)).content.decode()
    assert clara.post(page_of(khasan), {"title": "Mine"}).status_code == 403
    assert clara.get(ADD).status_code == 403


INLINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(st.lists(INLINE.filter(lambda text: text.strip() and not text.startswith("#")), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_plain_text_keeps_every_paragraph_word_for_word(paragraphs: list[str]) -> None:
    made = from_plain_text("\r\n\r\n".join(paragraphs))
    said = [block["content"][0]["text"] for block in made["content"]]
    assert said == paragraphs
    assert read(pretty(made)) == made


def test_a_hint_of_any_length_is_saved_or_refused_in_words(khasan: Article, ada: Client) -> None:
    letters = random.Random(1558)
    linked = linking("the bridge", None)
    linked["content"][0]["marks"][0]["attrs"]["hint"] = "".join(
        chr(letters.randint(0x4E00, 0x9FFF)) for _ in range(9_000)
    )
    sent = posted(ada, khasan) | {"body": json.dumps(document(linked)), "standfirst": "Typed with care."}
    answer = ada.post(page_of(khasan), sent)
    khasan.refresh_from_db()
    if answer.status_code != 302:
        assert "Nothing was saved" in answer.content.decode()
        assert "Typed with care." in answer.content.decode()
        assert khasan.standfirst == "First.\n\nSecond."
    else:
        assert khasan.standfirst == "Typed with care."
