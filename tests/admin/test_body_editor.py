"""What the editor asks while Ada and Boris write, and what its field makes of what it sends."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from series import body
from series.admin.body_editor import BodyEditorField, BodyEditorWidget
from series.admin.lookups import IDS_AT_ONCE, SHOWN
from series.models.catalogue import Image, Series
from series.models.desk import Article, ArticleCountry
from tests.admin.conftest import document, figure, paragraph, png

LOOKUPS = "/admin/series/article/lookups"


def found(client: Client, kind: str, **query: Any) -> list[str]:
    answer = client.get(f"{LOOKUPS}/{kind}/", query)
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["results"]]


def add_picture(client: Client, sent: Any) -> Any:
    return client.post(f"{LOOKUPS}/pictures/", json.dumps(sent), content_type="application/json")


# --- articles and series ---


@pytest.mark.parametrize("words", ["Khasan", "khas", "North Korea", "Северная Корея", "DPRK", "borders khasan"])
def test_an_article_is_found_by_title_neighbour_and_series(ada: Client, khasan: Article, words: str) -> None:
    Article.objects.create(title="Georgia")
    assert found(ada, "articles", q=words) == ["Khasan"]


def test_an_article_that_only_mentions_a_country_is_not_found_by_it(ada: Client, khasan: Article) -> None:
    assert khasan.mentions == ["CN"]
    assert found(ada, "articles", q="China") == []


def test_an_article_about_two_countries_is_found_once_and_says_what_it_is_about(ada: Client, khasan: Article) -> None:
    ArticleCountry.objects.create(article=khasan, country_id="CN", relation="about")
    (item,) = ada.get(f"{LOOKUPS}/articles/", {"q": "borders"}).json()["results"]
    assert item == {"id": str(khasan.pk), "title": "Khasan", "about": "Borders · about China, North Korea"}


@pytest.mark.parametrize("words", ["Bord", "Russia", "Россия", "Korea"])
def test_a_series_is_found_by_title_subject_and_neighbour(ada: Client, khasan: Article, words: str) -> None:
    Series.objects.create(title="Rivers", slug="rivers")
    assert found(ada, "series", q=words) == ["Borders"]


def test_without_words_the_first_are_shown_and_it_is_said_that_there_are_more(ada: Client) -> None:
    for number in range(SHOWN + 1):
        Article.objects.create(title=f"Narva {number:02}")
    answer = ada.get(f"{LOOKUPS}/articles/").json()
    assert (len(answer["results"]), answer["more"]) == (SHOWN, True)


def test_names_are_asked_for_by_id(ada: Client, khasan: Article, borders: Series) -> None:
    gone = str(uuid.uuid4())
    assert found(ada, "articles", id=[str(khasan.pk), gone]) == ["Khasan"]
    assert found(ada, "series", id=[str(borders.pk)]) == ["Borders"]


@pytest.mark.parametrize("kind", ["pictures", "articles", "series"])
def test_a_list_costs_the_same_however_many_rows_it_has(
    ada: Client, khasan: Article, kind: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        article = Article.objects.create(title=f"Narva {number}", series=khasan.series)
        ArticleCountry.objects.create(article=article, country_id="EE", relation="about")
        Image.objects.create(title=f"Narva {number}")
    # Session, user and the user's two kinds of permission; then rows, countries of articles, and the countries.
    with django_assert_max_num_queries(7):
        found(ada, kind)


@pytest.mark.parametrize(
    "query", [{"id": "no-uuid"}, {"id": [str(uuid.uuid4())] * (IDS_AT_ONCE + 1)}, {"q": "a" * 201}]
)
def test_a_question_that_makes_no_sense_is_refused_with_the_reason(ada: Client, query: dict[str, Any]) -> None:
    answer = ada.get(f"{LOOKUPS}/pictures/", query)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("words", ["\x00", "%", "'; DROP TABLE", "\\", "ı" * 200, "  "])
def test_odd_words_find_nothing_or_everything_and_break_nothing(ada: Client, khasan: Article, words: str) -> None:
    for kind in ("pictures", "articles", "series"):
        found(ada, kind, q=words)


# --- pictures ---


def test_a_picture_is_found_by_its_words_and_shown_with_its_file(ada: Client, media: Any) -> None:
    Image.objects.create(title="The ferry at Poti")
    file = ContentFile(png(), "narva.png")
    facts = {"sha256": "a" * 64, "content_type": "image/png", "width": 6, "height": 4}
    Image.objects.create(title="Castle", alt="A river", credit="Ruth", file=file, **facts)
    (item,) = ada.get(f"{LOOKUPS}/pictures/", {"q": "river ruth"}).json()["results"]
    assert (item["title"], item["alt"], item["credit"]) == ("Castle", "A river", "Ruth")
    assert item["url"].startswith("/media/")
    (missing,) = ada.get(f"{LOOKUPS}/pictures/", {"q": "POTI"}).json()["results"]
    assert missing["url"] is None


def test_a_missing_picture_is_made_and_stands_in_the_history(boris: Client) -> None:
    answer = add_picture(boris, {"title": " The ferry at Poti "})
    assert answer.status_code == 201
    image = Image.objects.get()
    assert (answer.json()["id"], image.title, bool(image.file)) == (str(image.pk), "The ferry at Poti", False)
    assert boris.get(f"/admin/series/image/{image.pk}/history/").status_code == 200


@pytest.mark.parametrize(
    "sent", [{}, [], None, {"title": ""}, {"title": " "}, {"title": 7}, {"title": "a" * 301}, {"title": "\x00"}]
)
def test_a_picture_without_a_usable_title_is_refused(ada: Client, sent: Any) -> None:
    answer = add_picture(ada, sent)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not Image.objects.exists()


def test_what_is_no_json_is_refused(ada: Client) -> None:
    answer = ada.post(f"{LOOKUPS}/pictures/", "{", content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": "This is no JSON."})


def test_one_who_may_only_look_makes_no_picture(clara: Client) -> None:
    answer = add_picture(clara, {"title": "The ferry"})
    assert (answer.status_code, answer.json()) == (403, {"error": "You may not add pictures to the library."})
    assert not Image.objects.exists()


def test_a_picture_needs_the_forms_token(ada: Client) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = ada.cookies
    assert add_picture(careful, {"title": "The ferry"}).status_code == 403
    assert not Image.objects.exists()


@pytest.mark.parametrize("kind", ["pictures", "articles", "series"])
def test_strangers_and_those_without_the_right_get_nothing(db: None, kind: str) -> None:
    assert Client().get(f"{LOOKUPS}/{kind}/").status_code == 302
    reader, clerk = Client(), Client()
    reader.force_login(User.objects.create_user("reader"))
    clerk.force_login(User.objects.create_user("clerk", is_staff=True))
    assert reader.get(f"{LOOKUPS}/{kind}/").status_code == 302
    answer = clerk.get(f"{LOOKUPS}/{kind}/")
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("You may not see the ")
    assert clerk.delete(f"{LOOKUPS}/{kind}/").status_code == 405


# --- the field ---


def test_the_field_takes_what_the_editor_sends() -> None:
    sent = document(paragraph("One."), {"type": "paragraph", "attrs": {"id": None}})
    cleaned = BodyEditorField().clean(json.dumps(sent))
    assert body.validate(cleaned) == cleaned
    assert cleaned["content"][0] == paragraph("One.")


def test_the_field_names_pictures_that_are_not_in_the_library_yet() -> None:
    waiting = figure(Image(title="x"))
    waiting["attrs"] |= {"image": None, "missing": "Ferry (https://example.org/a.png)", "alt": "Ferry"}
    with pytest.raises(ValidationError, match="“Ferry” is not in the library yet"):
        BodyEditorField().clean(json.dumps(document(waiting)))


@pytest.mark.parametrize("text", ["{", "[]", '{"type":"doc"}', "null", '{"type":"doc","content":{}}'])
def test_the_field_refuses_what_is_no_document(text: str) -> None:
    with pytest.raises(ValidationError):
        BodyEditorField().clean(text)


def test_the_field_has_changed_only_if_the_text_says_something_else() -> None:
    held = document(paragraph("One."))
    field = BodyEditorField()
    assert not field.has_changed(held, json.dumps(held, indent=4))
    assert field.has_changed(held, json.dumps(document(paragraph("Two."))))
    assert field.has_changed(held, "")
    assert field.has_changed(held, "{")


def test_the_widget_escapes_what_it_shows_and_brings_only_files_of_its_own(db: None) -> None:
    hostile = json.dumps(document(paragraph("</textarea><script>alert(1)</script>")))
    widget = BodyEditorWidget()
    assert "<script>" not in widget.render("body", hostile, {"id": "id_body"})
    media = str(widget.media)
    assert 'type="module"' in media
    assert "<script>" not in media
    assert "http" not in media
