"""The errors that the archive raises about its input, each naming what is wrong and where.

Every layer may raise these and every surface (API, admin, commands) knows how to show them, so this module
imports nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class SeriesError(Exception):
    """Base of every error that the archive raises on purpose; `str()` is fit for an editor's eyes."""


class Problem(NamedTuple):
    """One thing wrong with a document: `path` is where (`content[3].attrs.href`), `message` is what."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class BodyError(SeriesError):
    """A body document is not valid; `problems` holds every fault found, each with its path."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class SourceError(SeriesError):
    """A source document is refused: `name` is the file, `reason` says why, `where` the line or offset if known."""

    def __init__(self, name: str, reason: str, where: str = "") -> None:
        self.name, self.reason, self.where = name, reason, where
        place = f"{name} ({where})" if where else name
        super().__init__(f"{place}: {reason}")


class GazetteerError(SeriesError):
    """The gazetteer's data files contradict themselves or name a country that does not exist."""


class SaveConflict(SeriesError):
    """A draft was saved by somebody else since it was read; nothing of this save was written.

    `by` is who saved it ("" where that is not known), `at` when (aware).
    """

    def __init__(self, title: str, by: str, at: datetime) -> None:
        self.by, self.at = by, at
        super().__init__(
            f"“{title}” was saved by {by or 'somebody else'} at {at:%Y-%m-%d %H:%M:%S %Z} in the meantime."
        )
