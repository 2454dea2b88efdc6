"""Votes with their share in brackets and no sign, `1,200,300 (45.1)`, which a header `Votes (%)` alone tells.

In a column under any other header the bracket may hold a quota, a swing or seats, so nothing is read there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.columns.column import Column
from pipeline.elections.words.figures import count, percent

_SHARE_BEHIND: Final = re.compile(r"(?P<votes>[1-9]\d{0,2}(?:,\d{3})*)\s*\((?P<pct>\d{1,3}(?:\.\d{1,3})?)\)")
_SIGNS: Final = ("(%)", "(percent)", "(percentage)", "(share)")


def with_bracketed(figures: dict[str, dict[str, int]], columns: Sequence[Column]) -> dict[str, dict[str, int]]:
    """The figures with votes below `Votes (%)`, beside no shares, as votes with their shares in brackets."""
    return {
        group: {"bracketed": found["votes"]}
        if found.keys() == {"votes"} and columns[found["votes"]].header.endswith(_SIGNS)
        else found
        for group, found in figures.items()
    }


def read_bracketed(text: str) -> tuple[int | None, float | None]:
    """The votes and the share of a cell below such a header; votes alone where no bracket stands behind."""
    match = _SHARE_BEHIND.fullmatch(text.strip())
    return (count(match["votes"]), percent(match["pct"])) if match else (count(text), None)
