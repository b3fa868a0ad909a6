"""The private PostgreSQL killed, interrupted, called twice and left in a mess."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from archive.local_postgres import LocalPostgres, LocalPostgresError
from tests.archive.servers import (
    ROOT,
    START,
    ask,
    kill,
    said,
    servers_of,
    start_elsewhere,
    until,
)


class TestAccidents:
    def test_after_kill_9_of_the_server_what_was_committed_is_there(self, place):
        lasting = LocalPostgres(place / "lasting")
        lasting.start()
        ask(lasting, "CREATE TABLE note AS SELECT 'Khasan' AS place")
        kill(lasting)
        assert not lasting.is_running()
        assert lasting.start() is True
        assert ask(lasting, "SELECT place FROM note") == "Khasan"

    def test_a_query_that_outlives_the_killed_server_does_not_keep_the_next_from_starting(self, server):
        server.start()
        endless = psycopg.connect(server.url, autocommit=True)
        sent = threading.Thread(target=_run_until_cut_off, args=(endless, "DO $$ BEGIN LOOP END LOOP; END $$"))
        sent.start()
        until(lambda: ask(server, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %'") == 1)
        kill(server)
        assert server.start() is True
        sent.join(timeout=20)
        assert not sent.is_alive()

    def test_a_stale_lock_heals_whatever_it_says(self, server):
        """Process 1 and this very process live, but are no servers of this cluster."""
        server.start()
        for leftover in ("", "garbled\n", "1\n", f"{os.getpid()}\n"):
            kill(server)
            rest = "".join((server.data / "postmaster.pid").read_text().splitlines(keepends=True)[1:])
            text = leftover + (rest if leftover else "")
            (server.data / "postmaster.pid").write_text(text)
            (server.socket_folder / ".s.PGSQL.5432.lock").write_text(text)
            assert not server.is_running()
            assert server.start() is True
            assert ask(server, "SELECT 1") == 1

    def test_stop_never_touches_a_process_that_only_has_the_number(self, server):
        server.start()
        kill(server)
        bystander = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
        lines = (server.data / "postmaster.pid").read_text().splitlines()
        (server.data / "postmaster.pid").write_text("\n".join([str(bystander.pid), *lines[1:], ""]))
        assert server.stop() is False
        assert bystander.poll() is None
        bystander.communicate(timeout=10)

    @pytest.mark.parametrize("moment", ["lock", "new-*/PG_VERSION", "new-*/base/5", "data/*.pid"])
    def test_after_kill_9_of_the_command_the_next_one_finishes_the_job(self, server, moment):
        command = start_elsewhere(server.folder)
        until(lambda: any(server.folder.glob(moment)) or command.poll() is not None)
        command.kill()
        command.communicate(timeout=10)
        server.start()
        assert ask(server, "SELECT current_user") == "archive"
        assert len(servers_of(server)) == 1
        assert not list(server.folder.glob("new-*"))

    def test_commands_at_the_same_time_share_one_server(self, server):
        """First where there is nothing, then at a stopped cluster, then after a killed server."""
        for leave in (server.stop, lambda: kill(server), server.reset):
            commands = [start_elsewhere(server.folder) for _ in range(3)]
            assert sorted(said(command) for command in commands) == ["False", "False", "True"]
            assert len(servers_of(server)) == 1
            assert ask(server, "SELECT 1") == 1
            leave()

    def test_ctrl_c_in_the_terminal_does_not_reach_the_server(self, server):
        holding = START + "print('up', flush=True); sys.stdin.read()"
        command = subprocess.Popen(
            [sys.executable, "-c", holding, str(server.folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert [command.stdout.readline(), command.stdout.readline()] == ["True\n", "up\n"]
        os.killpg(command.pid, signal.SIGINT)
        command.communicate(timeout=10)
        assert ask(server, "SELECT 1") == 1

    def test_a_server_that_cannot_start_shows_the_end_of_its_log(self, server):
        server.start()
        server.stop()
        with (server.data / "postgresql.conf").open("a") as settings:
            settings.write("narva_bridge = 'closed'\n")
        with pytest.raises(LocalPostgresError, match="narva_bridge") as caught:
            server.start()
        assert str(server.log) in str(caught.value)

    def test_a_cluster_of_a_version_not_installed_is_named_and_can_be_deleted(self, server):
        server.start()
        server.stop()
        (server.data / "PG_VERSION").write_text("14\n")
        with pytest.raises(LocalPostgresError, match=r"made by PostgreSQL 14.*localdb reset"):
            server.start()
        server.reset()
        assert server.status().version is None


def _run_until_cut_off(connection, statement):
    with contextlib.suppress(psycopg.OperationalError), connection:
        connection.execute(statement)


class TestTheTestsOwnDatabase:
    def test_what_a_killed_run_left_is_deleted_by_the_next_and_no_sooner(self, place):
        environment = os.environ | {"TMPDIR": str(place)}
        environment.pop("PYTEST_XDIST_WORKER", None)
        begin = "from tests import database; database._cluster(database.STATE).start(); "
        run = subprocess.Popen(
            [sys.executable, "-c", f"{begin}print(database.STATE, flush=True); input()"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        server = LocalPostgres(Path(run.stdout.readline().strip()) / "postgres")
        another = [sys.executable, "-c", "from tests import database"]
        subprocess.run(another, cwd=ROOT, env=environment, check=True)
        assert server.is_running(), "a run at the same time leaves it alone"
        run.kill()
        run.communicate(timeout=10)
        assert server.is_running()
        subprocess.run(another, cwd=ROOT, env=environment, check=True)
        assert not servers_of(server)
        assert not server.folder.parent.exists()
