"""The tests' database: a throw-away cluster for one run, made only if a test needs it.

Loaded with `-p tests.database`, before pytest-django loads the settings, because those read what is set here. With
`DATABASE_URL` set no cluster is made. Workers of pytest-xdist inherit the environment and so share the first
process's cluster, each with a database of its own; the first process deletes it.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.local_postgres import LocalPostgres, LocalPostgresError

PREFIX = "archive-tests-"
# The record refuses TRUNCATE, by which tests with real transactions clean up behind them.
TRUNCATE_ALLOWED = "-c archive.record_may_be_truncated=on"


def _new_state() -> Path:
    """A folder for this run, held by a lock that ends with this process, however it ends."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # as root the server runs as another user, who must be able to pass
    unlocked = folder / "unlocked"
    lock = os.open(unlocked, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    unlocked.rename(folder / "alive")  # only now can another run see it
    return folder


def _abandoned() -> Iterator[Path]:
    """Folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(folder / "alive", os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield folder
            finally:
                os.close(lock)


def _cluster(state: Path) -> LocalPostgres:
    return LocalPostgres(state / "postgres", durable=False)


def _delete(state: Path) -> None:
    _cluster(state).reset()
    shutil.rmtree(state, ignore_errors=True)


def _prepare() -> Path:
    """Sets the environment that the settings will read; gives the folder of this run's state."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return Path(os.environ["ARCHIVE_VAR"])
    for folder in _abandoned():
        with contextlib.suppress(LocalPostgresError):  # what a killed run left is no reason not to run
            _delete(folder)
    state = _new_state()
    atexit.register(_delete, state)
    os.environ["ARCHIVE_VAR"] = str(state)
    os.environ["ARCHIVE_ENV"] = "test"
    options = os.environ.get("PGOPTIONS", "")
    if TRUNCATE_ALLOWED not in options:
        os.environ["PGOPTIONS"] = f"{options} {TRUNCATE_ALLOWED}".strip()
    return state


STATE = _prepare()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: "pytest.FixtureDef[object]") -> None:
    """Starts the cluster just before pytest-django makes the test databases."""
    if fixturedef.argname == "django_db_modify_db_settings" and not os.environ.get("DATABASE_URL"):
        _cluster(STATE).start()


def pytest_unconfigure() -> None:
    """Deletes the cluster, also when the run was interrupted."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        atexit.unregister(_delete)
        _delete(STATE)
