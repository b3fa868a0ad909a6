from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('series', '0003_guards_and_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicRendition',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=100)),
                ('format', models.CharField(max_length=4)),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'series_public_rendition',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('whole', 'Whole'), ('square', 'Square')], max_length=6)),
                ('format', models.CharField(choices=[('avif', 'Avif'), ('webp', 'Webp'), ('jpeg', 'Jpeg')], max_length=4)),
                ('width', models.PositiveIntegerField(verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(verbose_name='height in pixels')),
                ('key', models.CharField(db_index=True, max_length=100, verbose_name='storage key')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('source', models.CharField(max_length=64, verbose_name='SHA-256 of the file it was made from')),
                ('recipe', models.CharField(help_text='How it was made; one with another recipe is out of date.', max_length=40)),
            ],
            options={
                'ordering': ('image', 'kind', 'width', 'format'),
            },
        ),
        migrations.AddField(
            model_name='image',
            name='focal_x',
            field=models.FloatField(default=0.5, help_text='What crops keep: 0 is the left edge, 1 the right one.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='focal point, across'),
        ),
        migrations.AddField(
            model_name='image',
            name='focal_y',
            field=models.FloatField(default=0.5, help_text='0 is the upper edge, 1 the lower one.', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='focal point, down'),
        ),
        migrations.AddField(
            model_name='image',
            name='placeholder',
            field=models.CharField(blank=True, editable=False, help_text='Its mean colour, as #rrggbb.', max_length=7, verbose_name='placeholder colour'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__gte', 0), ('focal_x__lte', 1), ('focal_y__gte', 0), ('focal_y__lte', 1)), name='image_focal_point'),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(('placeholder', ''), ('placeholder__regex', '^#[0-9a-f]{6}$'), _connector='OR'), name='image_placeholder'),
        ),
        migrations.AddField(
            model_name='rendition',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='series.image'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(models.F('image'), models.F('kind'), models.F('width'), models.F('format'), name='rendition_once'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['avif', 'webp', 'jpeg']), ('kind__in', ['whole', 'square'])), name='rendition_kind'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('size__gt', 0), ('width__gt', 0), ('sha256__regex', '^[0-9a-f]{64}$'), ('source__regex', '^[0-9a-f]{64}$'), models.Q(('key', ''), _negated=True)), name='rendition_is_whole'),
        ),
        migrations.RunSQL(
            SQL.joinpath("0004_public_views.sql").read_text(),
            "DROP VIEW series_public_article, series_public_series, series_public_contributor, series_public_image,"
            " series_public_rendition, series_shown_image;\n" + SQL.joinpath("0003_public_views.sql").read_text(),
        ),
    ]
