from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("series", "0002_tables")]
    operations = [
        migrations.RunSQL(
            SQL.joinpath("0003_guards.sql").read_text(),
            "DROP FUNCTION series_refuse_change, series_payload_has_its_hash, series_keep_what_is_shown CASCADE",
        ),
        migrations.RunSQL(
            SQL.joinpath("0003_public_views.sql").read_text(),
            "DROP VIEW series_public_article, series_public_series, series_public_contributor, series_public_rendition,"
            " series_public_image, series_shown_image",
        ),
    ]
