"""A call where it was met, and whether what it stands for makes lines, cells or lists of the page around it.

Never renders: that is `templates/render.py`, and `expanding.py` puts the rendering in the call's place.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.wikitext.templates.registry import TemplateRule

LINES: Final = frozenset({"row", "table"})  # the meanings of templates that write whole lines of a table
LIST_INSIDE: Final = re.compile(r"\n[*#]")  # {{columns-list|\n# Jane Roe\n# John Poe}}: items of the section
TABLE_INSIDE: Final = ("lection box ", "\n{|", "<table")  # {{hidden|Results|\n{{Election box begin}} …


class CallAsMet(NamedTuple):
    """A call where it stands; `text` is what is read of it: the source, or what the wiki has expanded of it."""

    source: str
    text: str
    before: str  # the character before it

    @property
    def answer(self) -> str | None:
        """What the wiki has made of it, if it was asked."""
        return None if self.text is self.source else self.text


def makes_structure(rule: TemplateRule | None, text: str) -> bool:
    """Whether a call makes cells, rows, tables or a section's list, and cannot wait until its cell is read."""
    if "{{!" in text:
        return True
    if rule is None:
        return False
    if rule.meaning != "value":
        return rule.meaning in LINES or rule.meaning == "cell"
    return "\n" in text and (LIST_INSIDE.search(text) is not None or any(mark in text for mark in TABLE_INSIDE))


def is_lines(result: str) -> bool:
    """Whether what a template of rows renders is lines of a table: some give a word where their arguments are few."""
    return result.lstrip().startswith(("|", "{", "!"))
