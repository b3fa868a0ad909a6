"""The archive's settings, with the naive views beside its addresses and a connection pool for them too."""

from archive import settings as archive_settings

globals().update({name: value for name, value in vars(archive_settings).items() if name.isupper()})

INSTALLED_APPS = [*archive_settings.INSTALLED_APPS, "tests.bench"]
ROOT_URLCONF = "tests.bench.urls"
_owner, _public = archive_settings.DATABASES["default"], archive_settings.DATABASES["public"]
# The naive views read the desk as its owner. Without this they would pay for a new connection at every request.
DATABASES = {
    "default": {**_owner, "OPTIONS": {**_owner["OPTIONS"], "pool": _public["OPTIONS"]["pool"]}},
    "public": _public,
}
