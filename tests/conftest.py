"""Fixtures that tests of several folders need."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests.factories import ROOT


@pytest.fixture
def media(settings, tmp_path):
    """An empty folder for picture files, this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def at_the_tests_database():
    """The environment in which a command of its own process works on this test's database and files."""
    database = connection.settings_dict
    parts = {"dbname": database["NAME"], "user": database["USER"], "password": database["PASSWORD"]}
    parts |= {"host": database["HOST"], "port": database["PORT"]}
    address = " ".join(f"{name}='{value}'" for name, value in parts.items() if value)
    return os.environ | {"DATABASE_URL": address, "ARCHIVE_VAR": str(django_settings.MEDIA_ROOT.parent)}


@pytest.fixture
def manage():
    """Runs `manage.py` as a process group of its own; gives it when it has ended, or while it runs with `wait=False`.
    What is left of the group when the test ends is killed."""
    started = []

    def run(*arguments, wait=True, clone=ROOT, **options):
        process = subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            start_new_session=True,
            **{"cwd": clone, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )
        started.append(process)
        if not wait:
            return process
        stdout, stderr = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    yield run
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in filter(None, (process.stdout, process.stderr)):
            pipe.close()
