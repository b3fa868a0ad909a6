"""The picture library: a file is known by its content, and a picture in use cannot be deleted."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from series.admin.base import AnyModelForm, Rows, Screen, labelled, link, page_of
from series.admin.catalogue import kept_by_drafts, kept_by_shelf
from series.admin.filters import MissingFilter, UnusedFilter
from series.admin.image_upload import upload_page
from series.errors import SourceError
from series.models.catalogue import Image
from series.models.desk import Article
from series.pictures import MAX_BYTES, PictureFile, address, give_file, make_renditions, read_picture, take_file_away

_PREVIEW_WIDTH = 960


class ImageForm(AnyModelForm):
    """A picture of the library. An uploaded file is read to see what it is, whatever its name says."""

    picture: PictureFile | None = None

    class Meta:
        model = Image
        fields = ("title", "file", "focal_x", "focal_y", "alt", "credit", "licence", "republishable")
        widgets = {"alt": UnfoldAdminTextareaWidget(attrs={"rows": 3})}

    def clean_file(self) -> Any:
        """The upload, when it is a picture that the library does not have."""
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        self.picture = _read(upload)
        held = Image.objects.exclude(pk=self.instance.pk).filter(sha256=self.picture.sha256).first()
        if held:
            raise ValidationError(format_html("The library has this file: {}.", link(page_of(held), f"“{held}”")))
        return upload


def _read(upload: "UploadedFile[Any]") -> PictureFile:
    name = upload.name or "the file"
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(f"It has {upload.size:,} bytes; a picture may have {MAX_BYTES:,}.")
    try:
        return read_picture(name, upload.read())
    except SourceError as error:
        raise ValidationError(f"“{error.name}” is not accepted: {error.reason}.") from error


@admin.register(Image)
class ImageAdmin(Screen):
    """The pictures, with what each still lacks and where it is used."""

    form = ImageForm
    list_display = ("thumbnail", "title", "status", "credit", "licence", "lacks", "uses_shown")
    list_display_links = ("thumbnail", "title")
    list_filter = (MissingFilter, UnusedFilter, "republishable", "licence")
    search_fields = ("title", "alt", "credit", "licence", "sha256", "uses__caption", "uses__article__title")
    ordering = ("-created_at", "id")
    search_help_text = "Title, alternative text, caption, credit, licence, article or SHA-256"
    readonly_fields = ("preview", "crop", "file_facts", "used_in")
    actions_list = ("upload_many",)
    fieldsets = (
        (None, {"fields": ("preview", "title", "file", "file_facts")}),
        ("Words", {"fields": ("alt", "credit")}),
        ("Rights", {"fields": ("licence", "republishable")}),
        ("What crops keep", {"fields": ("crop", ("focal_x", "focal_y"))}),
        ("Uses", {"fields": ("used_in",)}),
    )

    class Media:
        js = ["series/admin/focus.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of articles that use it, and with its renditions."""
        counted: QuerySet[Any] = (
            super().get_queryset(request).annotate(article_count=Count("uses__article", distinct=True))
        )
        return counted.prefetch_related("renditions")

    @action(description="Upload many", permissions=["add"], url_path="upload", icon="upload")  # type: ignore[untyped-decorator]
    def upload_many(self, request: HttpRequest) -> HttpResponse:
        """The page on which many files are brought at once."""
        return upload_page(self, request)

    def save_model(self, request: HttpRequest, obj: Image, form: ImageForm, change: bool) -> None:
        """Save the words, and with them the file under its hash and what browsers get of it."""
        if form.picture:
            give_file(obj, form.picture)
        elif not obj.file:
            take_file_away(obj)
        else:
            super().save_model(request, obj, form, change)
            make_renditions(obj)

    @admin.display(description="picture")
    def thumbnail(self, image: Image) -> SafeString:
        """A small view of it."""
        shown = address(image)
        if not shown:
            return format_html('<span class="thumbnail missing">{}</span>', "missing")
        return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', shown, image.title)

    @admin.display(description="picture")
    def preview(self, image: Image) -> SafeString | str:
        """The picture itself; a click on it says what crops keep."""
        shown = address(image, "whole", _PREVIEW_WIDTH)
        if not shown:
            return "The file is missing: the picture is known by its words only."
        return format_html(
            '<span class="focus-frame"><img class="preview" src="{}" alt="{}"></span>', shown, image.alt or image.title
        )

    @admin.display(description="as a thumbnail")
    def crop(self, image: Image) -> SafeString | str:
        """The square around the focal point."""
        shown = address(image)
        hint = "A click on the picture above sets the point; the square follows when it is saved."
        square = format_html('<img class="crop" src="{}" alt="The square around the focal point">', shown)
        return format_html("{}<p>{}</p>", square, hint) if shown else "–"

    @admin.display(description="file as it is")
    def file_facts(self, image: Image) -> SafeString | str:
        """Format, size in pixels and hash."""
        if not image.file:
            return "–"
        facts = (image.content_type, image.width, image.height, image.sha256)
        return format_html("{} · {} × {} pixels<br>SHA-256 <code>{}</code>", *facts)

    @labelled({"available": "success", "missing": "warning", "withheld": "danger"}, "status")
    def status(self, image: Image) -> str:
        """What readers get of it."""
        if image.republishable is False:
            return "withheld"
        return "available" if image.renditions.all() else "missing"

    @admin.display(description="lacks")
    def lacks(self, image: Image) -> str:
        """What an editor has still to give."""
        return ", ".join(name for name in ("alt", "credit", "licence") if not getattr(image, name)) or "–"

    @admin.display(description="articles", ordering="article_count")
    def uses_shown(self, image: Any) -> int:
        """How many drafts use it."""
        return int(image.article_count)

    @admin.display(description="used in")
    def used_in(self, image: Image) -> SafeString | str:
        """The articles whose draft uses it, with the caption there."""
        uses = image.uses.select_related("article").order_by("article__title", "position")
        rows = ((page_of(use.article), use.article, use.caption or "no caption") for use in uses)
        lines = format_html_join("", '<li><a class="text-link" href="{}">{}</a> · {}</li>', rows)
        return format_html('<ul class="plain">{}</ul>', lines) if lines else "no draft"

    def kept_by(self, objs: Rows) -> list[SafeString]:
        """Drafts and editions that show these pictures."""
        ids = [image.pk for image in objs]
        drafts = kept_by_drafts(Article.objects.filter(figures__image__in=ids))
        return drafts + kept_by_shelf(Q(image_ids__overlap=ids))
