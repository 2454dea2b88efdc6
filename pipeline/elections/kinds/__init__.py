"""Which table is what: a registry of small recognisers over headings, captions, header cells and content."""

from pipeline.elections.kinds.parting import view_of
from pipeline.elections.kinds.registry import Evidence, Recognition, recognise, recogniser
from pipeline.elections.kinds.view import TableView

__all__ = ["Evidence", "Recognition", "TableView", "recognise", "recogniser", "view_of"]
