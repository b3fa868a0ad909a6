"""`manage.py demo`: from a fresh clone to a running archive, and `manage.py serve`, which it ends in."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psycopg
import pytest

from archive.local_postgres import LocalPostgres
from tests.archive.servers import until
from tests.factories import ROOT, SEEDS
from tests.store.pages import samples_with_small_pictures

INSTALMENTS = len(list(SEEDS.glob("*.txt")))


class Place:
    """A clone with small pictures in its samples, its local state, and its server."""

    def __init__(self, top):
        self.clone, self.folder = top / "a clone", top / "var"
        for part in ("archive", "series"):
            shutil.copytree(ROOT / part, self.clone / part)
        shutil.copy(ROOT / "manage.py", self.clone)
        samples_with_small_pictures(self.clone / "seeds")
        self.server = LocalPostgres(self.folder / "postgres")
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PGOPTIONS"}}
        self.environment = kept | {
            "ARCHIVE_VAR": str(self.folder),
            "ARCHIVE_ENV": "development",
            "PYTHONUNBUFFERED": "1",
        }

    def rows(self):
        """Every row of every table, and every file with the time when it was written."""
        with psycopg.connect(self.server.url) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            found = {
                table: sorted(row[0] for row in connection.execute(f'SELECT row_to_json(t)::text FROM "{table}" t'))
                for (table,) in tables
            }
        media = self.folder / "media"
        return found, {path: path.stat().st_mtime_ns for path in media.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def place():
    """One archive for the tests of this file, which build upon what the first made: a new one takes seconds."""
    top = Path(tempfile.mkdtemp(prefix="demo-"))
    place = Place(top)
    yield place
    place.server.reset()
    shutil.rmtree(top)


@pytest.fixture(scope="module")
def set_up(place):
    """What `demo --reset --no-serve` printed in a place where another archive ran before."""
    place.server.start()
    with psycopg.connect(place.server.url) as connection:
        connection.execute("CREATE TABLE left_over AS SELECT 1")
    (place.folder / "media").mkdir(exist_ok=True)
    (place.folder / "media" / "left-over.txt").touch()
    command = [sys.executable, "manage.py", "demo", "--reset", "--no-serve", "--port", "8017"]
    ended = subprocess.run(command, cwd=place.clone, env=place.environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(port, path):
    until(lambda: accepts(port))  # a worker says that it has started a moment before it listens
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.read()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def listening(process):
    """Waits until the server listens; gives the process ids of its workers."""
    log = ""
    while log.count("Started worker-") < max(1, log.count("Spawning worker-")):
        line = process.stdout.readline()
        assert line, f"it ended: {log}"
        log += line
    return [int(pid) for pid in re.findall(r"Spawning worker-\d+ with PID: (\d+)", log)]


def test_it_says_where_everything_is(set_up):
    assert f"Sample series: created: {INSTALMENTS}" in set_up
    assert re.search(r"/admin/ +name: editor +password: \S{12,}\n", set_up)
    assert "http://127.0.0.1:8017/api/v1/\n" in set_up
    assert "http://127.0.0.1:8017/api/v1/docs/\n" in set_up
    assert "curl 'http://127.0.0.1:8017/api/v1/articles/?neighbour=North%20Korea'" in set_up


def test_it_stops_the_server_that_it_started_and_keeps_all_state_in_one_folder(place, set_up):
    assert not place.server.is_running()
    assert {path.name for path in place.folder.iterdir()} == {"postgres", "media", "demo-password.txt"}
    assert not (place.folder / "media" / "left-over.txt").exists()
    assert (place.folder / "demo-password.txt").stat().st_mode & 0o777 == 0o600


def test_a_second_start_changes_nothing(place, set_up, manage):
    place.server.start()
    before = place.rows()
    assert "left_over" not in before[0], "--reset began anew"
    ended = manage("demo", "--no-serve", "--port", 8017, clone=place.clone, env=place.environment)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == set_up.replace("created", "unchanged")
    assert place.server.is_running(), "it did not start it, so it must not stop it"
    assert place.rows() == before
    place.server.stop()


def test_the_editors_own_password_stays(place, set_up, manage):
    place.server.start()
    changed = "from django.contrib.auth.models import User; u = User.objects.get(); u.set_password('of Ada'); u.save()"
    manage("shell", "-v0", "-c", changed, clone=place.clone, env=place.environment)
    ended = manage("demo", "--no-serve", clone=place.clone, env=place.environment)
    assert "password: (yours; `manage.py changepassword editor` sets another)" in ended.stdout
    place.server.stop()


def test_it_serves_and_ctrl_c_stops_all_that_it_started(place, set_up, manage, free_port):
    process = manage(
        "demo", "--port", free_port, wait=False, clone=place.clone, env=place.environment, stderr=subprocess.STDOUT
    )
    workers = listening(process)
    found = json.loads(get(free_port, "/api/v1/articles/?neighbour=North%20Korea&relation=about"))
    assert [row["slug"] for row in found["results"]]
    assert f"http://127.0.0.1:{free_port}/" in json.dumps(found), "links lead to the port that was chosen"
    assert b"<form" in get(free_port, "/admin/login/")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    log, _ = process.communicate(timeout=60)
    assert "refused to gracefully stop" not in log
    assert not [pid for pid in workers if is_running(pid)]
    assert not place.server.is_running()


def test_serve_ends_with_its_workers_at_sigterm(place, set_up, manage, free_port):
    place.server.start()
    process = manage(
        "serve",
        "--port",
        free_port,
        "--workers",
        1,
        wait=False,
        clone=place.clone,
        env=place.environment,
        stderr=subprocess.STDOUT,
    )
    workers = listening(process)
    assert get(free_port, "/api/v1/articles/")
    os.kill(process.pid, signal.SIGTERM)
    process.communicate(timeout=60)
    until(lambda: not [pid for pid in workers if is_running(pid)])
    assert place.server.is_running(), "serve does not own the database"
    place.server.stop()


def test_the_workers_of_a_killed_server_end_too(place, set_up, manage, free_port):
    place.server.start()
    process = manage(
        "serve", "--port", free_port, wait=False, clone=place.clone, env=place.environment, stderr=subprocess.STDOUT
    )
    workers = listening(process)
    assert workers
    os.kill(process.pid, signal.SIGKILL)
    until(lambda: not [pid for pid in workers if is_running(pid)])
    place.server.stop()


def test_a_port_that_is_taken_is_refused_before_anything_is_started(place, set_up, manage):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = manage("demo", "--port", port, clone=place.clone, env=place.environment)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"Port {port} cannot be used" in ended.stderr
    assert "--port" in ended.stderr
    assert not place.server.is_running()


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999999999999"])
def test_a_port_that_cannot_be_is_refused(place, manage, port):
    ended = manage("demo", f"--port={port}", clone=place.clone, env=place.environment)
    assert ended.returncode == 1
    assert "cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_reset_leaves_a_database_of_somebody_else_alone(place, manage):
    environment = place.environment | {"DATABASE_URL": "postgresql://ada@/archive?host=%2Fnowhere"}
    ended = manage("demo", "--no-serve", "--reset", clone=place.clone, env=environment)
    assert ended.returncode == 1
    assert "yours is at DATABASE_URL. Empty it yourself." in ended.stderr


def test_it_never_runs_in_production(place, manage):
    environment = place.environment | {
        "ARCHIVE_ENV": "production",
        "SECRET_KEY": "narva-" * 10,
        "ALLOWED_HOSTS": "archive.example",
        "ARCHIVE_PUBLIC_URL": "https://archive.example",
        "DATABASE_URL": "postgresql://ada@/archive?host=%2Fnowhere",
    }
    ended = manage("demo", "--no-serve", clone=place.clone, env=environment)
    assert ended.returncode == 1
    assert "not in production" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", [["import_articles", "seeds"], ["shelf", "check"], ["renditions"]])
def test_a_command_starts_the_private_database_for_as_long_as_it_runs(place, set_up, manage, command):
    assert not place.server.is_running()
    ended = manage(*command, clone=place.clone, env=place.environment)
    assert ended.returncode == 0, ended.stderr
    assert not place.server.is_running()


def test_a_command_leaves_the_database_to_others_who_came_to_use_it(place, set_up, manage):
    process = manage("serve", "--port", 0, "--workers", 1, wait=False, clone=place.clone, env=place.environment)
    until(place.server.is_running)
    with psycopg.connect(place.server.url) as connection:
        process.terminate()
        process.communicate(timeout=60)
        assert connection.execute("SELECT 1").fetchone() == (1,)
    place.server.stop()


def test_a_database_without_tables_is_told_from_one_that_does_not_run(place, manage):
    empty = place.environment | {"ARCHIVE_VAR": str(place.folder.parent / "empty")}
    imported = manage("import_articles", "seeds", clone=place.clone, env=empty)
    assert (imported.returncode, "manage.py migrate" in imported.stderr) == (1, True)
    migrated = manage("migrate", clone=place.clone, env=empty)
    assert (migrated.returncode, "manage.py localdb start" in migrated.stderr) == (1, True)
    assert "Traceback" not in imported.stderr + migrated.stderr
    LocalPostgres(place.folder.parent / "empty" / "postgres").reset()
