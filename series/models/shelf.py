"""The shelf: one row for each edition that is, was or will be on show, ready to be served. Made from the record alone,
by `publishing`; nothing else writes here."""

from datetime import date, datetime
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Now

# Where articles whose page states no date stand in an order by date: always at the end.
BEFORE_ALL_DATES = date(1, 1, 1)
AFTER_ALL_DATES = date(9999, 12, 31)
AFTER_ALL_POSITIONS = 2**31

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OnShow(models.QuerySet[Row]):
    """The one place that decides what is visible when, for the shelf and for the public's view of it."""

    def at(self, moment: datetime | None = None) -> Self:
        """The editions on show at `moment`, by default now."""
        # Not `during @> moment`: the planner would look up the times in the index of an exclusion constraint and then
        # read every text of the archive, where words, countries or an address lead to a few rows.
        is_on_show = Func(
            F("during"), moment or Now(), function="range_contains_elem", output_field=models.BooleanField()
        )
        return self.filter(is_on_show)


class ShelfArticle(models.Model):
    """One edition as readers get it, and `during` which time they do. An article shows one edition at any moment."""

    edition_id = models.UUIDField(primary_key=True)
    article_id = models.UUIDField()
    number = models.PositiveIntegerField()
    during = DateTimeRangeField()
    first_live_from = models.DateTimeField(help_text="When the article first went on show; corrections do not move it.")
    slug = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=12)
    series_id = models.UUIDField(null=True)
    position = models.PositiveIntegerField(null=True)
    published_on = models.DateField(null=True)
    newest_key = models.GeneratedField(
        expression=Coalesce("published_on", Value(BEFORE_ALL_DATES)), output_field=models.DateField(), db_persist=True
    )
    oldest_key = models.GeneratedField(
        expression=Coalesce("published_on", Value(AFTER_ALL_DATES)), output_field=models.DateField(), db_persist=True
    )
    position_key = models.GeneratedField(
        expression=Coalesce("position", Value(AFTER_ALL_POSITIONS)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    about = ArrayField(models.CharField(max_length=2))
    mentions = ArrayField(models.CharField(max_length=2))
    contributor_ids = ArrayField(models.UUIDField())
    image_ids = ArrayField(models.UUIDField())
    lead_figure = models.JSONField(null=True, help_text="The figure that opens the text: image, caption, credit, alt.")
    card = models.TextField(help_text="JSON object: what a list shows of it, as far as only this edition decides it.")
    document = models.TextField(help_text="JSON object: what its own page shows on top, likewise.")
    passages = models.JSONField(default=list, help_text="Texts of the blocks with their headings, for highlights.")
    word_count = models.PositiveIntegerField(default=0)
    search = SearchVectorField()

    objects = OnShow["ShelfArticle"].as_manager()

    class Meta:
        verbose_name = "article on the shelf"
        verbose_name_plural = "articles on the shelf"
        indexes = (
            GinIndex(fields=["search"], name="shelf_search"),
            GinIndex(fields=["image_ids"], name="shelf_images"),
            GinIndex(fields=["contributor_ids"], name="shelf_contributors"),
            models.Index(fields=["-newest_key", "-first_live_from", "article_id"], name="shelf_newest"),
            models.Index(fields=["oldest_key", "first_live_from", "article_id"], name="shelf_oldest"),
            models.Index(fields=["-first_live_from", "article_id"], name="shelf_added"),
            models.Index(fields=["series_id", "position_key", "article_id"], name="shelf_position"),
        )
        constraints = (
            models.UniqueConstraint("article_id", "number", name="shelf_edition_once"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="shelf_during_is_some_time"),
            ExclusionConstraint(
                name="shelf_one_edition_at_a_time",
                expressions=[("article_id", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="shelf_slug_once_at_a_time",
                expressions=[("slug", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="shelf_position_once_at_a_time",
                expressions=[
                    ("series_id", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} · edition {self.number}"


class ShelfLink(models.Model):
    """A cross-link of an edition on the shelf; what state it has is decided when it is read."""

    shelf_article = models.ForeignKey(ShelfArticle, models.CASCADE, related_name="links")
    link_id = models.UUIDField()
    kind = models.CharField(max_length=7, choices=[("article", "article"), ("series", "series")])
    target = models.UUIDField(null=True, db_index=True)
    slug_then = models.CharField(max_length=200, blank=True, help_text="The target's slug when this edition was made.")
    phrase = models.TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("shelf_article", "position")
        constraints = (models.UniqueConstraint("shelf_article", "link_id", name="shelf_link_once"),)
        indexes = (models.Index(fields=["link_id"], name="shelf_link_id"),)

    def __str__(self) -> str:
        return self.phrase


class Tombstone(models.Model):
    """What stands where a withdrawn article was: when it went, and why."""

    article_id = models.UUIDField(primary_key=True)
    withdrawn_at = models.DateTimeField()
    scope = models.CharField(max_length=6)
    reason = models.TextField()
    slugs = ArrayField(models.CharField(max_length=200), help_text="Every address that it was on show under.")

    class Meta:
        indexes = (GinIndex(fields=["slugs"], name="tombstone_slugs"),)

    def __str__(self) -> str:
        return f"{self.slugs[-1]} withdrawn"
