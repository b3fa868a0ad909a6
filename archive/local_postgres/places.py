"""Where the private PostgreSQL keeps its socket, and folders that only their owner (and root) can enter."""

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from archive.local_postgres.errors import LocalPostgresError

PORT = 5432  # only a part of the socket's name: the server listens on no network
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included.
LONGEST_SOCKET_PATH = 103
# Not TMPDIR: two shells that disagree about it must still find the same server.
SHORT_ROOT = Path("/tmp")  # noqa: S108


def socket_folder(folder: Path) -> Path:
    """The folder of the server's socket, for the cluster in `folder`; computed only, nothing is touched.

    It lies inside, unless the path would be too long for a socket or has a comma, which ends a name in both the
    server's list of folders and libpq's list of hosts; then it is a short one under /tmp, named by a hash.
    """
    inside = folder / "run"
    if len(os.fsencode(inside / socket_name())) <= LONGEST_SOCKET_PATH and "," not in str(folder):
        return inside
    return SHORT_ROOT / label(folder)


def label(folder: Path) -> str:
    """A short name for the cluster in that folder, which no other folder has."""
    return f"archive-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"


def socket_name() -> str:
    """The name that libpq looks for in the socket's folder."""
    return f".s.PGSQL.{PORT}"


def make_private(folder: Path, uid: int, gid: int) -> None:
    """Makes the folder, if need be, as one that only user `uid` and root can enter.

    Raises LocalPostgresError if someone else's file, link or folder is in its place: under /tmp anyone could have
    put it there to listen in.
    """
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    # Root's own is one that this made and a kill kept from being given away.
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, uid, gid, follow_symlinks=False)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise LocalPostgresError(
            f"{folder} is not a folder that only user {uid} can enter (owner {found.st_uid}, mode "
            f"{stat.filemode(found.st_mode)}). Remove it, or move the local state elsewhere with ARCHIVE_VAR."
        )
