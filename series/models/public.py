"""What the public role may read: database views over shelf and catalogue, as models without tables of ours.

Every query here goes through the alias `public` (see `archive.routers`). The views hide what lies in the future, so
forgetting a condition shows old editions at the worst, never a draft.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import models
from django.db.models.functions import Cast

from series.models.shelf import OnShow
from series.search.fold import fold
from series.search.query import Relation, countries_tsquery
from series.search.vector import CONFIG

# All that `migrate` lets the public role read. Reference tables and tombstones hold nothing that is not public.
READABLE = (
    "series_public_article",
    "series_public_image",
    "series_public_rendition",
    "series_public_series",
    "series_public_contributor",
    "series_country",
    "series_border",
    "series_tombstone",
)


class PublicArticleQuerySet(OnShow["PublicArticle"]):
    """Every condition that a public surface puts on articles, by name."""

    def neighbours(
        self, codes: Iterable[str], relation: Relation = "any", *, every: bool = False
    ) -> "PublicArticleQuerySet":
        """Articles that relate to any of the countries `codes`, or with `every` to all of them."""
        tsquery = countries_tsquery(codes, relation, every=every)
        return self.filter(search=LexemeQuery(tsquery))

    def matching(self, words: str) -> "PublicArticleQuerySet":
        """Articles whose text has the `words`, as a search box understands them: "a phrase", -without, OR."""
        return self.filter(search=words_query(words))

    def ranked(self, words: str, bound: int) -> "PublicArticleQuerySet":
        """The `bound` newest of these, with `rank`: how well the text has the `words`. Ranking every match of a common
        word in a large archive would take seconds."""
        newest = self.order_by("-newest_key", "-first_live_from", "article_id").values("edition_id")[:bound]
        rank = Cast(SearchRank(models.F("search"), words_query(words)), models.FloatField())
        return PublicArticle.objects.filter(edition_id__in=newest).annotate(rank=rank)

    def in_series(self, slug: str) -> "PublicArticleQuerySet":
        """Articles of the series that lives at `slug`."""
        return self.filter(series_id__in=PublicSeries.objects.filter(slug=slug).values("id"))

    def with_image(self, image_id: object) -> "PublicArticleQuerySet":
        """Articles that show the picture."""
        return self.filter(image_ids__contains=[image_id])


class LexemeQuery(SearchQuery):
    """A tsquery that is written out already: its lexemes must not go through a dictionary."""

    def __init__(self, tsquery: str) -> None:
        super().__init__(tsquery)
        self.tsquery = tsquery

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        return "%s::tsquery", [self.tsquery]


def words_query(words: str) -> SearchQuery:
    """The search query for what a reader typed, folded like the index."""
    return SearchQuery(fold(words), config=CONFIG, search_type="websearch")


class LiveQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Conditions on catalogue views, which all know whether an edition on show now uses the row."""

    def live(self) -> "LiveQuerySet":
        """Rows that an edition on show now uses."""
        return self.filter(is_live=True)


class PublicView(models.Model):
    """A database view that the public role may read; migrations define it."""

    is_public_view = True

    class Meta:
        abstract = True
        managed = False


class PublicArticle(PublicView):
    """An edition that is or was on show, with what other rows say of it joined as JSON when a query asks for it."""

    edition_id = models.UUIDField(primary_key=True)
    article_id = models.UUIDField()
    number = models.PositiveIntegerField()
    during = DateTimeRangeField()
    first_live_from = models.DateTimeField()
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=12)
    series_id = models.UUIDField(null=True)
    position = models.PositiveIntegerField(null=True)
    published_on = models.DateField(null=True)
    newest_key = models.DateField()
    oldest_key = models.DateField()
    position_key = models.BigIntegerField()
    about = ArrayField(models.CharField(max_length=2))
    mentions = ArrayField(models.CharField(max_length=2))
    contributor_ids = ArrayField(models.UUIDField())
    image_ids = ArrayField(models.UUIDField())
    lead_figure = models.JSONField(null=True)
    passages = models.JSONField()
    word_count = models.PositiveIntegerField()
    card = models.TextField()
    document = models.TextField()
    search = SearchVectorField()
    # Joined by the view; a query that does not name them does not pay for them.
    series = models.JSONField(null=True)
    contributors = models.JSONField()
    lead_image = models.JSONField(null=True)
    images = models.JSONField()
    links = models.JSONField()
    linked_from = models.JSONField()
    previous = models.JSONField(null=True)
    next = models.JSONField(null=True)
    aliases = models.JSONField()

    objects = PublicArticleQuerySet.as_manager()

    class Meta(PublicView.Meta):
        db_table = "series_public_article"


class PublicSeries(PublicView):
    """A series that an edition uses or used."""

    id = models.UUIDField(primary_key=True)
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    description = models.TextField()
    subject_id = models.CharField(max_length=2)
    is_live = models.BooleanField()

    objects = LiveQuerySet.as_manager()

    class Meta(PublicView.Meta):
        db_table = "series_public_series"


class PublicContributor(PublicView):
    """A person whose article is or was on show."""

    id = models.UUIDField(primary_key=True)
    slug = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    affiliation = models.CharField(max_length=300)
    is_live = models.BooleanField()

    objects = LiveQuerySet.as_manager()

    class Meta(PublicView.Meta):
        db_table = "series_public_contributor"


class PublicImage(PublicView):
    """A picture that an edition uses or used, with its `renditions`: none where the file is missing or withheld."""

    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=9)
    alt = models.TextField()
    credit = models.CharField(max_length=300)
    licence = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    placeholder = models.CharField(max_length=7, null=True)  # noqa: DJ001
    focal_point = models.JSONField(null=True)
    renditions = models.TextField(help_text="A line for each: kind, format, width, height, storage key.")
    is_live = models.BooleanField()

    objects = LiveQuerySet.as_manager()

    class Meta(PublicView.Meta):
        db_table = "series_public_image"


class PublicRendition(PublicView):
    """A rendition of a picture that may be shown and that an edition uses or used."""

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=100)
    format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)

    class Meta(PublicView.Meta):
        db_table = "series_public_rendition"
