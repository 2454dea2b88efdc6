"""Most defects planted in the sample's pages are told of; `python -m tests.quality.planted` prints the shares."""

from __future__ import annotations

from tests.quality.pages_read import read_source
from tests.quality.planted import DEFECTS, measure

# What a page itself does not reveal: electoral votes and election day of 1860, and a line of the results that nobody
# misses, since the article leaves out small candidates or has no total.
HARD = {"a line of the results dropped": 0.4, "electoral votes off": 0.7, "the date a day off": 0.7}


def test_planted_defects_are_told():
    shares = {kind.name: kind.told / kind.planted for kind in measure(read_source("sample").tables, per_kind=12)}
    assert shares.keys() == {defect.name for defect in DEFECTS}
    assert {name: share for name, share in shares.items() if share < HARD.get(name, 0.8)} == {}
    assert sum(shares.values()) / len(shares) > 0.9
