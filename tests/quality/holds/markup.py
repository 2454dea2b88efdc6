"""Where a page's figures stand in its wikitext: what the edits of the benchmark change. Reads markup by lines only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

_ROW = re.compile(r"^\s*(?:\|-|\{\||\|\}|\{\{\s*Election box)|(?<=\}\})\{\{Election box", re.IGNORECASE | re.MULTILINE)
_TABLE = re.compile(r"^\{\|.*?^\|\}\s*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(=+)[^=\n].*?\1\s*$", re.MULTILINE)


Change = Callable[[int, Random], int]


class Edited(NamedTuple):
    """An edit: the text before and after."""

    before: str
    after: str


@dataclass(frozen=True)
class Sample:
    """A page to edit, with the records that the parser reads from it."""

    page_id: int
    title: str
    text: str
    records: Mapping[str, Sequence[Mapping[str, Any]]]

    def drawn(self, table: str, random: Random, *columns: str, **values: Any) -> Mapping[str, Any] | None:
        """A record of that table at random, in which the columns are not empty and the others have these values."""
        rows = [
            row
            for row in self.records[table]
            if all(row[name] not in (None, 0) for name in columns) and all(row[k] == v for k, v in values.items())
        ]
        return random.choice(rows) if rows else None

    def after(self, *changes: tuple[tuple[int, int], str]) -> Edited | None:
        """The edit that puts these words into these stretches; None where nothing differs."""
        text = self.text
        for (start, end), words in sorted(changes, reverse=True):
            text = text[:start] + words + text[end:]
        return Edited(self.text, text) if text != self.text else None


Edit = Callable[[Sample, Random], Edited | None]  # None: the page has no place for one


def rows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between row marks, heads of tables and templates of Election boxes."""
    marks = [match.start() for match in _ROW.finditer(text)] + [len(text)]
    return itertools.pairwise(marks)


def tables(text: str) -> list[tuple[int, int]]:
    """The stretches of wikitables, innermost ends taken."""
    return [match.span() for match in _TABLE.finditer(text)]


def sections(text: str) -> list[tuple[int, int]]:
    """Each heading with what follows it up to the next one."""
    marks = [match.start() for match in _HEADING.finditer(text)] + [len(text)]
    return list(itertools.pairwise(marks))


def number(text: str, value: float, span: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Where a number first stands within the span, as it may be written."""
    start, end = span or (0, len(text))
    for form in written(value):
        match = re.compile(rf"(?<![\d,.\w]){re.escape(form)}(?![\d,]|\.\d)").search(text, start, end)
        if match:
            return match.span()
    return None


def written(value: float) -> list[str]:
    """The ways a number is written: 194,068 and 194068; 58.9, 58.90 and 58.900."""
    if isinstance(value, int):
        return [f"{value:,}", str(value)]
    return list(dict.fromkeys([f"{value:.2f}", f"{value:.1f}", f"{value:g}", f"{value:.3f}"]))


def like(text: str, value: float) -> str:
    """A number written as `text` is: with or without commas, with as many decimals."""
    if "." in text:
        return f"{value:.{len(text.split('.')[1])}f}"
    return f"{round(value):,}" if "," in text or len(text) < 4 else str(round(value))


def row_with(text: str, words: str, values: Sequence[float]) -> tuple[int, int] | None:
    """The first row that has the words and all the numbers."""
    for span in rows(text):
        if words in text[span[0] : span[1]] and all(number(text, value, span) for value in values):
            return span
    return None


def swapped_digits(value: int, random: Random) -> int:
    """Two neighbouring digits change places; the value itself where all are alike."""
    digits = str(value)
    pairs = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0")]
    if not pairs:
        return value
    i = random.choice(pairs)
    return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def other_digit(value: int, random: Random) -> int:
    """One digit is another."""
    digits = str(value)
    i = random.randrange(len(digits))
    return int(digits[:i] + random.choice([d for d in "123456789" if d != digits[i]]) + digits[i + 1 :])


def times_ten(value: int, _random: Random) -> int:
    """A digit too many."""
    return value * 10


def level(text: str, span: tuple[int, int]) -> int:
    """The level of the heading that a section begins with."""
    return len(text[span[0] :]) - len(text[span[0] :].lstrip("="))


def box_field(page: Sample, random: Random, name: str) -> re.Match[str] | None:
    """The value of an infobox's field of that name with a number behind it: groups 1 (name) and 2 (value)."""
    found = list(re.finditer(rf"^\s*\|\s*({name}\d+)\s*=[ \t]*(\S[^\n]*)$", page.text, re.MULTILINE))
    return random.choice(found) if found else None
