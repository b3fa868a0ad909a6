"""Bringing in files and folders: reads each, stores each in a transaction of its own, and tells what became of it."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import DataError, transaction

from series import ingest
from series.errors import BodyError, SeriesError, SourceError
from series.ingest import manifest as manifests
from series.ingest.manifest import Manifest
from series.models.catalogue import Series
from series.models.desk import Article
from series.models.record import Event
from series.pictures import MAX_BYTES as MAX_PICTURE_BYTES
from series.pictures import PictureFile, read_picture
from series.publishing import Actor, Edition, PublishRefused, publish
from series.store import Material, Outcome, Stored, store

REFUSED = "refused"
SUFFIXES = (".txt",)


class Found(NamedTuple):
    """A document's file, its path inside the folder that was named, and that folder's manifest."""

    path: Path
    name: str
    manifest: Manifest

    @property
    def folder(self) -> Path:
        """The folder that was named, to which paths in its manifest are relative."""
        return self.path.parents[len(Path(self.name).parts) - 1]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one source. `reason` is set when it was refused, `document` when it could be read."""

    name: str
    outcome: Outcome | str
    reason: str = ""
    document: ingest.Document | None = None
    article: Article | None = None
    edition: Edition | None = None


def find(path: Path) -> Iterator[Found | Report]:
    """The documents at `path`: the file itself, or all text files of the folder in order of their names, those of its
    manifest first and in its order. What is not there or cannot be read is reported."""
    if not os.path.exists(path):  # Path.exists raises for a name that is too long
        yield Report(_printable(str(path)), REFUSED, "there is no such file or folder")
    elif path.is_dir():
        yield from _in_folder(path)
    else:
        yield Found(path, path.name, _manifest_beside(path.parent, path.name))


def _in_folder(folder: Path) -> Iterator[Found | Report]:
    try:
        manifest = _read_manifest(folder)
    except SourceError as error:
        yield Report(_printable(error.name), REFUSED, error.reason)
        return
    files = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    listed = [details.source for details in manifest.articles]
    for name in [*listed, *(name for name in files if name not in listed)]:
        yield Found(folder / name, name, manifest)
    if not listed and not files:
        yield Report(_printable(str(folder)), REFUSED, f"the folder has no {' or '.join(SUFFIXES)} file")


def _read_manifest(folder: Path) -> Manifest:
    path = folder / manifests.NAME
    return manifests.read_manifest(str(path), path.read_bytes()) if path.is_file() else Manifest()


def _manifest_beside(folder: Path, name: str) -> Manifest:
    """The folder's manifest, where it says something of this document."""
    try:
        manifest = _read_manifest(folder)
    except SourceError:
        return Manifest()
    return manifest if manifest.details_of(name) else Manifest()


def bring_in(found: Found, *, by: Actor, publishing: bool = False, dry_run: bool = False) -> Report:
    """Read one document and put it on the desk, with `publishing` on the shelf too; all of that or nothing."""
    document, name = None, _printable(found.name)
    try:
        material = _read(found)
        document = material.document
        with transaction.atomic():
            # Files are no part of the transaction: a dry run must leave them out.
            stored = store(material._replace(pictures={}) if dry_run else material)
            edition = _publish_once(stored, by) if publishing else None
            if dry_run:
                transaction.set_rollback(True)
    except (SourceError, BodyError, PublishRefused) as error:
        return Report(name, REFUSED, _why(error, found.name), document)
    except DataError as error:
        # Only the manifest's values have no bound of their own; what fits is the database's to say.
        reason = f"a value does not fit into the archive: {error}".splitlines()[0]
        return Report(name, REFUSED, reason, document)
    return Report(name, stored.outcome, document=document, article=stored.article, edition=edition)


def _why(error: SeriesError, name: str) -> str:
    """The reason with the place in the file; another file than the one that is reported on is named."""
    if not isinstance(error, SourceError):
        return str(error)
    whose = "" if error.name == name else f"{error.name}: "
    return f"{whose}{error.reason} ({error.where})" if error.where else f"{whose}{error.reason}"


def _printable(name: str) -> str:
    """A file's name as it can be printed and stored: bytes of it that are no UTF-8 are replaced."""
    return os.fsencode(name).decode(errors="replace")


def _publish_once(stored: Stored, by: Actor) -> Edition | None:
    """Publish what this import brought or changed, and what was held but never published; never again what editors
    took off the shelf."""
    last = Event.objects.filter(article_id=stored.article.pk).last()
    is_news = last is None or (stored.outcome != Outcome.UNCHANGED and last.kind == Event.Kind.PUBLISH)
    return publish(stored.article, by=by, reason="import") if is_news else None


def _read(found: Found) -> Material:
    if _printable(found.name) != found.name:
        raise SourceError(found.name, "its name is no UTF-8; give it another")
    details = found.manifest.details_of(found.name)
    data = _bytes(found.path, found.name, ingest.MAX_BYTES)
    return Material(
        document=ingest.read(found.name, data, known_series=_known_series(found.manifest)),
        data=data,
        details=details,
        series=found.manifest.series,
        pictures=_pictures(found.folder, details) if details else {},
    )


def _known_series(manifest: Manifest) -> list[str]:
    """Titles that are a series' wherever they stand before a colon."""
    told = [manifest.series.title] if manifest.series else []
    return [*told, *Series.objects.values_list("title", flat=True)]


def _pictures(folder: Path, details: ingest.Details) -> dict[int, PictureFile]:
    return {
        picture.figure: read_picture(picture.file, _bytes(folder / picture.file, picture.file, MAX_PICTURE_BYTES))
        for picture in details.pictures
    }


def _bytes(path: Path, name: str, most: int) -> bytes:
    """The file's bytes; refused before it is read when it is too large. Of what has no size, such as a pipe, no more is
    read than that."""
    try:
        size = path.stat().st_size
        if size <= most:
            with path.open("rb") as file:
                data = file.read(most + 1)
            size = len(data)
    except OSError as error:
        raise SourceError(name, f"it cannot be read: {error.strerror}") from error
    if size > most:
        raise SourceError(name, f"it has {size:,} bytes or more; at most {most:,} are read")
    return data


def bring_in_all(
    paths: Sequence[Path], *, by: Actor, publishing: bool = False, dry_run: bool = False
) -> Iterator[Report]:
    """A report for each document at `paths`, in order."""
    for path in paths:
        for found in find(path):
            if isinstance(found, Report):
                yield found
            else:
                yield bring_in(found, by=by, publishing=publishing, dry_run=dry_run)
