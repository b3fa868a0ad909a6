"""The two data files: that they agree, that the generated one is up to date, and who borders whom."""

import importlib.util
import json
import tomllib
from collections import Counter

import pytest

from series import gazetteer
from series.errors import GazetteerError
from series.gazetteer import build
from series.gazetteer.data import FOLDER, tables
from series.gazetteer.data import build as build_tables
from series.gazetteer.expanding import decline
from series.gazetteer.resolving import Resolver
from series.gazetteer.types import Alias


@pytest.fixture(scope="module")
def files() -> tuple[dict, dict]:
    generated = json.loads((FOLDER / "countries.json").read_text(encoding="utf-8"))
    return generated, tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))


@pytest.mark.skipif(importlib.util.find_spec("babel") is None, reason="Babel is not installed")
def test_the_generated_file_is_what_babel_gives() -> None:
    assert build.main(["--check"]) == 0


def test_all_countries_of_iso_3166_have_their_three_codes() -> None:
    countries = gazetteer.countries()
    assert len(countries) == 249
    assert len({country.alpha3 for country in countries}) == len({country.numeric for country in countries}) == 249
    assert all(len(c.alpha3) == 3 and c.alpha3.isupper() and c.numeric.isdigit() for c in countries)


def test_a_country_has_its_name_in_a_language_or_its_parent_or_in_english() -> None:
    korea = gazetteer.country("KP")
    assert (korea.code, korea.alpha3, korea.numeric) == ("KP", "PRK", "408")
    assert korea.name() == "North Korea"
    assert korea.name("pt-BR") == "Coreia do Norte"
    assert korea.name("ko-KP") == "조선민주주의인민공화국"
    assert korea.name("xx") == "North Korea"


def test_a_code_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(GazetteerError, match="'XX'"):
        gazetteer.country("XX")
    with pytest.raises(GazetteerError, match="'kp'"):
        gazetteer.country("kp")


def test_every_country_has_a_hand_kept_entry_or_is_an_uninhabited_or_small_territory(files: tuple[dict, dict]) -> None:
    generated, hand = files
    assert set(generated["countries"]) - set(hand["countries"]) == {"AQ", "BV", "IO", "NF", "UM"}


def test_the_region_is_kept_in_full(files: tuple[dict, dict]) -> None:
    _, hand = files
    for code in ["RU", *(border.neighbour for border in gazetteer.borders())]:
        entry = hand["countries"][code]
        assert {"demonym", "capital"} <= entry.keys(), code
        assert {"en", "ru"} <= entry["demonym"].keys(), code
        assert {"en", "ru"} <= entry["capital"].keys(), code


def test_what_the_neighbours_border_has_demonyms_and_capitals_in_both_languages(files: tuple[dict, dict]) -> None:
    _, hand = files
    around = {far.neighbour for near in gazetteer.borders() for far in gazetteer.borders(near.neighbour)}
    lacking = [
        (code, kind, language)
        for code in sorted(around)
        for kind in ("demonym", "capital")
        for language in ("en", "ru")
        if language not in hand["countries"][code].get(kind, {})
    ]
    assert lacking == []


def test_a_hand_kept_name_of_an_unknown_country_is_an_error(files: tuple[dict, dict]) -> None:
    generated, hand = files
    with pytest.raises(GazetteerError, match="ZZ"):
        build_tables(generated, {**hand, "countries": {**hand["countries"], "ZZ": {"name": {"en": "Zembla"}}}})


def test_a_hand_kept_name_of_an_unknown_kind_is_an_error(files: tuple[dict, dict]) -> None:
    generated, hand = files
    with pytest.raises(GazetteerError, match="nickname"):
        build_tables(generated, {**hand, "countries": {**hand["countries"], "KZ": {"nickname": {"en": "Qaz"}}}})


def test_a_city_that_the_generated_file_lacks_is_an_error(files: tuple[dict, dict]) -> None:
    generated, hand = files
    with pytest.raises(GazetteerError, match="Europe/Narnia"):
        build_tables(generated, {**hand, "zones": {**hand["zones"], "EE": "Europe/Narnia"}})


def test_names_from_elsewhere_are_known_beside_the_files(files: tuple[dict, dict]) -> None:
    wider = build_tables(*files, extra=[Alias("EE", "Narva", "alias", "en")])
    assert [match.code for match in Resolver(wider).resolve("Narva", 10).matches] == ["EE"]
    assert gazetteer.resolve("Narva").matches == ()


def test_capitals_and_towns_of_places_have_their_names_in_all_languages() -> None:
    assert [match.code for match in gazetteer.resolve("Pjöngjang").matches] == ["KP"]
    assert [match.code for match in gazetteer.resolve("ワルシャワ").matches] == ["PL"]
    assert [place.name for place in gazetteer.resolve("Wladiwostok").places] == ["Primorye"]


def test_a_declension_gives_every_case_and_an_unknown_ending_is_an_error() -> None:
    endings = {"я": "я и е", "ая": "ая ой"}
    assert decline("Нов|ая Земл|я", endings)[:2] == ["Новая Земля", "Новая Земли"]
    assert decline("Баку", endings) == ["Баку"]
    with pytest.raises(GazetteerError, match="Рим"):
        decline("Рим|ы", endings)


def test_no_name_is_kept_twice_for_a_country() -> None:
    seen = [(a.code, a.text, a.kind, a.languages) for a in tables().aliases if a.kind != "name" and not a.declined]
    assert [row for row, times in Counter(seen).items() if times > 1] == []


def test_no_country_has_the_name_of_a_place_but_georgia_and_england() -> None:
    shared = {
        place.name
        for name, found in tables().place_names.items()
        for place, _ in found
        if name in tables().exact and any(alias.kind != "code" for alias in tables().exact[name])
    }
    assert shared <= {"Georgia (US state)", "England", "Scotland", "Soviet Union", "Transnistria"}


def test_russia_has_fourteen_neighbours_by_land_and_two_by_sea() -> None:
    borders = gazetteer.borders()
    by_kind = {kind: {b.neighbour for b in borders if b.kind == kind} for kind in ("land", "sea")}
    assert by_kind["land"] == {"NO", "FI", "EE", "LV", "LT", "PL", "BY", "UA", "GE", "AZ", "KZ", "CN", "MN", "KP"}
    assert by_kind["sea"] == {"JP", "US"}
    assert all(b.subject == "RU" and b.source for b in borders)


def test_borders_have_lengths_by_land_and_none_by_sea_the_longest_first() -> None:
    borders = gazetteer.borders()
    assert borders[0].neighbour == "KZ"
    assert all((b.length_km is None) == (b.kind == "sea") for b in borders)
    lengths = [b.length_km for b in borders if b.length_km]
    assert lengths == sorted(lengths, reverse=True)


def test_a_border_is_the_same_from_both_sides() -> None:
    for near in gazetteer.borders():
        back = [b for b in gazetteer.borders(near.neighbour) if b.neighbour == "RU"]
        assert [(b.kind, b.length_km) for b in back] == [(near.kind, near.length_km)]


def test_borders_of_a_country_that_has_none_kept_are_none_and_of_no_country_an_error() -> None:
    assert gazetteer.borders("AU") == ()
    with pytest.raises(GazetteerError):
        gazetteer.borders("ZZ")
