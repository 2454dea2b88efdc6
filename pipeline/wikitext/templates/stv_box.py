"""Single transferable vote boxes, whose columns are counts: `{{STV Election box begin2|numcounts=5}}`.

Source: Template:STV Election box. A candidate's row shows the share of first preferences, then one column a count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import cells, first
from pipeline.wikitext.templates.election_box import COLOUR, party_text

COUNT: Final = re.compile(r"^count ?(\d{1,2})$")
TOTALS: Final = (
    ("electorate", "Electorate"),
    ("valid", "Valid"),
    ("spoilt", "Spoilt"),
    ("quota", "Quota"),
    ("turnout", "Turnout"),
)


def render(name: str, args: Mapping[str, str]) -> str:
    """The table mark or row that a template of an STV box stands for."""
    words = set(re.findall(r"[a-z]+", name))
    if "begin" in words:
        return begin(args)
    if "end" in words:
        return end(args)
    row = f"|-{COLOUR}\n| {party_text(f'{name} with party link', first(args, 'party'))}"
    return row + cells([first(args, "candidate"), first(args, "percentage"), *counts(args)])


def begin(args: Mapping[str, str]) -> str:
    """The table's beginning: party, candidate, share of first preferences, and a column for each count."""
    title, number = first(args, "title"), first(args, "numcounts", "counts", "1")
    columns = min(int(number), 60) if number.isascii() and number.isdigit() else 1
    caption = f"\n|+ {title}" if title else ""
    top = '\n! rowspan="2" colspan="2" | Party\n! rowspan="2" | Candidate\n! rowspan="2" | FPv%'
    numbers = "".join(f"\n! {count}" for count in range(1, columns + 1))
    return f'{{| class="wikitable"{caption}\n|-{top}\n! colspan="{columns}" | Count\n|-{numbers}'


def counts(args: Mapping[str, str]) -> list[str]:
    """The votes by count, in order up to the last that is given."""
    found = {int(match[1]): value.strip() for key, value in args.items() if (match := COUNT.match(key))}
    return [found.get(count, "") for count in range(1, max(found, default=0) + 1)]


def end(args: Mapping[str, str]) -> str:
    """The line of electorate, valid and spoilt votes, quota and turnout, if given, and the table's end."""
    said = [f"{label}: {value}" for key, label in TOTALS if (value := first(args, key))]
    return f'|-\n| colspan="4" | {"   ".join(said)}\n|}}' if said else "|}"
