from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# Russian stemming, English for ASCII words (PostgreSQL's `russian` has both), accents taken off first.
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION archive (COPY = russian);
ALTER TEXT SEARCH CONFIGURATION archive
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, russian_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION archive"),
    ]
