"""Keyset paging: every row once, in both directions, while articles come and go between pages."""

import pytest
from django.conf import settings

from series.publishing import withdraw
from tests.api.conftest import PUBLIC
from tests.factories import ADA, a_published_article, published, rewritten

pytestmark = PUBLIC


def dated(day):
    return {"published_on": day, "published_on_precision": "month"}


@pytest.fixture
def twelve(transactional_db):
    """Twelve articles, of which a third has no date and some have the same."""
    return [
        a_published_article(
            f"Instalment {number}",
            "The border and the river." * (number % 3 + 1),
            slug=f"instalment-{number}",
            position=number + 1,
            **(
                {} if number % 3 == 0 else {"published_on": f"2014-0{number % 3}-01", "published_on_precision": "month"}
            ),
        )
        for number in range(12)
    ]


def path(address):
    return address.removeprefix(settings.PUBLIC_URL + "/api/v1/")


def pages(api, start, towards="next", **params):
    page = api.ask(start, **params)
    yield page
    while page[towards]:
        page = api.ask(path(page[towards]))
        yield page


@pytest.mark.parametrize("order", ["newest", "oldest", "position", "added", "relevance"])
@pytest.mark.parametrize("size", [1, 5, 12])
def test_every_row_is_visited_once_forwards_and_backwards(api, twelve, order, size):
    words = {"q": "river"} if order == "relevance" else {}
    whole = api.slugs(order_by=order, page_size=100, **words)
    assert len(whole) == 12
    visited = list(pages(api, "articles/", order_by=order, page_size=size, **words))
    assert [row["slug"] for page in visited for row in page["results"]] == whole
    last = visited[-1]
    back = [last, *(list(pages(api, path(last["previous"]), "previous")) if last["previous"] else [])]
    assert [row["slug"] for page in reversed(back) for row in page["results"]] == whole
    assert visited[0]["previous"] is None
    assert back[-1]["previous"] is None


@pytest.mark.parametrize("order", ["newest", "oldest", "position", "added"])
def test_publishing_correcting_and_withdrawing_between_pages_skips_and_repeats_nothing(api, twelve, order):
    before = api.slugs(order_by=order, page_size=100)
    first = api.ask("articles/", order_by=order, page_size=4)
    seen = [row["slug"] for row in first["results"]]
    gone = next(article for article in twelve if article.slug == before[8])
    withdraw(gone, by=ADA, reason="Between two pages.")
    corrected = next(article for article in twelve if article.slug == before[9])
    published(rewritten(corrected, "Corrected between two pages: the river."))
    a_published_article("A new one", slug="a-new-one", position=50)
    for page in pages(api, path(first["next"])):
        seen += [row["slug"] for row in page["results"]]
    assert len(seen) == len(set(seen))
    assert [slug for slug in seen if slug != "a-new-one"] == [slug for slug in before if slug != gone.slug]


def test_a_list_tells_its_neighbours_in_the_link_header_too(api, twelve):
    middle = api.get(path_of(api.ask("articles/", page_size=4)["next"]))
    answer = middle.json()
    assert middle["Link"] == f'<{answer["next"]}>; rel="next", <{answer["previous"]}>; rel="prev"'
    assert (answer["count"], answer["count_is_exact"]) == (12, True)


def path_of(address):
    return address.removeprefix(settings.PUBLIC_URL)


def test_a_cursor_of_another_order_is_refused(api, twelve):
    cursor = api.ask("articles/", page_size=4)["next"].rpartition("cursor=")[2]
    response = api.get(f"/api/v1/articles/?order_by=oldest&cursor={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_that_was_cut_or_changed_is_refused(api, twelve):
    cursor = api.ask("articles/", page_size=4)["next"].rpartition("cursor=")[2]
    for changed in (cursor[:-1], "A" + cursor[1:], cursor[: len(cursor) // 2]):
        assert api.get(f"/api/v1/articles/?cursor={changed}").status_code == 400


def test_relevance_ends_at_its_bound_and_says_so(api, twelve, monkeypatch):
    monkeypatch.setattr("series.api.v1.articles.RANKED_TO", 5)
    visited = list(pages(api, "articles/", q="river", order_by="relevance", page_size=2))
    assert sum(len(page["results"]) for page in visited) == 5
    assert all(page["ranking"] == {"bounded_to": 5} for page in visited)
    assert visited[0]["count"] == 12


def test_a_count_stops_where_it_says(api, twelve, monkeypatch):
    monkeypatch.setattr("series.api.pagination.COUNTED_TO", 7)
    answer = api.ask("articles/")
    assert (answer["count"], answer["count_is_exact"]) == (7, False)
