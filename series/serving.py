"""Serving the archive with granian: worker processes by cores, stopped in order when the command is."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait
from typing import Any, Final

from django.utils.module_loading import import_string
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
    # Workers begin anew instead of as copies of this process: with their own settings, threads and connections.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "archive.wsgi.application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        log_access=True,
    ).serve(target_loader=_application)


def _application(name: str) -> Any:
    """What a worker serves. It ends itself when the command is gone, even if that was killed and could not say so."""
    # Ctrl-C goes to the whole process group: granian's workers that get it beside the command's word hang until killed.
    os.setpgrp()
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    return import_string(name)


def _end_with_the_command() -> None:
    command = multiprocessing.parent_process()
    if command is not None:
        wait([command.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
