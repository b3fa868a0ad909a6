"""The words by which rules know what a line is, in English and Russian. Compared after `fold`."""

import re

_APOSTROPHES = str.maketrans("’‘ʼ´`\u2032", "''''''", "\u00ad\u200b\u200c\u200d\ufeff\u2060")
_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " ") | dict.fromkeys("\u2010\u2011", "-")
)
_SAME_LENGTH.update(dict.fromkeys(range(0x2000, 0x200B), " "))
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """`text` as it is compared: one kind of apostrophe and space, no invisible characters, no case."""
    return _SPACE.sub(" ", text.translate(_APOSTROPHES)).strip().casefold()


def plain(text: str) -> str:
    """`text` with one kind of space and one of hyphen, every character in its place, for patterns to look at."""
    return text.translate(_SAME_LENGTH)


_AGENCY_WORDS = """
EPA EPA-EFE AP AFP Reuters TASS ITAR-TASS Sputnik Getty PA Shutterstock Alamy Corbis Xinhua Yonhap KCNA Kyodo
Flickr Unsplash Wikimedia Wikipedia NASA DPA dpa ANSA AAP Interfax Magnum Bloomberg iStock Pixabay Pexels
Novosti Anadolu EFE Belga NurPhoto Zuma RFE/RL ТАСС Новости Рейтер Рейтерс Коммерсантъ
"""
AGENCIES = frozenset(_AGENCY_WORDS.split())
"""Picture agencies and collections, by the word of their credit that gives them away; case counts."""

CREDIT_PHRASES = re.compile(
    r"\b(?:cc[ -]?by(?:[ -](?:sa|nc|nd))*|creative commons|public domain|author provided|handout|courtesy of"
    r"|associated press|press association|agence france-presse|wikimedia commons|getty images|ria novosti|cc0"
    r"|press service|all rights reserved|предоставлено автором|общественное достояние|пресс-служба)\b",
    re.IGNORECASE,
)

CREDIT_LABEL = re.compile(
    r"(?:©|\(c\)|image source\s*[:,]|(?:photo(?:graph(?:er|y|s)?|s)?|image|picture|pic|illustration|drawing|map"
    r"|chart|graphic|diagram|credit|foto|source"
    r"|фото(?:графия)?|снимок|иллюстрация|карта|схема|источник)(?: credit| courtesy of)?"
    r"(?:\s*(?:[:©]|\bby\b)|\s+©))(?:\s*(?:©|by\b|:))*\s*",
    re.IGNORECASE,
)
CAPTION_LABEL = re.compile(
    r"(?:image caption\s*[:,]|(?:caption|pictured|pictured above|подпись|на фото)\s*:)\s*", re.IGNORECASE
)
"""What stands before a caption; after `Image:` both a caption and a credit may follow, so that is no such label."""

PICTURED = re.compile(
    r"\((?:left|right|centre|center|top|bottom|above|second (?:left|right)|слева|справа)\)|^pictured\b"
    r"|\b(?:in|on|last|this) (?:early |late |\d\d? )?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|spring|summer|autumn|winter)(?: (?:19|20)\d\d)?$",
    re.IGNORECASE,
)
"""What a caption without a full stop says and a heading does not."""

