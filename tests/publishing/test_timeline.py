"""From events to times on show, over whatever an article may go through."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from series.models.record import Event
from series.publishing.timeline import Timeline, fold

START = datetime(2026, 3, 1, tzinfo=UTC)


def at(hour):
    return START + timedelta(hours=hour)


def publish(hour, starts):
    return Event(kind="publish", edition_id=uuid.uuid4(), at=at(hour), effective_from=at(max(hour, starts)))


def withdraw(hour, scope):
    return Event(kind="withdraw", scope=scope, at=at(hour), effective_from=at(hour))


@st.composite
def histories(draw):
    """Events of one article in their order; several may happen in one hour."""
    events, hour = [], 0
    for _ in range(draw(st.integers(0, 8))):
        hour += draw(st.integers(0, 3))
        act = st.builds(publish, st.just(hour), st.integers(0, 30)) | st.builds(
            withdraw, st.just(hour), st.sampled_from(["retire", "seal"])
        )
        events.append(draw(act))
    return events


@settings(max_examples=50)
@given(histories())
def test_showings_are_in_order_and_never_meet(events):
    showings = fold(events).showings
    assert all(showing.end is None or showing.start < showing.end for showing in showings)
    for earlier, later in pairwise(showings):
        assert earlier.end is not None
        assert earlier.end <= later.start


@settings(max_examples=50)
@given(histories(), st.integers(0, 40))
def test_at_any_moment_the_newest_that_has_begun_is_on_show(events, hour):
    moment = at(hour)
    on_show = [
        showing.edition_id
        for showing in fold(events).showings
        if showing.start <= moment and (showing.end is None or moment < showing.end)
    ]
    begun = [event for event in events if event.effective_from <= moment]
    assert on_show == ([begun[-1].edition_id] if begun and begun[-1].kind == "publish" else [])


@settings(max_examples=50)
@given(histories())
def test_no_edition_comes_back_after_a_newer_one(events):
    order = [event.edition_id for event in events]
    shown = [order.index(showing.edition_id) for showing in fold(events).showings]
    assert shown == sorted(set(shown))


@settings(max_examples=50)
@given(histories())
def test_it_is_withdrawn_exactly_when_the_last_act_was_that(events):
    timeline = fold(events)
    last = events[-1] if events else None
    assert timeline.withdrawal == (last if last and last.kind == "withdraw" else None)
    assert timeline.is_sealed == bool(last and last.scope == "seal")
    if timeline.withdrawal:
        assert all(showing.end and showing.end <= last.at for showing in timeline.showings)


@settings(max_examples=30)
@given(histories(), st.integers(0, 8))
def test_later_events_do_not_change_what_was_on_show_before_them(events, many):
    earlier, later = fold(events[:many]), fold(events)
    if len(events) <= many:
        return
    change = min(event.effective_from for event in events[many:])
    past = [showing.until(change) for showing in earlier.showings if showing.start < change]
    assert [showing.until(change) for showing in later.showings if showing.start < change] == past


def test_nothing_is_on_show_before_anything_happened():
    assert fold([]) == Timeline()
    assert fold([]).first_live_from is None
