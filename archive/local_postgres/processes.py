"""Runs PostgreSQL's programs as the right user, and looks after the processes that come of it."""

import contextlib
import itertools
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from archive.local_postgres import launcher
from archive.local_postgres.errors import LocalPostgresError

UNPRIVILEGED = "nobody"
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "ICU_DATA", "TZDIR")
POLL_SECONDS = 0.02


class Account(NamedTuple):
    """The user that the server runs as."""

    uid: int
    gid: int


def server_account(*folders: Path) -> Account:
    """Who runs the server: whoever runs this, but never root.

    For root it is the owner of the first of `folders` that is there and not root's, else `nobody`: a cluster that a
    normal user made stays that user's. Raises LocalPostgresError if the system has no such user.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for folder in folders:
        if folder.exists() and (owner := folder.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise LocalPostgresError(
            f"PostgreSQL does not run as root, and this system has no user {UNPRIVILEGED!r} to run it as. "
            "Run this as a normal user, or set DATABASE_URL to a database of your own."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def run(account: Account, folder: Path, command: Sequence[str], *, lock: int, commands: str = "") -> None:
    """Runs a program to its end as `account`, with `commands` as its input.

    `lock` is an open file that the program holds on to: should this process be killed, the lock is free only when
    the program has ended too. Raises LocalPostgresError with the program's output if it fails.
    """
    done = subprocess.run(  # noqa: S603
        _prefix(account, "", folder) + list(command),
        input=commands.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
        pass_fds=(lock,),
        check=False,
    )
    if done.returncode != 0:
        raise _failure(account, command, done.returncode, done.stdout)


def launch(account: Account, folder: Path, command: Sequence[str], log: Path) -> int:
    """Starts a program as `account`, detached from this process and its terminal; gives its process id."""
    arguments = _prefix(account, str(log), folder) + list(command)
    started = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), check=False)  # noqa: S603
    if started.returncode != 0:
        raise _failure(account, command, started.returncode, started.stderr)
    return int(started.stdout)


def _prefix(account: Account, log: str, folder: Path) -> list[str]:
    uid, gid = account if os.geteuid() == 0 else (-1, -1)
    return [sys.executable, "-I", launcher.__file__, str(uid), str(gid), log, str(folder)]


def _environment() -> dict[str, str]:
    """Only what the programs need: no secrets of ours, no `PG...` variable, messages in English."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", **kept}


def _failure(account: Account, command: Sequence[str], code: int, output: bytes) -> LocalPostgresError:
    text = output.decode(errors="replace").strip()
    if code == launcher.UNREACHABLE:
        return LocalPostgresError(
            f"PostgreSQL does not run as root, and user {account.uid}, who runs it instead, cannot reach {text}. "
            "Move the clone, or only its state with ARCHIVE_VAR, to where that user can go, run this as a normal "
            "user, or set DATABASE_URL to a database of your own."
        )
    last = "\n".join(text.splitlines()[-15:])
    return LocalPostgresError(f"{Path(command[0]).name} failed with exit code {code}:\n{last}")


def serves(pid: int, data: Path) -> bool:
    """Whether the process is alive and is a server of the data folder, by its command line.

    A number alone proves nothing: after a crash it may belong to another program, or to a dead child that nobody has
    waited for.
    """
    wanted = (b"-D", os.fsencode(data))
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return not Path("/proc/self").exists() and b" ".join(wanted) in _command_line(pid)
    return wanted in itertools.pairwise(words)


def end_forgotten(data: Path, label: str) -> None:
    """Ends whatever still works for a folder that has no server it knows of.

    That is a server whose folder was deleted under it: closing in order, it would write its control file into the
    next cluster of that path. And it is what a killed server left running, such as a long query, known by the
    `label` that the server was given as its `cluster_name`: as long as that lives, PostgreSQL starts no new server.
    Where there is no /proc, nothing is found.
    """
    for pid, _ in _command_lines():
        if serves(pid, data):
            end(pid, data, orderly=False)
    title = f"postgres: {label}: ".encode()

    def none_left() -> bool:
        orphans = [pid for pid, words in _command_lines() if words[0].startswith(title)]
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return not orphans

    comes_true(none_left, 10)


def exists(pid: int) -> bool:
    """Whether a process just launched is still there and has not died; unlike `serves`, true in the midst of exec."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not Path("/proc/self").exists()


def _command_line(pid: int) -> bytes:
    """The process's command line where there is no /proc (macOS); empty if there is no such process."""
    return subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False).stdout  # noqa: S603, S607


def end(pid: int, data: Path, *, orderly: bool = True) -> None:
    """Ends a server: it is asked to roll back and close, then told to quit, then killed.

    Without `orderly` it is not asked, and so writes nothing more.
    Raises LocalPostgresError if it is still there after all that.
    """
    steps = [(signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)]
    for number, patience in steps if orderly else steps[1:]:
        if not serves(pid, data):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if comes_true(lambda: not serves(pid, data), patience):
            return
    raise LocalPostgresError(f"The server of {data}, process {pid}, does not end.")


def _command_lines() -> Iterator[tuple[int, list[bytes]]]:
    """Every process with the words of its command line."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            yield int(process.name), (process / "cmdline").read_bytes().split(b"\0")


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    """Waits until the condition holds; False if it still does not after that many seconds."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(POLL_SECONDS)
    return True
