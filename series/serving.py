"""Serving the archive with granian: worker processes by cores, stopped in order when the command is."""

import os
from typing import Final

from granian import Granian
from granian.constants import Interfaces

# Threads of one worker that run Django; each may hold one connection of the pool.
THREADS: Final = 4
STOP_SECONDS: Final = 10


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM; running requests are finished first, for STOP_SECONDS at most."""
    Granian(
        "archive.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        log_access=True,
    ).serve()
