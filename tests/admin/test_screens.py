"""Every screen opens for those who may see it, at a cost that does not grow with its rows."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models.catalogue import Border, Contributor, Country, Image, LinkResolution, Rendition, Series
from series.models.desk import Article, ArticleCountry, Credit, CrossLink, FigureUse, Source
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle, ShelfLink, Tombstone
from series.publishing import publish, withdraw
from tests.admin.conftest import BY_ADA, document, figure, linking, paragraph

EDITABLE = (Article, Contributor, Image, Series)
VIEW_ONLY = (
    ArticleCountry, Border, Country, Credit, CrossLink, Edition, Event, FigureUse, LinkResolution, Payload, Rendition,
    ShelfArticle, ShelfLink, Source, Tombstone,
)  # fmt: skip


def address(model: Any, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:series_{model._meta.model_name}_{page}", args=args)


def _rendition(image: Image) -> None:
    made = {"key": "r/x.webp", "size": 1, "sha256": "a" * 64, "source": "b" * 64, "recipe": "1"}
    Rendition.objects.create(image=image, kind="whole", format="webp", width=8, height=8, **made)


@pytest.fixture
def archive(khasan: Article, narva: Article) -> list[Article]:
    """At least one row of everything."""
    georgia = Article.objects.create(title="Georgia", body=document(linking("see Narva", narva), paragraph("Poti.")))
    publish(georgia, by=BY_ADA)
    gone = Article.objects.create(title="Gone", body=document(paragraph("Soon away.")))
    publish(gone, by=BY_ADA)
    withdraw(gone, by=BY_ADA, reason="It was wrong.")
    LinkResolution.objects.create(link_id=gone.pk, kind="article", target=narva.pk)
    _rendition(Image.objects.create(title="Gone"))
    return [khasan, narva, georgia, gone]


def test_every_model_of_the_archive_has_a_screen() -> None:
    shown = {model for model in admin.site._registry if model._meta.app_label == "series"}
    assert shown == {*EDITABLE, *VIEW_ONLY}


def test_every_list_and_page_opens_for_editor_writer_and_onlooker(
    archive: list[Article], ada: Client, boris: Client, clara: Client
) -> None:
    for model in (*EDITABLE, *VIEW_ONLY):
        row = model.objects.first()
        assert row is not None, model
        for client in (ada, boris, clara):
            assert client.get(address(model), {"q": "khasan"}).status_code == 200, model
            assert client.get(address(model, "change", row.pk)).status_code == 200, model
        assert ada.get(address(model)).status_code == 200, model
        assert ada.get(address(model), {"_facets": "True"}).status_code == 200, model
        assert ada.get(address(model, "history", row.pk)).status_code == 200, model


def test_what_is_only_shown_cannot_be_added_changed_or_deleted_by_anybody(archive: list[Article], root: Client) -> None:
    for model in VIEW_ONLY:
        row, before = model.objects.first(), model.objects.count()
        assert root.get(address(model, "add")).status_code == 403, model
        assert root.post(address(model, "add"), {}).status_code == 403, model
        assert root.post(address(model, "change", row.pk), {}).status_code == 403, model
        assert root.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        root.post(address(model), {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"})
        assert model.objects.count() == before, model


def test_a_stranger_is_sent_to_sign_in(archive: list[Article]) -> None:
    for model in (*EDITABLE, *VIEW_ONLY):
        answer = Client().get(address(model))
        assert answer.status_code == 302
        assert "/admin/login/" in answer["Location"]


def test_the_first_page_shows_the_rooms_in_order_and_only_what_one_may_see(ada: Client, root: Client) -> None:
    rooms = [group["name"] for group in ada.get("/admin/").context["app_list"]]
    assert rooms == ["Desk", "Catalogue", "Record", "Shelf", "Behind the scenes"]
    assert "People" in [group["name"] for group in root.get("/admin/").context["app_list"]]


def test_accounts_open_for_the_superuser_and_not_for_an_editor(root: Client, ada: Client) -> None:
    for page in ("/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/", "/admin/auth/group/add/"):
        assert root.get(page).status_code == 200
        assert ada.get(page).status_code == 403


# Session, user, permissions of user and group, two counts, the rows, the choices of one filter that are read from rows;
# what comes on top is said beside the number.
BASE = 8
COSTS = {
    Article: BASE + 4,  # credits with contributors, countries; choices of two more filters
    Source: BASE + 1,  # articles
    Series: BASE + 1,  # choices of the filter subject
    Border: BASE + 1,  # choices of the filter subject
    CrossLink: BASE + 1,  # choices of the filter series
    FigureUse: BASE + 1,  # choices of the filter series
    ArticleCountry: BASE + 1,  # choices of the filter country
    Image: BASE + 1,  # choices of the filter licence
    Edition: BASE + 1,  # choices of the filter by name
    Event: BASE + 1,  # choices of the filter by name
    ShelfArticle: BASE + 1,  # choices of the filter language
}


def _more_of_everything(narva: Article) -> None:
    for number in range(3, 15):
        image = Image.objects.create(title=f"Picture {number}")
        _rendition(image)
        article = Article.objects.create(
            series=narva.series,
            title=f"Place {number}",
            position=number,
            body=document(figure(image), linking("Narva", narva)),
        )
        source = Source.objects.create(name=f"{number}.txt", sha256=f"{number:064d}", data=b"x")
        Article.objects.filter(pk=article.pk).update(source=source)
        person = Contributor.objects.create(name=f"Author {number}", slug=f"author-{number}")
        Credit.objects.create(article=article, contributor=person)
        ArticleCountry.objects.create(article=article, country_id="EE", relation="about")
        LinkResolution.objects.create(link_id=article.pk, kind="article", target=narva.pk)
        publish(article, by=BY_ADA)
        if number > 10:
            withdraw(article, by=BY_ADA, reason="Old.")


def _costs(client: Client) -> dict[Any, int]:
    """How many queries each list takes."""
    counts = {}
    for model in (*EDITABLE, *VIEW_ONLY):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model)).status_code == 200
        counts[model] = len(queries)
    return counts


def test_a_list_costs_the_same_few_queries_however_many_rows_it_shows(
    archive: list[Article], narva: Article, ada: Client
) -> None:
    few = _costs(ada)
    _more_of_everything(narva)
    assert _costs(ada) == few
    too_dear = {model: cost for model, cost in few.items() if cost > COSTS.get(model, BASE)}
    assert too_dear == {}


def test_opening_an_article_costs_a_bounded_number_of_queries(
    archive: list[Article], khasan: Article, ada: Client
) -> None:
    with CaptureQueriesContext(connection) as queries:
        ada.get(address(Article, "change", khasan.pk))
    assert len(queries) <= 20, [query["sql"][:150] for query in queries]


def test_the_list_tells_the_states_apart_and_filters_by_them(archive: list[Article], ada: Client) -> None:
    def titles(**query: str) -> set[str]:
        return {str(article) for article in ada.get(address(Article), query).context["cl"].result_list}

    assert titles(state="draft") == {"Khasan"}
    assert titles(state="on show") == {"Narva", "Georgia"}
    assert titles(state="withdrawn") == {"Gone"}
    assert titles(about="KP") == {"Khasan"}
    assert titles(unresolved="yes") == set()
    assert titles(q="Ruth") == {"Khasan"}


def test_pictures_are_filtered_by_what_they_lack_and_by_use(archive: list[Article], ada: Client) -> None:
    Image.objects.filter(title="Gone").delete()
    Image.objects.create(title="Unused", alt="A tree", credit="Ada", licence="CC0-1.0")

    def titles(**query: str) -> set[str]:
        return {str(image) for image in ada.get(address(Image), query).context["cl"].result_list}

    assert titles(missing="file") == {"The bridge at Khasan", "Unused"}
    assert titles(missing="alt") == titles(missing="credit") == titles(missing="licence") == {"The bridge at Khasan"}
    assert titles(unused="yes") == {"Unused"}
    assert titles(unused="no") == {"The bridge at Khasan"}


def test_a_country_is_found_by_any_of_its_names(ada: Client) -> None:
    for name in ("North Korea", "DPRK", "Северная Корея", "KP"):
        found = ada.get(address(Country), {"q": name}).context["cl"].result_list
        assert "KP" in {country.code for country in found}, name
    query = {"app_label": "series", "model_name": "articlecountry", "field_name": "country", "term": "Corée du Nord"}
    results = ada.get("/admin/autocomplete/", query).json()["results"]
    assert [result["id"] for result in results] == ["KP"]


def test_an_edition_is_shown_whole_and_readable(narva: Article, ada: Client) -> None:
    edition = Edition.objects.get(article_id=narva.pk)
    page = ada.get(address(Edition, "change", edition.pk)).content.decode()
    for shown in (edition.sha256, "Two castles by the river.", "Ada", "first", "Borders"):
        assert shown in page


def test_no_page_has_an_inline_script_of_ours(archive: list[Article], khasan: Article, ada: Client) -> None:
    """The policy of the admin allows none."""
    for url in (
        address(Article, "change", khasan.pk),
        reverse("admin:series_article_publish", args=[khasan.pk]),
        reverse("admin:series_article_withdraw", args=[archive[1].pk]),
    ):
        page = ada.get(url).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S", page), url
