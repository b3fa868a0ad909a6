"""What the naive views need beside the desk's tables."""

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from series.models.desk import Article


class Shown(models.Model):
    """Columns that such a project would have on its article and the desk does not: made once, after filling."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="shown")
    first_live_from = models.DateTimeField()
    live_from = models.DateTimeField()
    edition = models.PositiveIntegerField()
    word_count = models.PositiveIntegerField()
    text = models.TextField()
    search = SearchVectorField()

    class Meta:
        db_table = "bench_shown"
        managed = False

    def __str__(self) -> str:
        return f"{self.article_id}, edition {self.edition}"


MAKE_SHOWN = """
CREATE TABLE bench_shown AS
SELECT a.article_id, a.first_live_from, e.live_from, a.number AS edition, a.word_count, a.search,
       (SELECT string_agg(p ->> 'text', E'\\n') FROM jsonb_array_elements(a.passages) p) AS text
  FROM series_shelfarticle a JOIN series_edition e ON e.id = a.edition_id WHERE a.during @> now();
ALTER TABLE bench_shown ADD PRIMARY KEY (article_id);
CREATE INDEX ON bench_shown USING gin (search);
CREATE INDEX ON bench_shown (first_live_from);
CREATE INDEX ON series_article (published_on DESC NULLS LAST, id);
VACUUM ANALYZE bench_shown, series_article;
"""


def make_shown() -> None:
    """Fill the table of `Shown` and make the indexes that the naive views need."""
    with connection.cursor() as cursor:
        for statement in MAKE_SHOWN.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
