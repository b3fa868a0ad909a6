"""A PostgreSQL cluster of its own in one folder: made when first started, healed when it was left in a mess.

    <folder>/data          the cluster; appears only when complete
    <folder>/new-*         a cluster in the making, or what a killed command left of one
    <folder>/run           the socket (elsewhere if the path would be too long, see `places`)
    <folder>/server.log    what the server says
    <folder>/lock          held while a command starts, stops or deletes the server

Whoever can enter the socket's folder is let in without a password; only the server's user and root can. The server
listens on no network.
"""

import contextlib
import fcntl
import os
import shutil
import socket
import struct
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from archive.local_postgres import places, processes
from archive.local_postgres.binaries import Binaries, find_binaries
from archive.local_postgres.errors import LocalPostgresError
from archive.local_postgres.processes import Account

START_SECONDS = 60
LOCK_SECONDS = 120
RETRY_SECONDS = 10
# What the server says when processes of a killed one are still about, and when it was up but was killed at once.
WORTH_ANOTHER_TRY = ("still in use", "ready to accept connections")
LONGEST_LOG = 5_000_000
# Larger than any process id can be: "nobody" in a lock file of PostgreSQL.
NO_PROCESS = 2**31 - 1
# The smallest question of the protocol, answered by one letter (PostgreSQL manual, "Message Formats").
SSL_REQUEST = struct.pack("!II", 8, 80877103)
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
# Sorted by code point, letters of all scripts known: the same on every system and every version.
LOCALE = ("--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={'en_US' if sys.platform == 'darwin' else 'C'}.UTF-8")


@dataclass(frozen=True)
class Status:
    """What there is of the local PostgreSQL; `pid` is None if it does not run, `version` if it was never made."""

    running: bool
    pid: int | None
    version: str | None
    folder: Path
    socket_folder: Path
    log: Path
    url: str


