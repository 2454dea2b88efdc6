"""Turnout in every form met; what is ambiguous gives nothing."""

from __future__ import annotations

import pytest

from pipeline.elections.infobox.turnout import read_turnout


@pytest.mark.parametrize(
    ("text", "pct", "change"),
    [
        ("71.41% (▲ 3.21%)", 71.41, 3.21),
        ("48.4% ▲ 0.62 pp", 48.4, 0.62),
        ("74.99% (▼ 4.98%)", 74.99, -4.98),
        ("71.41% (3.21% ▲)", 71.41, 3.21),
        ("53.2% (−1.2 pp)", 53.2, -1.2),
        ("53.2% -1.2%", 53.2, -1.2),
        ("72.3% ▬ 0.0", 72.3, 0.0),
        ("72.3% ▬", 72.3, None),
        ("59.2% (▲1.2 pp from 2016)", 59.2, 1.2),
        ("59.5% of eligible voters", 59.5, None),
        ("66.6% of registered voters ▼ 1.2%", 66.6, -1.2),
        ("1,234,567 (60.1%)", 60.1, None),
        ("32,014,110 67.3% (▼ 1.5 pp)", 67.3, -1.5),
        ("12,34,567 (67.12%) ▲ 1.2%", 67.12, 1.2),
        ("71.41", 71.41, None),
        ("62.1%[3]", 62.1, None),
        ("65", None, None),
        ("~60%", None, None),
        ("▲ 3%", None, None),
        ("5.0% - 7.0%", None, None),
        ("46.12% (first round; ▼ 0.13 pp)", 46.12, -0.13),
        ("34.84% (second round)", None, None),
        ("60.1% (first round) 55.2% (second round)", None, None),
        ("58.4% (registered voters) 30.1% (VAP)", None, None),
        ("TBD", None, None),
        ("", None, None),
    ],
)
def test_turnout(text: str, pct: float | None, change: float | None) -> None:
    assert tuple(read_turnout(text)) == (pct, change)
