"""The small judgements on which the rules stand: dates, names, credits, links, languages, lines."""

from datetime import date

import pytest

from series.ingest.credits import split_credit
from series.ingest.dates import read_date
from series.ingest.language import guess_language
from series.ingest.lines import split_lines, to_units
from series.ingest.links import find_links, named_series
from series.ingest.names import byline_authors, credit_confidence, is_name, is_work, presented_authors


@pytest.mark.parametrize(
    ("line", "day", "precision"),
    [
        ("12 March 2014", date(2014, 3, 12), "day"),
        ("Published: February 3, 2015 6.02am GMT", date(2015, 2, 3), "day"),
        ("Posted on 1st May 2016", date(2016, 5, 1), "day"),
        ("Tue 3 Feb 2015 06.02 GMT", date(2015, 2, 3), "day"),
        ("2015-02-03", date(2015, 2, 3), "day"),
        ("03.02.2015", date(2015, 2, 3), "day"),
        ("3 февраля 2015 года", date(2015, 2, 3), "day"),
        ("Опубликовано: май 2015", date(2015, 5, 1), "month"),
        ("October 2014", date(2014, 10, 1), "month"),
        ("Narva, 4 May 2014", date(2014, 5, 4), "day"),
        ("Published 1998", date(1998, 1, 1), "year"),
    ],
)
def test_a_date_is_read_with_its_precision(line, day, precision):
    found = read_date(line)
    assert (found.day, found.precision) == (day, precision)


@pytest.mark.parametrize(
    "line",
    ["1998", "03/04/2015", "31 February 2015", "In March 2014 the ice broke", "42 Main Street", "", "Room 2014 b"],
)
def test_what_is_no_date_or_has_two_meanings_is_not_read(line):
    assert read_date(line) is None


def test_a_date_of_a_change_is_told_from_the_date_of_publication():
    assert read_date("Last modified on Thu 5 Feb 2015 10.00 GMT").is_update
    assert not read_date("Published: 5 Feb 2015").is_update


@pytest.mark.parametrize(
    "text", ["Serban Bogdan", "Ursula von der Leyen", "Mary-Ann O’Neill", "J. R. Smith", "Елена Марш", "Dr Ada Byron"]
)
def test_a_persons_name_has_the_shape_of_one(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["The post-Soviet era", "North Korea", "EPA", "Who pays", "ада линд", "A B C D E F", "Ada, Byron 3", ""]
)
def test_a_topic_has_not(text):
    assert not is_name(text)


def test_a_treaty_is_a_work():
    assert is_work("Final Act of the Conference on Security")
    assert not is_work("and then nothing")
    assert not is_work("The bridge closed again")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Lindqvist", ["Ada Lindqvist"]),
        (
            "By Ada Lindqvist, Boris Kalnins and Jan van der Meer",
            ["Ada Lindqvist", "Boris Kalnins", "Jan van der Meer"],
        ),
        ("Written by Dr. Ada Lindqvist, Reader in Geography, University of Kuopio", ["Ada Lindqvist"]),
        ("(Reporting by Ada Lindqvist; editing by Boris Kalnins)", ["Ada Lindqvist"]),
        ("By Ada Lindqvist in Narva", ["Ada Lindqvist"]),
        ("By Voltaire", ["Voltaire"]),
        ("Автор: Анна Линдквист", ["Анна Линдквист"]),
        ("By Professor of Economics", []),
    ],
)
def test_a_byline_gives_names(line, names):
    assert byline_authors(line) == names


@pytest.mark.parametrize(
    ("standfirst", "names"),
    [
        ("Ada Lindqvist tells the story of a ferry.", ["Ada Lindqvist"]),
        ("It looks to North Korea. Robert Winstanley-Chesters explains.", ["Robert Winstanley-Chesters"]),
        ("Ada Lindqvist travels the whole line in this part and explains it.", ["Ada Lindqvist"]),
        ("Ada Lindqvist and Boris Kalnins ask who pays.", ["Ada Lindqvist", "Boris Kalnins"]),
        ("In this part of our series, Ada Lindqvist fills the tank.", ["Ada Lindqvist"]),
        ("Nobody pays, writes Ada Lindqvist.", ["Ada Lindqvist"]),
        ("North Korea explains nothing.", []),
        ("The ferry tells its own story.", []),
    ],
)
def test_a_standfirst_presents_its_author(standfirst, names):
    assert presented_authors(standfirst) == names


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The quay in April. EPA", "The quay in April.", "EPA"),
        ("The quay in April. EPA/Toomas Hallik", "The quay in April.", "EPA/Toomas Hallik"),
        ("The quay in April. Ada Lindqvist", "The quay in April.", "Ada Lindqvist"),
        ("The quay in April (Photo: Ada Lindqvist)", "The quay in April", "Ada Lindqvist"),
        ("The quay in April (AFP)", "The quay in April", "AFP"),
        ("The quay in April | Reuters", "The quay in April", "Reuters"),
        ("The quay Photograph: Ada Lindqvist/AP", "The quay", "Ada Lindqvist/AP"),
        ("The quay. © Ada Lindqvist", "The quay.", "Ada Lindqvist"),
        ("(Reuters) The quay in April.", "The quay in April.", "Reuters"),
        ("EPA: The quay in April.", "The quay in April.", "EPA"),
        ("Photo: Ada Lindqvist", "", "Ada Lindqvist"),
        ("[Image: Town Museum]", "", "Town Museum"),
        ("Пристань в апреле. Фото: Елена Марш", "Пристань в апреле.", "Елена Марш"),
    ],
)
def test_a_line_falls_into_caption_and_credit(line, caption, credit):
    found = split_credit(line)
    assert (line[slice(*found.caption)], line[slice(*found.credit)]) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "The quay in April.",
        "He told us to wait. We waited.",
        "NARVA, Estonia (Reuters) - The bridge was closed on Tuesday.",
        "According to TASS the bridge was closed.",
        "The photo: three men on a bridge.",
    ],
)
def test_a_sentence_without_a_credit_stays_whole(line):
    assert split_credit(line) is None


