"""Figures, cross-links and mentions follow the text of a draft at every save."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.errors import BodyError
from series.models.catalogue import LinkResolution, title_key
from series.models.desk import Article, CrossLink, FigureUse
from series.models.public import PublicArticle
from tests.factories import a_body, a_series, an_article, an_image, figure, link_to, paragraph, published, rewritten

LINK = uuid.UUID("550bb063-fe7f-574c-85f7-be169372ab4a")
TARTU = "Tartu and the peace that was signed there"

pytestmark = pytest.mark.django_db


def waiting_article(title="Narva", hint=TARTU, link_id=LINK):
    return an_article(title, paragraph("Read ", link_to("the piece on Tartu", link_id=link_id, hint=hint)))


def test_the_figures_of_the_text_are_rows_in_its_order():
    bridge, queue = an_image(title="Bridge"), an_image(title="Queue")
    article = an_article(
        "Narva", figure(queue, caption="The queue"), "Text.", figure(bridge, credit="EPA", alt="A bridge")
    )
    rows = article.figures.values_list("image__title", "position", "caption", "credit", "alt")
    assert list(rows) == [("Queue", 0, "The queue", "", ""), ("Bridge", 1, "", "EPA", "A bridge")]
    assert [use.article for use in bridge.uses.all()] == [article]


def test_figures_and_links_that_leave_the_text_leave_the_tables():
    article = an_article("Narva", figure(an_image()), paragraph(link_to("Tartu", link_id=LINK, hint=TARTU)))
    rewritten(article, "Only words now.")
    assert not FigureUse.objects.exists()
    assert not CrossLink.objects.exists()


def test_a_picture_that_the_library_does_not_have_is_no_use_of_any():
    article = an_article("Narva", figure(uuid.uuid4()))
    assert not article.figures.exists()
    assert article.body["content"][0]["type"] == "figure"


def test_mentions_are_the_countries_that_the_text_names_and_not_the_subject():
    article = an_article("Narva", "Finland and Latvia lie near, and Russia lies opposite.")
    assert article.mentions == ["FI", "LV"]
    article = rewritten(article, "Latvia lies near, and so does Poland.")
    assert article.mentions == ["LV", "PL"]
    assert article.about == ["EE"], "what the article is about is an editor's word"


def test_every_field_that_a_reader_reads_is_read_for_mentions():
    article = an_article(
        "Finland",
        "Poland.",
        standfirst="Norway.",
        epigraph={"paragraphs": ["Latvia."], "attribution": None},
    )
    assert article.mentions == ["FI", "LV", "NO", "PL"]


def test_a_link_knows_its_target_and_the_target_knows_who_links():
    tartu = an_article(TARTU)
    narva = an_article("Narva", paragraph(link_to("Tartu", tartu, link_id=LINK)))
    series_link = an_article("Valga", paragraph(link_to("all", a_series(), link_id=uuid.uuid4(), kind="series")))
    assert [link.article for link in tartu.back_links.all()] == [narva]
    assert [link.article for link in a_series().back_links.all()] == [series_link]
    assert not Article.objects.linking_nowhere().exists()


def test_a_link_to_what_does_not_exist_leads_nowhere():
    unsaved = Article(title="Atlantis")
    narva = an_article("Narva", paragraph(link_to("Atlantis", unsaved, link_id=LINK)))
    assert narva.cross_links.get().target is None
    assert Article.objects.linking_nowhere().get() == narva


def test_a_waiting_link_finds_its_article_when_it_arrives():
    narva = waiting_article()
    assert narva.cross_links.get().target is None
    tartu = an_article(TARTU)
    assert narva.cross_links.get().target == tartu
    assert rewritten(narva).cross_links.get().target == tartu, "it stays found at the next save"


@pytest.mark.parametrize("title", [TARTU.upper(), "  ".join(TARTU.split()), TARTU.replace("peace", "pe\u00adace")])
def test_a_waiting_link_does_not_mind_case_and_blanks_of_the_title(title):
    narva = waiting_article()
    assert narva.cross_links.get().target is None
    assert an_article(title) == narva.cross_links.get().target


def test_a_waiting_link_finds_its_article_by_its_address():
    narva = waiting_article(hint="https://example.org/Tartu")
    tartu = an_article("Another title", canonical_url="https://example.org/tartu")
    assert narva.cross_links.get().target == tartu


def test_a_waiting_link_finds_its_article_when_that_gets_its_title():
    narva = waiting_article()
    tartu = an_article("Working title")
    assert narva.cross_links.get().target is None
    rewritten(tartu, title=TARTU)
    assert narva.cross_links.get().target == tartu


def test_a_link_is_not_answered_by_its_own_article():
    narva = waiting_article(title=TARTU, hint=TARTU)
    assert narva.cross_links.get().target is None


def test_a_link_without_a_hint_waits_for_nobody():
    narva = waiting_article(hint=None)
    an_article("")
    assert narva.cross_links.get().target is None


def test_a_link_whose_article_was_deleted_finds_the_one_that_comes_in_its_place():
    narva = waiting_article()
    an_article(TARTU).delete()
    assert narva.cross_links.get().target is None
    tartu = an_article(TARTU)
    assert narva.cross_links.get().target == tartu
    assert rewritten(narva).cross_links.get().target == tartu
    assert LinkResolution.objects.get(link_id=LINK).target == tartu.pk


def state_in_public(article, link_id=LINK):
    return PublicArticle.objects.at().get(article_id=article.pk).links[str(link_id)]


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_a_published_link_is_unresolved_until_its_article_is_on_show():
    narva = waiting_article()
    published(narva)
    nowhere = {"kind": "article", "state": "unresolved", "slug": None, "title": None}
    assert state_in_public(narva) == nowhere
    tartu = an_article(TARTU)
    assert state_in_public(narva) == nowhere, "a draft must not be told"
    published(tartu)
    assert state_in_public(narva) == {"kind": "article", "state": "live", "slug": tartu.slug, "title": TARTU}
    back = PublicArticle.objects.at().get(article_id=tartu.pk).linked_from
    assert back == [{"slug": narva.slug, "title": "Narva", "phrase": "the piece on Tartu"}]


def test_saving_an_article_costs_the_same_for_one_figure_and_link_as_for_many():
    few = [figure(an_image()), paragraph(link_to("a", link_id=uuid.uuid4(), hint="A"))]
    many = [figure(an_image()) for _ in range(20)]
    many += [paragraph(link_to("b", link_id=uuid.uuid4(), hint="B")) for _ in range(20)]
    costs = []
    for blocks in (few, many):
        article = an_article("Narva", *blocks)
        with CaptureQueriesContext(connection) as queries:
            article.save()
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_nothing_is_written_when_the_body_is_no_document():
    article = an_article("Narva")
    article.title, article.body = "Valga", a_body({"type": "script", "attrs": {}})
    with pytest.raises(BodyError):
        article.save()
    assert Article.objects.get().title == "Narva"


def test_titles_are_compared_without_case_marks_of_letters_and_blanks():
    assert title_key("  Russia’s\u00a0 BORDERS ") == title_key("Russia's borders")
    assert title_key("Russia´s borders") == title_key("Russia's borders")
    assert title_key("Ёлки") == title_key("елки")


def test_a_link_that_waits_for_a_series_finds_it_when_it_is_made():
    link = link_to("the other series", link_id="44444444-4444-4444-8444-444444444444", kind="series", hint="Rivers")
    article = an_article("Narva", paragraph("See ", link))
    assert article.cross_links.get().target is None
    rivers = a_series("Rivers", slug="rivers")
    assert article.cross_links.get().target == rivers
    assert LinkResolution.objects.get().target == rivers.pk


def test_a_hint_of_any_length_is_kept_and_found():
    title = "The border " + "and the river " * 30
    hint = f"{title} {'х' * 9000}"
    article = an_article("Narva", paragraph(link_to("x", link_id="55555555-5555-4555-8555-555555555555", hint=hint)))
    assert article.cross_links.get().hint == hint
