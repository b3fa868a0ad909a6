"""How an article stands with its readers: a draft, on show, scheduled or withdrawn. All of it read, nothing decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

import orjson
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower, Now

from series.freezing import payload_of
from series.models.desk import Article
from series.models.record import Edition, Event
from series.models.shelf import ShelfArticle


class State(StrEnum):
    """One word for where an article stands; a correction that waits beside a live edition leaves it on show."""

    DRAFT = "draft"
    ON_SHOW = "on show"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"


COLOURS = {State.DRAFT: "info", State.ON_SHOW: "success", State.SCHEDULED: "warning", State.WITHDRAWN: "danger"}

_CONDITIONS = {
    State.ON_SHOW: Q(shown_number__isnull=False),
    State.SCHEDULED: Q(shown_number=None, scheduled_for__isnull=False),
    State.WITHDRAWN: Q(shown_number=None, scheduled_for=None, last_event=Event.Kind.WITHDRAW),
    State.DRAFT: Q(shown_number=None, scheduled_for=None) & (Q(last_event=None) | ~Q(last_event=Event.Kind.WITHDRAW)),
}


def with_state(articles: QuerySet[Any]) -> QuerySet[Any]:
    """The articles with `shown_number`, `scheduled_for` and `last_event`, from which `state_of` reads, in one query."""
    shelf = ShelfArticle.objects.filter(article_id=OuterRef("pk"))
    waiting = shelf.filter(during__startswith__gt=Now()).annotate(start=Lower("during")).order_by("start")
    events = Event.objects.filter(article_id=OuterRef("pk")).order_by("-id")
    annotated: QuerySet[Any] = articles.annotate(
        shown_number=Subquery(shelf.at().values("number")[:1]),
        scheduled_for=Subquery(waiting.values("start")[:1]),
        last_event=Subquery(events.values("kind")[:1]),
    )
    return annotated


def in_state(articles: QuerySet[Any], state: State) -> QuerySet[Any]:
    """Those articles of `with_state` that stand so."""
    return articles.filter(_CONDITIONS[state])


def state_of(article: Any) -> State:
    """Where an article of `with_state` stands."""
    if article.shown_number is not None:
        return State.ON_SHOW
    if article.scheduled_for is not None:
        return State.SCHEDULED
    return State.WITHDRAWN if article.last_event == Event.Kind.WITHDRAW else State.DRAFT


@dataclass(frozen=True, slots=True)
class Standing:
    """All that an article's page says of its state. `differs` is None when no edition is there to differ from."""

    state: State
    shown: ShelfArticle | None
    scheduled: tuple[ShelfArticle, ...]
    withdrawal: Event | None
    newest: Edition | None
    differs: bool | None

    @property
    def api_address(self) -> str | None:
        """The path of the edition on show in the public API."""
        return f"/api/v1/articles/{self.shown.slug}/" if self.shown else None

    @property
    def shown_since(self) -> datetime | None:
        """Since when the edition on show is there."""
        return cast(datetime | None, self.shown.during.lower) if self.shown else None

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether there is something to withdraw; what was retired can still be sealed."""
        retired = self.withdrawal is not None and self.withdrawal.scope == Event.Scope.RETIRE
        return self.state in {State.ON_SHOW, State.SCHEDULED} or retired


def standing(article: Article) -> Standing:
    """How `article` stands, and whether its draft says something else than its newest edition."""
    now = Now()
    rows = ShelfArticle.objects.filter(article_id=article.pk).defer("document", "card", "passages", "search")
    shown = rows.at().first()
    scheduled = tuple(rows.filter(during__startswith__gt=now).order_by("during"))
    last = Event.objects.filter(article_id=article.pk).order_by("id").last()
    editions = Edition.objects.filter(article_id=article.pk).select_related("payload")
    newest = editions.order_by("-number").first() if last else None
    withdrawal = last if last and last.kind == Event.Kind.WITHDRAW else None
    if shown:
        state = State.ON_SHOW
    elif scheduled:
        state = State.SCHEDULED
    else:
        state = State.WITHDRAWN if withdrawal else State.DRAFT
    return Standing(state, shown, scheduled, withdrawal, newest, _differs(article, newest))


def _differs(article: Article, edition: Edition | None) -> bool | None:
    """Whether the draft says something else than the edition. What its links have found since does not count: the
    edition's links find it too."""
    if edition is None or not hasattr(edition, "payload"):
        return None
    said = orjson.loads(edition.payload.content)
    return _words(said) != _words(payload_of(article))


def _words(payload: dict[str, Any]) -> bytes:
    words = {name: value for name, value in payload.items() if name != "links"}
    return orjson.dumps(words, option=orjson.OPT_SORT_KEYS)
