"""What editors can do to what readers see. Each act is one transaction under the shelf's lock."""

from datetime import datetime
from typing import Any, NamedTuple, cast

import orjson
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection, transaction

from series import body
from series.freezing import Frozen, freeze, payload_of
from series.models.catalogue import Contributor, Series
from series.models.desk import Article, Credit
from series.models.record import Edition, Event, Payload
from series.publishing.checks import Finding, Level, check
from series.publishing.errors import PublishRefused, WithdrawRefused
from series.publishing.shelving import lock, reshelve

# The draft's fields that an edition holds under the same name and in the same form.
RESTORED = ("slug", "title", "standfirst", "epigraph", "language", "instalment_number", "position", "published_on")


class Actor(NamedTuple):
    """Who does it, as plain values: the record must be able to say so when the account is gone."""

    name: str
    id: str = ""

    @classmethod
    def of(cls, user: AbstractBaseUser | AnonymousUser) -> "Actor":
        """The actor that a signed-in user is."""
        return cls(user.get_username(), str(user.pk))


@transaction.atomic
def publish(article: Article, *, by: Actor, live_from: datetime | None = None, reason: str = "") -> Edition:
    """Freeze the saved draft as an edition that goes on show at `live_from` (aware; None is now).

    A draft that says what the edition on show says makes no new one: that edition is returned. A newer edition takes
    the place of all that were scheduled to begin at its time or later.
    Raises PublishRefused with the findings that block, or when `live_from` lies in the past.
    """
    # The draft's row before the shelf, as one who saves and publishes in one transaction takes them: no deadlock.
    Article.objects.select_for_update().get(pk=article.pk)
    lock()
    moment = _moment()
    article = Article.objects.with_parts().get(pk=article.pk)
    findings = [finding for finding in check(article, live_from) if finding.level == Level.BLOCKS]
    if live_from is not None and live_from < moment:
        findings.append(_in_the_past(live_from))
    if findings:
        raise PublishRefused(article.title, findings)
    payload = payload_of(article)
    standing = _standing_edition(article, payload)
    if standing and (live_from or moment) >= standing.live_from:
        return standing
    edition = _record(article, freeze(payload), by, reason, made_at=moment, live_from=live_from or moment)
    reshelve(article.pk)
    return edition


@transaction.atomic
def withdraw(article: Article, *, by: Actor, reason: str, scope: str = Event.Scope.RETIRE) -> Event:
    """Take the article off the shelf from now on; with scope *seal* its past too. Readers are told `reason`.

    Raises WithdrawRefused without a reason, for an unknown scope, and when nothing is on show or scheduled.
    """
    lock()
    if not reason.strip():
        raise WithdrawRefused("Give the reason: readers who come to the address are told it.")
    if scope not in Event.Scope.values:
        raise WithdrawRefused(f"The scope {scope!r} is not known; use {' or '.join(Event.Scope.values)}.")
    last = Event.objects.filter(article_id=article.pk).last()
    seals_retired = last is not None and last.scope == Event.Scope.RETIRE and scope == Event.Scope.SEAL
    if last is None or (last.kind == Event.Kind.WITHDRAW and not seals_retired):
        raise WithdrawRefused(f"“{article}” is neither on show nor scheduled.")
    moment = _moment()
    event = Event.objects.create(
        article_id=article.pk,
        kind=Event.Kind.WITHDRAW,
        at=moment,
        effective_from=moment,
        scope=scope,
        reason=reason.strip(),
        by_id=by.id,
        by_name=by.name,
    )
    reshelve(article.pk)
    return event


@transaction.atomic
def restore(edition: Edition, *, by: Actor) -> Article:
    """Bring an edition's text and fields back into the draft; what readers see stays as it is.

    Raises Article.DoesNotExist when the article is no longer on the desk.
    """
    article = Article.objects.select_for_update().get(pk=edition.article_id)
    payload = orjson.loads(edition.payload.content)
    for name in RESTORED:
        setattr(article, name, payload[name])
    article.published_on_precision = payload["published_on_precision"] or ""
    for name, value in payload["source"].items():
        setattr(article, name, value)
    article.series = Series.objects.filter(pk=payload["series"]["id"]).first() if payload["series"] else None
    article.body = body.upgrade(payload["body"])
    article.saved_by = by.name
    article.save()
    _restore_people_and_countries(article, payload)
    return article


def _restore_people_and_countries(article: Article, payload: dict[str, Any]) -> None:
    ids = [person["id"] for person in payload["contributors"]]
    held = {str(person.pk): person for person in Contributor.objects.filter(pk__in=ids)}
    article.credits.all().delete()
    article.credits.bulk_create(
        Credit(article=article, contributor=held[pk], order=order) for order, pk in enumerate(ids) if pk in held
    )
    article.countries.filter(relation="about").delete()
    article.countries.bulk_create(
        article.countries.model(article=article, country_id=code, relation="about") for code in payload["about"]
    )


def _moment() -> datetime:
    """The database's clock, read under the lock: later acts get later moments on whatever machine they run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return cast(datetime, moment)


def _in_the_past(live_from: datetime) -> Finding:
    message = f"It cannot go on show at {live_from:%Y-%m-%d %H:%M %Z}, which is past."
    return Finding(Level.BLOCKS, "live-from-past", message, "live_from")


def _standing_edition(article: Article, payload: dict[str, Any]) -> Edition | None:
    """The article's newest edition, if it says what `payload` says and has not been withdrawn."""
    last = Event.objects.filter(article_id=article.pk).select_related("edition__payload").last()
    if last is None or last.edition is None:
        return None
    said = orjson.loads(last.edition.payload.content)
    # `links` follows from the body and from what its links found since, which readers see without a new edition.
    return last.edition if said | {"links": []} == payload | {"links": []} else None


def _record(
    article: Article, frozen: Frozen, by: Actor, reason: str, *, made_at: datetime, live_from: datetime
) -> Edition:
    newest = Edition.objects.filter(article_id=article.pk).order_by("-number").first()
    edition = Edition.objects.create(
        article_id=article.pk,
        number=newest.number + 1 if newest else 1,
        slug=article.slug,
        title=article.title,
        sha256=frozen.sha256,
        live_from=live_from,
        made_at=made_at,
        by_id=by.id,
        by_name=by.name,
        reason=reason,
    )
    Payload.objects.create(edition=edition, version=body.VERSION, content=frozen.content)
    Event.objects.create(
        article_id=article.pk,
        kind=Event.Kind.PUBLISH,
        edition=edition,
        at=made_at,
        effective_from=live_from,
        reason=reason,
        by_id=by.id,
        by_name=by.name,
    )
    return edition