def test_an_agency_named_in_a_sentence_is_no_credit():
    assert credit_confidence("EPA") > 0.9
    assert credit_confidence("NASA and the Moon") == 0
    assert credit_confidence("a report that reuters and EPA later withdrew in full") == 0


def _phrases(text, series=None):
    return [(link.kind, text[link.start : link.end], link.hint) for link in find_links(text, series)]


def test_click_here_leads_to_the_series_where_the_sentence_speaks_of_it():
    text = "To read previous instalments from our Northern crossings series, click here."
    assert _phrases(text) == [("series", "click here", "Northern crossings")]
    assert _phrases(text, "Crossings") == [("series", "click here", "Crossings")]


def test_click_here_alone_keeps_its_phrase_and_looks_for_nothing():
    assert _phrases("For the survey itself click here.") == [("article", "click here", None)]


def test_a_pointer_loses_the_series_but_not_another_prefix():
    text = "Read more: Crossings: The far shore"
    assert _phrases(text, "Crossings") == [("article", "The far shore", "The far shore")]
    assert _phrases(text) == [("article", "Crossings: The far shore", "Crossings: The far shore")]


def test_a_pointer_may_close_a_paragraph():
    text = "The ice was thin. Read more: Crossings: The far shore"
    assert _phrases(text, "Crossings") == [("article", "The far shore", "The far shore")]


def test_a_hint_keeps_the_spaces_of_the_page():
    assert _phrases("Read\u00a0more: The far\u00a0shore") == [("article", "The far\u00a0shore", "The far\u00a0shore")]


def test_links_of_one_paragraph_never_overlap():
    text = "See our article “The far shore” (read more: The near shore), or click here for the series."
    assert [phrase for _, phrase, _ in _phrases(text, "Crossings")] == ["The far shore", "The near shore", "click here"]


def test_a_sentence_names_its_series():
    assert named_series("This is part of our Northern crossings series.") == ["Northern crossings"]
    assert named_series("В новом выпуске нашей серии «Тихие границы»") == ["Тихие границы"]
    assert named_series("A series of storms in the north.") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry leaves the quay at seven in the morning and it is on time.", "en"),
        ("Паром отходит от пристани в семь утра, и он не опаздывает.", "ru"),
        ("Пором відходить від пристані о сьомій ранку, і він її не чекає.", "uk"),
        ("Паром пристаньнан таңғы жетіде кетеді, ол ешқашан кешікпейді, қазір де солай.", "kk"),
        ("Die Fähre verlässt den Kai um sieben und sie ist auf dem Wasser nicht allein.", "de"),
        ("Lautta lähtee laiturista kello seitsemän ja se on ajoissa, mutta tyhjä.", "fi"),
        ("フェリーは朝七時に出ます。", "ja"),
        ("渡轮早上七点离开码头。", "zh"),
        ("ბორანი დილის შვიდ საათზე გადის.", "ka"),
        ("1234 5678", "und"),
    ],
)
def test_the_language_of_a_text(text, language):
    assert guess_language(text) == language


def test_lines_keep_number_place_and_the_gap_above():
    text = "One\r\n\r\n\u00a0 Two \rThree"
    lines = split_lines(text)
    assert [(line.number, line.text, line.gap) for line in lines] == [(1, "One", 0), (3, "Two", 1), (4, "Three", 0)]
    assert [text[line.start : line.end] for line in lines] == ["One", "Two", "Three"]


def test_a_paragraph_wrapped_by_hand_is_one_unit_whose_parts_lie_on_its_lines():
    text = """The ferry leaves the quay at seven in the morning,
when the mist is on the waters of the north-
eastern lake."""
    (unit,) = to_units(split_lines(text))
    assert unit.text.endswith("on the waters of the north-eastern lake.")
    start = unit.text.index("morning")
    pieces = [(line, text[slice(*span)]) for line, span in unit.spans(start, start + len("morning, when"))]
    assert pieces == [(1, "morning,"), (2, "when")]
