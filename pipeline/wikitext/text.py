"""Reads the markup of a cell, an infobox field or a paragraph: plain text, its lines, its links, the calls inside.

The same markup always gives the same object: reading is a pure function, remembered. Plain words and numbers, which
most cells are, are told by one regular expression and read at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from pipeline.wikitext.calls import PLAIN_CALL, split_call
from pipeline.wikitext.expanding import Expansion
from pipeline.wikitext.inline import read_inline
from pipeline.wikitext.making import new
from pipeline.wikitext.markers import NESTED_TABLE, Piece
from pipeline.wikitext.model import Call, CellText, Link
from pipeline.wikitext.templates.registry import lookup, normal_name

LETTER: Final = r"[^\s<|\[{'&_\x01\x02\x7f\xa0]"
WORD: Final = rf"(?:{LETTER}|'(?!')){LETTER}*(?:'(?!'){LETTER}*)*"
PLAIN: Final = re.compile(rf"{WORD}(?: {WORD})*")
PLAINEST_LINK: Final = re.compile(r"\[\[([A-Z][\w ,.()-]*)(?:\|([\w ,.()-]+))?\]\]")
EMPTY: Final = CellText("", (), (), ())
LONGEST_REMEMBERED: Final = 500  # characters
# A text's calls within calls may be so many characters, counted anew at each depth: `{{ubl|` 400 deep, and that on
# every line, would be gone through twenty times, while no article nests all its words three deep.
LEAST_NESTED: Final = 8_000
NESTED_TIMES: Final = 6
LONGEST: Final = 100_000  # characters; beyond, calls are not rendered: so long a cell is a table that never closed


def read_cell(wikitext: str) -> CellText:
    """The reading of a cell's or field's markup; never raises."""
    return read_markup(wikitext, True)


def read_field(wikitext: str) -> CellText:
    """The reading of a parameter or list item: as a cell's, but a list mark at its very beginning counts."""
    return read_markup(wikitext.strip(), True, True)


def read_markup(markup: str, calls: bool, at_line_start: bool = False) -> CellText:
    """The reading; `calls=False`: braces are plain text, for the wiki has expanded the templates already."""
    if len(markup) > LONGEST_REMEMBERED:  # a reading takes forty times the markup: pages of them would fill a worker
        return _read(markup, calls, at_line_start)
    return _remembered(markup, calls, at_line_start)


@lru_cache(maxsize=1 << 16)
def _remembered(markup: str, calls: bool, at_line_start: bool) -> CellText:
    return _read(markup, calls, at_line_start)


def _read(markup: str, calls: bool, at_line_start: bool) -> CellText:
    if PLAIN.fullmatch(markup) and not at_line_start:
        return new(CellText, (markup, (markup,), (), ()))
    stripped = markup.strip(" \t")
    if not stripped or stripped.isspace():
        return EMPTY
    if link := PLAINEST_LINK.fullmatch(stripped):
        target, label = link.groups()
        words = " ".join((label or target).split())
        if words:
            return CellText(words, (words,), (Link(" ".join(target.replace("_", " ").split()), words),), ())
    if (
        calls
        and stripped.startswith("{{")
        and len(stripped) <= LONGEST
        and PLAIN_CALL.fullmatch(stripped)
        and (alone := read_unknown_alone(stripped)) is not None
    ):
        return alone
    expansion = Expansion(calls=calls and len(markup) <= LONGEST, inline=True)
    expansion.effort = min(expansion.effort, LEAST_NESTED + len(markup) * NESTED_TIMES)
    expanded = expansion.expand(stripped)
    if NESTED_TABLE in expanded:
        expanded = expanded.replace(NESTED_TABLE, "\x01")
    plain = read_inline(expanded, expansion.pieces, at_line_start=at_line_start)
    calls_met = tuple([read_call(met.name, met.arguments, expansion.pieces) for met in expansion.met])
    return CellText(plain.text, plain.lines, plain.links, calls_met)


def read_unknown_alone(written: str) -> CellText | None:
    """`{{unknown|[[A]]}}` says nothing: no words, and a call. Read apart, for pages of such cells; None for any other
    call."""
    name = written[2:-2].partition("|")[0]
    if ":" in name or "#" in name or "[" in name or not name.strip() or lookup(name) is not None:
        return None
    call = split_call(written)
    return new(CellText, ("", (), (), (read_call(normal_name(call.name), call.as_mapping(), []),)))


def read_call(name: str, arguments: Mapping[str, str], pieces: list[Piece]) -> Call:
    """A call of this canonical name with its parameters as plain text."""
    return new(
        Call,
        (
            name,
            {
                key: value if PLAIN.fullmatch(value) else read_inline(value, pieces).text
                for key, value in arguments.items()
            },
        ),
    )
