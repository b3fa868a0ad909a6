"""Readers of the environment: each says what is wrong with a value and what would be right."""

import pytest

from archive import env
from archive.databases import as_public, from_url
from archive.env import EnvError


@pytest.fixture
def value(monkeypatch):
    """Sets the variable NARVA."""
    return lambda text: monkeypatch.setenv("NARVA", text)


def test_a_text_has_no_blanks_around_it_and_a_blank_one_counts_as_unset(value):
    assert env.text("NARVA", "castle") == "castle"
    value("  bridge \n")
    assert env.text("NARVA") == "bridge"
    value("  ")
    assert env.text("NARVA", "castle") == "castle"


@pytest.mark.parametrize("text", ["", " "])
def test_a_required_value_that_is_missing_is_told_with_its_hint(value, text):
    value(text)
    with pytest.raises(EnvError, match=r"^NARVA is not set\. Name the castle\.$"):
        env.required("NARVA", "Name the castle.")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", True),
        ("TRUE", True),
        ("yes", True),
        ("On", True),
        ("0", False),
        ("false", False),
        ("no", False),
        ("off", False),
    ],
)
def test_a_flag_is_yes_or_no(value, text, meaning):
    value(text)
    assert env.flag("NARVA", not meaning) is meaning


def test_an_unset_flag_is_its_default(value):
    value("")
    assert env.flag("NARVA", True) is True
    assert env.flag("NARVA", False) is False


@pytest.mark.parametrize("text", ["maybe", "2", "truee", "-1"])
def test_a_flag_that_is_neither_is_refused(value, text):
    value(text)
    with pytest.raises(EnvError, match=f"NARVA='{text}' is neither yes nor no"):
        env.flag("NARVA", False)


def test_a_choice_is_one_of_those_allowed(value):
    value("castle")
    assert env.choice("NARVA", ["bridge", "castle"], "bridge") == "castle"
    value("Castle")
    with pytest.raises(EnvError, match="Use one of: bridge, castle"):
        env.choice("NARVA", ["bridge", "castle"], "bridge")


def test_a_whole_number_has_a_least_value(value):
    assert env.whole_number("NARVA", 7) == 7
    value("12")
    assert env.whole_number("NARVA", 7, least=12) == 12
    with pytest.raises(EnvError, match="NARVA='12' is no whole number of at least 13"):
        env.whole_number("NARVA", 7, least=13)


@pytest.mark.parametrize("text", ["-1", "1.5", "ten", "1e3", "0x10", "²"])
def test_what_is_no_whole_number_is_refused(value, text):
    value(text)
    with pytest.raises(EnvError, match="no whole number"):
        env.whole_number("NARVA", 7)


def test_names_are_parted_by_commas(value):
    value(" narva.example, ,tartu.example,")
    assert env.names("NARVA") == ["narva.example", "tartu.example"]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("https://archive.example", "https://archive.example"),
        ("https://archive.example/", "https://archive.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_a_base_address_has_no_closing_slash(value, text, base):
    value(text)
    assert env.base_url("NARVA", "http://x") == base


@pytest.mark.parametrize(
    "text",
    [
        "archive.example",
        "ftp://archive.example",
        "https://",
        "https://archive.example/api",
        "https://a.example/?q=1",
        "//x",
    ],
)
def test_what_is_no_base_address_is_refused(value, text):
    value(text)
    with pytest.raises(EnvError, match="is no base address"):
        env.base_url("NARVA", "http://x")


def test_a_database_address_gives_its_parts():
    found = from_url("DATABASE_URL", "postgresql://ada:s%40crat@db.example:5433/archive?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("archive", "ada", "s@crat")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada@/archive?host=%2Frun%2Fmy%20socket",
        "dbname=archive user=ada host='/run/my socket'",
        "postgresql://ada@%2Frun%2Fmy%20socket/archive",
    ],
)
def test_a_socket_in_a_folder_with_spaces_is_a_host(address):
    found = from_url("DATABASE_URL", address)
    assert (found["HOST"], found["NAME"], found["USER"]) == ("/run/my socket", "archive", "ada")
    assert (found["PASSWORD"], found["PORT"], found["OPTIONS"]) == ("", "", {})


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("mysql://ada@db.example/archive", "is no PostgreSQL address"),
        ("db.example", "is no PostgreSQL address"),
        ("postgresql://ada@db.example/archive?colour=red", "is no PostgreSQL address"),
        ("postgresql://[::1/archive", "is no PostgreSQL address"),
        ("postgresql://ada@db.example", "names no database or no user"),
        ("postgresql://db.example/archive", "names no database or no user"),
        ("dbname=archive", "names no database or no user"),
    ],
)
def test_a_bad_database_address_is_told_with_the_form_that_would_be_right(address, fault):
    with pytest.raises(EnvError, match=fault) as error:
        from_url("DATABASE_URL", address)
    assert "postgresql://user:password@host:5432/database" in str(error.value)


def test_the_password_is_not_in_the_message():
    with pytest.raises(EnvError) as error:
        from_url("DATABASE_URL", "postgresql://ada:bridge-secret@db.example")
    assert "bridge-secret" not in str(error.value)


def test_the_public_alias_is_the_same_database_under_a_role_of_its_own():
    owner = from_url("DATABASE_URL", "postgresql://ada:secret@db.example/archive")
    public = as_public(owner, "key")
    assert public["USER"] == "ada_public"
    assert public["PASSWORD"] not in {"", "secret"}
    assert public["PASSWORD"] == as_public(owner, "key")["PASSWORD"] != as_public(owner, "another key")["PASSWORD"]
    assert (public["HOST"], public["NAME"]) == (owner["HOST"], owner["NAME"])
    public["OPTIONS"]["pool"] = True
    assert owner["OPTIONS"] == {}


def test_where_the_owner_needs_no_password_the_public_role_needs_none():
    owner = from_url("DATABASE_URL", "postgresql://ada@/archive?host=%2Frun")
    assert as_public(owner, "key")["PASSWORD"] == ""
