"""From environment variables to the storage of picture files: a local folder, or a bucket of an S3 service."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from archive import env

Storage = dict[str, Any]

_HINT = "Use `file` for the local folder, or the form s3://bucket or s3://bucket/prefix."


def storage() -> Storage:
    """Django's settings for the default storage, by ARCHIVE_MEDIA and, for S3, the variables ARCHIVE_S3_….

    Raises EnvError when a value cannot be used. Nothing is asked of the S3 service.
    """
    value = env.text("ARCHIVE_MEDIA", "file")
    if value == "file":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(value)
    if parts.scheme != "s3" or not parts.netloc or parts.query or parts.fragment:
        raise env.EnvError(f"ARCHIVE_MEDIA={value!r} names no storage. {_HINT}")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise env.EnvError("ARCHIVE_MEDIA names an S3 bucket. Run `pip install 'django-storages[s3]'` first.")
    return {"BACKEND": "archive.s3.Bucket", "OPTIONS": _bucket(parts.netloc, parts.path.strip("/"))}


def _bucket(name: str, prefix: str) -> dict[str, Any]:
    key, secret = env.text("ARCHIVE_S3_KEY"), env.text("ARCHIVE_S3_SECRET")
    if bool(key) != bool(secret):
        raise env.EnvError(
            "Of ARCHIVE_S3_KEY and ARCHIVE_S3_SECRET only one is set. Set both, or neither (the machine’s role)."
        )
    options = {"bucket_name": name, "location": prefix, "region_name": env.text("ARCHIVE_S3_REGION") or None}
    if key:
        options |= {"access_key": key, "secret_key": secret}
    if env.text("ARCHIVE_S3_ENDPOINT"):
        # Services other than Amazon's seldom have a host name for each bucket.
        endpoint = env.base_url("ARCHIVE_S3_ENDPOINT", "")
        options |= {"endpoint_url": endpoint, "addressing_style": "path"}
    return options
