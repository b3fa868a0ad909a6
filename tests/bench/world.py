"""What generated articles are about and by whom: made from a seed, the same on every machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from series import gazetteer
from series.imaging import specs
from series.models.catalogue import Contributor, Image, Rendition, Series, title_key
from series.models.desk import Article
from tests.bench.texts import Writer
from tests.bench.words import Vocabulary

SUBJECT = "RU"
# Press attention is skewed: the commonest first, falling by Zipf's law; the other neighbours follow by code.
WRITTEN_ABOUT_MOST = ("UA", "CN", "KZ", "BY", "GE", "FI", "US", "JP", "PL", "KP")
PER_SERIES, PER_CONTRIBUTOR, FIRST_DAY, DAYS = 40, 20, date(2004, 1, 1), 8_000
# So few articles stand outside of series, have no date, and link to what is not found.
WITHOUT_SERIES, WITHOUT_DATE, UNRESOLVED = 0.05, 0.05, 0.1


@dataclass(frozen=True)
class Plan:
    """Where an article stands, decided for all before any is written, so that they can link to each other."""

    index: int
    id: UUID
    series: Series | None
    position: int | None


@dataclass(frozen=True)
class Draft:
    """An article that is not saved yet, with its people (indices are places in the byline) and countries."""

    article: Article
    contributors: list[Contributor]
    about: list[str]
    mentions: list[str]


class World:
    """Series, people, pictures and `count` articles of about `size` bytes each."""

    def __init__(self, count: int, size: int, seed: int) -> None:
        self.random = Random(seed)
        self.vocabulary = Vocabulary(self.random)
        self._writer = Writer(self.random, self.vocabulary, size)
        self.series = [self._series(index) for index in range(max(1, count // PER_SERIES))]
        self.contributors = [self._contributor(index) for index in range(1 + count // PER_CONTRIBUTOR)]
        self.images = [self._image() for _ in range(3 + count // 2)]
        self.renditions = [row for image in self.images if image.file for row in _renditions(image)]
        self.plans = self._plans(count)

    @cached_property
    def neighbours(self) -> list[str]:
        """Codes of the subject's neighbours, those that most is written about first."""
        codes = sorted(border.neighbour for border in gazetteer.borders(SUBJECT))
        first = [code for code in WRITTEN_ABOUT_MOST if code in codes]
        return first + [code for code in codes if code not in first]

    def some_neighbours(self, count: int) -> list[str]:
        """`count` draws, as often as they are written about."""
        weights = [1 / rank for rank in range(1, len(self.neighbours) + 1)]
        return self.random.choices(self.neighbours, weights, k=count)

    def draft(self, plan: Plan) -> Draft:
        """The article of `plan`."""
        about = sorted(set(self.some_neighbours(1 if self.random.random() < 0.8 else 2)))
        mentions = sorted({*about, *self.some_neighbours(self.random.randint(0, 5))})
        people = self.random.sample(self.contributors[: 1 + int(len(self.contributors) * self.random.random())], 1)
        if self.random.random() < 0.15:
            people += [person for person in self.random.sample(self.contributors, 1) if person not in people]
        return Draft(self._article(plan), people, about, mentions)

    def _article(self, plan: Plan) -> Article:
        title = self.vocabulary.phrase(4, 9)
        images = [str(image.pk) for image in self.random.sample(self.images, self.random.randint(0, 3))]
        published_on = None
        if self.random.random() >= WITHOUT_DATE:
            published_on = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        return Article(
            id=plan.id,
            series=plan.series,
            position=plan.position,
            title=title,
            title_key=title_key(title),
            slug=f"{'-'.join(title.lower().split())}-{plan.index}",
            standfirst=self.vocabulary.paragraph(25),
            epigraph=self._epigraph(),
            body=self._writer.body(str(plan.id), images, self._links(plan)),
            instalment_number=plan.position if plan.index % 3 else None,
            published_on=published_on,
            published_on_precision=self.random.choice(["day", "day", "day", "month", "year"]) if published_on else "",
            publisher=self.vocabulary.phrase(1, 2),
            canonical_url=f"https://paper.example/{plan.index}",
            licence="CC-BY-ND-4.0",
        )

    def _epigraph(self) -> dict[str, Any] | None:
        if self.random.random() < 0.8:
            return None
        return {"paragraphs": [self.vocabulary.paragraph(15)], "attribution": self.vocabulary.phrase(2, 3)}

    def _links(self, plan: Plan) -> list[dict[str, Any]]:
        """Mostly to earlier instalments of the same series, sometimes to others, at the end to the series itself."""
        links = [self._link("article", None) for _ in range(self.random.random() < UNRESOLVED)]
        for _ in range(min(plan.index, self.random.randint(0, 3))):
            nearby = plan.index - len(self.series) * self.random.randint(1, 5)
            other = nearby if nearby >= 0 and self.random.random() < 0.8 else self.random.randrange(plan.index)
            links.append(self._link("article", self.plans[other].id))
        if plan.series:
            links.append(self._link("series", plan.series.pk))
        return links

    def _link(self, kind: str, target: UUID | None) -> dict[str, Any]:
        hint = None if target else self.vocabulary.phrase(4, 8)
        return {"id": str(self._uuid()), "kind": kind, "target": target and str(target), "hint": hint}

    def _plans(self, count: int) -> list[Plan]:
        """Instalments of all series in turn, as if the series ran side by side."""
        plans, positions = [], dict.fromkeys(range(len(self.series)), 0)
        for index in range(count):
            place = index % len(self.series)
            if self.random.random() < WITHOUT_SERIES:
                plans.append(Plan(index, self._uuid(), None, None))
            else:
                positions[place] += 1
                plans.append(Plan(index, self._uuid(), self.series[place], positions[place]))
        return plans

    def _series(self, index: int) -> Series:
        title = f"{self.vocabulary.phrase(2, 4)} {index}"
        slug = title.lower().replace(" ", "-")
        return Series(id=self._uuid(), title=title, title_key=title_key(title), slug=slug, subject_id=SUBJECT)

    def _contributor(self, index: int) -> Contributor:
        name = self.vocabulary.phrase(2, 2).title()
        slug = f"{name.lower().replace(' ', '-')}-{index}"
        return Contributor(id=self._uuid(), name=name, slug=slug, affiliation=self.vocabulary.phrase(3, 6))

    def _image(self) -> Image:
        """Of ten pictures one has no file and one may not be shown."""
        kind, key = self.random.randrange(10), self._uuid()
        file = {} if kind == 0 else self._file(key)
        words = self.vocabulary
        return Image(id=key, title=words.phrase(2, 5), alt=words.phrase(4, 9), republishable=kind != 1, **file)

    def _file(self, key: UUID) -> dict[str, Any]:
        file = {"file": f"images/{key.hex}.jpg", "sha256": key.hex * 2, "content_type": "image/jpeg"}
        return file | {"width": 1600, "height": self.random.randint(800, 1200), "placeholder": f"#{key.hex[:6]}"}

    def _uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)


def _renditions(image: Image) -> Iterator[Rendition]:
    """Rows as the library makes them for such a picture. No file stands behind them: the API does not look."""
    for spec in specs(image.width or 0, image.height or 0):
        digest = sha256(f"{image.sha256} {spec}".encode()).hexdigest()
        row = Rendition(
            image=image, source=image.sha256, recipe="benchmark", sha256=digest, size=spec.width * spec.height
        )
        row.kind, row.width, row.height, row.format = spec
        row.key = f"renditions/{digest[:2]}/{digest[:32]}.{spec.format}"
        yield row