SHARE_BUTTONS = "share buttons"
CHROME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{pattern})[.!…:]*", re.IGNORECASE), reason)
    for pattern, reason in (
        (
            r"menu(?: close)?|close(?: menu)?|home|search|log ?in|sign in|sign up|register|skip to (?:main )?content"
            r"|navigation|main navigation|toggle navigation|about us|contact(?: us)?|back to top|next|previous"
            r"|меню|главная|поиск|войти|наверх",
            "navigation of the page",
        ),
        (
            r"(?:[\w’'& -]{2,25} [>›»] ){1,5}[\w’'& -]{2,40}|(?:[\w’'& -]{2,20} [/|] ){2,5}[\w’'& -]{2,30}",
            "breadcrumbs",
        ),
        (r"(?:(?:filed under|tags|topics|more on|categories|рубрика|теги)\s*:.{1,200})", "tags of the page"),
        (r"(?:more (?:from|on|about)|up next|read next|in this section)\b[^.:]{0,60}", "pointer of the site"),
        (
            r"academic rigou?r, journalistic flair|we believe in the free flow of information"
            r"|partners|view all partners|.{3,120} provides? funding as (?:a|founding) .{0,40}partner.{0,60}"
            r"|.{3,120} provides? funding as a member of .{3,60}|cc by(?:[ -]n[dc])*|before you go.{0,100}"
            r"|republish our articles for free.{0,120}|(?:donate|support us|become a member)(?: now| today)?"
            r"|connect with us|avatar photo|[\w-]+\.(?:jpe?g|png|gif|webp)"
            r"|enter your e-?mail(?: address)?|get our .{3,40}e-?mails?"
            r"|authors?|published|languages?|english|listen to this article|comments are closed|[\d,.]+ views"
            r"|view comments|load comments|see all comments",
            "furniture of the page",
        ),
        (
            r"(?:share|tweet|email|e-mail|print|save|copy link|facebook|twitter|linkedin|whatsapp|messenger|telegram"
            r"|reddit|pinterest|x(?: \(twitter\))|bluesky|follow us|поделиться|распечатать)"
            r"(?:(?:\s*[,|/·•]\s*|\s+)(?:share|tweet|email|e-mail|print|on|this|article|via|and|facebook|twitter"
            r"|linkedin|whatsapp|messenger|telegram|reddit|pinterest)){0,12}",
            SHARE_BUTTONS,
        ),
        (
            r"(?:please )?(?:subscribe|sign up|get our|join our|register)\b[^.]{0,100}"
            r"\b(?:newsletter|inbox|email|e-mail|mailing list|updates)\b.{0,60}"
            r"|(?:our )?newsletters?|подпишитесь\b.{0,100}",
            "newsletter form",
        ),
        (
            r"(?:subscribe|log in|sign in|register)(?: now)? to (?:continue|read|unlock)\b.{0,80}"
            r"|you have (?:reached|read)\b.{0,60}\b(?:articles?|limit)\b.{0,40}"
            r"|this (?:article|content) is for subscribers.{0,40}|already a subscriber.{0,60}",
            "paywall notice",
        ),
        (r"advertisements?|sponsored(?: content)?|ad|реклама", "advertisement"),
        (
            r"(?:we|this (?:site|website)) uses? cookies\b.{0,200}|accept (?:all )?cookies|cookie (?:policy|settings)"
            r"|privacy policy|terms(?: of (?:use|service)| (?:&|and) conditions)?",
            "cookie or legal notice",
        ),
        (
            r"republish(?: this article| our articles.{0,120})?|(?:leave a|post a|\d+) comments?|comments(?: \(\d+\))?"
            r"|most (?:read|popular|viewed)|trending(?: now)?|related (?:articles|stories|topics)|you may also like"
            r"|recommended(?: for you)?|tags|topics|popular now|комментарии",
            "furniture of the page",
        ),
        (
            r"(?:continue reading|read the full (?:article|story)|show more|load more)\b.{0,40}",
            "link to the rest of the page",
        ),
        (
            r"(?:(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:19|20)\d\d.{0,100}|.{0,80}all rights reserved)",
            "copyright notice of the site",
        ),
        (r"(?:\d+|one|two|three|five|ten) min(?:ute)?s?(?: read)?|reading time:? \d+.{0,12}", "reading time"),
        (
            r"this article (?:was|is) (?:originally |first |re)?published\b.{0,200}|read the original article.{0,20}",
            "republication notice",
        ),
    )
)
"""Whole lines that belong to the site and not to the article, with what they are."""

_AMBIGUOUS_WORDS = """
home search next previous partners author authors languages english published save close topics tags contact
navigation register share email print comments menu
"""
AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())
"""Buttons of a site that are good headings too."""

DISCLOSURE = re.compile(
    r"(?:disclosure statement|.{0,100}\bdoes(?: not|n't|n’t) work for,? consult\b|.{0,100}\breceives? funding from\b"
    r"|.{0,100}\b(?:does(?: not|n't|n’t)|have) (?:declare|disclose)\b|.{0,60}\bno relevant affiliations\b)",
    re.IGNORECASE,
)

