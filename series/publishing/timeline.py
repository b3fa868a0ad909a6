"""From events to times on show: a pure fold, so that publishing and rebuilding the shelf cannot disagree."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from series.models.record import Event


@dataclass(frozen=True, slots=True)
class Showing:
    """That an edition is on show from `start` to before `end`; None is without end."""

    edition_id: UUID
    start: datetime
    end: datetime | None = None

    def until(self, moment: datetime) -> "Showing":
        """The same, but over at `moment` at the latest."""
        return self if self.end and self.end <= moment else replace(self, end=moment)


@dataclass(frozen=True, slots=True)
class Timeline:
    """An article's showings in order of time; `withdrawal` is set while it is withdrawn."""

    showings: tuple[Showing, ...] = ()
    withdrawal: Event | None = field(default=None)

    @property
    def is_sealed(self) -> bool:
        """Whether readers may not see its past either."""
        return self.withdrawal is not None and self.withdrawal.scope == Event.Scope.SEAL

    @property
    def first_live_from(self) -> datetime | None:
        """When the article first goes or went on show."""
        return self.showings[0].start if self.showings else None


def fold(events: Iterable[Event]) -> Timeline:
    """The timeline that `events` of one article, in their order, come to.

    A newer edition ends what is on show when it begins and takes the place of all that was to begin later: an older
    text never follows a newer one.
    """
    timeline = Timeline()
    for event in events:
        kept = _before(timeline.showings, event.effective_from)
        if event.kind == Event.Kind.PUBLISH and event.edition_id:
            timeline = Timeline((*kept, Showing(event.edition_id, event.effective_from)))
        else:
            timeline = Timeline(kept, withdrawal=event)
    return timeline


def _before(showings: Iterable[Showing], moment: datetime) -> tuple[Showing, ...]:
    return tuple(showing.until(moment) for showing in showings if showing.start < moment)
