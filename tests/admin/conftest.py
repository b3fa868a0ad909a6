"""Ada is an editor, Boris a writer, Clara may only look. The desk holds a series, two authors and some instalments."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from PIL import Image as Pillow

from series.models.catalogue import Contributor, Country, Image, Series
from series.models.desk import Article, ArticleCountry, Credit, Source
from series.publishing import Actor, publish

BY_ADA = Actor("Ada", "1")


def _user(name: str, group: str | None = None) -> User:
    user = User.objects.create_user(name, is_staff=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada(db: None) -> Client:
    """An editor's browser."""
    return _client(_user("ada", "editors"))


@pytest.fixture
def boris(db: None) -> Client:
    """A writer's browser."""
    return _client(_user("boris", "writers"))


@pytest.fixture
def clara(db: None) -> Client:
    """The browser of one who may look at everything and change nothing."""
    user = _user("clara")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="series", codename__startswith="view_"))
    return _client(user)


@pytest.fixture
def root(db: None) -> Client:
    """A superuser's browser."""
    return _client(User.objects.create_superuser("root"))


def paragraph(text: str, block: str = "para01") -> dict[str, Any]:
    return {"type": "paragraph", "attrs": {"id": block}, "content": [{"type": "text", "text": text}]}


def document(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "attrs": {"version": 1}, "content": list(blocks)}


def figure(image: Image, block: str = "figure01") -> dict[str, Any]:
    return {
        "type": "figure",
        "attrs": {"id": block, "image": str(image.pk), "caption": None, "credit": None, "alt": None},
    }


def linking(text: str, target: Article | None, block: str = "link01") -> dict[str, Any]:
    attrs = {
        "id": "7d9f3c52-0c6e-4b51-9d3a-5a1c8f2e6b10",
        "kind": "article",
        "target": str(target.pk) if target else None,
        "hint": None,
    }
    node = {"type": "text", "text": text, "marks": [{"type": "crossLink", "attrs": attrs}]}
    return {"type": "paragraph", "attrs": {"id": block}, "content": [node]}


def png(colour: str = "red", size: tuple[int, int] = (6, 4)) -> bytes:
    data = io.BytesIO()
    Pillow.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def borders(db: None) -> Series:
    """The series."""
    return Series.objects.create(title="Borders", slug="borders", subject=Country.objects.get(code="RU"))


@pytest.fixture
def khasan(borders: Series) -> Article:
    """A draft about North Korea, complete but for a picture's file, its licence and its words."""
    missing = Image.objects.create(title="The bridge at Khasan")
    source = Source.objects.create(
        name="khasan.txt",
        sha256="a" * 64,
        data=b"Khasan\r\n<script>",
        guesses=[{"line": 1, "label": "title", "confidence": 0.6, "reason": "It is the first line."}],
        set_aside=[{"line": 2, "text": "Subscribe", "reason": "A line of the site."}],
    )
    article = Article.objects.create(
        series=borders,
        title="Khasan",
        position=1,
        body=document(paragraph("The river by China is narrow."), figure(missing)),
        epigraph={"paragraphs": ["One.", "Two."], "attribution": "Somebody"},
        standfirst="First.\n\nSecond.",
        source=source,
    )
    Credit.objects.create(article=article, contributor=Contributor.objects.create(name="Ruth", slug="ruth"))
    ArticleCountry.objects.create(article=article, country_id="KP", relation="about")
    return article


@pytest.fixture
def narva(borders: Series) -> Article:
    """An article about Estonia on show."""
    article = Article.objects.create(
        series=borders, title="Narva", position=2, body=document(paragraph("Two castles by the river."))
    )
    publish(article, by=BY_ADA, reason="first")
    return article


def posted(client: Client, article: Article | None = None) -> dict[str, Any]:
    """What a browser sends when the article's page is saved as it was opened."""
    url = f"/admin/series/article/{article.pk}/change/" if article else "/admin/series/article/add/"
    page = client.get(url)
    assert page.status_code == 200
    return as_sent(page)


def as_sent(page: Any) -> dict[str, Any]:
    """The values of a page's forms, lines ended in CR LF as browsers do it."""
    forms = [page.context["adminform"].form]
    for formset in page.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and not callable(value):
                sent[bound.html_name] = str(value).replace("\n", "\r\n")
    return sent
