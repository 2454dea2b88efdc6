"""Canadian results: `{{CANelec/top|…}}`, `{{CANelec|CA|Liberal|Name|12,345|45.6}}`, `{{Canadian party colour|…}}`.

Source: Template:Canadian election result. A line shows as many measures as its call gives. Older articles open
the table with `{{CanElec1|1949}}`, up to `{{CanElec4|2008}}`, and write `{{Canadian elections/Liberals}}` before the
other cells of a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import cells, first, positional
from pipeline.wikitext.templates.data_files import data_file
from pipeline.wikitext.templates.parties import LINK, linked, party_names, short_name

YEAR: Final = re.compile(r"1[6-9]\d\d|20\d\d")
LONGEST_LETTERS: Final = 4  # of a party: CCF, UFA
COLOUR: Final = '\n| class="party-color" |'
OLD_HEADINGS: Final = ("Votes", "%", "±%", "Expenditures")


def party(region: str, code: str) -> str:
    """The party linked under its short name: federal codes are listed, a province's party stays a name without link."""
    bare = code.strip()
    if LINK.search(bare):
        return bare
    title = party_names().canadian.get(bare.lower()) if region.strip().upper() == "CA" else None
    return linked(title) if title else bare


def heading(name: str, args: Mapping[str, str]) -> str:
    """`{{CANelec/top|CA|2021|percent=yes|change=yes}}`: opens the table; `title=` or what it elects names it."""
    title = first(args, "title") or election_title(first(args, "1"), first(args, "2"), is_on(args, "by"))
    columns = ["Candidate", "Votes"]
    columns += ["%"] if is_on(args, "percent") else []
    columns += ["±%"] if is_on(args, "change") else []
    columns += ["Expenditures"] if is_on(args, "expenditures", "expend", "spent", "expenses") else []
    caption = f"\n|+ {title}" if title else ""
    return f'{{| class="wikitable"{caption}\n|-\n! colspan="2" | Party' + "".join(f"\n! {name}" for name in columns)


def old_heading(name: str, args: Mapping[str, str]) -> str:
    """`{{CanElec1|1949}}`: opens the table of a federal election; `-by` and a date, of a by-election.

    `CanElec2` has a share beside the votes, `CanElec3` its change, `CanElec4` the expenditures as well. `CanElec1` has
    a share by `percent=yes` or a second parameter.
    """
    title = first(args, "title") or election_title("CA", first(args, "1"), "by" in name)
    caption = f"\n|+ {title}" if title else ""
    has_share = name.startswith("canelec1") and (is_on(args, "percent") or is_on(args, "2"))
    width = 2 if has_share else int(name.removeprefix("canelec")[:1])
    headings = "".join(f"\n! {heading}" for heading in OLD_HEADINGS[:width])
    return f'{{| class="wikitable"{caption}\n|-\n! colspan="2" | Party\n! Candidate{headings}'


def old_party_cell(name: str, args: Mapping[str, str]) -> str:
    """`{{Canadian elections/Liberals}}` at the beginning of a row: its colour cell and its party's."""
    said = first(args, "1") or name.rpartition("/")[2].strip()
    known = next((word for word in (said, said.removesuffix("s")) if word.lower() in party_names().canadian), None)
    shown = party("CA", known) if known else said.upper() if len(said) <= LONGEST_LETTERS else said.title()
    return f"{COLOUR}\n| {shown}"


def election_title(region: str, when: str, is_byelection: bool) -> str:
    """`CA` and `2021`: 2021 Canadian federal election; with `by=yes` the date of a by-election; else as written."""
    kind = data_file("canadian_regions.yaml").get(region.strip().upper())
    if kind and is_byelection and when and "[[" not in when:
        return f"{kind['by_election']}, {when}"
    if kind and YEAR.fullmatch(when):
        return f"[[{when} {kind['election']}]]"
    return when


def is_on(args: Mapping[str, str], *names: str) -> bool:
    """Whether an option is set to something other than no."""
    return first(args, *names).lower() not in {"", "no", "n", "0"}


def candidate(name: str, args: Mapping[str, str]) -> str:
    """`{{CANelec|CA|Liberal|Name|votes|%|change|$}}`: colour, party, candidate, then the measures that are given."""
    region, code, *rest = [*positional(args), "", ""][: max(2, sum(1 for _ in positional(args)))]
    return f"|-{COLOUR}" + cells([party(region, code), *(value.strip() for value in rest)])


def line(name: str, args: Mapping[str, str]) -> str:
    """`{{CANelec/total|Total valid votes|46,001}}`, `{{CANelec/hold|CA|Liberal|+1.2}}`, `/gain|CA|new|old|swing`."""
    kind = name.rpartition("/")[2]
    values = [value.strip() for value in positional(args)]
    if kind in {"hold", "gain"} and len(values) >= 2:
        winner = party(values[0], values[1])
        loser, swing = (values[2:3], values[3:4]) if kind == "gain" else ([], values[2:3])
        if kind == "hold" and len(values) > 3 and not any(map(str.isdigit, swing[0])):
            swing = values[3:4]  # /hold|CA|Liberal|Conservative|+2.4: from whom the swing came
        words = f"{winner} '''{kind}'''" + (f" from {party(values[0], loser[0])}" if loser else "")
        return f"|-{COLOUR}\n| colspan=\"2\" | {words}\n| '''[[Swing (politics)|Swing]]'''" + cells(swing)
    label, rest = (values[0], values[1:]) if values else (kind.capitalize(), [])
    return f"|-\n| colspan=\"3\" | '''{label}'''" + cells(rest)


def note(name: str, args: Mapping[str, str]) -> str:
    """`{{CANelec/source|…}}`: the words across the table."""
    return f'|-\n| colspan="7" | {first(args, "source", "1")}'


def colours(name: str, args: Mapping[str, str]) -> str:
    """`{{Canadian politics/party colours/Liberal/row}}`: a new row's colour cell; without `/row` a colour."""
    return f"|-{COLOUR}" if name.endswith("/row") else ""


def party_cell(name: str, args: Mapping[str, str]) -> str:
    """`{{Canadian party colour|CA|Liberal|row}}`: a new row and its colour cell; `row-name` the party's cell as well.

    Without a third parameter it is a colour for a style, which says nothing; `name` and `shortname` are words.
    """
    shown = party(args.get("1", ""), args.get("2", ""))
    mode = args.get("3", "").strip().lower()
    if mode == "row":
        return f"|-{COLOUR}"
    if mode in {"row-name", "row name"}:
        return f"|-{COLOUR}\n| {shown}"
    if mode in {"name", "link", "colour&name", "color&name"}:
        return shown
    return short_name(args.get("2", "")) if mode == "shortname" else ""
