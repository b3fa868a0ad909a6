"""The desk: articles as editors work on them, with what is derived from their text at every save."""

import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify

from series import body
from series.errors import SaveConflict
from series.models import derived
from series.models.catalogue import Contributor, Country, Image, Series, title_key


class Source(models.Model):
    """The document that an article was imported from, byte for byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300, help_text="The file's name when it came in.")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    data = models.BinaryField(editable=False)
    guesses = models.JSONField(default=list, editable=False, help_text="What the importer guessed, with its reasons.")
    set_aside = models.JSONField(default=list, editable=False, help_text="Lines that are kept out of the article.")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-imported_at",)
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="source_sha256_is_one"),
        )

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    """Conditions on drafts that editors' screens and commands share."""

    def with_parts(self) -> "ArticleQuerySet":
        """Ready to be checked, frozen or shown without a query for each article."""
        return self.select_related("series", "source").prefetch_related("credits__contributor", "countries")

    def linking_nowhere(self) -> "ArticleQuerySet":
        """Articles with a cross-link whose target is not known."""
        return self.filter(
            models.Exists(
                CrossLink.objects.filter(article=models.OuterRef("pk"), target_article=None, target_series=None)
            )
        )


class Article(models.Model):
    """One instalment: the editors' working copy. What readers see are its editions, made by `publishing.publish`."""

    class Precision(models.TextChoices):
        YEAR = "year"
        MONTH = "month"
        DAY = "day"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="articles")
    title = models.CharField(max_length=500, blank=True, help_text="Without the series' name and the colon.")
    title_key = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    slug = models.SlugField(
        max_length=200, blank=True, db_index=True, allow_unicode=True, help_text="Made from the title when left empty."
    )
    standfirst = models.TextField(blank=True, help_text="The lines that lead in; an empty line parts paragraphs.")
    epigraph = models.JSONField(null=True, blank=True, help_text="The quotation at the head: paragraphs, attribution.")
    body = models.JSONField(default=body.empty, blank=True, help_text="The text as a body document, version 1.")
    instalment_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Only the number that the page itself states."
    )
    position = models.PositiveIntegerField(null=True, blank=True, help_text="The place in the series' reading order.")
    published_on = models.DateField(
        null=True, blank=True, help_text="The date on the page. Leave empty what the page does not say."
    )
    published_on_precision = models.CharField(
        max_length=5, choices=Precision, blank=True, help_text="How much of that date the page states."
    )
    language = models.CharField(max_length=12, default="en", help_text="BCP 47 code of the text, such as en or ru.")
    contributors = models.ManyToManyField(Contributor, through="Credit", related_name="articles")
    publisher = models.CharField(max_length=200, blank=True, help_text="Who published it first.")
    canonical_url = models.URLField("canonical address", max_length=1000, blank=True)
    licence = models.CharField(max_length=100, blank=True, help_text="As the page states it, such as CC-BY-ND-4.0.")
    attribution = models.TextField(blank=True, help_text="The words in which the source wants to be named.")
    republication_notice = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="articles", editable=False)
    imported_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Digest of the draft as the importer left it."
    )
    revision = models.PositiveIntegerField(default=0, editable=False, help_text="Counts the saves of this draft.")
    saved_by = models.CharField(max_length=200, blank=True, editable=False, help_text="Who saved it last.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("series", models.F("position").asc(nulls_last=True), "title")
        permissions = (("publish_article", "Can publish and withdraw articles"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, published_on_precision="")
                | Q(published_on__isnull=False, published_on_precision__in=["year", "month", "day"]),
                name="article_date_has_precision",
            ),
            models.CheckConstraint(condition=Q(position__isnull=True) | Q(position__gt=0), name="article_position"),
        )

    def __str__(self) -> str:
        return self.title or "(no title)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the draft and all that is derived from its text, in one transaction.

        Raises BodyError when body or epigraph is no valid document, and SaveConflict when the draft was saved by others
        since `revision` was read; nothing is written then.
        """
        self.body = body.validate(body.assign_ids(self.body))
        self.epigraph = body.validate_epigraph(self.epigraph)
        self.slug = self.slug or slugify(self.title, allow_unicode=True)[:200].strip("-")
        self.title_key = title_key(self.title)
        read = self.revision
        try:
            with transaction.atomic(using=kwargs.get("using")):
                self.revision = read + 1
                super().save(*args, **kwargs)
                derived.refresh(self)
        except BaseException:
            self.revision = read
            raise

    def _do_update(self, *args: Any, **kwargs: Any) -> Any:
        """The UPDATE of every save, which finds its row only at the revision that this draft was read at."""
        rows, *values = args
        updated = super()._do_update(rows.filter(revision=self.revision - 1), *values, **kwargs)
        if not updated:
            held = rows.filter(pk=self.pk).first()
            if held is not None:
                raise SaveConflict(held.title, held.saved_by, held.updated_at)
        return updated

    @property
    def about(self) -> list[str]:
        """Codes of the countries that the article is about, as editors decided, in alphabetical order."""
        return self._codes(ArticleCountry.Relation.ABOUT)

    @property
    def mentions(self) -> list[str]:
        """Codes of the countries that its text names, in alphabetical order."""
        return self._codes(ArticleCountry.Relation.MENTIONS)

    def _codes(self, relation: str) -> list[str]:
        return sorted(row.country_id for row in self.countries.all() if row.relation == relation)


class Credit(models.Model):
    """That a contributor wrote an article, and in which place of the byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="credits")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="credits")
    order = models.PositiveSmallIntegerField(default=0, help_text="Place in the byline.")

    class Meta:
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint("article", "contributor", name="credit_once"),)

    def __str__(self) -> str:
        return str(self.contributor)


