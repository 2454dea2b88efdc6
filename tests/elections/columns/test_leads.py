"""Margins that say whose they are."""

from __future__ import annotations

import pytest

from pipeline.elections.columns.leads import read_lead


@pytest.mark.parametrize(
    ("text", "votes", "pct"),
    [
        ("R+12.4", None, 12.4),
        ("R + 12.40%", None, 12.4),
        ("Trump +5.2%", None, 5.2),
        ("+3.1% D", None, 3.1),
        ("3.1 (R)", None, 3.1),
        ("D+1,234", 1234, None),
        ("R+1,234%", None, None),
        ("+12.4", None, None),  # a sign, nobody's letter
        ("12.4%", None, None),
        ("2+2=4", None, None),
        ("Even", None, None),
        ("A" * 500 + "+1", None, None),
    ],
)
def test_read_lead(text: str, votes: int | None, pct: float | None) -> None:
    assert read_lead(text) == (votes, pct)
