"""The record: editions and what happened to them. It only grows; the database itself refuses every other change.

Rows hold plain values and UUIDs, no foreign key into the desk: the record must stand when the desk has moved on.
"""

import uuid

from django.db import models
from django.db.models import Q


class Edition(models.Model):
    """One published version of an article, numbered from 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article_id = models.UUIDField()
    number = models.PositiveIntegerField()
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    sha256 = models.CharField("SHA-256 of the payload", max_length=64)
    live_from = models.DateTimeField(help_text="When it goes on show.")
    made_at = models.DateTimeField(help_text="When it was published.")
    by_id = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("article_id", "-number")
        constraints = (
            models.UniqueConstraint("article_id", "number", name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_number_from_one"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="edition_sha256_is_one"),
        )

    def __str__(self) -> str:
        return f"{self.title} · edition {self.number}"


class Payload(models.Model):
    """An edition's content: canonical JSON whose UTF-8 bytes have the edition's SHA-256. A table of its own, so that a
    court's order can delete the text and leave number, hash and date."""

    edition = models.OneToOneField(Edition, models.PROTECT, primary_key=True, related_name="payload")
    version = models.PositiveSmallIntegerField(help_text="Version of the body document in it.")
    content = models.TextField()

    def __str__(self) -> str:
        return f"content of {self.edition_id}"


class Event(models.Model):
    """Something that changed what readers see, in the order of `id`, which is the order of commits."""

    class Kind(models.TextChoices):
        PUBLISH = "publish"
        WITHDRAW = "withdraw"

    class Scope(models.TextChoices):
        RETIRE = "retire", "retire: gone from now on, its past stays"
        SEAL = "seal", "seal: gone from every address, its past included"

    id = models.BigAutoField(primary_key=True)
    article_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8, choices=Kind)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField(help_text="When it was done.")
    effective_from = models.DateTimeField(help_text="From when readers see it.")
    scope = models.CharField(max_length=6, choices=Scope, blank=True)
    reason = models.TextField(blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="publish", edition__isnull=False, scope="")
                | Q(kind="withdraw", edition__isnull=True, scope__in=["retire", "seal"]),
                name="event_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"
