"""From a document that was read to rows on the desk: all of it or nothing, and the same again changes nothing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import slugify

from series import gazetteer, ingest
from series.errors import SourceError
from series.freezing import digest
from series.ingest.manifest import Details, Person, SeriesDetails
from series.models.catalogue import Contributor, Country, Image, Series, title_key
from series.models.desk import Article, ArticleCountry, Credit, Source
from series.pictures import PictureFile, give_file

# A proposal below this is left to an editor.
SURE_ENOUGH = 0.5
_LOCK = 0x5E71E6
# Who saved a draft that no person did.
IMPORTER = "the importer"


class Outcome(StrEnum):
    """What became of a document."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Stored(NamedTuple):
    """A document on the desk."""

    outcome: Outcome
    article: Article


class Material(NamedTuple):
    """A document with what came along: its bytes, the manifest's words, picture files by figure (from 1)."""

    document: ingest.Document
    data: bytes
    details: Details | None = None
    series: SeriesDetails | None = None
    pictures: Mapping[int, PictureFile] = {}


@transaction.atomic
def store(material: Material) -> Stored:
    """Put the document on the desk as a draft.

    The same bytes change nothing. Other bytes for an article that is held (same series, same title) update its draft,
    unless somebody has worked on it since: then SourceError is raised and nothing is written.
    """
    _wait_for_other_imports()
    held = Source.objects.filter(sha256=material.document.sha256).first()
    article = held and held.articles.first()
    if article:
        return Stored(Outcome.UNCHANGED, article)
    _refuse_what_is_not_there(material)
    series = _series(material)
    article = _held_article(material.document, series)
    outcome = Outcome.UPDATED if article else Outcome.CREATED
    article = article or Article()
    _fill(article, material, series)
    article.saved_by = IMPORTER
    article.save()
    _credit(article, material)
    _set_about(article, material)
    article = Article.objects.with_parts().get(pk=article.pk)
    article.imported_digest = digest(article)
    Article.objects.filter(pk=article.pk).update(imported_digest=article.imported_digest)
    return Stored(outcome, article)


def _refuse_what_is_not_there(material: Material) -> None:
    """A figure or country that only the manifest knows is a mistake in it, not something to pass over."""
    document, shown = material.document, len(material.document.figures)
    details = material.details or Details(source=document.name)
    stray = [picture.figure for picture in details.pictures if picture.figure > shown]
    if stray:
        raise SourceError(document.name, f"the manifest has a picture for figure {stray[0]}; the page has {shown}")
    told = {*(details.about or ()), *filter(None, [material.series.subject if material.series else None])}
    unknown = told.difference(Country.objects.filter(code__in=told).values_list("code", flat=True))
    if unknown:
        raise SourceError(document.name, f"the manifest names {min(unknown)}, which is the code of no country")


def _wait_for_other_imports() -> None:
    """Series, people and pictures are looked up and then made: two imports at once would make them twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def proposed_about(document: ingest.Document, details: Details | None = None, subject: str = "RU") -> list[str]:
    """Codes of the countries that the article is about: the manifest's word, else what the text makes sure enough."""
    if details and details.about is not None:
        return list(details.about)
    proposals = gazetteer.propose_about(
        document.title or "",
        "\n".join(document.standfirst),
        document.text,
        subject=subject,
        language=document.language,
    )
    return [proposal.code for proposal in proposals if proposal.confidence >= SURE_ENOUGH]


def _series(material: Material) -> Series | None:
    told = material.series
    title = material.document.series_title or (told.title if told else None)
    if not title:
        return None
    key = title_key(title)
    series = Series.objects.filter(title_key=key).first()
    if series:
        return series
    own = told if told and title_key(told.title) == key else None
    subject = own.subject if own and own.subject else _subject_in(title, material.document.language)
    return Series.objects.create(
        title=title,
        slug=(own.slug if own else None) or unused_slug(Series, title),
        description=own.description if own else "",
        subject=Country.objects.filter(code=subject).first(),
    )


def _subject_in(title: str, language: str) -> str | None:
    """The country that a series' title names: "Russia's borders" is about RU."""
    named = gazetteer.detect(title, language)
    return named[0].code if named else None


def unused_slug(model: Any, text: str) -> str:
    """A slug for `text` that no row of `model` has."""
    wanted = slugify(text, allow_unicode=True)[:180].strip("-_") or "unnamed"
    slug, number = wanted, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _held_article(document: ingest.Document, series: Series | None) -> Article | None:
    """The article that has this title in this series; refused when an editor's work would be overwritten."""
    if not document.title:
        return None
    article = Article.objects.with_parts().filter(series=series, title_key=title_key(document.title)).first()
    if article and (not article.imported_digest or digest(article) != article.imported_digest):
        raise SourceError(document.name, f"“{article.title}” is held already and somebody has worked on it since")
    return article


