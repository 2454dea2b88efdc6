"""One page in, its typed records out: the pure middle of the pipeline, and the way to run it in worker processes.

`parse_page` is a function of the wikitext and of `PARSER_VERSION` alone, so its results can be cached by both.
Nothing here reads a source, validates or writes.
"""

from __future__ import annotations

from pipeline.parsing.page import parse_page
from pipeline.parsing.page_records import PageRecords, ParseStatus
from pipeline.parsing.version import PARSER_VERSION
from pipeline.parsing.workers import parse_revisions

__all__ = ["PARSER_VERSION", "PageRecords", "ParseStatus", "parse_page", "parse_revisions"]
