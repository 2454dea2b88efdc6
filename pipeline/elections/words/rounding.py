"""How far shares may be from what they are of: every tolerance by which arithmetic tells what a column is, in points.

A reader never mends a figure by these. The narrow ones tell that figures belong together, where the words say nothing;
the wide ones that they cannot, where the words say they do. A new rule takes one of them, or adds one with its reason.
"""

from __future__ import annotations

from typing import Final

_Between = tuple[float, ...]  # least and most; mypyc gives a constant pair of floats to no other module

OF_DECIMALS: Final = 0.11  # `55.2`: rounded by 0.05, or cut off by 0.1
OF_WHOLES: Final = 0.6  # `55`: rounded by 0.5, of a whole that is rounded, too
OF_SLIPS: Final = (
    0.3  # `55.2` in a row by area, typed by hand: a figure or two of hundreds are off; twice that for `55`
)
OF_A_SUM: Final = 0.35  # seven shares of one decimal, each rounded by 0.05
OF_ANOTHER_WHOLE: Final = 1.5  # shares of the votes cast beside valid votes: blank ones are a point or two of them
ALL_SHARES: Final[_Between] = (98.0, 100.6)  # of the candidates: small ones are left out, a dozen rounded up
ALL_SHARES_OF_CONTESTS: Final[_Between] = (98.5, 101.0)  # of contests one below the other, each of few lines
ALL_SHARES_OF_A_ROW: Final[_Between] = (99.0, 101.0)  # by area, of choices that leave out nobody
NEARLY_ALL_SHARES: Final[_Between] = (90.0, 101.5)  # of a row's whole numbers without signs, which are shares then
ALL_SHARES_OF_PARTIES: Final[_Between] = (97.0, 101.0)  # side by side, the smallest left out
WHOLE_SHARE: Final = 99.5  # of a line that has all votes: rounded down
ALL_BUT_A_LINE: Final = 0.98  # of a total's votes, no points: a small line may be left out
A_POLLS_SHARES: Final = 105.0  # what a poll's answers come to at most: a dozen rounded up, and a slip
