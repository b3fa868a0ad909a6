"""The archive's three rooms and the window that the public looks through, one module each.

desk (drafts) and catalogue are edited; record only grows; shelf is made from the record; public is what the role of
the API may read. Import from the room, not from here: which room a module touches should be seen in its imports.
"""

from series.models import catalogue, desk, public, record, shelf

__all__ = ["catalogue", "desk", "public", "record", "shelf"]
