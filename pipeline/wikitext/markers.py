"""Strip markers: what stands in a text for a call or an extension element, and the way back to the markup.

A text with markers can be read by lines, for every bar in it counts; a cell cut out of it gets its markup back here,
as written and as it is to be read. Renders nothing.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

MARK: Final = "\x7f"
NESTED_TABLE: Final = f"{MARK}t{MARK}"  # stands in a cell's markup for a table inside it
MARKER: Final = re.compile(r"\x7f([be]?)(\d+)\x7f")
BEGIN: Final = "\x7fb"  # of a rendering
END: Final = "\x7fe"


class Piece(NamedTuple):
    """What a marker stands for: the source as written, and for calls that were rendered into the text, which."""

    kind: Literal["call", "structure", "shown", "hidden"]
    source: str
    answer: str | None = None  # the same with the wiki's answers for unknown calls, where there are any

    @property
    def read_as(self) -> str:
        """The markup that its reading follows."""
        return self.source if self.answer is None else self.answer


def restored(text: str, pieces: list[Piece]) -> str:
    """The markup as written: every marker, and every rendering between two markers, is the source again."""
    return with_sources(text, pieces, halves=True)


def readable(text: str, pieces: list[Piece]) -> str:
    """What the text is to be read from: as `restored`, but a rendering that the scan has parted stays rendered."""
    return with_sources(text, pieces, halves=False)


def read_and_written(text: str, pieces: list[Piece]) -> tuple[str, str]:
    """What the text is to be read from, and as written: the same string where calls stand in it and nothing else."""
    if BEGIN in text or END in text:
        return readable(text, pieces), restored(text, pieces)
    parts = text.split(MARK)  # words, number, words, number, … words
    answered: list[str] = []
    for place in range(1, len(parts), 2):
        number = parts[place]
        if not number.isdigit():
            return readable(text, pieces), restored(text, pieces)
        piece = pieces[int(number)]
        parts[place] = piece.source
        if piece.answer is not None:
            answered = answered or parts[:]
        if answered:
            answered[place] = piece.read_as
    written = "".join(parts)
    return "".join(answered) if answered else written, written


def with_sources(text: str, pieces: list[Piece], *, halves: bool) -> str:
    """Sources in the place of markers and pairs; `halves`: also for renderings that begin or end outside the text."""
    if MARK not in text:
        return text
    endings = {match.group(2): match.end() for match in MARKER.finditer(text) if match.group(1) == "e"}
    out: list[str] = []
    at = 0
    for match in MARKER.finditer(text):
        if match.start() < at:
            continue
        which, number = match.groups()
        out.append(text[at : match.start()])
        at = match.end()
        if which == "e":  # the rendering began before this text, in the cell's attributes
            if halves:
                out = [pieces[int(number)].source]
        elif which == "b":
            if halves or number in endings:
                out.append(source_of(pieces[int(number)], halves))
            at = max(at, endings.get(number, 0))
        else:
            out.append(source_of(pieces[int(number)], halves))
    out.append(text[at:])
    return "".join(out)


def source_of(piece: Piece, as_written: bool) -> str:
    """A piece as it is written, or as it is to be read."""
    return piece.source if as_written else piece.read_as
