"""Rows that stand ready after every `migrate`: countries, borders and groups. Made here and not in a migration, because
a test that flushes the database would lose what a migration made."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from series import gazetteer, public_role
from series.models.catalogue import Border, Country

EDITORS = "editors"
WRITERS = "writers"
_WRITERS_MAY = {
    "add": ("article", "credit", "articlecountry", "contributor", "image"),
    "change": ("article", "credit", "articlecountry"),
    "delete": ("credit", "articlecountry"),
}


def make(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Bring countries, borders, groups and the public role's rights up to date; changes only what differs."""
    if using != DEFAULT_DB_ALIAS:
        return
    _make_countries()
    _make_borders()
    _make_groups()
    public_role.make(using)


def _make_countries() -> None:
    known = dict(Country.objects.values_list("code", "name"))
    wanted = [Country(code=c.code, alpha3=c.alpha3, name=c.name("en")) for c in gazetteer.countries()]
    changed = [country for country in wanted if known.get(country.code) != country.name]
    Country.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"], update_fields=["alpha3", "name"]
    )


def _make_borders() -> None:
    wanted = {}
    for subject in gazetteer.countries():
        for border in gazetteer.borders(subject.code):
            wanted[border.subject, border.neighbour] = border
    known = {(b.subject_id, b.neighbour_id): b for b in Border.objects.all()}
    changed = [key for key, border in wanted.items() if key not in known or _differs(known[key], border)]
    Border.objects.bulk_create(
        [
            Border(subject_id=b.subject, neighbour_id=b.neighbour, kind=b.kind, length_km=b.length_km, source=b.source)
            for b in (wanted[key] for key in changed)
        ],
        update_conflicts=True,
        unique_fields=["subject", "neighbour"],
        update_fields=["kind", "length_km", "source"],
    )


def _differs(row: Border, border: gazetteer.Border) -> bool:
    length = None if row.length_km is None else float(row.length_km)
    return (row.kind, length, row.source) != (border.kind, border.length_km, border.source)


def _make_groups() -> None:
    ours = Permission.objects.filter(content_type__app_label="series")
    may_see = ours.filter(codename__startswith="view_")
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    editors.permissions.set(ours)
    writers, _ = Group.objects.get_or_create(name=WRITERS)
    codenames = [f"{action}_{model}" for action, models in _WRITERS_MAY.items() for model in models]
    writers.permissions.set(ours.filter(Q(codename__in=codenames) | Q(pk__in=may_see)))
