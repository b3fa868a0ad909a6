"""The private PostgreSQL under root, which PostgreSQL itself refuses, and beside a normal user."""

import os
import pwd
import shutil
import stat
import subprocess
import sys

import pytest

from archive.local_postgres import LocalPostgres
from tests.archive.servers import ROOT, START, ask, copy_of_programs, process_state_of, said

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the user that it runs as")


class TestAsRoot:
    def test_the_server_runs_as_somebody_else_with_no_power_it_does_not_need(self, server):
        server.folder.parent.chmod(0o711)
        server.start()
        state = process_state_of(server.status().pid)
        assert state["Uid"].split()[0] == str(pwd.getpwnam("nobody").pw_uid)
        assert state["Groups"].split() == []

    def test_it_works_where_that_user_cannot_look_and_opens_nothing(self, place, monkeypatch):
        """Both the programs and the state lie under a folder closed to all but root, as `/root` is."""
        closed = place / "closed"
        closed.mkdir(mode=0o700)
        monkeypatch.setenv("ARCHIVE_PG_BIN", str(copy_of_programs(closed)))
        server = LocalPostgres(closed / "postgres", durable=False)
        before = {path: path.stat().st_mode for path in (place, closed, *closed.glob("programs/*"))}
        server.start()
        assert ask(server, "SELECT count(*) > 0 FROM pg_stat_activity")
        look_everywhere, write_everywhere = f"{1 << 2:016x}", f"{1 << 1:016x}"
        granted = process_state_of(server.status().pid)["CapEff"]
        own = int(process_state_of("self")["CapEff"], 16)
        assert granted == (look_everywhere if own & 1 << 2 else write_everywhere), "one power, the least there is"
        assert before == {path: path.stat().st_mode for path in before}
        assert server.stop()

    def test_it_works_with_programs_that_only_root_may_run(self, place, monkeypatch):
        """As `pip install` under umask 077 leaves them."""
        programs = copy_of_programs(place)
        subprocess.run(["chmod", "-R", "go-rwx", programs.parent], check=True)
        monkeypatch.setenv("ARCHIVE_PG_BIN", str(programs))
        server = LocalPostgres(place / "postgres", durable=False)
        server.start()
        assert process_state_of(server.status().pid)["Uid"].split()[0] != "0"
        assert ask(server, "SELECT 1") == 1

    @pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv here to take root's powers away")
    def test_where_root_has_no_such_power_the_error_names_the_folder_and_the_way_out(self, place):
        place.chmod(0o700)
        powerless = ["setpriv", "--bounding-set=-dac_read_search,-dac_override", sys.executable, "-c", START]
        done = subprocess.run(
            [*powerless, str(place / "postgres")], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert str(place) in done.stderr
        assert "ARCHIVE_VAR" in done.stderr

    def test_a_normal_user_has_a_server_of_her_own(self, place, as_boris):
        place.chmod(0o711)
        hers = place / "hers"
        hers.mkdir(mode=0o700)
        shutil.chown(hers, "nobody")
        assert said(as_boris(hers / "postgres")) == "True"
        server = LocalPostgres(hers / "postgres", durable=False)
        assert server.data.stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
        assert server.stop() is True
        assert server.start() is True, "root starts it as the user whose it is"
        assert said(as_boris(hers / "postgres")) == "False", "and she can go on using it"

    def test_a_normal_user_is_told_that_a_cluster_is_roots(self, server, as_boris):
        server.folder.parent.chmod(0o711)
        server.start()
        server.stop()
        _, complaint = as_boris(server.folder, stderr=subprocess.PIPE).communicate(timeout=30)
        assert "belongs to another user" in complaint
        assert "ARCHIVE_VAR" in complaint
