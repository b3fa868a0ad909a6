"""Rows for tests, made the way the archive makes them: drafts are saved, editions go through `publish`.

Ada edits and Boris writes; their instalments stand in "Russia’s borders" unless a test says otherwise.
"""

import io
from datetime import timedelta
from itertools import count
from pathlib import Path

from django.db import connection, transaction
from PIL import Image as Pillow

from series import publishing
from series.models.catalogue import Contributor, Image, Series
from series.models.desk import Article, Credit
from series.publishing import Actor

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
SHARED_SEEDS = ROOT.parent / "shared" / "seeds"

ADA = Actor("Ada", "1")
BORIS = Actor("Boris", "2")
TEXT = "The bridge over the Narva joins two castles."

_numbers = count(1)


def a_body(*blocks):
    """A body document; a text becomes a paragraph."""
    content = [paragraph(block) if isinstance(block, str) else block for block in blocks or (TEXT,)]
    return {"type": "doc", "attrs": {"version": 1}, "content": content}


def paragraph(*words):
    nodes = [{"type": "text", "text": word} if isinstance(word, str) else word for word in words]
    return {"type": "paragraph", "content": nodes}


def link_to(phrase, target=None, *, link_id, kind="article", hint=None):
    """The words `phrase` as a cross-link to an article or series, or one that is still looking for `hint`."""
    attrs = {"id": str(link_id), "kind": kind, "target": target and str(target.pk), "hint": hint}
    return {"type": "text", "text": phrase, "marks": [{"type": "crossLink", "attrs": attrs}]}


def figure(image, **texts):
    attrs = {"image": str(getattr(image, "pk", image)), "caption": None, "credit": None, "alt": None, **texts}
    return {"type": "figure", "attrs": attrs}


def a_series(title="Russia’s borders", **fields):
    """The series of this title, made if there is none."""
    held = Series.objects.filter(title=title).first()
    fields = {"slug": f"series-{next(_numbers)}", "subject_id": "RU", **fields}
    return held or Series.objects.create(title=title, **fields)


def a_person(name="Boris Petrov", **fields):
    held = Contributor.objects.filter(name=name).first()
    return held or Contributor.objects.create(name=name, slug=f"person-{next(_numbers)}", **fields)


def an_image(**fields):
    """A picture that is known and whose file is missing."""
    return Image.objects.create(**{"title": "The bridge at Narva", **fields})


def an_article(title="Estonia and the two castles", *blocks, about=("EE",), by=("Boris Petrov",), **fields):
    """A saved draft in "Russia’s borders", without anything that `check` would block."""
    fields.setdefault("series", a_series())
    article = Article(title=title, body=a_body(*blocks), **fields)
    article.save()
    for order, name in enumerate(by):
        Credit.objects.create(article=article, contributor=a_person(name), order=order)
    for code in about:
        article.countries.create(country_id=code, relation="about")
    return article


def published(article, **options):
    """The edition that Ada makes of the draft."""
    return publishing.publish(article, **{"by": ADA, **options})


def a_published_article(*args, **fields):
    article = an_article(*args, **fields)
    published(article)
    return article


@transaction.atomic
def rewritten(article, *blocks, **fields):
    """The draft with another text or other fields, saved; read anew under a lock, so that no other save conflicts."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    if blocks:
        article.body = a_body(*blocks)
    article.save()
    return article


def database_now():
    """The moment by the database's clock, which decides what is on show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def in_days(days):
    return database_now() + timedelta(days=days)


def a_picture_file(colour="red", size=(40, 30), form="PNG"):
    """The bytes of a picture of one colour."""
    data = io.BytesIO()
    Pillow.new("RGB", size, colour).save(data, form)
    return data.getvalue()


def a_page(
    country="Estonia", *, series="Russia’s borders", words="and the two castles", text=None, figures=1, read_more=()
):
    """An instalment in the plain-text layout that the importer reads, as bytes."""
    lines = [f"{series}: {country} {words}"]
    lines += [f"The crossing in {country}, seen from the other bank. Boris Petrov"] if figures else []
    lines += [
        f"A river, a bridge and two castles: Ada Ilves walks along the border between Russia and {country}.",
        text or f"Early in the morning the first people cross the bridge from {country} with empty bags.",
        "By noon they come back. The bags are heavy now, and the officers look into every one of them.",
        "In winter the wind comes up the river from the sea, and those who wait turn their backs to it.",
        "Nobody here remembers a year in which the queue was shorter than it is today.",
        *(f"Read more: {series}: {other}" for other in read_more),
        f"To read previous instalments of {series}, click here.",
    ]
    return "\n\n".join(lines).encode()


def every_row(*tables):
    """All values of these tables, to see whether anything changed; by default of all that the archive writes."""
    tables = tables or [table for table in connection.introspection.table_names() if table.startswith("series_")]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def until_somebody_waits():
    """Goes on when another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(50_000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() is not None:
                return
    raise AssertionError("nobody waits for a lock")
