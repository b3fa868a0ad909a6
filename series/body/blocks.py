"""The closed vocabulary of a body document, version 1: one model for each block, inline node and mark.

The shape is ProseMirror's JSON as Tiptap writes it (https://prosemirror.net/docs/ref/#model.Node.toJSON): `content`
and `marks` are left out when they are empty. Every model refuses what it does not name. The models also give the
JSON Schema of every block, see `json_schema`.
"""

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from series.body.hrefs import href_fault
from series.body.limits import MAX_ATTRIBUTE_TEXT, MAX_BLOCK_TEXT, MAX_BLOCKS, MAX_HREF

VERSION: Final = 1
"""The version of the document that this code writes."""

BLOCK_ID_PATTERN: Final = r"^[a-z0-9]{6,32}$"
UUID_PATTERN: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

BlockId = Annotated[str, Field(pattern=BLOCK_ID_PATTERN, description="Unique in the document; kept through edits.")]
Uuid = Annotated[str, Field(pattern=UUID_PATTERN, json_schema_extra={"format": "uuid"})]
Note = Annotated[str, Field(max_length=MAX_ATTRIBUTE_TEXT)]


def fault(message: str) -> PydanticCustomError:
    """An error whose message is already in words for an editor."""
    # The message is escaped because pydantic reads braces in it as a template.
    return PydanticCustomError("body", "{message}", {"message": message})


class Closed(BaseModel):
    """Base of all models here: strict, closed, immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Attrs(Closed):
    """Base of all attributes: one that may be missing on the way in is null on the way out."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


def _refuse_bool(value: object) -> object:
    """JSON's true is no number, though Python's True equals 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("bool_as_number", "must be a number")
    return value


# --- marks ---


class BoldMark(Closed):
    """Strong text."""

    type: Literal["bold"]


class ItalicMark(Closed):
    """Emphasised text."""

    type: Literal["italic"]


def _check_href(href: str) -> str:
    if message := href_fault(href):
        raise fault(message)
    return href


class LinkAttrs(Attrs):
    """Where an outside link leads: an absolute http, https or mailto address."""

    href: Annotated[str, AfterValidator(_check_href), Field(json_schema_extra={"maxLength": MAX_HREF})]


class LinkMark(Closed):
    """A link to an address outside the archive."""

    type: Literal["link"]
    attrs: LinkAttrs


class CrossLinkAttrs(Attrs):
    """A typed link into the archive; without a target it is unresolved and `hint` is what it is looking for."""

    id: Uuid
    kind: Literal["article", "series"]
    target: Uuid | None = None
    hint: Note | None = None


class CrossLinkMark(Closed):
    """A link to an article or a series of the archive."""

    type: Literal["crossLink"]
    attrs: CrossLinkAttrs


Mark = Annotated[BoldMark | ItalicMark | LinkMark | CrossLinkMark, Field(discriminator="type")]
MARK_ORDER: Final = {"bold": 0, "italic": 1, "link": 2, "crossLink": 3}
"""The canonical order of the marks of one node."""


def _check_marks(marks: list[Mark]) -> list[Mark]:
    kinds = [mark.type for mark in marks]
    if repeated := next((kind for kind in kinds if kinds.count(kind) > 1), None):
        raise fault(f"mark '{repeated}' is given twice")
    if "link" in kinds and "crossLink" in kinds:
        raise fault("a text carries either a link or a crossLink, not both")
    return sorted(marks, key=lambda mark: MARK_ORDER[mark.type])


def _is_empty(value: list[Any]) -> bool:
    return not value


Marks = Annotated[list[Mark], Field(exclude_if=_is_empty, max_length=len(MARK_ORDER)), AfterValidator(_check_marks)]


# --- inline nodes ---


class TextNode(Closed):
    """A run of text under one set of marks."""

    type: Literal["text"]
    text: Annotated[str, Field(min_length=1, max_length=MAX_BLOCK_TEXT)]
    marks: Marks = []


class HardBreakNode(Closed):
    """A line break inside a paragraph; marks run through it, as a link over two lines does."""

    type: Literal["hardBreak"]
    marks: Marks = []


Inline = Annotated[TextNode | HardBreakNode, Field(discriminator="type")]


def _check_length(nodes: list[Inline]) -> list[Inline]:
    length = sum(len(node.text) for node in nodes if isinstance(node, TextNode))
    if length > MAX_BLOCK_TEXT:
        raise fault(f"the text of one block is longer than {MAX_BLOCK_TEXT} characters")
    return nodes


InlineContent = Annotated[
    list[Inline], AfterValidator(_check_length), Field(exclude_if=_is_empty, max_length=MAX_BLOCKS)
]


# --- what stands inside lists and quotes ---


class InnerParagraph(Closed):
    """A paragraph of a list item or a quote; it has no id of its own."""

    type: Literal["paragraph"]
    content: InlineContent = []


class InnerBulletList(Closed):
    """An unnumbered list inside a list item."""

    type: Literal["bulletList"]
    content: "ListItems"


class InnerOrderedList(Closed):
    """A numbered list inside a list item."""

    type: Literal["orderedList"]
    content: "ListItems"


ItemNode = Annotated[InnerParagraph | InnerBulletList | InnerOrderedList, Field(discriminator="type")]


def _check_item(nodes: list[ItemNode]) -> list[ItemNode]:
    if not isinstance(nodes[0], InnerParagraph):
        raise fault("a list item begins with a paragraph")
    return nodes


class ListItem(Closed):
    """One item: a paragraph, then any paragraphs and lists."""

    type: Literal["listItem"]
    content: Annotated[list[ItemNode], Field(min_length=1, max_length=MAX_BLOCKS), AfterValidator(_check_item)]


ListItems = Annotated[list[ListItem], Field(min_length=1, max_length=MAX_BLOCKS)]


# --- blocks ---


class BlockAttrs(Attrs):
    """The attributes that every block has."""

    id: BlockId


class ParagraphBlock(Closed):
    """A paragraph; one without content is an empty line that an editor left."""

    type: Literal["paragraph"]
    attrs: BlockAttrs
    content: InlineContent = []


class HeadingAttrs(BlockAttrs):
    """Level 2 opens a section, level 3 a part of one; level 1 is the article's title."""

    level: Annotated[Literal[2, 3], BeforeValidator(_refuse_bool)]


