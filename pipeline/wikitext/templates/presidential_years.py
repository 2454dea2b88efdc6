"""The presidential votes of a county by year: `{{PresHead|place=…}}`, `{{PresRow|2020|Republican|10|20|5|State}}`.

Source: Template:PresHead and Template:PresRow. A row shows votes and the share that the template computes from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from pipeline.wikitext.templates.arguments import cells, first
from pipeline.wikitext.templates.election_results import share, shown
from pipeline.wikitext.templates.numbers import read_number

PARTIES: Final = (
    "[[Republican Party (United States)|Republican]]",
    "[[Democratic Party (United States)|Democratic]]",
    "[[Third party (United States)|Third party(ies)]]",
)


def heading(name: str, args: Mapping[str, str]) -> str:
    """The table's beginning: year, then votes and share of each party. `whig=yes` puts Whigs before the Republicans."""
    place = first(args, "place")
    caption = f"\n|+ United States presidential election results for {place}" if place else ""
    first_party = "[[Republican Party (United States)|Republican]] / [[Whig Party (United States)|Whig]]"
    parties = (first_party, *PARTIES[1:]) if first(args, "whig").lower() in {"yes", "y"} else PARTIES
    groups = "".join(f'\n! colspan="2" | {party}' for party in parties)
    return f'{{| class="wikitable"{caption}\n|-\n! rowspan="2" | Year{groups}\n|-' + "\n! No.\n! %" * len(parties)


def line(name: str, args: Mapping[str, str]) -> str:
    """A year's row: 1 the year, 2 the winner, 3 to 5 the votes of Republicans, Democrats and others."""
    votes = [read_number(args.get(key, "")) for key in ("3", "4", "5")]
    total = sum((number for number in votes if number is not None), Decimal(0))
    whole = total if None not in votes else None
    figures = [text for key, number in zip(("3", "4", "5"), votes, strict=True)
               for text in (shown(args.get(key, "").strip()), share_of(number, whole))]  # fmt: skip
    return "|-" + cells([args.get("1", "").strip(), *figures])


def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """The share with its sign, "" where it cannot be told."""
    text = share(part, whole)
    return f"{text}%" if text else ""
