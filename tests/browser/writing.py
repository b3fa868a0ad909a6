"""What tests do on the page on which an article is written."""

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from series.models.desk import Article


def change_page(article: Article) -> str:
    return f"/admin/series/article/{article.pk}/change/"


@dataclass
class Desk:
    """The editor on an article's page."""

    page: Any

    def open(self, article: Article | None = None) -> "Desk":
        self.page.goto(change_page(article) if article else "/admin/series/article/add/")
        self.text.wait_for()
        return self

    @property
    def text(self) -> Any:
        return self.page.locator(".be-surface .ProseMirror")

    @property
    def keys(self) -> Any:
        return self.page.keyboard

    def blocks(self) -> list[dict[str, Any]]:
        """The document in the editor, as JSON."""
        return self.page.evaluate("bodyEditors[0].getJSON().content")

    def source(self) -> str:
        """What the form would send."""
        return self.page.locator("#id_body").input_value()

    def to_end(self) -> "Desk":
        """The cursor behind the last character."""
        return self._focused("bodyEditors[0].commands.focus('end')")

    def select_all(self) -> "Desk":
        return self._focused("bodyEditors[0].chain().focus().selectAll().run()")

    def _focused(self, script: str) -> "Desk":
        self.page.evaluate(script)
        # The editor takes the focus with the next frame.
        self.page.wait_for_function("document.activeElement.matches('.ProseMirror')")
        return self

    def tool(self, name: str) -> Any:
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    def paste(self, html: str | None = None, text: str = "") -> None:
        """Paste as the browser does it."""
        self.page.evaluate(
            """([html, text]) => {
                const data = new DataTransfer()
                if (html !== null) data.setData("text/html", html)
                data.setData("text/plain", text)
                const target = document.querySelector(".be-surface .ProseMirror")
                const options = {clipboardData: data, bubbles: true, cancelable: true}
                target.dispatchEvent(new ClipboardEvent("paste", options))
            }""",
            [html, text],
        )

    def save(self) -> None:
        """Save and stay on the page."""
        with self.page.expect_navigation():
            self.page.locator("[name=_continue]").first.click()


def words(block: dict[str, Any]) -> str:
    """A block's text without its marks; a slash between paragraphs and between items."""
    if block["type"] in ("text", "hardBreak"):
        return block.get("text", "\n")
    parts = [words(child) for child in block.get("content", [])]
    return ("" if block["type"] in ("paragraph", "heading") else "/").join(parts)


def outline(blocks: list[dict[str, Any]]) -> list[str]:
    """Each block's type, level and text: `heading 2: Narva`."""
    return [" ".join([b["type"], *map(str, filter(None, [b["attrs"].get("level")]))]) + f": {words(b)}" for b in blocks]


def marked(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The marks of every marked text: `{"Narva": ["bold"]}`."""
    found: dict[str, list[str]] = {}
    for block in blocks:
        if block["type"] == "text" and block.get("marks"):
            found[block["text"]] = [m.get("attrs", {}).get("href") or m["type"] for m in block["marks"]]
        found |= marked(block.get("content", []))
    return found


def examples(strategy, count):
    """So many values of a strategy, the same at every run."""
    found = []

    @settings(
        max_examples=count, database=None, derandomize=True, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return found
