"""Which table is what: a registry of small recognisers over headings, captions, header cells and content."""

from pipeline.elections.kinds.registry import Evidence, Recognition, recognise, recogniser
from pipeline.elections.kinds.view import TableView, view_of

__all__ = ["Evidence", "Recognition", "TableView", "recognise", "recogniser", "view_of"]
