"""`manage.py localdb`: what Ada sees, and the exit codes that her scripts see."""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.local_postgres import LocalPostgres


@pytest.fixture
def server(settings):
    with tempfile.TemporaryDirectory(prefix="lp-") as folder:
        settings.LOCAL_POSTGRES = LocalPostgres(Path(folder) / "postgres", durable=False)
        yield settings.LOCAL_POSTGRES
        settings.LOCAL_POSTGRES.reset()


def localdb(capsys, *arguments):
    """What the command prints, and its exit code."""
    code = 0
    try:
        call_command("localdb", *arguments)
    except SystemExit as end:
        code = end.code
    return capsys.readouterr().out, code


def test_it_starts_shows_and_stops_the_server(server, capsys):
    shown, code = localdb(capsys, "status")
    assert "running: no" in shown
    assert "not made yet" in shown
    assert code == 3
    assert "started" in localdb(capsys, "start")[0]
    assert "running already" in localdb(capsys, "start")[0]
    shown, code = localdb(capsys, "status")
    assert f"yes, process {server.status().pid}" in shown
    assert server.url in shown
    assert code == 0
    assert "stopped" in localdb(capsys, "stop")[0]
    assert "not running" in localdb(capsys, "stop")[0]
    assert not server.is_running()


@pytest.mark.parametrize("answer", ["\n", "n\n", "perhaps\n", ""])
def test_reset_deletes_nothing_unless_ada_says_yes(server, monkeypatch, answer):
    server.folder.mkdir()
    (server.folder / "server.log").touch()
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("localdb", "reset")
    assert (server.folder / "server.log").exists()


def test_reset_with_yes_deletes_it(server, capsys):
    server.start()
    assert str(server.folder) in localdb(capsys, "reset", "--yes")[0]
    assert server.status().version is None
    assert not server.is_running()


def test_psql_starts_the_server_and_passes_options_and_exit_code_on(server):
    """In a process of its own, because psql takes the command's place."""
    server.start()
    server.stop()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"ARCHIVE_VAR": str(server.folder.parent), "ARCHIVE_ENV": "development"}
    psql = [sys.executable, "manage.py", "localdb", "psql", "--no-psqlrc", "-At", "-c"]
    options = {"cwd": settings.ROOT, "env": environment, "capture_output": True, "text": True, "check": False}
    asked = subprocess.run([*psql, "SELECT current_user"], **options)
    assert (asked.stdout, asked.returncode) == ("archive\n", 0)
    wrong = subprocess.run([*psql, "SELECT Narva"], **options)
    assert "narva" in wrong.stderr
    assert wrong.returncode == 1
    assert server.is_running()


def test_with_a_database_of_ones_own_there_is_nothing_to_manage(settings):
    settings.LOCAL_POSTGRES = None
    with pytest.raises(CommandError, match="DATABASE_URL is set"):
        call_command("localdb", "start")


def test_what_goes_wrong_is_a_plain_message(settings, tmp_path):
    (tmp_path / "postgres").write_text("a file where the folder should be")
    settings.LOCAL_POSTGRES = LocalPostgres(tmp_path / "postgres")
    with pytest.raises(CommandError, match="ARCHIVE_VAR"):
        call_command("localdb", "start")