class LocalPostgres:
    """The private PostgreSQL in `folder`, with one database and an owner of it who is no superuser.

    With `durable=False` it is faster, and a crash may cost the last commits or the whole cluster: for tests.
    Nothing is touched before a method is called. Methods raise LocalPostgresError, saying what to do about it.
    """

    database = "archive"
    owner = "archive"

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.durable = durable
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.socket_folder = places.socket_folder(self.folder)

    @property
    def url(self) -> str:
        """The database's address, fit for `DATABASE_URL`."""
        return f"postgresql://{self.owner}@/{self.database}?host={quote(str(self.socket_folder), safe='')}"

    def is_running(self) -> bool:
        """Whether the server accepts connections now."""
        pid, ready = self._announced()
        return pid is not None and ready and processes.serves(pid, self.data) and self._answers()

    def status(self) -> Status:
        """What there is, without changing anything."""
        running = self.is_running()
        pid = self._announced()[0] if running else None
        version = str(self._major() or "") or None
        return Status(running, pid, version, self.folder, self.socket_folder, self.log, self.url)

    def start(self) -> bool:
        """Sees to it that the server runs, making the cluster if there is none; False if it ran already.

        Any number of processes may call this at once: one starts it, the others wait for that.
        """
        if self.is_running():
            return False
        with self._locked() as lock:
            if self._comes_up():
                return False
            account = processes.server_account(self.data, self.folder)
            binaries = find_binaries(self._major())
            places.make_private(self.socket_folder, *account)
            processes.end_forgotten(self.data, places.label(self.folder))
            if self._major() is None:
                self._create(binaries, account, lock)
            self._launch(binaries, account)
        return True

    def stop(self) -> bool:
        """Ends the server, open transactions rolled back; False if it did not run."""
        if not self.folder.exists():
            return False
        with self._locked():
            return self._stop()

    def reset(self) -> None:
        """Ends the server and deletes the cluster with everything in it."""
        if not self.folder.exists():
            return
        with self._locked():
            self._stop(orderly=False)
            for path in (self.data, *self.folder.glob("new-*"), self.socket_folder):
                if path.exists():
                    shutil.rmtree(path)
            for path in self.folder.glob("server.log*"):
                path.unlink()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Keeps other commands out, and makes the folder; gives the open lock file."""
        try:
            self._make_folder()
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                self._take(lock)
                yield lock
            finally:
                os.close(lock)
        except OSError as error:
            raise self._unusable(error) from error

    def _make_folder(self) -> None:
        """Root's may be entered by the server's user, but not read; its parts are closed by themselves."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.folder.stat().st_uid == os.geteuid():
            self.folder.chmod(0o711 if os.geteuid() == 0 else 0o700)

    def _take(self, lock: int) -> None:
        if os.geteuid() == 0:
            owner = self.folder.stat()
            os.fchown(lock, owner.st_uid, owner.st_gid)

        def taken() -> bool:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        if not processes.comes_true(taken, LOCK_SECONDS):
            raise LocalPostgresError(f"Another command has held {self.folder / 'lock'} for {LOCK_SECONDS} s.")

    def _major(self) -> int | None:
        """Which PostgreSQL made the cluster; None if there is no cluster."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> LocalPostgresError:
        return LocalPostgresError(
            f"The local PostgreSQL in {self.folder} cannot be used: {error}. If the folder belongs to another "
            "user, run this as that user, or keep the local state elsewhere with ARCHIVE_VAR."
        )

    def _announced(self) -> tuple[int | None, bool]:
        """The server's process id by its own lock file, and whether it says that it is ready."""
        try:
            lines = (self.data / "postmaster.pid").read_bytes().splitlines()
            return int(lines[0]), len(lines) > 7 and lines[7].strip() == b"ready"
        except (OSError, ValueError, IndexError):
            return None, False

    def _answers(self) -> bool:
        """Whether someone speaks PostgreSQL on the socket: that it takes connections is also true of one dying."""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(os.fsencode(self.socket_folder / places.socket_name()))
                probe.sendall(SSL_REQUEST)
                return probe.recv(1) in {b"S", b"N"}
            except OSError:
                return False

    def _comes_up(self) -> bool:
        """Waits for a server that runs or is on its way (a killed command may have left it there); ends one that
        does not answer, as when its socket was deleted."""
        pid, ready = self._announced()
        if pid is None or not processes.serves(pid, self.data):
            return False
        patience = 1 if ready else START_SECONDS
        processes.comes_true(lambda: self.is_running() or not processes.serves(pid, self.data), patience)
        if self.is_running():
            return True
        processes.end(pid, self.data)
        return False

    def _create(self, binaries: Binaries, account: Account, lock: int) -> None:
        """Makes the cluster beside its place and moves it there when complete, so that a kill leaves none or all."""
        for leftover in self.folder.glob("new-*"):
            shutil.rmtree(leftover)
        new = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
        if os.geteuid() == 0:
            os.chown(new, *account)
        initdb = [str(binaries.folder / "initdb"), "-D", str(new), "-U", "postgres", "-A", "trust", *LOCALE]
        initdb += ["--lc-messages=C", "--text-search-config=simple", *([] if self.durable else ["--no-sync"])]
        processes.run(account, self.folder, initdb, lock=lock)
        alone = [str(binaries.folder / "postgres"), "--single", "-D", str(new), "-c", "exit_on_error=on"]
        alone += [] if self.durable else ["-c", "fsync=off"]
        statements = (
            f"CREATE ROLE {self.owner} LOGIN CREATEDB CREATEROLE NOSUPERUSER",
            f"CREATE DATABASE {self.database} OWNER {self.owner}",
        )
        processes.run(account, self.folder, [*alone, "postgres"], lock=lock, commands="\n".join((*statements, "")))
        new.rename(self.data)

    def _clear_away_the_dead(self) -> None:
        """Removes what a killed server left, so that a process that merely got its number does not count as it."""
        for name in (places.socket_name(), f"{places.socket_name()}.lock"):
            (self.socket_folder / name).unlink(missing_ok=True)
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        lines = pid_file.read_bytes().splitlines()
        if self._announced()[0] is None:
            pid_file.unlink()
            return
        # The other lines stay: by them PostgreSQL sees whether processes of the killed server are still at work.
        text = b"\n".join((str(NO_PROCESS).encode(), *lines[1:], b""))
        descriptor = os.open(pid_file, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with open(descriptor, "wb") as file:
            file.write(text)

    def _launch(self, binaries: Binaries, account: Account) -> None:
        self._rotate_log()
        command = [str(binaries.folder / "postgres"), "-D", str(self.data)]
        for name, value in self._settings().items():
            command += ["-c", f"{name}={value}"]
        ready, said = False, ""

        def settled() -> bool:
            nonlocal ready, said
            self._clear_away_the_dead()
            said_before = self._log_size()
            ready = self._becomes_ready(processes.launch(account, self.folder, command, self.log))
            said = self._log_tail(said_before)
            return ready or not any(sign in said for sign in WORTH_ANOTHER_TRY)

        processes.comes_true(settled, RETRY_SECONDS)
        if not ready:
            raise LocalPostgresError(
                f"PostgreSQL {binaries.version} does not start. The end of its log, {self.log}:\n{said}"
            )

    def _settings(self) -> dict[str, str]:
        """What the server is told at every start: a cluster whose folder was moved then still works."""
        settings = {
            "listen_addresses": "",
            "port": str(places.PORT),
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "cluster_name": places.label(self.folder),
            "logging_collector": "off",
        }
        return settings if self.durable else settings | FAST

    def _becomes_ready(self, pid: int) -> bool:
        """Waits for the server just launched, or for one of a killed command that was faster."""

        def settled() -> bool:
            faster = self._announced()[0]
            alive = processes.exists(pid) or (faster is not None and processes.serves(faster, self.data))
            return self.is_running() or not alive

        processes.comes_true(settled, START_SECONDS)
        return self.is_running()

    def _stop(self, *, orderly: bool = True) -> bool:
        pid, _ = self._announced()
        if pid is None or not processes.serves(pid, self.data):
            return False
        processes.end(pid, self.data, orderly=orderly)
        return True

    def _rotate_log(self) -> None:
        if self._log_size() > LONGEST_LOG:
            self.log.replace(self.log.with_name("server.log.old"))

    def _log_size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def _log_tail(self, start: int) -> str:
        with contextlib.suppress(FileNotFoundError), self.log.open("rb") as file:
            file.seek(start)
            return "\n".join(file.read().decode(errors="replace").splitlines()[-15:])
        return ""
