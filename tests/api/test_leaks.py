"""Drafts cannot leak: over real HTTP, under the real role, every public address is walked with a draft, a scheduled, a
superseded and a withdrawn article in the database, and no trace of them is found."""

import json
import re
from collections import deque
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import ProgrammingError

from series.models.catalogue import LinkResolution
from series.models.desk import Article
from series.models.public import READABLE
from series.publishing import publish, withdraw
from tests.api.conftest import PUBLIC
from tests.factories import (
    ADA,
    a_person,
    a_published_article,
    a_series,
    an_article,
    an_image,
    figure,
    in_days,
    link_to,
    published,
    rewritten,
)

pytestmark = PUBLIC

# Stands in every text, name and address that nobody may see.
SECRET = "zyxomma"


@pytest.fixture
def full_of_secrets(borders):
    """An archive in which everything that is not public says SECRET."""
    hidden = {
        "series": a_series(f"{SECRET} series", slug=f"{SECRET}-series"),
        "by": [f"{SECRET} author"],
        "standfirst": f"A {SECRET} standfirst.",
    }
    picture = an_image(title=SECRET, credit=SECRET, alt=SECRET)
    draft = an_article(f"{SECRET} draft", f"A {SECRET} text.", figure(picture), slug=f"{SECRET}-draft", **hidden)
    scheduled = an_article(f"{SECRET} scheduled", SECRET, slug=f"{SECRET}-scheduled", **hidden)
    publish(scheduled, by=ADA, live_from=in_days(1), reason=SECRET)
    correction = rewritten(borders.altai, f"A {SECRET} correction.", title=f"{SECRET} title", slug=f"{SECRET}-slug")
    publish(correction, by=ADA, live_from=in_days(1))
    rewritten(borders.khasan, f"A {SECRET} change that is not published.")
    never_live = an_article(f"{SECRET} cancelled", SECRET, slug=f"{SECRET}-cancelled", **hidden)
    publish(never_live, by=ADA, live_from=in_days(1))
    withdraw(never_live, by=ADA, reason=SECRET)
    links = [
        link_to(f"link {number}", target, link_id=f"2222222{number}-2222-4222-8222-222222222222", hint=SECRET)
        for number, target in enumerate([draft, scheduled, never_live])
    ]
    a_published_article("With links to what is hidden", {"type": "paragraph", "content": links}, slug="linking")
    LinkResolution.objects.create(link_id="33333333-3333-4333-8333-333333333333", kind="article", target=draft.pk)
    a_person(f"{SECRET} person")
    return [draft, scheduled, never_live]


@pytest.fixture
def withdrawn(borders):
    """Two articles that were on show; readers may know their reasons and nothing else."""
    for scope in ("retire", "seal"):
        article = a_published_article(f"{SECRET} {scope}d", f"A {SECRET} text.", slug=f"gone-{scope}", about=["LV"])
        withdraw(article, by=ADA, scope=scope, reason="Because.")


def ask(address):
    try:
        with urlopen(Request(address)) as response:
            return response.status, response.read().decode(), dict(response.headers)
    except HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def walk(start, base):
    """Every address that can be reached from `start` by the addresses that answers name."""
    waiting, seen = deque([start]), {}
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        status, text, headers = ask(address)
        seen[address] = (status, text, headers)
        found = re.findall(rf"{re.escape(settings.PUBLIC_URL)}(/api/v1/[^\"\s<>\\]*)", text)
        waiting.extend(base + path for path in found)
    return seen


# Named at the entrance, and a 400 without `q`.
ASK_FOR_WORDS = ("/resolve/", "/search/")
QUESTIONS = [
    "articles/?page_size=1",
    f"articles/?q={SECRET}",
    *[f"articles/?order_by={order}" for order in ("newest", "oldest", "position", "added")],
    *[
        f"articles/?neighbour={code}&relation={relation}"
        for code in ("EE", "KZ", "LV")
        for relation in ("about", "any")
    ],
    f"search/?q={SECRET}",
    f"search/?q={SECRET}+kazakhstan",
    f"search/?q={SECRET}&interpret=false",
    "neighbours/?subject=Kazakhstan",
    "neighbours/LV/",
    f"neighbours/resolve/?q={SECRET}",
]


