"""The catalogue: series, people, pictures and countries. An edit here is public at once where editions use it."""

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q

from series.models import waiting
from series.search.fold import fold

_SHARE = (MinValueValidator(0), MaxValueValidator(1))


def title_key(title: str) -> str:
    """The form in which titles are compared: letters folded, case and blanks ignored, so long as an index can hold."""
    return " ".join(fold(title).casefold().split())[:300]


class Country(models.Model):
    """A country of ISO 3166-1; made after `migrate` from the gazetteer, which knows all its names."""

    code = models.CharField("ISO code", max_length=2, primary_key=True, help_text="ISO 3166-1 alpha-2.")
    alpha3 = models.CharField("ISO code of three letters", max_length=3, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "countries"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Border(models.Model):
    """That two countries are neighbours; stands once for each direction."""

    class Kind(models.TextChoices):
        LAND = "land"
        SEA = "sea"

    subject = models.ForeignKey(Country, models.CASCADE, related_name="borders")
    neighbour = models.ForeignKey(Country, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    length_km = models.DecimalField("length in km", max_digits=8, decimal_places=1, null=True, blank=True)
    source = models.TextField(help_text="Where the length comes from.")

    class Meta:
        ordering = ("subject", "neighbour")
        constraints = (
            models.UniqueConstraint("subject", "neighbour", name="border_once"),
            models.CheckConstraint(condition=~Q(subject=models.F("neighbour")), name="border_of_two"),
            models.CheckConstraint(condition=Q(kind__in=["land", "sea"]), name="border_kind"),
            models.CheckConstraint(condition=Q(length_km__isnull=True) | Q(length_km__gt=0), name="border_length"),
        )

    def __str__(self) -> str:
        return f"{self.subject_id}–{self.neighbour_id}"


class Series(models.Model):
    """A named run of articles about one subject country, such as "Russia's borders" about RU."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True, help_text="The series' part of addresses.")
    title = models.CharField(max_length=300, help_text="As it stands before the colon on the instalments' pages.")
    title_key = models.CharField(max_length=300, editable=False, unique=True)
    description = models.TextField(blank=True)
    subject = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The country whose neighbours the instalments are about; empty for a series that has none.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title_key = title_key(self.title)
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            waiting.answer("series", self.pk, [self.title_key])


class Contributor(models.Model):
    """An author of articles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    affiliation = models.CharField(
        max_length=300, blank=True, help_text="What the page says of the author: post, university, newspaper."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Image(models.Model):
    """A picture of the library. One without a file is *missing*: known by its caption and credit, kept to be found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=300, help_text="For editors: what the picture is known by in the library.")
    file = models.FileField(
        upload_to="images/", blank=True, max_length=200, help_text="Empty for a picture whose file is missing."
    )
    # Null and not empty where there is no file: it is unique.
    sha256 = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    content_type = models.CharField(max_length=40, blank=True, editable=False)
    width = models.PositiveIntegerField("width in pixels", null=True, blank=True, editable=False)
    height = models.PositiveIntegerField("height in pixels", null=True, blank=True, editable=False)
    alt = models.TextField("alternative text", blank=True, help_text="What one who cannot see the picture should know.")
    credit = models.CharField(max_length=300, blank=True, help_text="Whose picture it is, as the page gives it.")
    licence = models.CharField(max_length=100, blank=True, help_text="SPDX identifier or the agency's terms.")
    republishable = models.BooleanField(
        null=True, blank=True, help_text="May the public see it here? Unknown is treated as yes until somebody objects."
    )
    focal_x = models.FloatField(
        "focal point, across",
        default=0.5,
        validators=_SHARE,
        help_text="What crops keep: 0 is the left edge, 1 the right one.",
    )
    focal_y = models.FloatField(
        "focal point, down", default=0.5, validators=_SHARE, help_text="0 is the upper edge, 1 the lower one."
    )
    placeholder = models.CharField(
        "placeholder colour", max_length=7, blank=True, editable=False, help_text="Its mean colour, as #rrggbb."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint("sha256", name="image_file_once"),
            models.CheckConstraint(
                condition=Q(file="", sha256__isnull=True, width__isnull=True, height__isnull=True, content_type="")
                | (~Q(file="") & Q(sha256__regex="^[0-9a-f]{64}$", width__gt=0, height__gt=0) & ~Q(content_type="")),
                name="image_file_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1), name="image_focal_point"
            ),
            models.CheckConstraint(
                condition=Q(placeholder="") | Q(placeholder__regex="^#[0-9a-f]{6}$"), name="image_placeholder"
            ),
        )

    def __str__(self) -> str:
        return self.title or str(self.id)


class Rendition(models.Model):
    """A picture in one size and format, as browsers get it. One made from a file that was replaced is not shown."""

    class Kind(models.TextChoices):
        WHOLE = "whole"
        SQUARE = "square"

    class Format(models.TextChoices):
        AVIF = "avif"
        WEBP = "webp"
        JPEG = "jpeg"

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=6, choices=Kind)
    format = models.CharField(max_length=4, choices=Format)
    width = models.PositiveIntegerField("width in pixels")
    height = models.PositiveIntegerField("height in pixels")
    # Not unique: two files that differ only in what they say beside their pixels have the same renditions.
    key = models.CharField("storage key", max_length=100, db_index=True)
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    source = models.CharField("SHA-256 of the file it was made from", max_length=64)
    recipe = models.CharField(max_length=40, help_text="How it was made; one with another recipe is out of date.")

    class Meta:
        ordering = ("image", "kind", "width", "format")
        constraints = (
            models.UniqueConstraint("image", "kind", "width", "format", name="rendition_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["whole", "square"], format__in=["avif", "webp", "jpeg"]), name="rendition_kind"
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, size__gt=0)
                & Q(sha256__regex="^[0-9a-f]{64}$", source__regex="^[0-9a-f]{64}$")
                & ~Q(key=""),
                name="rendition_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.width} × {self.height} {self.format}"


class LinkResolution(models.Model):
    """Where an unresolved cross-link of an edition leads since its target arrived; editions themselves never change."""

    link_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=7, choices=[("article", "article"), ("series", "series")])
    target = models.UUIDField(db_index=True)
    resolved_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.link_id} → {self.kind} {self.target}"
