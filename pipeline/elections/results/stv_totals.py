"""What templates of a single transferable vote box state outside its columns: the totals below it, further counts.

The closing template gives the totals in one line of text. A box opened without `numcounts` has one column of votes.

`{{STV Election box end2|electorate=70,120|valid=43,307|spoilt=410|quota=10,827|turnout=43,717 (62.3%)}}`. Read from the
template's parameters; nothing is computed.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.words.figures import count
from pipeline.elections.words.numbers import read_count_and_percent
from pipeline.wikitext.model import Call

_END: Final = re.compile(r"stv election box end.*|election box (?:end stv|stv end).*")
_LINES: Final = (
    ("electorate", "registered"),
    ("valid", "valid"),
    ("spoilt", "invalid"),
    ("quota", "needed_to_win"),
    ("turnout", "turnout"),
)
_BY_NAME: Final = dict(_LINES) | {"registered": "registered", "valid votes": "valid", "spoiled": "invalid"}
_NAMED_TOTAL: Final = re.compile(rf"\b({'|'.join(sorted(_BY_NAME, key=len, reverse=True))})\s*:\s*", re.IGNORECASE)
_SEVERAL: Final = 3  # totals in one row
_LONGEST: Final = 200  # characters
_COUNT: Final = re.compile(r"count ?(\d{1,2})")


class Total(NamedTuple):
    """A total's line in `results`, its votes and percentage."""

    line: str
    votes: int | None
    pct: float | None


def stated_totals(call: Call | None) -> tuple[Total, ...]:
    """The totals that a closing template states; () for any other call."""
    if call is None or not _END.fullmatch(call.name):
        return ()
    read = ((line, read_count_and_percent(call.params.get(name, ""))) for name, line in _LINES)
    return tuple(Total(line, said.count, said.pct) for line, said in read if said != (None, None))


def written_totals(text: str) -> tuple[Total, ...]:
    """The totals in a row across a table of counts: `Electorate: 12,110 Valid: 6,684 Quota: 1,337 Turnout: 56.0%`."""
    if ":" not in text or len(text) > _LONGEST:
        return ()
    marks = list(_NAMED_TOTAL.finditer(text))
    if len(marks) < _SEVERAL or marks[0].start():
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    read = [
        (_BY_NAME[mark[1].casefold()], read_count_and_percent(text[mark.end() : end].strip(" .,;•·|")))
        for mark, end in zip(marks, ends, strict=True)
    ]
    return tuple(Total(line, said.count, said.pct) for line, said in read if said != (None, None))


def further_counts(call: Call | None, columns: int) -> tuple[tuple[str, int], ...]:
    """The counts, by name, and their votes that a candidate's template has beyond its table's columns of counts."""
    if call is None or not call.name.startswith("stv election box candidate"):
        return ()
    found = {int(match[1]): said for name, said in call.params.items() if (match := _COUNT.fullmatch(name))}
    if max(found, default=0) <= columns:
        return ()
    counted = ((number, count(found[number].strip(" '"))) for number in sorted(found) if number > columns)
    return tuple((f"Count {number}", votes) for number, votes in counted if votes is not None)
