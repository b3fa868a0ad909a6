"""The editors' desk, under django-unfold: one module for each screen, registered by being imported here."""

from django.contrib import admin

from series.admin import articles, catalogue, countries, images, links, people, record, shelf, sources

admin.site.index_title = "Everything in the archive"

__all__ = ["articles", "catalogue", "countries", "images", "links", "people", "record", "shelf", "sources"]