class HeadingBlock(Closed):
    """A heading inside the article."""

    type: Literal["heading"]
    attrs: HeadingAttrs
    content: InlineContent = []


class BulletListBlock(Closed):
    """An unnumbered list."""

    type: Literal["bulletList"]
    attrs: BlockAttrs
    content: ListItems


class OrderedListBlock(Closed):
    """A numbered list, counted from 1."""

    type: Literal["orderedList"]
    attrs: BlockAttrs
    content: ListItems


class QuoteAttrs(BlockAttrs):
    """Whose words they are, as the page puts it."""

    attribution: Note | None = None


class QuoteBlock(Closed):
    """A quotation set apart from the text."""

    type: Literal["quote"]
    attrs: QuoteAttrs
    content: Annotated[list[InnerParagraph], Field(min_length=1, max_length=MAX_BLOCKS)]


class FigureAttrs(BlockAttrs):
    """The picture's id in the library, and this article's caption, credit and alt text for it."""

    image: Uuid
    caption: Note | None = None
    credit: Note | None = None
    alt: Note | None = None


class FigureBlock(Closed):
    """The use of a picture."""

    type: Literal["figure"]
    attrs: FigureAttrs


class DividerBlock(Closed):
    """A break between parts of the text."""

    type: Literal["divider"]
    attrs: BlockAttrs


Block = Annotated[
    ParagraphBlock | HeadingBlock | BulletListBlock | OrderedListBlock | QuoteBlock | FigureBlock | DividerBlock,
    Field(discriminator="type"),
]


class DocumentAttrs(Attrs):
    """The version of the document's vocabulary."""

    version: Annotated[Literal[1], BeforeValidator(_refuse_bool)]


class BodyDocument(Closed):
    """The body of an article: its blocks in reading order."""

    type: Literal["doc"]
    attrs: DocumentAttrs
    content: Annotated[list[Block], Field(min_length=1, max_length=MAX_BLOCKS)]


class Epigraph(Attrs):
    """The motto above an article: its paragraphs and whose words they are."""

    paragraphs: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=MAX_ATTRIBUTE_TEXT)]],
        Field(min_length=1, max_length=100),
    ]
    attribution: Note | None = None


InnerBulletList.model_rebuild()
InnerOrderedList.model_rebuild()


def tags(union: Any) -> list[str]:
    """The values of `type` in a union of models, in its order: `tags(Mark)` is `["bold", "italic", …]`."""
    models = get_args(get_args(union)[0])
    return [get_args(model.model_fields["type"].annotation)[0] for model in models]


def json_schema(*, ref_template: str = "#/$defs/{model}", public: bool = False) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, with every block under `$defs`.

    `ref_template` says where the definitions will stand (`#/components/schemas/{model}` in an OpenAPI document).
    With `public`, article links hold their id only, as `public()` leaves them.
    """
    schema = BodyDocument.model_json_schema(mode="serialization", ref_template=ref_template)
    if public:
        attrs = schema["$defs"]["CrossLinkAttrs"]
        attrs["properties"] = {"id": attrs["properties"]["id"]}
        attrs["required"] = ["id"]
        attrs["description"] = "The link's id; its kind, state and target stand in the article's `links`."
    return schema
