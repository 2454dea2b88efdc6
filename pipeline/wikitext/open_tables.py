"""Which tables are open at a place of the expanded text, as far as Election boxes need to know.

`{{Election box candidate …}}` without a begin before it, or a begin while the last box was never ended, would be stray
marks to MediaWiki. Their figures are wanted all the same, so the missing mark is supplied.
"""

from __future__ import annotations

import re
from typing import Final

WRITTEN: Final = re.compile(r"\{\|\x7f\d")  # `{|` that a template wrote, and no function
MENDED: Final = ' class="wikitable mended"'
MISSING_BEGIN: Final = f"\n{{|{MENDED}\n"
HEADING: Final = re.compile(r"==.+==[ \t]*")
TAG: Final = re.compile(r"<(/?)table\b", re.IGNORECASE)
MISSING_END: Final = "\n|}\n"


class OpenTables:
    """A stack of what is open: True for a box that a template opened or should have, False for any other table."""

    def __init__(self) -> None:
        self.stack: list[bool] = []

    def read(self, text: str) -> None:
        """Go on over a stretch of text that begins at the beginning of a line."""
        for line in text.split("\n"):
            if line.startswith("==") and HEADING.fullmatch(line):
                self.stack.clear()  # a table ends at the latest where a section does
                continue
            begin = line.lstrip(" \t:")
            if begin.startswith("{|"):
                self.stack.append(begin.startswith(MENDED, 2) or WRITTEN.match(begin) is not None)
            elif self.stack and begin.startswith("|}") and ":" not in line[: -len(begin)]:
                self.stack.pop()
            if "<" in line:
                self.read_tags(line)

    def read_tags(self, line: str) -> None:
        """The html tables that begin and end on a line."""
        for tag in TAG.finditer(line):
            if not tag.group(1):
                self.stack.append(False)
            elif self.stack:
                self.stack.pop()

    def mended(self, lines: str) -> str:
        """A template's table lines with the mark before them that is missing, if one is."""
        bare = lines.lstrip("\n")
        if bare.startswith("|-") and not self.stack:
            return MISSING_BEGIN + bare
        if WRITTEN.match(bare) and self.stack and self.stack[-1]:
            return MISSING_END + bare
        return lines
