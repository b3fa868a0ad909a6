"""Bringing an older document up to date when it is read; stored editions are never rewritten."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from series.body.blocks import VERSION
from series.body.plain import show
from series.errors import BodyError, Problem

UpgradeStep: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes a document of the next version out of one of its own; pure: it returns a new document."""

STEPS: Final[Mapping[int, UpgradeStep]] = {}
"""The step away from each version; version 1 is the first, so none is needed yet."""


def upgrade(document: dict[str, Any], to: int = VERSION, *, steps: Mapping[int, UpgradeStep] = STEPS) -> dict[str, Any]:
    """`document` in version `to`, by the steps in between; the same document if it is in that version already.

    Each step's result is marked with its new version here. Raises BodyError for a version that is missing, newer
    than `to`, or that no step leads away from.
    """
    version = _version(document)
    if version > to:
        raise _refusal(f"version {version} is newer than this archive reads ({to})")
    while version < to:
        if version not in steps:
            raise _refusal(f"version {version} is not known")
        document, version = steps[version](document), version + 1
        document = {**document, "attrs": {**document.get("attrs", {}), "version": version}}
    return document


def _version(document: object) -> int:
    attrs = document.get("attrs") if isinstance(document, dict) else None
    version = attrs.get("version") if isinstance(attrs, dict) else None
    if type(version) is not int:  # bool is an int to isinstance
        raise _refusal("is missing" if version is None else f"must be a number, not {show(version)}")
    return version


def _refusal(message: str) -> BodyError:
    return BodyError([Problem("attrs.version", message)])
