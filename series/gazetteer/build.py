"""Rebuild data/countries.json from CLDR, by way of Babel: `python -m series.gazetteer.build [--check]`.

The file is committed, so that the archive itself never needs Babel; `--check` writes nothing and fails where the file
differs from what would be written.
"""

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
TARGET = FOLDER / "countries.json"

# Codes that CLDR lists beside ISO 3166-1: exceptional reservations, groupings, pseudo-locales, and Kosovo (XK),
# which the hand-kept file has as a place.
NOT_ISO = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
# CLDR's aliases hold codes of states and territories that are gone, under the code of their successor.
FORMER_CODES = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "230", "249", "278", "280", "720", "736", "886"])
# Languages made up for play or for testing, whose names nobody looks a country up by.
NOT_A_LANGUAGE = frozenset({"tok", "en_Dsrt", "en_Shaw"})
COUNT = 249


def names_by_country() -> dict[str, dict[str, list[str]]]:
    """Alpha-2 code -> name -> the CLDR locales that call it so."""
    from babel import localedata

    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for locale in sorted(localedata.locale_identifiers()):
        if locale in NOT_A_LANGUAGE:
            continue
        # Without inheritance, so that a regional locale adds only what it says differently.
        territories = localedata.load(locale, merge_inherited=False).get("territories", {})
        for code, name in territories.items():
            if len(code) == 2 and code not in NOT_ISO:
                found[code][name].append(locale)
    return found


def wanted_zones() -> set[str]:
    """The time zones whose cities the hand-kept file asks for: capitals, and towns of places."""
    hand = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    return {*hand["zones"].values(), *(place["zone"] for place in hand["places"] if "zone" in place)}


def names_by_zone() -> dict[str, dict[str, list[str]]]:
    """Time zone -> name of its city -> the CLDR locales that call it so."""
    from babel import localedata

    wanted = wanted_zones()
    found: dict[str, dict[str, list[str]]] = {zone: defaultdict(list) for zone in sorted(wanted)}
    for locale in sorted(localedata.locale_identifiers()):
        zones = localedata.load(locale, merge_inherited=False).get("time_zones", {})
        for zone in wanted & zones.keys():
            if city := zones[zone].get("city"):
                found[zone][city].append(locale)
    return found


def _sorted_names(names: dict[str, list[str]]) -> dict[str, str]:
    return {name: " ".join(locales) for name, locales in sorted(names.items())}


def other_codes() -> dict[str, dict[str, str]]:
    """Alpha-2 code -> its alpha-3 and numeric codes."""
    from babel.core import get_global

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and len(codes) == 1 and alias not in FORMER_CODES:
            field = "numeric" if alias.isdigit() else "alpha3"
            if field in found[codes[0]]:
                raise SystemExit(f"{codes[0]} has two {field} codes: {found[codes[0]][field]} and {alias}")
            found[codes[0]][field] = alias
    return found


def build() -> str:
    """The text of countries.json: readable, one name a line, in a fixed order."""
    import babel
    from babel.core import get_global

    names, codes = names_by_country(), other_codes()
    if len(names) != COUNT:
        raise SystemExit(f"CLDR names {len(names)} countries, ISO 3166-1 has {COUNT}")
    countries: dict[str, Any] = {
        code: {
            "alpha3": codes[code]["alpha3"],
            "numeric": codes[code]["numeric"],
            "names": _sorted_names(names[code]),
        }
        for code in sorted(names)
    }
    about = {"source": f"CLDR {get_global('cldr')['version']}", "by": f"Babel {babel.__version__}"}
    cities = {zone: _sorted_names(found) for zone, found in names_by_zone().items()}
    return json.dumps({**about, "countries": countries, "cities": cities}, ensure_ascii=False, indent=0) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write countries.json, or with `--check` compare; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where the file is out of date")
    check = parser.parse_args(arguments).check
    text = build()
    if check:
        current = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text
        print(f"{TARGET.name}: {'up to date' if current else 'differs from what Babel gives'}")
        return 0 if current else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: written, {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
