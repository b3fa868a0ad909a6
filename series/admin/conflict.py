"""Two editors on one article: the second save comes back with all that was typed, and with what the first one saved."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from series.admin.base import AnyModelForm
from series.admin.differences import Difference, difference
from series.errors import SaveConflict
from series.freezing import payload_of
from series.models.desk import Article

OVER = "over"
"""Name of the button that saves over what somebody else saved; its value is the revision that its page showed."""
_OPENED = "opened_at"
_OPENED_AS = "opened_as"
# Fields of an article that stand in a payload under the same name.
_FIELDS = (
    *("title", "standfirst", "epigraph", "slug", "language", "instalment_number", "position", "body"),
    *("publisher", "canonical_url", "licence", "attribution", "republication_notice"),
)
_REVISION = re.compile(r"[0-9]{1,9}", re.ASCII)
_MOST_ROWS = 1_000
# Derived anew at every save, so no editor's to decide between.
_DERIVED = frozenset({"mentions"})


class _Opened(forms.CharField):
    """Hidden, and nothing that an editor changes: it never stands in the log of what was changed."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never."""
        return False


class OpenedForm(AnyModelForm):
    """A form of an article that says at which revision it was opened, and is refused when there is a later one.

    `conflict` then says who saved what is stored now. The revision is compared once more by the save itself. What the
    fields were when it was opened is only told from what they are now, so that the page can say who changed which.
    """

    opened_at = _Opened(required=False, widget=forms.HiddenInput)
    opened_as = _Opened(required=False, widget=forms.HiddenInput)
    conflict: SaveConflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[_OPENED] = self.instance.revision
        if not self.is_bound and not self.instance._state.adding:
            self.initial[_OPENED_AS] = orjson.dumps(fingerprints(self.instance)).decode()

    def clean(self) -> dict[str, Any]:
        """Django's, and the comparison."""
        cleaned = super().clean() or self.cleaned_data
        if not self.instance._state.adding:
            self._check_revision()
        return cleaned

    def _check_revision(self) -> None:
        stored, read = self.instance.revision, read_revision(self.data)
        if read is None or read > stored:
            self.add_error(
                None,
                "Nothing was saved: this page does not say which version of the article it was opened with. "
                "Open the article in a new tab and take over what you typed here.",
            )
        elif read < stored:
            row = self.instance
            self.conflict = SaveConflict(row.title, row.saved_by, row.updated_at)
            self.add_error(None, str(self.conflict))


def read_revision(data: Any) -> int | None:
    """The revision that the sender of a form has seen; None if the form does not say, or not in a way it can."""
    opened, over = (str(data.get(name, "")) for name in (_OPENED, OVER))
    if not _REVISION.fullmatch(opened) or (over and not _REVISION.fullmatch(over)):
        return None
    return int(over or opened)


def is_late(data: Any, article: Article) -> bool:
    """Whether a form was opened before the article's last save, whatever its sender decided to do about it."""
    return str(data.get(_OPENED, "")) != str(article.revision)


def fingerprints(article: Article) -> dict[str, str]:
    """A short hash of each field that editors change; without a query where the article's parts are prefetched."""
    values = {name: getattr(article, name) for name in _FIELDS} | {
        "series": article.series_id,
        "published_on": [article.published_on, article.published_on_precision],
        "contributors": [str(credit.contributor_id) for credit in article.credits.all()],
        "about": article.about,
    }
    return _hashed(values)


def _hashed(values: dict[str, Any]) -> dict[str, str]:
    return {
        name: hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
        for name, value in values.items()
    }


class Shown(NamedTuple):
    """What the page of a refused save says: who was first, and what leads from the stored article to the typed one."""

    conflict: SaveConflict
    revision: int
    difference: Difference
    text_note: str


def shown(form: Any, formsets: Iterable[Any], stored: Article) -> Shown:
    """For the page of a form that has a conflict, and its inlines; `stored` is the article as it is now."""
    rows = _rows_typed(formsets)
    found = difference(payload_of(stored), payload_of(form.instance) | rows, without=_DERIVED)
    ids = {"contributors": [person["id"] for person in rows["contributors"]], "about": rows["about"]}
    now = (fingerprints(stored), fingerprints(form.instance) | _hashed(ids))
    notes = _notes(form.data.get(_OPENED_AS, ""), *now, form.conflict.by or "the other")
    fields = tuple(field._replace(note=notes.get(field.name, "")) for field in found.fields)
    return Shown(form.conflict, stored.revision, found._replace(fields=fields), notes.get("body", ""))


