"""The form of an article: what was typed is checked in words, and an untouched field stays as it was, to the byte."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from series import body
from series.admin.base import Lines
from series.admin.body_editor import BodyEditorField
from series.admin.body_field import as_validation_error, from_plain_text, is_blank
from series.admin.conflict import OpenedForm
from series.errors import BodyError
from series.models.desk import Article

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Fields whose surrounding blanks Django would strip though nobody touched them.
_TEXTS = ("title", "standfirst", "publisher", "licence", "attribution", "republication_notice")
_ROWS = {"standfirst": 5, "attribution": 2, "republication_notice": 3}


class ArticleForm(OpenedForm):
    """The draft of an article, its epigraph as two plain fields and its text in the editor; while there is no text, as
    plain text for browsers without JavaScript."""

    epigraph_text = Lines(
        label="Quotation",
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text="The quotation at the head of the article; an empty line parts paragraphs.",
    )
    epigraph_attribution = forms.CharField(
        label="Whose words", required=False, widget=UnfoldAdminTextInputWidget(), help_text="As the page puts it."
    )
    plain_text = Lines(
        label="Plain text",
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 16}),
        help_text="Type or paste the text: an empty line parts paragraphs, ## begins a heading, ### a smaller one. "
        "For browsers without JavaScript: pictures, links and emphasis need the editor.",
    )
    body = BodyEditorField(
        label="Text", help_text="Checked when you save; where JavaScript is off, it is edited as JSON."
    )

    class Meta:
        model = Article
        # The screen's fieldsets say which fields there are.
        fields: tuple[str, ...] = ()
        widgets = {name: UnfoldAdminTextareaWidget(attrs={"rows": rows}) for name, rows in _ROWS.items()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        epigraph = self.instance.epigraph or {"paragraphs": [], "attribution": None}
        self.initial.setdefault("epigraph_text", "\n\n".join(epigraph["paragraphs"]))
        self.initial.setdefault("epigraph_attribution", epigraph["attribution"] or "")
        if "body" in self.fields:
            self._prepare_editor(self.fields["body"].widget)

    def _prepare_editor(self, widget: forms.Widget) -> None:
        """The editor spells in the article's language, and takes the place of the plain text where there is one."""
        widget.attrs["lang"] = self.instance.language
        if is_blank(self.instance.body):
            widget.attrs["data-instead"] = "id_plain_text"

    def clean_language(self) -> str:
        """A code of BCP 47's common form."""
        language = str(self.cleaned_data["language"])
        if not _LANGUAGE.fullmatch(language):
            raise ValidationError("Give the language's code, such as en, ru or kk.")
        return language

    def clean_position(self) -> int | None:
        """Positions count from 1."""
        position: int | None = self.cleaned_data["position"]
        if position == 0:
            raise ValidationError("Positions count from 1.")
        return position

    def clean(self) -> dict[str, Any]:
        """Checks that need more than one field, and puts text and epigraph together."""
        cleaned = super().clean()
        self._keep_what_was_not_touched(cleaned)
        self._check_date(cleaned)
        self._take_text(cleaned)
        self._take_epigraph(cleaned)
        return cleaned

    def _keep_what_was_not_touched(self, cleaned: dict[str, Any]) -> None:
        for name in _TEXTS:
            stored = self.initial.get(name)
            if isinstance(stored, str) and cleaned.get(name) == stored.strip():
                cleaned[name] = stored

    def _check_date(self, cleaned: dict[str, Any]) -> None:
        on, precision = cleaned.get("published_on"), cleaned.get("published_on_precision")
        if on and not precision and "published_on_precision" not in self.errors:
            self.add_error("published_on_precision", "Say how much of the date the page states.")
        if precision and not on and "published_on" not in self.errors:
            self.add_error("published_on", "Give the date, or say that none of it is known.")

    def _take_text(self, cleaned: dict[str, Any]) -> None:
        """The body from whichever of the two fields was used."""
        if "body" not in cleaned:
            return
        was_blank = is_blank(self.instance.body)
        if str(cleaned.get("plain_text") or "").strip():
            self._take_plain_text(cleaned, was_blank)
        elif cleaned["body"] is None and not was_blank:
            self.add_error("body", "The text would be gone. To remove it, leave one empty paragraph.")
        elif cleaned["body"] is None:
            cleaned["body"] = body.empty()

    def _take_plain_text(self, cleaned: dict[str, Any], was_blank: bool) -> None:
        if not was_blank:
            self.add_error("plain_text", "The article has a text by now, so this one was not put in its place.")
        elif cleaned["body"] is not None and not is_blank(cleaned["body"]):
            self.add_error("plain_text", "Write the text here or as a body document, not both.")
        else:
            try:
                cleaned["body"] = from_plain_text(cleaned["plain_text"])
            except BodyError as error:
                self.add_error("plain_text", as_validation_error(error))

    def _take_epigraph(self, cleaned: dict[str, Any]) -> None:
        if not {"epigraph_text", "epigraph_attribution"} & set(self.changed_data):
            return
        text, attribution = cleaned.get("epigraph_text") or "", cleaned.get("epigraph_attribution") or None
        paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
        if attribution and not paragraphs:
            self.add_error("epigraph_text", "Whose words they are is given, but not the words.")
            return
        try:
            epigraph = {"paragraphs": paragraphs, "attribution": attribution} if paragraphs else None
            self.instance.epigraph = body.validate_epigraph(epigraph)
        except BodyError as error:
            self.add_error("epigraph_text", as_validation_error(error))
