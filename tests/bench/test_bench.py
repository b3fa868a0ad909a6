"""The benchmark runs from end to end; how fast anything is, is for its reader to see and for no test to say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--articles", "30", "--size", "2000", "--seconds", "0.1", "--rounds", "1")


def bench(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Runs it as a person would: without what this test run has set for itself."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ARCHIVE_", "PYTEST_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "tests.bench", *arguments]
    env = kept | {"TMPDIR": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    folder.chmod(0o711)
    ran = bench("api", *SMALL, "--json", str(folder / "figures.json"), folder=folder)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, json.loads((folder / "figures.json").read_text())


def test_without_a_name_it_lists_the_benchmarks(tmp_path):
    ran = bench(folder=tmp_path)
    assert ran.returncode == 0
    assert "api" in ran.stdout


def test_every_question_has_figures_for_the_archive_the_naive_variant_and_the_sql_alone(measured):
    _, figures = measured
    assert len(figures["results"]) == 7
    for result in figures["results"]:
        for variant in ("archive", "naive", "sql"):
            assert result[variant]["answers"] > 0
            assert 0 < result[variant]["p50_ms"] <= result[variant]["p99_ms"]
        assert result["archive"]["bytes"] > 100


def test_the_archive_asks_the_database_as_often_as_its_contract_says(measured):
    _, figures = measured
    selects = {result["question"]: result["archive"]["selects"] for result in figures["results"]}
    assert selects["article"] == 1
    assert max(selects.values()) <= 3


def test_the_table_has_a_row_for_every_question_and_tells_the_machine(measured):
    table, figures = measured
    lines = table.splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:9]] == [result["question"] for result in figures["results"]]
    assert "postgresql: " in table
    assert "cores: " in table
