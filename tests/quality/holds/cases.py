"""One edit for each rule that breaks it, edits that break none, and what is asked of recent elections only.

Each is made to the bundled Massachusetts 2004, or to the 2008 polls of Iowa, and given in the words to replace.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

MASSACHUSETTS = "2004 United States presidential election in Massachusetts"
IOWA = "Opinion polling for the 2008 United States presidential election in Iowa"


class Case(NamedTuple):
    """An edit and the rule that holds it; None: nothing does. `said`: words that its reason has."""

    name: str
    rule: str | None
    edit: Callable[[str], str]
    said: str = ""
    title: str = MASSACHUSETTS
    before: Callable[[str], str] = str  # what the kept revision is
    tags: tuple[str, ...] = ()


def put(*pairs: tuple[str, str], count: int = -1) -> Callable[[str], str]:
    """An edit that puts words in the place of others, which have to be there."""

    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, count)
        return text

    return edit


def without(first: str, last: str) -> Callable[[str], str]:
    """An edit that takes away what stands from `first` up to `last`."""

    def edit(text: str) -> str:
        start = text.index(first)
        return text[:start] + text[text.index(last, start) :]

    return edit


def _table_from(text: str, words: str) -> tuple[int, int]:
    start = text.rindex("{|", 0, text.index(words))
    return start, text.index("|}", start) + 2


def no_counties(text: str) -> str:
    """The table by county is gone."""
    start, end = _table_from(text, "|Barnstable]]\n")
    return text[:start] + text[end:]


RECENT = put(("= November 2, 2004", "= November 2, 2026"))
ESSEX = "| {{party shading/Democratic}}|[[Essex County"
BADNARIK = '! style="background-color:#FED105'
BROWN = "! |\n| [[Socialist Party USA|Socialist]]\n| [[Walt Brown]]\n| 1,028\n| 0.04%\n| 0\n|-\n"
FEWER_OTHERS = (("| 7,028", "| 6,000"), ("| 0.24%", "| 0.21%"))
SWAPPED = put(("1,803,800", "\0"), ("1,071,109", "1,803,800"), ("\0", "1,071,109"))

HELD = (
    Case("a redirect", "page_redirect", lambda _: "#REDIRECT [[Massachusetts]]", "redirect"),
    Case("blanked", "page_blanked", lambda _: "hi", "% of the text is gone"),
    Case("an unclosed comment", "records_vanish", put(("==Results==", "<!--")), "records are gone"),
    Case("a bad tag", "bad_tag", put(("held on", "held upon")), "mw-reverted", tags=("mw-reverted",)),
    Case("no table by county", "tables_vanish", no_counties, "“By county” (15 rows) is gone"),
    Case(
        "no Essex",
        "areas_vanish",
        without(
            ESSEX,
            "|- style",
        ),
        "the area Essex is gone",
    ),
    Case(
        "no Badnarik", "lines_vanish", without('! style="background-color:#FED105', "|-\n"), "Michael Badnarik is gone"
    ),
    Case(
        "Others' columns are gone",
        "columns_vanish",
        lambda t: _without_others(t),
        "the column of Various candidates is gone",
    ),
    Case(
        "one nominee",
        "nominees_vanish",
        put(("| nominee2           = [[George W. Bush]]\n", "")),
        "George W. Bush is gone from the infobox",
    ),
    Case("a figure emptied", "figures_vanish", put(("|194,068", "|?")), "Essex, John Kerry had 194,068 votes"),
    Case(
        "no predictions", "opinions_vanish", without("| Research 2000", "==Analysis"), "10 of 12 predictions are gone"
    ),
    Case(
        "few electors",
        "opinions_vanish",
        lambda t: re.sub(r"(?m)^# \[\[.*\n|^# .*\n", "", t, count=6),
        "electors are gone",
    ),
    Case("another winner", "winner_changed", SWAPPED, "George W. Bush leads, it was John Kerry"),
    Case(
        "two swapped",
        "candidates_swapped",
        put(("|194,068", "|135,114"), ("\n| 135,114", "\n| 194,068")),
        "the votes of George W. Bush and John Kerry changed places",
    ),
    Case(
        "another party",
        "party_changed",
        put(("party1             = Democratic", "party1             = Libertarian")),
        "John Kerry (infobox): Libertarian Party (United States), it was Democratic",
    ),
    Case(
        "another person",
        "candidate_replaced",
        put(("Michael Badnarik", "Mickey Mouse")),
        "Mickey Mouse stands where Michael Badnarik stood",
    ),
    Case(
        "another county",
        "candidate_replaced",
        put(("[[Essex County, Massachusetts|Essex]]\n", "Wonderland\n")),
        "Wonderland stands where Essex stood",
    ),
    Case(
        "another year", "date_moved", put(("= November 2, 2004", "= November 2, 2014")), "2014-11-02, it was 2004-11-02"
    ),
    Case(
        "ten times the votes",
        "figure_jump",
        put(("|194,068", "|1,940,680")),
        "Essex, John Kerry: 194,068, now 1,940,680 votes",
    ),
    Case("the total of all", "figure_jump", put(("2,912,388", "2,921,388")), "2,912,388, now 2,921,388 votes"),
    Case("a turnout", "share_jump", put(("71.41%", "17.41%")), "turnout (infobox): 71.41, now 17.41 %"),
    Case("electoral votes", "electoral_changed", put(("'''12'''", "'''13'''")), "12, now 13 electoral votes"),
    Case(
        "a row that does not sum",
        "sums_break",
        put(("| 333,233", "| 333,323")),
        "Essex: the candidates have 333,233 votes together, the total says 333,323",
    ),
    Case(
        "a share that does not follow",
        "sums_break",
        put(("58.24%", "52.84%")),
        "Essex, John Kerry: 52.84 % is stated, the votes are 58.238 %",
    ),
    Case(
        "the infobox by itself",
        "sums_break",
        put(("popular_vote2      = 1,071,109", "popular_vote2      = 1,071,901")),
        "the infobox says 1,071,901 votes, the results 1,071,109",
    ),
    Case("a poll", "poll_jump", put(("36%\n|}", "63%\n|}")), "63.0 %, it was 36.0 %", IOWA),
    Case(
        "a rating",
        "rating_flipped",
        put(("[[CNN]]\n| {{USRaceRating|Likely|D}}", "[[CNN]]\n| {{USRaceRating|Likely|R}}")),
        "CNN: ",
    ),
)


def _without_others(text: str) -> str:
    """The table by county without its columns for other candidates."""
    start, end = _table_from(text, "|Barnstable]]\n")
    kept, theirs, cell = [], (), -1  # their cells in the row at hand
    for line in text[start:end].split("\n"):
        if line.startswith("|-"):
            cell = -1
        elif line.startswith(("|", "!")):
            cell += 1
            if cell == 0:  # the upper header has one cell of theirs, the lower none for the county
                theirs = (3,) if line.endswith("| County") else (4, 5) if "data-sort-type" in line else (5, 6)
        if cell not in theirs:
            kept.append(line)
    return text[:start] + "\n".join(kept) + text[end:]


WRONG_ESSEX = put(("|194,068", "|149,068"))
PASSED = (
    Case("nothing", None, str),
    Case("prose", None, put(("held on", "held upon"))),
    Case("an undo", None, put(("held on", "held upon")), tags=("mw-undo", "mw-manual-revert", "mobile edit")),
    Case("a sum made right", None, put(("|149,068", "|194,068")), before=WRONG_ESSEX),
    Case("a share made right", None, put(("\n| 1.41%", "\n| 1.22%"))),
    Case("a spelling", None, put(("David Cobb]]", "Davyd Cobb]]"))),
    Case("a longer name", None, put(("[[Michael Badnarik]]", "[[Michael Badnarik|Michael J. Badnarik]]"))),
    Case(
        "a party's other name",
        None,
        put(
            ("| [[Democratic Party (United States)|Democratic]]\n", "| [[Democratic Party (United States)|Democrat]]\n")
        ),
    ),
    Case("fewer decimals", None, lambda t: re.sub(r"(\d+\.\d\d)%", lambda m: f"{float(m[1]):.1f}%", t)),
    Case("no bold", None, lambda t: t.replace("'''", "")),
    Case("a ref and a footnote", None, put(("|194,068", "|194,068<ref>Recount, 12,345</ref>{{efn|5}}"))),
    Case(
        "a table above",
        None,
        put(
            (
                "===Predictions===",
                "===Endorsements===\n{| class=wikitable\n! Paper !! For\n|-\n| Globe || 1\n|}\n===Predictions===",
            )
        ),
    ),
    Case(
        "a prediction more",
        None,
        put(("|-\n| Research 2000", "|-\n| Cook II\n| {{USRaceRating|Solid|D}}\n|-\n| Research 2000")),
    ),
    Case("a candidate out of Others", None, put((BADNARIK, BROWN + BADNARIK), *FEWER_OTHERS)),
    Case("a few votes, sums kept", None, put(("| 15,022", "| 15,018"), ("| 7,028", "| 7,032"))),
    Case(
        "a table moved",
        None,
        lambda t: no_counties(t) + "\n==County results==\n" + t[slice(*_table_from(t, "|Barnstable]]\n"))],
    ),
    Case("votes of a recent election", None, put(("|194,068", "|1,940,680")), before=RECENT),
    Case("an area of a recent election", None, without(ESSEX, "|- style"), before=RECENT),
)
