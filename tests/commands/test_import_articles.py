"""`manage.py import_articles`: what Ada sees of it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from series.models.desk import Article
from tests.factories import a_page, every_row
from tests.store.pages import a_folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def lines_of(*arguments):
    out = io.StringIO()
    call_command("import_articles", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_it_has_a_line_for_each_page_and_a_summary(tmp_path):
    folder = a_folder(tmp_path, estonia=a_page(), latvia=a_page("Latvia"))
    assert lines_of(folder) == [
        "estonia.txt: created: Estonia and the two castles",
        "latvia.txt: created: Latvia and the two castles",
        "created: 2",
    ]
    assert lines_of(folder, "--publish")[0] == "estonia.txt: unchanged: Estonia and the two castles, edition 1"
    a_folder(tmp_path, latvia=a_page("Latvia", text="The bridge is closed."), poland=a_page("Poland"))
    assert lines_of(folder, "--publish") == [
        "estonia.txt: unchanged: Estonia and the two castles",
        "latvia.txt: updated: Latvia and the two castles, edition 2",
        "poland.txt: created: Poland and the two castles, edition 1",
        "created: 1, updated: 1, unchanged: 1",
    ]


def test_files_and_folders_can_be_named_together(tmp_path):
    a_folder(tmp_path / "a", estonia=a_page())
    a_folder(tmp_path / "b", latvia=a_page("Latvia"), poland=a_page("Poland"))
    assert lines_of(tmp_path / "b" / "poland.txt", tmp_path / "a")[-1] == "created: 2"


def test_a_single_file_is_read_with_what_the_manifest_beside_it_says(tmp_path):
    folder = a_folder(tmp_path, {"articles": [{"source": "estonia.txt", "position": 5}]}, estonia=a_page())
    lines_of(folder / "estonia.txt")
    assert Article.objects.get().position == 5


def test_json_has_one_object_a_line_and_nothing_else(tmp_path):
    folder = a_folder(tmp_path, estonia=a_page(text="Latvia is near."))
    (line,) = lines_of(folder, "--json")
    told = json.loads(line)
    assert (told["source"], told["outcome"], told["reason"]) == ("estonia.txt", "created", None)
    assert (told["series"], told["title"]) == ("Russia’s borders", "Estonia and the two castles")
    assert (told["about"], told["mentions"]) == (["EE"], ["EE", "LV"])
    assert json.loads(lines_of(folder, "--json")[0])["outcome"] == "unchanged"


def test_json_tells_the_countries_of_an_updated_page_as_they_are_now(tmp_path):
    lines_of(a_folder(tmp_path, estonia=a_page(text="Latvia is near.")))
    (line,) = lines_of(a_folder(tmp_path, estonia=a_page(text="Poland is far.")), "--json")
    assert (json.loads(line)["outcome"], json.loads(line)["mentions"]) == ("updated", ["EE", "PL"])


def test_json_of_a_refused_file_has_its_reason(tmp_path):
    out = io.StringIO()
    with pytest.raises(CommandError) as end:
        call_command("import_articles", a_folder(tmp_path, empty=b""), "--json", stdout=out)
    assert end.value.returncode == 2
    assert json.loads(out.getvalue()) == {"source": "empty.txt", "outcome": "refused", "reason": "the file is empty"}


def test_the_ledger_shows_where_each_line_went(tmp_path):
    lines = lines_of(a_folder(tmp_path, estonia=a_page()), "--ledger")
    assert any(line.split()[:3] == ["1", "title", "title:"] for line in lines), lines
    shown = {int(line.split()[0]) for line in lines if line.startswith("  ")}
    written = {number for number, line in enumerate(a_page().decode().splitlines(), 1) if line.strip()}
    assert shown == written


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path):
    folder = a_folder(tmp_path, estonia=a_page())
    before = every_row()
    dry = lines_of(folder, "--publish", "--dry-run")
    assert every_row() == before
    assert lines_of(folder, "--publish") == dry


def test_it_needs_a_path():
    with pytest.raises(CommandError, match="PATH"):
        call_command("import_articles")