def _fill(article: Article, material: Material, series: Series | None) -> None:
    document, details = material.document, material.details
    article.series = series
    article.title = document.title or ""
    article.standfirst = "\n\n".join(document.standfirst)
    article.epigraph = document.epigraph
    article.language = (details.language if details else None) or document.language
    article.published_on = (details.published_on if details else None) or document.published_on
    article.published_on_precision = (
        (details.published_on_precision if details else None) or document.published_on_precision or ""
    )
    article.instalment_number = document.instalment_number
    if details:
        _take_details(article, details)
    article.body = _with_targets(_with_images(material), document, series)
    # It may be held without an article: of one that was deleted, or that other bytes came for in between.
    article.source, _ = Source.objects.update_or_create(
        sha256=document.sha256,
        defaults={
            "name": document.name,
            "data": material.data,
            "guesses": [guess_as_json(guess) for guess in document.guesses],
            "set_aside": [{"line": line.line, "text": line.text, "reason": line.reason} for line in document.set_aside],
        },
    )


def guess_as_json(guess: ingest.Guess) -> dict[str, Any]:
    """A guess as the source's row keeps it for editors."""
    return {"line": guess.line, "label": guess.label, "confidence": guess.confidence, "reason": guess.reason}


def _take_details(article: Article, details: Details) -> None:
    article.position = details.position
    article.instalment_number = details.instalment_number or article.instalment_number
    for name in ("licence", "publisher", "canonical_url", "attribution", "republication_notice"):
        setattr(article, name, getattr(details, name))
    article.slug = details.slug or article.slug


def _with_images(material: Material) -> dict[str, Any]:
    """The body, its figures' pictures seen to in the library; a file that the library has keeps its one picture."""
    document = material.document
    shown = {}
    for number, figure in enumerate(document.figures, 1):
        shown[figure.image] = str(_image(material, number, figure).pk)
    blocks = []
    for block in document.body["content"]:
        if block["type"] == "figure":
            block = {**block, "attrs": {**block["attrs"], "image": shown[block["attrs"]["image"]]}}
        blocks.append(block)
    return {**document.body, "content": blocks}


def _image(material: Material, number: int, figure: ingest.FigureSource) -> Image:
    file = material.pictures.get(number)
    held = Image.objects.filter(sha256=file.sha256).first() if file else None
    if held:
        return held
    image, _ = Image.objects.get_or_create(
        pk=UUID(figure.image),
        defaults={
            "title": (figure.caption or figure.credit or f"Picture {number} of {material.document.title}")[:300],
            "credit": (figure.credit or "")[:300],
        },
    )
    if file and not image.file:
        _give_file(image, file, material.details, number)
    return image


def _give_file(image: Image, file: PictureFile, details: Details | None, number: int) -> None:
    for picture in details.pictures if details else ():
        if picture.figure == number:
            image.alt, image.licence = picture.alt, picture.licence
            image.republishable = picture.republishable
    give_file(image, file)


def _with_targets(body: dict[str, Any], document: ingest.Document, series: Series | None) -> dict[str, Any]:
    """The body with the targets of those cross-links whose article or series is held."""
    targets = {link.id: _target(link, series) for link in document.cross_links}

    def visit(node: dict[str, Any]) -> dict[str, Any]:
        changed = dict(node)
        if "content" in node:
            changed["content"] = [visit(inner) for inner in node["content"]]
        if "marks" in node:
            changed["marks"] = [aimed(mark) for mark in node["marks"]]
        return changed

    def aimed(mark: dict[str, Any]) -> dict[str, Any]:
        if mark["type"] != "crossLink":
            return mark
        return {**mark, "attrs": {**mark["attrs"], "target": targets.get(mark["attrs"]["id"])}}

    return visit(body)


def _target(link: ingest.CrossLinkSource, series: Series | None) -> str | None:
    key = title_key(link.hint or "")
    found: Article | Series | None
    if link.kind == "series":
        found = Series.objects.filter(title_key=key).first() if key else series
    else:
        found = Article.objects.filter(title_key=key).first() if key else None
    return str(found.pk) if found else None


def _credit(article: Article, material: Material) -> None:
    told = {person.name: person for person in material.details.contributors} if material.details else {}
    names = list(dict.fromkeys([*material.document.authors, *told]))
    article.credits.all().delete()
    for order, name in enumerate(names):
        person = _contributor(told.get(name) or Person(name=name))
        Credit.objects.create(article=article, contributor=person, order=order)


def _contributor(person: Person) -> Contributor:
    held = Contributor.objects.filter(name=person.name).first()
    if held is None:
        slug = unused_slug(Contributor, person.name)
        return Contributor.objects.create(name=person.name, affiliation=person.affiliation, slug=slug)
    if person.affiliation and not held.affiliation:
        held.affiliation = person.affiliation
        held.save()
    return held


def _set_about(article: Article, material: Material) -> None:
    subject = article.series.subject_id if article.series and article.series.subject_id else ""
    codes = proposed_about(material.document, material.details, subject)
    article.countries.filter(relation="about").delete()
    ArticleCountry.objects.bulk_create(
        ArticleCountry(article=article, country=country, relation="about")
        for country in Country.objects.filter(code__in=codes)
    )
