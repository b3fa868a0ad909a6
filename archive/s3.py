"""Picture files in a bucket, which may be private: browsers get files from the archive, which knows what is public."""

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc] # the package has no types
    """An S3 bucket whose files have the archive's own addresses."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Where the archive serves the file."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name) or ''}"
