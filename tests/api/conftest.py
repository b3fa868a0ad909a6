"""What the tests of the API share: a client that asks version 1, and answers held against their published shapes."""

import json
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import a_published_article, a_series, an_image, figure, link_to

# What is written must be committed before the public role, on its own connection, can see it.
PUBLIC = pytest.mark.django_db(transaction=True, databases=["default", "public"])


class ApiClient(Client):
    """Asks `/api/v1/` and gives JSON with every answer that has a body."""

    def ask(self, path, status=200, **params):
        response = self.get(f"/api/v1/{path}", params)
        assert response.status_code == status, response.content[:500]
        return json.loads(response.content)

    def slugs(self, path="articles/", **params):
        return [row["slug"] for row in self.ask(path, **params)["results"]]


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture
def selects():
    """A context that collects the statements of both connections in `.queries`."""

    class Both:
        def __enter__(self):
            self.contexts = [CaptureQueriesContext(connections[alias]) for alias in ("public", "default")]
            for context in self.contexts:
                context.__enter__()
            return self

        def __exit__(self, *error):
            for context in self.contexts:
                context.__exit__(*error)
            self.public, self.default = ([query["sql"] for query in it.captured_queries] for it in self.contexts)

    return Both()


@pytest.fixture
def borders(transactional_db):
    """A small archive: four instalments on three neighbours, one of them outside the series, linked to each other."""
    series = a_series(slug="russias-borders")
    picture = an_image(title="The bridge at Khasan", credit="Ada Ilves")
    khasan = a_published_article(
        "Khasan and the Tumen",
        "The railway bridge at Khasan leads into North Korea. China lies a few kilometres up the river.",
        figure(picture, caption="The bridge", credit="Ada Ilves"),
        about=["KP"],
        slug="khasan",
        position=2,
        published_on="2015-02-03",
        published_on_precision="day",
    )
    link = link_to("the piece on Khasan", khasan, link_id="11111111-1111-4111-8111-111111111111")
    narva = a_published_article(
        "Narva",
        {"type": "paragraph", "content": [{"type": "text", "text": "Two castles; see "}, link]},
        about=["EE"],
        slug="narva",
        position=1,
        published_on="2014-01-01",
        published_on_precision="year",
    )
    altai = a_published_article(
        "Four states meet in the Altai",
        "Kazakhstan, China and Mongolia meet Russia near the peak. The railway is far away.",
        about=["KZ", "MN"],
        slug="altai",
        position=3,
    )
    column = a_published_article(
        "A column on Finland", "The Finnish border is quiet.", about=["FI"], slug="finland", series=None
    )
    return SimpleNamespace(series=series, khasan=khasan, narva=narva, altai=altai, column=column, picture=picture)