BYLINE = re.compile(
    r"(?:by|von|par|written by|words by|story by|text by|\(?(?:reporting|additional reporting|writing) by"
    r"|authors?:|words:|text:|byline:|автор(?:ы)?:|текст:)\s+",
    re.IGNORECASE,
)
JOBS = re.compile(
    r"\b(?:professor|lecturer|fellow|researcher|director|reader|editor|reporter|correspondent|analyst|candidate"
    r"|scholar|historian|journalist|university|institute|college|school|academy|centre|center|staff"
    r"|профессор|доцент|университет|институт|корреспондент|историк|журналист)\b",
    re.IGNORECASE,
)

TELLING = (
    "tells|explains|argues|writes|reports|asks|examines|traces|describes|considers|explores|recounts|looks|investigates"
    "|assesses|reflects|shows|weighs|charts|follows|remembers|unpicks|surveys|outlines"
    "|discusses|analyses|analyzes|reviews|tell|explain|argue|write|report|ask|examine|trace|describe"
    "|consider|explore|look|assess|show|chart|follow|"
    "рассказывает|объясняет|пишет|размышляет|исследует|вспоминает|описывает|спрашивает|рассказывают|объясняют|пишут"
)
"""What an author does in a standfirst that presents him."""

SERIES_CUE = re.compile(
    r"\binstal?lments?\b|\b(?:of|in) our (?:pieces|articles|reports|essays|stories)\b"
    r"|\b(?:our|this|new|in the|in a|part of a|part of the)\s+(?:[\w’'-]+\s+){0,5}series\b"
    r"(?! of (?!articles|essays))"
    r"|\bseries (?:on|about)\b|\b(?:часть|выпуск|статья|материал)\b.{0,30}\b(?:серии|цикла)\b"
    r"|\b(?:нашей|этой|нашего|этого)\s+(?:серии|цикла|серию|цикл)\b",
    re.IGNORECASE,
)

_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый
первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая
"""
ORDINALS = {word: number % 12 + 1 for number, word in enumerate(_ORDINAL_WORDS.split())}
"""Words that number an instalment."""

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Uu]s|[Mm]y|me|[Яя]|[Мм]ы|[Нн]аш[аеиу]?|[Мм]не|[Нн]ам)\b")
"""Words of someone who speaks of himself, as quotations do and reports seldom."""

READ_MORE = re.compile(
    r"[→»>•\s]*(?:read more|read also|read next|read|see also|see|related|more|also|previously|next|earlier"
    r"|previous instalment|next instalment|(?:more|also|earlier|next|previously) in (?:this|the|our) series"
    r"|from the archive"
    r"|читайте также|читать также|подробнее|см\. также|ещё по теме|ранее в серии)\s*[:：]\s*",
    re.IGNORECASE,
)

_NO_NAME_WORDS = """
north south east west northern southern eastern western central soviet russian european asian american chinese
korean japanese united union republic federation the a an of and in on for to from with after before what how why
who when where is are was no not its their our new all this that these those
"""
NO_NAMES = frozenset(_NO_NAME_WORDS.split())
"""Words that stand in no person's name."""

_TOPIC_WORDS = """
great sea ocean river war wars border borders asia europe africa america empire revolution pact treaty bridge road
coast bay gulf island islands mountains peninsula caucasus baltic arctic pacific atlantic black caspian cold world
power city cities early late modern today trade politics economy economics energy security history future past
present background conclusion introduction lessons options choices challenges hopes fears ties links relations
neighbours neighbors friends rivals allies enemies people money land water oil gas frontier frontiers crisis
conflict peace hard soft big small old next first last two three four five long short further reading key facts
timeline questions answers notes public private national international foreign domestic military economic political
social natural human open closed uncertain mixed missing lost found final common shared
"""
TOPIC_WORDS = frozenset(_TOPIC_WORDS.split())
"""Words that make a line of capitals a heading rather than a name, where nothing else decides."""
