"""The field in which an article's text is written: an editor before a textarea that holds the body document as JSON.

Where JavaScript is off, and where the editor could not hold what is stored, the textarea itself is the field.
"""

from typing import TYPE_CHECKING, Any

import orjson
from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse

from series import body
from series.admin.body_field import BodyField, as_validation_error
from series.body.editor import from_editor
from series.errors import BodyError

if TYPE_CHECKING:
    from django.forms import Textarea as UnfoldAdminTextareaWidget
else:
    from unfold.widgets import UnfoldAdminTextareaWidget

_MODULE: Any = Script("series/editor/start.js", type="module")


class BodyEditorWidget(UnfoldAdminTextareaWidget):
    """A textarea that the editor takes over; `may_add_pictures` says whether it offers to make a missing picture."""

    template_name = "series/admin/body_editor.html"
    may_add_pictures = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        look = {"rows": 18, "class": "font-mono text-xs", "spellcheck": "false"}
        super().__init__(attrs={**look, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        """The editor's style and its module, which loads all else from addresses relative to its own: no inline
        script and no import map, so that a strict policy lets it run."""
        return forms.Media(css={"all": ["series/editor/editor.css"]}, js=[_MODULE])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Django's, with what the editor needs to know."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-body-editor": True,
            "data-label": self.attrs.get("data-label", "Text of the article"),
            "data-lookups": orjson.dumps(self._lookups()).decode(),
        }
        return context

    def _lookups(self) -> dict[str, Any]:
        addresses = {name: reverse(f"admin:series_lookup_{name}") for name in ("pictures", "articles", "series")}
        return {**addresses, "mayAdd": self.may_add_pictures}


class BodyEditorField(BodyField):
    """A body document as the editor sends it. What does not pass comes back as it was, with every problem in words."""

    widget = BodyEditorWidget

    def clean(self, value: Any) -> Any:
        """The document in canonical form, every block with an id of its own; None for an empty text."""
        text = value or ""
        if not text.strip():
            return None
        try:
            return _read(text)
        except BodyError as error:
            raise as_validation_error(error) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text says something else than the stored document; its layout does not count."""
        try:
            return bool(body.dumps(_read(data or "")) != body.dumps(initial))
        except (BodyError, TypeError, ValidationError):
            return True


def _read(text: str) -> body.Document:
    sent = from_editor(body.parse(text))
    if waiting := _waiting_pictures(sent):
        raise ValidationError(
            [f"“{title}” is not in the library yet: choose a picture for its figure." for title in waiting]
        )
    return body.validate(body.assign_ids(sent))


def _waiting_pictures(document: Any) -> list[str]:
    """What the figures are called that the editor could not enter in the library."""
    blocks = document.get("content") if isinstance(document, dict) else None
    waiting = []
    for block in blocks if isinstance(blocks, list) else []:
        attrs = block.get("attrs") if isinstance(block, dict) and block.get("type") == "figure" else None
        if isinstance(attrs, dict) and attrs.get("image") is None:
            waiting.append(str(attrs.get("alt") or attrs.get("caption") or "A pasted picture"))
    return waiting