def test_no_public_address_shows_a_trace_of_what_is_not_public(live_server, full_of_secrets, withdrawn):
    base = live_server.url
    seen = walk(f"{base}/api/v1/", base)
    assert len(seen) > 30
    for question in QUESTIONS:
        seen[question] = ask(f"{base}/api/v1/{question}")
    for address, (status, text, _) in seen.items():
        assert status == 200 or address.endswith(ASK_FOR_WORDS), address
        echoed = text.replace(f"q={SECRET}", "").replace(json.dumps({"text": SECRET})[1:-1], "")
        if SECRET not in address:
            assert SECRET not in echoed, address


def test_asking_for_the_secret_finds_nothing(live_server, full_of_secrets, withdrawn):
    for question in QUESTIONS:
        if SECRET in question and "resolve" not in question:
            assert json.loads(ask(f"{live_server.url}/api/v1/{question}")[1])["count"] == 0, question


def test_hidden_addresses_cannot_be_told_from_such_as_never_were(live_server, full_of_secrets):
    def told(resource, key):
        status, text, headers = ask(f"{live_server.url}/api/v1/{resource}/{quote(str(key))}/")
        kept = {name: value for name, value in headers.items() if name not in {"Date", "Content-Length"}}
        return status, text.replace(str(key), "KEY"), kept

    never = told("articles", "never-was")
    assert never[0] == 404
    for article in full_of_secrets:
        assert told("articles", article.slug) == never
    assert told("series", f"{SECRET}-series") == told("series", "never-was")
    picture = full_of_secrets[0].figures.get().image_id
    assert told("images", picture) == told("images", "99999999-9999-4999-8999-999999999999")


def test_a_link_to_what_is_hidden_is_unresolved_and_names_nothing(live_server, full_of_secrets):
    page = json.loads(ask(f"{live_server.url}/api/v1/articles/linking/")[1])
    assert len(page["links"]) == 3
    assert all(link == {"kind": "article", "state": "unresolved"} for link in page["links"].values())


def test_withdrawn_articles_are_gone_on_their_own_address(live_server, withdrawn):
    for scope in ("retire", "seal"):
        status, text, _ = ask(f"{live_server.url}/api/v1/articles/gone-{scope}/")
        assert status == 410
        assert SECRET not in text
        assert json.loads(text)["withdrawn"]["reason"] == "Because."


def test_a_view_that_reaches_for_a_draft_gets_permission_denied(full_of_secrets):
    with pytest.raises(ProgrammingError, match="permission denied for table series_article"):
        list(Article.objects.using("public").all())


def test_such_a_view_shows_a_problem_and_no_draft(api, full_of_secrets, settings):
    settings.ROOT_URLCONF = "tests.api.straying"
    api.raise_request_exception = False
    response = api.get("/api/v1/drafts/")
    assert response.status_code == 500
    assert SECRET not in response.content.decode()


def test_the_public_role_may_read_what_is_listed_and_nothing_else(transactional_db):
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        role, session = cursor.fetchone()
        assert role == session == settings.DATABASES["public"]["USER"]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
        assert {name for (name,) in cursor.fetchall()} == set(READABLE)
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchone() == (0,)


def test_the_public_role_cannot_become_its_owner_or_write(transactional_db):
    owner = settings.DATABASES["default"]["USER"]
    for statement in (f'SET ROLE "{owner}"', "CREATE TABLE mine (id int)", "UPDATE series_country SET name = 'x'"):
        with connections["public"].cursor() as cursor, pytest.raises(Exception, match=r"denied|read-only"):
            cursor.execute(statement)


def test_the_public_role_cannot_see_a_scheduled_edition_even_without_any_condition(full_of_secrets):
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM series_public_article WHERE lower(during) > now()")
        assert cursor.fetchone() == (0,)


def test_an_edition_that_is_published_after_all_is_seen(api, full_of_secrets):
    published(full_of_secrets[0])
    assert f"{SECRET}-draft" in api.slugs()
