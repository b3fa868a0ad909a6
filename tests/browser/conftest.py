"""A real Chromium on a real server, in which editors and writers are signed in and open pages of the admin."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STEP = 5_000
"""Milliseconds after which a step that does not come about is a failure."""
HEIGHT = 900


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running browser; its tests are skipped, with the reason, where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    # Playwright's loop runs in this thread, and Django refuses the database beside a loop although nothing awaits.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with playwright.sync_playwright() as tools:
        own = Path(tools.chromium.executable_path)
        found = str(own) if own.exists() else shutil.which("chromium") or shutil.which("google-chrome")
        if not found:
            pytest.skip("there is no Chromium on this machine")
        browser = tools.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium: Any, live_server: Any, media: Any) -> Iterator[Callable[..., Any]]:
    """Gives a page on which a member of a group is signed in: `visit("ada", "editors")`, with `390` of that width.

    An error in a page's scripts fails the test.
    """
    contexts, errors = [], []

    def enter(name: str, group: str, width: int = 1440, **options: Any) -> Any:
        user = User.objects.create_user(name, password="Narva-1558", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": HEIGHT}, **options)
        contexts.append(context)
        context.set_default_timeout(STEP)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(visit: Callable[..., Any]) -> Any:
    """A page of Ada's browser; she is an editor."""
    return visit("ada", "editors")
