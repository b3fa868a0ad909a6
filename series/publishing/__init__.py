"""Publishing: the only way onto the shelf.

`check` says what is wrong or missing, `publish` and `withdraw` change what readers see, `restore` brings an edition's
text back into the draft. Each is one transaction under one lock, so that what happened has one order for everybody.
"""

from series.freezing import digest
from series.models.record import Edition
from series.publishing.acts import Actor, publish, restore, withdraw
from series.publishing.checks import Finding, Level, check
from series.publishing.errors import PublishRefused, WithdrawRefused
from series.publishing.shelving import Drift, find_drift, rebuild

__all__ = [
    "Actor",
    "Drift",
    "Edition",
    "Finding",
    "Level",
    "PublishRefused",
    "WithdrawRefused",
    "check",
    "digest",
    "find_drift",
    "publish",
    "rebuild",
    "restore",
    "withdraw",
]
