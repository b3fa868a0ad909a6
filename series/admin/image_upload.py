"""The page on which many picture files are uploaded at once, each for itself."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.widgets import UnfoldAdminTextInputWidget

from series.admin.base import Screen
from series.errors import SourceError
from series.models.catalogue import Image
from series.pictures import MAX_BYTES, PictureFile, address, give_file, read_picture

AT_ONCE = 50
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: the picture that has it now, or the reason why there is none; and what to know of it."""

    name: str
    image: Image | None = None
    is_new: bool = False
    remark: str = ""

    @property
    def thumbnail(self) -> str:
        """The address of a small view of the picture; empty for none."""
        return address(self.image) if self.image else ""


class ManyFilesInput(forms.FileInput):
    """A field of files that takes several."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several uploaded files; its value is a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file as a single one is cleaned."""
        files = [super(ManyFiles, self).clean(each) for each in data or [None]]
        if len(files) > AT_ONCE:
            raise forms.ValidationError(f"{len(files)} files are too many at once: upload {AT_ONCE} at most.")
        return files


class UploadForm(forms.Form):
    """The files, and what is true of all of them."""

    pictures = ManyFiles(
        label="Picture files",
        allow_empty_file=True,
        help_text=f"JPEG, PNG, WebP, AVIF or GIF, up to {MAX_BYTES // 1024**2} MB each, {AT_ONCE} at once. "
        "Where they were taken is kept from readers.",
    )
    credit = forms.CharField(
        label="Credit of all of them", required=False, max_length=300, widget=UnfoldAdminTextInputWidget()
    )
    licence = forms.CharField(
        label="Licence of all of them", required=False, max_length=100, widget=UnfoldAdminTextInputWidget()
    )


def upload_page(screen: Screen, request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, what became of each file too."""
    if not screen.has_add_permission(request):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    brought: list[Brought] = []
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("credit", "licence")}
        brought = [bring(file, words) for file in form.cleaned_data["pictures"]]
        _log(screen, request, brought)
    context = {
        **screen.admin_site.each_context(request),
        "title": "Upload pictures",
        "opts": screen.opts,
        "form": form,
        "media": screen.media,
        "brought": brought,
    }
    request.current_app = screen.admin_site.name
    return TemplateResponse(request, "series/admin/image_upload.html", context)


def bring(upload: "UploadedFile[Any]", words: dict[str, str]) -> Brought:
    """Put one file into the library, unless it is there or is no picture."""
    name = upload.name or "a file without a name"
    if (upload.size or 0) > MAX_BYTES:
        return Brought(name, remark=f"it has {upload.size:,} bytes; a picture may have {MAX_BYTES:,}")
    try:
        picture = read_picture(name, upload.read())
        held = Image.objects.filter(sha256=picture.sha256).first()
        return Brought(name, held, remark="the library has this file") if held else _new(name, picture, words)
    except SourceError as error:
        return Brought(name, remark=error.reason)


def _new(name: str, picture: PictureFile, words: dict[str, str]) -> Brought:
    title = " ".join(PurePath(name).stem.replace("_", " ").split())[:_LONGEST_TITLE] or name
    image = Image(title=title, **words)
    try:
        with transaction.atomic():
            give_file(image, picture)
    except IntegrityError:
        # Somebody else brought the same file in between.
        return Brought(name, Image.objects.filter(sha256=picture.sha256).first(), remark="the library has this file")
    return Brought(name, image, is_new=True, remark="animated: its first frame is shown" if picture.animated else "")


def _log(screen: Screen, request: HttpRequest, brought: list[Brought]) -> None:
    for each in brought:
        if each.is_new and each.image:
            screen.log_addition(request, each.image, "Uploaded with others.")
