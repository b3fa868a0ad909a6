"""What `check` finds: a few things block, everything else warns."""

import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile

from series import publishing
from series.models.desk import Article
from series.pictures import read_picture
from tests.factories import (
    ADA,
    a_picture_file,
    a_published_article,
    a_series,
    an_article,
    an_image,
    figure,
    in_days,
    link_to,
    paragraph,
    published,
)

pytestmark = pytest.mark.django_db


def checked(article):
    """The draft's findings, as codes: those that block, those that warn."""
    findings = publishing.check(Article.objects.with_parts().get(pk=article.pk))
    blocks = [finding.code for finding in findings if finding.level == "blocks"]
    return blocks, [finding.code for finding in findings if finding.level == "warns"]


def a_good_article(*blocks, **fields):
    told = {"published_on": date(2026, 3, 1), "published_on_precision": "day", "licence": "CC-BY-4.0"}
    return an_article("Narva", *blocks, **told | fields)


def a_good_image(**fields):
    file = read_picture("bridge.png", a_picture_file())
    values = {"alt": "A bridge", "credit": "Ada", "licence": "CC0-1.0", "sha256": file.sha256}
    values |= {"content_type": file.content_type, "width": file.width, "height": file.height}
    return an_image(file=ContentFile(file.data, "bridge.png"), **values | fields)


def test_a_good_article_has_no_findings(media):
    assert checked(a_good_article(figure(a_good_image(), caption="The bridge"))) == ([], [])


def damaged(article, **columns):
    """The draft with values in it that no save would let in."""
    Article.objects.filter(pk=article.pk).update(**columns)
    return article


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"body": {"type": "doc", "attrs": {"version": 1}, "content": [{"type": "video"}]}}, "body-invalid"),
        ({"body": None}, "body-invalid"),
        ({"epigraph": {"paragraphs": []}}, "body-invalid"),
        ({"title": ""}, "title-missing"),
        ({"title": " \t"}, "title-missing"),
        ({"slug": ""}, "slug-missing"),
    ],
)
def test_these_block(columns, code):
    if columns == {"body": None}:
        columns = {"body": "no document"}
    blocks, _ = checked(damaged(a_good_article(), **columns))
    assert set(blocks) == {code}


def test_an_invalid_body_is_told_with_its_path():
    article = damaged(a_good_article(), body={"type": "doc", "attrs": {"version": 1}, "content": [{"type": "video"}]})
    (finding,) = publishing.check(Article.objects.get(pk=article.pk))
    assert "content[0]" in finding.message


def test_a_title_of_signs_alone_needs_a_slug():
    assert checked(an_article("…?!"))[0] == ["slug-missing"]


def test_an_address_of_another_article_blocks():
    a_published_article("Valga", slug="narva")
    assert checked(a_good_article(slug="narva"))[0] == ["slug-taken"]


def test_the_address_of_a_scheduled_article_blocks():
    published(an_article("Valga", slug="narva"), live_from=in_days(1))
    assert checked(a_good_article(slug="narva"))[0] == ["slug-taken"]


@pytest.mark.parametrize("scope", ["retire", "seal"])
def test_the_address_of_a_withdrawn_article_blocks(scope):
    valga = a_published_article("Valga", slug="narva")
    publishing.withdraw(valga, by=ADA, reason="A mistake", scope=scope)
    assert checked(a_good_article(slug="narva"))[0] == ["slug-taken"]


def test_the_address_of_a_draft_does_not_block():
    an_article("Valga", slug="narva")
    assert checked(a_good_article(slug="narva"))[0] == []


def test_a_position_of_another_article_of_the_series_blocks():
    a_published_article("Valga", position=2)
    assert checked(a_good_article(position=2))[0] == ["position-taken"]
    assert checked(a_good_article(position=2, series=a_series("Rivers")))[0] == []
    assert checked(a_good_article(position=3))[0] == []


def test_the_position_of_a_retired_article_is_free():
    valga = a_published_article("Valga", position=2)
    publishing.withdraw(valga, by=ADA, reason="A mistake")
    assert checked(a_good_article(position=2))[0] == []


def test_the_position_of_a_scheduled_article_blocks():
    published(an_article("Valga", position=2), live_from=in_days(1))
    assert checked(a_good_article(position=2))[0] == ["position-taken"]


def test_a_figure_without_an_image_row_blocks_and_says_where():
    article = a_good_article("Text.", figure(uuid.uuid4()))
    (finding,) = publishing.check(article)
    assert (finding.level, finding.code) == ("blocks", "image-unknown")
    assert finding.where == f"body#{article.body['content'][1]['attrs']['id']}"


def test_a_sealed_article_blocks():
    article = a_good_article()
    published(article)
    publishing.withdraw(article, by=ADA, reason="A court’s order", scope="seal")
    findings = [finding for finding in publishing.check(article) if finding.level == "blocks"]
    assert [finding.code for finding in findings] == ["sealed"]
    assert "A court’s order" in findings[0].message


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"published_on": None, "published_on_precision": ""}, "date-missing"),
        ({"licence": ""}, "licence-missing"),
        ({"about": ()}, "about-missing"),
        ({"by": ()}, "contributor-missing"),
    ],
)
def test_what_the_article_lacks_warns(fields, code):
    assert checked(a_good_article(**fields)) == ([], [code])


@pytest.mark.parametrize("name", ["alt", "credit", "licence"])
def test_what_a_picture_lacks_warns(media, name):
    article = a_good_article(figure(a_good_image(**{name: ""}), caption="The bridge"))
    assert checked(article) == ([], [f"image-{name}-missing"])


def test_a_figure_without_caption_warns(media):
    assert checked(a_good_article(figure(a_good_image()))) == ([], ["image-caption-missing"])


def test_words_of_the_figure_stand_in_for_words_of_the_picture(media):
    article = a_good_article(
        figure(a_good_image(alt="", credit=""), caption="The bridge", alt="A bridge", credit="EPA")
    )
    assert checked(article) == ([], [])


def test_a_picture_whose_file_is_missing_warns():
    image = an_image(alt="A bridge", credit="Ada", licence="CC0-1.0")
    assert checked(a_good_article(figure(image, caption="The bridge"))) == ([], ["image-missing"])


def test_a_link_that_leads_nowhere_warns_and_says_what_it_looks_for():
    article = a_good_article(paragraph(link_to("click here", link_id=uuid.uuid4(), hint="Tartu and its peace")))
    (finding,) = publishing.check(article)
    assert (finding.level, finding.code) == ("warns", "link-unresolved")
    assert "click here" in finding.message
    assert "Tartu and its peace" in finding.message


def test_a_text_too_long_for_the_search_warns_and_goes_out_all_the_same():
    words = "пограничный мост через реку Нарву " * 30
    article = a_good_article(*[f"{number} {words}" for number in range(310)], about=())
    assert checked(article) == ([], ["about-missing", "text-long"])
    assert published(article).number == 1


def test_a_text_of_words_that_are_all_different_goes_out_too():
    words = [" ".join(f"ы{number:x}я{place:x}щ" for number in range(60)) for place in range(600)]
    assert published(a_good_article(*words)).number == 1


def test_what_blocks_comes_first():
    findings = publishing.check(an_article("Narva", figure(uuid.uuid4()), about=()))
    levels = [str(finding.level) for finding in findings]
    assert levels == sorted(levels)
    assert {"blocks", "warns"} == set(levels)