def _notes(opened_as: str, stored: dict[str, str], typed: dict[str, str], by: str) -> dict[str, str]:
    """Who changed which field since the form was opened; empty where the form does not say what it was opened with."""
    try:
        opened = orjson.loads(opened_as)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(opened, dict):
        return {}
    notes = {}
    for name in stored.keys() & typed.keys() & opened.keys():
        who = [by] * (opened[name] != stored[name]) + ["you"] * (opened[name] != typed[name])
        notes[name] = f"changed by {' and by '.join(who)}" if who else ""
    return notes


def _rows_typed(formsets: Iterable[Any]) -> dict[str, Any]:
    """The byline and the countries as they were typed, in the form that a payload has them."""
    rows = {formset.once: _kept(formset) for formset in formsets}
    credits = sorted(rows.get("contributor", []), key=lambda row: row.get("order") or 0)
    return {
        "contributors": [{"id": str(row["contributor"].pk), "name": row["contributor"].name} for row in credits],
        "about": sorted(row["country"].pk for row in rows.get("country", [])),
    }


def _kept(formset: Any) -> list[dict[str, Any]]:
    cleaned = [getattr(form, "cleaned_data", {}) for form in formset.forms]
    return [row for row in cleaned if row.get(formset.once) and not row.get("DELETE")]


def rebased(data: QueryDict, prefix: str, once: str, stored: QuerySet[Any]) -> QueryDict:
    """The rows of an inline that was opened before somebody else's save, so that they can be saved over it.

    A row that is gone becomes a new one, one that was added meanwhile and is named here too is that one. Where the
    sender decided to save over, what only the other one has is marked to be deleted. `once` names the field that no
    two rows may share.
    """
    rows = _rows(data, prefix)
    if rows is None:
        return data
    held = {str(pk): str(named) for pk, named in stored.values_list("pk", f"{once}_id")}
    fresh = {named: pk for pk, named in held.items() if pk not in {row.get("id") for row in rows}}
    rows = [row for row in rows if row.get("id", "") in {*held, ""} or "DELETE" not in row]
    for row in rows:
        _take_its_place(row, once, held, fresh)
    if OVER in data:
        rows += [{"id": pk, once: named, "DELETE": "on"} for named, pk in fresh.items()]
    return _with_rows(data, prefix, rows)


def _take_its_place(row: dict[str, str], once: str, held: dict[str, str], fresh: dict[str, str]) -> None:
    """Give a row the key of the stored row that it is: the one that names the same, else its own, else none.

    `held` are the stored rows, `fresh` the keys of those that no row has yet, by what they name.
    """
    own, named = row.get("id", ""), row.get(once, "")
    row["id"] = own if own in held else ""
    if named in fresh and "DELETE" not in row:
        row["id"] = fresh.pop(named)
        if own in held:
            fresh[held[own]] = own


def _rows(data: QueryDict, prefix: str) -> list[dict[str, str]] | None:
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    if not _REVISION.fullmatch(total) or int(total) > _MOST_ROWS:
        return None
    rows: list[dict[str, str]] = [{} for _ in range(int(total))]
    for key in data:
        place, _, name = key.removeprefix(f"{prefix}-").partition("-")
        if key.startswith(f"{prefix}-") and name and _REVISION.fullmatch(place) and int(place) < len(rows):
            rows[int(place)][name] = str(data[key])
    return rows


def _with_rows(data: QueryDict, prefix: str, rows: list[dict[str, str]]) -> QueryDict:
    """A copy of `data` with these rows in place of its own; those that are stored come first, as formsets want it."""
    copy = data.copy()
    for key in data:
        if re.fullmatch(rf"{re.escape(prefix)}-[0-9]+-.+", key):
            del copy[key]
    rows = sorted(rows, key=lambda row: not row["id"])
    for place, row in enumerate(rows):
        for name, value in row.items():
            copy[f"{prefix}-{place}-{name}"] = value
    copy[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    copy[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row["id"]) for row in rows))
    return copy
