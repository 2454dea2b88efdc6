"""Which tables are open at a place of the expanded text, as far as Election boxes need to know.

`{{Election box candidate …}}` without a begin before it, or a begin while the last box was never ended, would be stray
marks to MediaWiki. Their figures are wanted all the same, so the missing mark is supplied.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "\x7f"  # behind `{|` and `|-` that a template wrote
MISSING_BEGIN: Final = '\n{| class="wikitable mended"\n'
EDGE: Final = re.compile(
    r"^[ \t:]*(?P<open>\{\|(?:\x7f| class=\"wikitable mended\")?)|^[ \t]*(?P<close>\|\})"
    r"|^(?P<heading>==[^\n]+==[ \t]*)$|(?P<tag><table\b)|(?P<end></table\b)",
    re.MULTILINE | re.IGNORECASE,
)
MISSING_END: Final = "\n|}\n"


class OpenTables:
    """A stack of what is open: True for a box that a template opened or should have, False for any other table."""

    def __init__(self) -> None:
        self.stack: list[bool] = []

    def read(self, text: str) -> None:
        """Go on over a stretch of text that begins at the beginning of a line."""
        for edge in EDGE.finditer(text):
            if edge["open"]:
                self.stack.append(edge["open"] != "{|")
            elif edge["tag"]:
                self.stack.append(False)
            elif edge["heading"]:
                self.stack.clear()  # a table ends at the latest where a section does
            elif self.stack:
                self.stack.pop()

    def mended(self, lines: str) -> str:
        """A template's table lines with the mark before them that is missing, if one is."""
        bare = lines.lstrip("\n")
        if bare.startswith("|-") and not self.stack:
            return MISSING_BEGIN + bare
        if bare.startswith("{|" + MARK) and self.stack and self.stack[-1]:
            return MISSING_END + bare
        return lines
