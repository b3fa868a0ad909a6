"""How large a body document may be; each bound is far above any article and far below what hurts the server."""

from typing import Final

MAX_BYTES: Final = 5_000_000
"""Bytes of a document as JSON text, and characters of text in a document given as objects."""
MAX_VALUES: Final = 1_000_000
"""JSON values (objects, lists, strings, numbers) in one document."""
MAX_BLOCKS: Final = 20_000
"""Top-level blocks in one document, and entries in any list of nodes."""
MAX_LIST_DEPTH: Final = 6
"""Lists inside one another, the outermost included."""
MAX_DEPTH: Final = 32
"""JSON containers inside one another: what the attributes of a link in a list at MAX_LIST_DEPTH need."""
MAX_BLOCK_TEXT: Final = 100_000
"""Characters of text in one paragraph or heading."""
MAX_ATTRIBUTE_TEXT: Final = 10_000
"""Characters of a caption, credit, alt text, attribution, hint or epigraph paragraph."""
MAX_HREF: Final = 2_048
"""Characters of a link's address; what browsers and proxies pass on everywhere."""
MAX_PROBLEMS: Final = 200
"""Problems listed in one error; the last one then says that there are more."""
