"""Why publishing or withdrawing was refused."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from series.errors import SeriesError

if TYPE_CHECKING:
    from series.publishing.checks import Finding


class PublishRefused(SeriesError):
    """The article cannot be published as it is; `findings` holds what blocks."""

    def __init__(self, title: str, findings: Sequence["Finding"]) -> None:
        self.findings = list(findings)
        super().__init__(f"“{title}” cannot be published: " + "; ".join(finding.message for finding in findings))


class WithdrawRefused(SeriesError):
    """There is nothing to withdraw, or the reason is missing."""
