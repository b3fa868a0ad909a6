"""The order of the models, in the sidebar and on the first page: by room, as an editor needs them."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from series.models import catalogue, desk, record, shelf


class Room(NamedTuple):
    """Models that belong together, each with the name of its symbol (Material Symbols)."""

    title: str
    models: dict[type[Model], str]


ROOMS = (
    Room(
        "Desk",
        {desk.Article: "article", desk.Source: "draft", desk.CrossLink: "link", desk.FigureUse: "image_search"},
    ),
    Room(
        "Catalogue",
        {
            catalogue.Series: "library_books",
            catalogue.Image: "image",
            catalogue.Contributor: "person",
            catalogue.Country: "public",
            catalogue.Border: "border_style",
        },
    ),
    Room("Record", {record.Edition: "history_edu", record.Event: "event_note"}),
    Room("Shelf", {shelf.ShelfArticle: "menu_book", shelf.Tombstone: "block"}),
)
SELDOM = "Behind the scenes"
PEOPLE = {"User": "group", "Group": "groups"}


def favicon(_request: HttpRequest) -> str:
    """The address of the admin's icon."""
    return static("series/admin/favicon.svg")


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The sidebar's groups, without what the user may not see."""
    groups = []
    for title, models in grouped(request):
        items = [{"title": m["name"], "icon": m["icon"], "link": m["admin_url"]} for m in models]
        groups.append({"title": title, "separator": True, "collapsible": title == SELDOM, "items": items})
    return groups


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The first page's context, with its models by room."""
    context["app_list"] = [
        {"name": title, "app_label": title.lower(), "app_url": reverse("admin:index"), "models": models}
        for title, models in grouped(request)
    ]
    return context


def grouped(request: HttpRequest) -> list[tuple[str, list[dict[str, Any]]]]:
    """The models that the user may see, as Django describes them, by room; empty rooms are left out."""
    seen = {model["model"]: model for app in admin.site.get_app_list(request) for model in app["models"]}
    rooms: list[tuple[str, dict[type[Model], str]]] = [(room.title, room.models) for room in ROOMS]
    people = {model: PEOPLE[model.__name__] for model in seen if model.__name__ in PEOPLE}
    placed = {model for _, models in [*rooms, ("", people)] for model in models}
    rest = {model: "table_rows" for model in seen if model not in placed}
    every = [*rooms, ("People", people), (SELDOM, rest)]
    shown = [(title, {m: icon for m, icon in models.items() if m in seen}) for title, models in every]
    return [(title, [{**seen[m], "icon": icon} for m, icon in models.items()]) for title, models in shown if models]
