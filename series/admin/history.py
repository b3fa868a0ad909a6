"""An article's history: its editions and withdrawals, what differs between any two states, and what was done here."""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from unfold.widgets import UnfoldAdminSelectWidget

from series.admin.differences import Difference, difference
from series.admin.publish_pages import PublishPages
from series.freezing import payload_of
from series.models.desk import Article
from series.models.record import Edition, Event, Payload
from series.models.shelf import ShelfArticle

DRAFT: Final = "draft"
# The log of the admin beside the editions: what was done lately, not all there ever was.
_SHOWN_OF_THE_LOG: Final = 30
_MOMENT: Final = "%-d %B %Y, %H:%M"
# What an edition says that has no row on the shelf.
_ABSENT: Final = {
    "sealed": "sealed: readers find it nowhere",
    "never": "never on show: replaced or withdrawn before its time",
}


class Entry(NamedTuple):
    """One line of the history: an edition, or a withdrawal. `state` is a key for its colour, `says` the words."""

    at: datetime
    state: str
    says: str
    by: str
    reason: str
    edition: Edition | None = None
    has_text: bool = False
    before: int | None = None


class CompareForm(forms.Form):
    """Two states of an article: numbers of editions, or the draft."""

    old = forms.ChoiceField(label="From", required=False, widget=UnfoldAdminSelectWidget())
    new = forms.ChoiceField(label="To", required=False, widget=UnfoldAdminSelectWidget())

    def __init__(self, editions: list[Edition], data: Any, **kwargs: Any) -> None:
        """The editions newest first, of which those whose text was erased cannot be compared."""
        super().__init__(data, initial={"old": str(editions[0].number), "new": DRAFT}, **kwargs)
        numbers = [(str(e.number), f"Edition {e.number}, {e.made_at:%-d %b %Y}") for e in editions]
        for field in ("old", "new"):
            self.fields[field].choices = [(DRAFT, "The draft"), *numbers]  # type: ignore[attr-defined]
            self.fields[field].error_messages["invalid_choice"] = "There is no edition %(value)s that can be compared."


class HistoryPage(PublishPages):
    """The view, for the screen of articles. The number of its queries is the same for any number of editions."""

    def history(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The history; with `?old=1&new=draft` also what leads from the one to the other."""
        article = self._article(request, _uuid(object_id))
        editions = _editions(article)
        readable = [edition for edition in editions if edition.has_text]
        form = CompareForm(readable, request.GET if "old" in request.GET else None) if readable else None
        context: dict[str, Any] = {
            "entries": _entries(article, editions),
            "form": form,
            "log": _log(article),
            "most_log": _SHOWN_OF_THE_LOG,
        }
        if form and form.is_bound and form.is_valid():
            old, new = (form.cleaned_data[name] or form.initial[name] for name in ("old", "new"))
            context |= {"compared": (_named(old), _named(new)), "difference": _compared(article, readable, old, new)}
        return self._page(request, article, "history.html", "History", **context)


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Http404(f"There is no article {value}.") from None


def _named(choice: str) -> str:
    return "the draft" if choice == DRAFT else f"edition {choice}"


def _editions(article: Article) -> list[Any]:
    """Newest first, with `has_text`; without their texts."""
    held = Exists(Payload.objects.filter(pk=OuterRef("pk")))
    return list(Edition.objects.filter(article_id=article.pk).annotate(has_text=held).order_by("-number"))


def _entries(article: Article, editions: list[Any]) -> list[Entry]:
    """Editions and withdrawals, newest first."""
    rows = ShelfArticle.objects.filter(article_id=article.pk).annotate(now=Now())
    shelf = {row.number: row for row in rows.only("number", "during")}
    withdrawals = list(Event.objects.filter(article_id=article.pk, kind=Event.Kind.WITHDRAW))
    absent = _ABSENT["sealed" if any(event.scope == Event.Scope.SEAL for event in withdrawals) else "never"]
    starts = {row.during.lower: row.number for row in shelf.values()}
    readable = [edition.number for edition in editions if edition.has_text]
    entries = [_withdrawal(event) for event in withdrawals]
    for edition in editions:
        row = shelf.get(edition.number)
        state, says = _standing(row, starts) if row else ("past", absent)
        before = next((number for number in readable if number < edition.number), None)
        who = (edition.by_name, edition.reason)
        entries.append(Entry(edition.made_at, state, says, *who, edition, edition.has_text, before))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _withdrawal(event: Event) -> Entry:
    done = "Sealed: gone with its past" if event.scope == Event.Scope.SEAL else "Retired: its past stays"
    return Entry(event.at, "withdrawn", done, event.by_name, event.reason)


def _standing(row: Any, starts: dict[datetime, int]) -> tuple[str, str]:
    """How an edition stands by its row on the shelf: a key and the words. `starts` says which edition began when."""
    start, end = row.during.lower, row.during.upper
    if start > row.now:
        return "scheduled", f"scheduled for {start:{_MOMENT}} UTC{_until(end)}"
    if end is None or end > row.now:
        return "on_show", f"on show since {start:{_MOMENT}} UTC{_until(end)}"
    then = f"edition {starts[end]} took its place" if end in starts else "it was withdrawn"
    return "past", f"on show from {start:{_MOMENT}} to {end:{_MOMENT}} UTC, then {then}"


def _until(end: datetime | None) -> str:
    return f", until {end:{_MOMENT}} UTC" if end else ""


def _log(article: Article) -> list[LogEntry]:
    """What was done with the article in the admin, newest first."""
    kind = ContentType.objects.get_for_model(Article)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(article.pk)).select_related("user")
    return list(rows.order_by("-action_time", "-id")[:_SHOWN_OF_THE_LOG])


def _compared(article: Article, editions: list[Any], old: str, new: str) -> Difference:
    ids = {str(edition.number): edition.pk for edition in editions}
    wanted = [ids[choice] for choice in {old, new} - {DRAFT}]
    held = dict(Payload.objects.filter(pk__in=wanted).values_list("pk", "content"))
    before, after = (
        payload_of(article) if choice == DRAFT else orjson.loads(held[ids[choice]]) for choice in (old, new)
    )
    return difference(before, after)
