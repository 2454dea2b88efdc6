"""Where the tables of a text begin: `{|` alone on its line but for blanks and colons, and `<table`. Reads none."""

from __future__ import annotations

import re
from typing import Final

BEFORE_TABLE: Final = re.compile(r"[ \t\r\0\x0b]*(?::+[ \t\r\0\x0b]*)?")  # on the line of a `{|`
OPENING_TAG: Final = re.compile(r"<table(?=[\s/>])", re.IGNORECASE)


class TableBegins:
    """Where tables begin: at `{|` with nothing but blanks and colons before it on its line, and at `<table`.

    Each is sought by its first characters and looked at from the beginning of its line: one pattern with `^` would try
    every character of the page. What was found ahead is kept, so that no stretch is gone through twice.
    """

    __slots__ = ("mark", "tag", "text")

    def __init__(self, text: str, *, has_tags: bool) -> None:
        self.text = text
        self.mark = self.next_mark(0)
        self.tag = self.next_tag(0) if has_tags else len(text)

    def next(self, at: int) -> int:
        """Where the first table from there on begins; the end of the text where none does."""
        if self.mark < at:
            self.mark = self.next_mark(at)
        if self.tag < at:
            self.tag = self.next_tag(at)
        return min(self.mark, self.tag)

    def next_tag(self, at: int) -> int:
        tag = OPENING_TAG.search(self.text, at)
        return tag.start() if tag else len(self.text)

    def next_mark(self, at: int) -> int:
        text = self.text
        line = at if not at or text[at - 1] == "\n" else -1  # where the line begins, if not before `at`
        while (mark := text.find("{|", at)) >= 0:
            newline = text.rfind("\n", at, mark)
            line = newline + 1 if newline >= 0 else line
            if line >= 0 and BEFORE_TABLE.fullmatch(text, line, mark):
                return line
            line, at = -1, mark + 1  # nothing further on this line can begin one
        return len(text)
