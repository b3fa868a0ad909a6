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
from series.admin.body_field import BodyField
from series.errors import BodyError

if TYPE_CHECKING:
    from django.forms import Textarea as UnfoldAdminTextareaWidget
else:
    from unfold.widgets import UnfoldAdminTextareaWidget

_MODULE: Any = Script("series/editor/start.js", type="module")


class BodyEditorWidget(UnfoldAdminTextareaWidget):
    """A textarea that the editor takes over. `lang` among its attributes is the language of the text."""

    template_name = "series/admin/body_editor.html"

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
            "data-lookups": orjson.dumps(_lookups()).decode(),
        }
        return context


class BodyEditorField(BodyField):
    """A body document as the editor sends it."""

    widget = BodyEditorWidget

    def clean(self, value: Any) -> Any:
        """As its base; a picture that the editor could not enter in the library is named by what the editor sees."""
        if waiting := _waiting_pictures(value or ""):
            raise ValidationError(
                [f"“{title}” is not in the library yet: choose a picture for its figure." for title in waiting]
            )
        return super().clean(value)


def _lookups() -> dict[str, str]:
    """Where the editor asks what the archive holds."""
    return {name: reverse(f"admin:series_lookup_{name}") for name in ("pictures", "articles", "series")}


def _waiting_pictures(text: str) -> list[str]:
    """What the figures are called that have no picture; none where the text is no document, which is not said here."""
    try:
        document = body.parse(text)
    except BodyError:
        return []
    blocks = document.get("content") if isinstance(document, dict) else None
    waiting = []
    for block in blocks if isinstance(blocks, list) else []:
        attrs = block.get("attrs") if isinstance(block, dict) and block.get("type") == "figure" else None
        if isinstance(attrs, dict) and attrs.get("image") is None:
            waiting.append(str(attrs.get("alt") or attrs.get("caption") or "A pasted picture"))
    return waiting
