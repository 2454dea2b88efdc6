"""Who won, where the infobox says so; nobody where it does not."""

from __future__ import annotations

import pytest

from pipeline.elections.infobox.winners import with_winner
from pipeline.records import Candidate


def candidate(name: str, electoral: int | None = None, votes: int | None = None, pct: float | None = None) -> Candidate:
    return Candidate("x", 1, name, electoral_vote=electoral, popular_vote=votes, pct=pct)


ADAMS, JACKSON = candidate("Quincy Adams", 84, 113142, 30.9), candidate("Andrew Jackson", 99, 151363, 41.4)
LEE, ROE = candidate("Ann Lee", None, 520, 52.0), candidate("Bo Roe", None, 480, 48.0)
FIRST, SECOND = candidate("Ann Lee", None, 450, 45.0), candidate("Bo Roe", None, 400, 40.0)


@pytest.mark.parametrize(
    ("candidates", "after", "is_part", "winner"),
    [
        ([candidate("A B", 12), candidate("C D", 0)], "C D", True, 0),  # a state may go against the nation
        ([candidate("A B", 3), candidate("C D", 3)], None, True, None),
        ([ADAMS, JACKSON], "Quincy Adams", False, None),  # 1824: the House chose
        ([ADAMS, JACKSON], "Andrew Jackson", False, 1),
        ([LEE, ROE], None, False, 0),  # an absolute majority
        ([FIRST, SECOND], None, False, None),  # a plurality may mean a second round
        ([FIRST, SECOND], "Ann Lee", False, 0),
        ([FIRST, SECOND], "Bo Roe", False, None),  # the figures say otherwise
        ([FIRST, SECOND], "Ann Lee", True, None),  # who is president says nothing of a state
        ([LEE, ROE], "Cy Doe", False, None),
        ([candidate("Ann Lee"), candidate("Bo Roe")], "Bo Roe", False, 1),
        ([candidate("Ann Lee"), candidate("Bo Roe")], None, False, None),
        ([candidate("Ann Lee", None, None, 100.0)], None, False, None),
        ([candidate("Bo Roe", None, 694, 38.7), candidate("Ann Lee", None, 700, 38.7)], "Ann Lee", False, 1),  # rounded
        ([candidate("Bo Roe", None, 694, 38.8), candidate("Ann Lee", None, 700, 38.7)], "Ann Lee", False, None),
    ],
)
def test_winner(candidates: list[Candidate], after: str | None, is_part: bool, winner: int | None) -> None:
    found = with_winner(candidates, after, is_national_office=is_part)
    expected = [None if winner is None else number == winner for number in range(len(candidates))]
    assert [c.is_winner for c in found] == expected