class ArticleCountry(models.Model):
    """How an article relates to a country: `about` is an editor's word, `mentions` is found in the text."""

    class Relation(models.TextChoices):
        ABOUT = "about"
        MENTIONS = "mentions"

    article = models.ForeignKey(Article, models.CASCADE, related_name="countries")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=8, choices=Relation, default=Relation.ABOUT)

    class Meta:
        verbose_name = "country of an article"
        verbose_name_plural = "countries of articles"
        ordering = ("relation", "country")
        constraints = (
            models.UniqueConstraint("article", "country", "relation", name="article_country_once"),
            models.CheckConstraint(condition=Q(relation__in=["about", "mentions"]), name="article_country_relation"),
        )

    def __str__(self) -> str:
        return f"{self.relation} {self.country_id}"


class FigureUse(models.Model):
    """Derived from the body at every save: a picture's use in an article, with that article's caption and credit."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="figures")
    image = models.ForeignKey(Image, models.PROTECT, related_name="uses")
    block_id = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    caption = models.TextField(blank=True)
    credit = models.TextField(blank=True)
    alt = models.TextField(blank=True)

    class Meta:
        ordering = ("article", "position")
        constraints = (models.UniqueConstraint("article", "block_id", name="figure_block_once"),)

    def __str__(self) -> str:
        return f"{self.image_id} in {self.article_id}"


class CrossLink(models.Model):
    """Derived from the body at every save: a link to an article or a series, unresolved while it has no target."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="cross_links")
    link_id = models.UUIDField()
    kind = models.CharField(max_length=7, choices=[("article", "article"), ("series", "series")])
    target_article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="back_links")
    target_series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="back_links")
    hint = models.TextField(blank=True, help_text="The title or address that an unresolved link is looking for.")
    hint_key = models.TextField(blank=True, db_index=True, help_text="The hint as titles are compared.")
    phrase = models.TextField(help_text="The words that are the link.")
    block_id = models.CharField(max_length=32)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("article", "position")
        constraints = (
            models.UniqueConstraint("article", "link_id", name="cross_link_once"),
            models.CheckConstraint(
                condition=Q(target_article__isnull=True) | Q(target_series__isnull=True), name="cross_link_one_target"
            ),
        )

    def __str__(self) -> str:
        return self.phrase

    @property
    def target(self) -> Any:
        """The article or series that it leads to, or None."""
        return self.target_article or self.target_series
