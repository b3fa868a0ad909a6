"""Servers for the tests of the private PostgreSQL, each in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from archive.local_postgres import LocalPostgres, find_binaries
from tests.archive.servers import ROOT, START, copy_of_programs


@pytest.fixture
def place():
    """A short path: pytest's own is too long for a socket, which is a case of its own."""
    folder = Path(tempfile.mkdtemp(prefix="lp-"))
    yield folder
    for cluster in [path.parent for path in folder.rglob("lock")]:
        LocalPostgres(cluster).reset()
    shutil.rmtree(folder)


@pytest.fixture
def server(place):
    return LocalPostgres(place / "postgres", durable=False)


@pytest.fixture(scope="module")
def running():
    """One server for the tests that only look at it."""
    folder = Path(tempfile.mkdtemp(prefix="lp-"))
    server = LocalPostgres(folder / "postgres", durable=False)
    server.start()
    yield server
    server.reset()
    shutil.rmtree(folder)


@pytest.fixture
def as_boris():
    """Starts a server as a normal user, who can reach neither this Python nor the clone: with the system's."""
    python = shutil.which("python3", path=os.defpath)
    if python is None:
        pytest.skip("no python3 of the system's own")
    code = Path(tempfile.mkdtemp(prefix="lp-"))
    code.chmod(0o755)
    shutil.copytree(ROOT / "archive" / "local_postgres", code / "archive" / "local_postgres")
    programs = find_binaries().folder
    if programs.is_relative_to(sys.prefix):
        programs = copy_of_programs(code)
    user = pwd.getpwnam("nobody")

    def start(folder, **options):
        environment = {"ARCHIVE_PG_BIN": str(programs), "PYTHONPATH": str(code)}
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "env": environment}
        command = [python, "-c", START, str(folder)]
        return subprocess.Popen(command, cwd=code, stdout=subprocess.PIPE, text=True, **options)

    yield start
    shutil.rmtree(code)
