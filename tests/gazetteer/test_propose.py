"""Which of the countries that an article mentions it is proposed to be about."""

from pathlib import Path

import pytest

from series import gazetteer

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "000_62ac4f63d2431266.txt"


def about(*parts: str, **options: str) -> list[str]:
    return [found.code for found in gazetteer.propose_about(*parts, **options) if found.confidence > 0.5]


def test_the_country_of_the_title_is_what_it_is_about() -> None:
    found = gazetteer.propose_about("Finland looks east", "", "Trade with Russia fell; China and Sweden watched.")
    assert [(p.code, p.confidence > 0.5) for p in found] == [("FI", True), ("CN", False), ("SE", False)]
    assert found[0].reason == "named in the title"


def test_the_subject_of_the_series_is_never_proposed() -> None:
    assert about("Russia and Kazakhstan", "", "Russia, Russia, Kazakhstan") == ["KZ"]
    assert about("Russia and Kazakhstan", "", "Russia, Russia, Kazakhstan", subject="KZ") == ["RU"]


def test_two_countries_in_the_title_are_both_proposed() -> None:
    assert set(about("Why China worries about North Korea", "", "")) == {"CN", "KP"}


def test_without_a_title_the_country_that_fills_the_text_is_proposed() -> None:
    text = "Astana spoke. Kazakhstan grew. The Kazakh steppe is wide. Kazakhs ride. China is near."
    assert about("A long border", "Kazakhstan has the longest.", text) == ["KZ"]


def test_one_mention_alone_proposes_nothing() -> None:
    assert about("A long border", "", "Mongolia is mentioned once.") == []


def test_an_article_in_russian_is_read_in_russian() -> None:
    assert about("Казахстан смотрит на юг", "", "Китай, Китай.", language="ru") == ["KZ"]


def test_no_words_propose_nothing() -> None:
    assert gazetteer.propose_about("", "", "") == ()


@pytest.mark.skipif(not SEED.is_file(), reason="the real instalment is not on this machine")
def test_the_real_instalment_is_about_north_korea_and_only_mentions_the_others() -> None:
    title, _, standfirst, *rest = SEED.read_text(encoding="utf-8").split("\n\n")
    found = {p.code: p.confidence for p in gazetteer.propose_about(title, standfirst, "\n\n".join(rest))}
    assert [code for code, confidence in found.items() if confidence > 0.5] == ["KP"]
    assert {"CN", "KR", "JP", "US"} <= found.keys()
    assert "RU" not in found
