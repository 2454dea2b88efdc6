"""`{{Election results|party1=|votes1=|seats1=|…}}`: a whole table of results in one call, shares and sums computed.

Source: Module:Election results. Lines are numbered from 1; a second round or a second kind of vote has `_2` behind the
number (`votes1_2`, `seats1_2`). Shares are of the line's votes in the sum of all lines, two digits; nothing is summed
unless every line counts. `row3=` is a line of no party (none of the above, appointed members); `aspan1=3` lets an
alliance's cell reach over three lines, of which one may be its total and counts no second time; `vspan1=3` the votes,
which the lines below then have none of their own of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.wikitext.templates import numbers
from pipeline.wikitext.templates.arguments import cells, first
from pipeline.wikitext.templates.numbers import read_number, with_separators
from pipeline.wikitext.templates.parties import linked_title

MOST_LINES: Final = 200
NAMES: Final = {"cand": "Candidate", "running": "Running mate", "alliance": "Alliance", "party": "Party"}
LINE: Final = re.compile(r"(?:cand|running|alliance|party|row|votes)([1-9][0-9]{0,2})")
NOTHING: Final = frozenset(("", "-", "–", "—", "−"))  # written for no votes: who did not stand, or was out
ROUNDS: Final = (("", "first"), ("_2", "second"), ("_3", "third"), ("_4", "fourth"), ("_5", "fifth"))
SUMS: Final = re.compile(r"[\s']*(?:sub-?)?totals?[\s']*", re.IGNORECASE)  # |party3=''''Total''''


class Tally(NamedTuple):
    """A column of seats: the beginning and the end of its parameters' names, and its heading."""

    key: str
    suffix: str
    heading: str

    def of(self, n: int, args: Mapping[str, str]) -> str:
        """What the line of this number says."""
        return first(args, f"{self.key}{n}{self.suffix}")


class Round(NamedTuple):
    """A round of voting, or one of several kinds of vote: the end of its parameters' names, its heading, its votes."""

    suffix: str
    heading: str
    votes: Mapping[int, Decimal]
    is_countable: bool  # every line that says anything says a number
    seats: Tally | None  # where each kind of vote has seats of its own
    has_change: bool  # of the share, `sw1=`

    @property
    def width(self) -> int:
        """The columns of the round: votes, their share and its change, and seats if they are told by kind of vote."""
        return 2 + self.has_change + bool(self.seats)

    @property
    def total(self) -> Decimal | None:
        """The sum of the lines, None where a line's votes are no number."""
        return sum(self.votes.values(), Decimal(0)) if self.is_countable and self.votes else None


def render(name: str, args: Mapping[str, str]) -> str:
    """The table that the call stands for."""
    lines = numbered(args)
    rounds = read_rounds(args, lines)
    names = [key for key in NAMES if any(name_of(key, n, args) for n in lines)] or ["party"]
    tallies = read_tallies(args, lines, seats_by_round=any(round_.seats for round_ in rounds))
    title = first(args, "title", "caption")
    caption = f"\n|+ {title}" if title else ""
    parts = [f'{{| class="wikitable"{caption}', heading(names, rounds, tallies)]
    below = below_votes = 0  # lines that the alliance's cell, and that of the votes, still reach over
    for n in lines:
        parts.append(line(n, names, rounds, tallies, args, is_below=below > 0, has_votes=not below_votes))
        below = max(below - 1, spans(n, args) - 1)
        below_votes = max(below_votes - 1, vote_spans(n, args) - 1)
    parts += sums(len(names) + 1, rounds, tallies, args)
    if source := first(args, "source"):
        width = len(names) + 1 + sum(round_.width for round_ in rounds) + len(tallies)
        parts.append(f'|-\n| colspan="{width}" | Source: {source}')
    return "\n".join([*parts, "|}"])


def numbered(args: Mapping[str, str]) -> list[int]:
    """The numbers of the lines that say something; of the arguments that are given, not of all that might be."""
    found = {int(match[1]) for name, said in args.items() if (match := LINE.fullmatch(name)) and said.strip()}
    return sorted(number for number in found if number < MOST_LINES)


def read_tallies(args: Mapping[str, str], lines: list[int], *, seats_by_round: bool) -> list[Tally]:
    """The columns of seats behind the votes that any line fills; `seattype2=` heads those in `st1t2=`, `st2t2=`."""
    known = [Tally("st", f"t{kind}", seats_of(first(args, f"seattype{kind}"))) for kind in range(1, 6)]
    known += [Tally("totseats", "", "Total seats"), Tally("sc", "", "+/–")]
    if not seats_by_round:
        known.insert(0, Tally("seats", "", "Seats"))
    return [tally for tally in known if any(tally.of(n, args) for n in lines)]


def seats_of(kind: str) -> str:
    """The heading of a kind of seats, which on the page stands below "Seats": `seattype1=PR` is no ballot."""
    return kind if "seat" in kind.lower() else f"{kind} seats" if kind else "Seats"


def read_rounds(args: Mapping[str, str], lines: list[int]) -> list[Round]:
    """The rounds that have votes, headed by what `firstround=` or `firstvote=` say; two that say nothing are rounds."""
    rounds = []
    seats_by_round = any(first(args, f"seats{n}_2") for n in lines)
    unnamed = not any(first(args, f"{ordinal}round", f"{ordinal}vote") for _, ordinal in ROUNDS)
    for suffix, ordinal in ROUNDS:
        written = {n: text for n in lines if (text := first(args, f"votes{n}{suffix}")) not in NOTHING}
        said = first(args, f"{ordinal}round", f"{ordinal}vote")
        if not written and (suffix or not said):
            continue
        written = {n: text for n, text in written.items() if not SUMS.fullmatch(first(args, f"party{n}", f"row{n}"))}
        votes = {n: number for n, text in written.items() if (number := read_number(text)) is not None}
        has_rounds = unnamed or first(args, "firstround").lower() in {"yes", "y"}
        is_round = said.lower() in {"yes", "y"} or (
            not said and has_rounds and any(first(args, f"votes{n}_2") for n in lines)
        )
        heading = f"{ordinal.capitalize()} round" if is_round else said
        seats = Tally("seats", suffix, "Seats") if seats_by_round else None
        changes = any(first(args, f"sw{n}{suffix}") for n in lines)
        rounds.append(Round(suffix, heading, votes, len(votes) == len(written), seats, changes))
    return rounds


def heading(names: list[str], rounds: list[Round], tallies: list[Tally]) -> str:
    """The heading row, or two where rounds are told apart; the first name stands over the colour cell as well."""
    grouped = any(round_.heading for round_ in rounds)
    tall = ' rowspan="2"' if grouped else ""
    row = "|-"
    for position, key in enumerate(names):
        wide = ' colspan="2"' if not position else ""
        attributes = f"{tall}{wide}".strip()
        row += f"\n! {attributes} | {NAMES[key]}" if attributes else f"\n! {NAMES[key]}"
    ends = "".join(f"\n!{tall + ' |' if tall else ''} {tally.heading}" for tally in tallies)
    figures = "".join(
        "\n! Votes\n! %" + "\n! +/–" * round_.has_change + "\n! Seats" * bool(round_.seats) for round_ in rounds
    )
    if not grouped:
        return row + figures + ends
    over = "".join(f'\n! colspan="{round_.width}" | {round_.heading}' for round_ in rounds)
    return f"{row}{over}{ends}\n|-{figures}"


def name_of(key: str, n: int, args: Mapping[str, str]) -> str:
    """What a line says of its candidate, running mate, alliance or party."""
    return first(args, f"running{n}", f"vp{n}") if key == "running" else first(args, f"{key}{n}")


def spans(n: int, args: Mapping[str, str]) -> int:
    """How many lines an alliance's cell reaches over, itself included; 0 for no alliance."""
    said = read_number(first(args, f"aspan{n}"))
    return 0 if not first(args, f"alliance{n}") else int(min(max(said or 1, 1), MOST_LINES))


def vote_spans(n: int, args: Mapping[str, str]) -> int:
    """How many lines the votes of one reach over, itself included."""
    return int(min(max(read_number(first(args, f"vspan{n}")) or 1, 1), MOST_LINES))


def line(
    n: int,
    names: list[str],
    rounds: list[Round],
    tallies: list[Tally],
    args: Mapping[str, str],
    *,
    is_below: bool,
    has_votes: bool,
) -> str:
    """A party's or candidate's row, or one of no party; `is_below` another line's alliance, whose cell reaches down.

    `has_votes`: no other line's votes reach down to this one.
    """
    label = first(args, f"row{n}")
    figures = [first(args, f"votes{n}{round_.suffix}") for round_ in rounds] + [tally.of(n, args) for tally in tallies]
    if label and not any(figures):  # |row5=Indigenous seats: heads the lines below
        width = len(names) + 1 + sum(round_.width for round_ in rounds) + len(tallies)
        return f'|-\n| colspan="{width}" | {label}'
    if label:
        row = f'|-\n| colspan="{len(names) + 1}" | {label}'
    else:
        row = '|-\n| class="party-color" |'
        for key in names:
            said = name_of(key, n, args)
            if key != "alliance":
                row += cells([linked_title(said) if key == "party" else said])
            elif not is_below:
                over = spans(n, args)
                row += f'\n| rowspan="{over}" | {said}' if over > 1 else cells([said])
    over = vote_spans(n, args)
    for round_ in rounds:
        of_votes = [shown(first(args, f"votes{n}{round_.suffix}")), share(round_.votes.get(n), round_.total)]
        of_votes += [first(args, f"sw{n}{round_.suffix}")] * round_.has_change
        if has_votes:
            row += "".join(f'\n| rowspan="{over}" | {said}' for said in of_votes) if over > 1 else cells(of_votes)
        if round_.seats:
            row += cells([round_.seats.of(n, args)])
    return row + cells(tally.of(n, args) for tally in tallies)


def sums(width: int, rounds: list[Round], tallies: list[Tally], args: Mapping[str, str]) -> list[str]:
    """Total, valid, invalid and blank votes, all votes, registered voters: the rows that the call gives figures for."""
    rows = []
    counted = [round_.total for round_ in rounds]
    valid = [read_number(of_round("valid", r, args)) or total for r, total in zip(rounds, counted, strict=True)]
    if any(total is not None for total in counted):
        seats = [first(args, f"total_{tally.key}") for tally in tallies]
        rows.append(sum_row("Total", width, rounds, [(total, total) for total in counted], seats, args))
    spoilt = {key: [read_number(of_round(key, r, args)) for r in rounds] for key in ("invalid", "blank")}
    cast = [
        total + sum((column[i] or Decimal(0) for column in spoilt.values()), Decimal(0))
        if total is not None and any(column[i] is not None for column in spoilt.values())
        else read_number(of_round("totalvotes", rounds[i], args) or of_round("total_votes", rounds[i], args))
        for i, total in enumerate(valid)
    ]
    if any(all_ is not None for all_ in cast):
        rows.append(sum_row("Valid votes", width, rounds, list(zip(valid, cast, strict=True)), []))
        both = any(spoilt["blank"][i] is not None for i in range(len(rounds)))
        for key, label in (("invalid", "Invalid votes" if both else "Invalid/blank votes"), ("blank", "Blank votes")):
            if any(number is not None for number in spoilt[key]):
                rows.append(sum_row(label, width, rounds, list(zip(spoilt[key], cast, strict=True)), []))
        rows.append(sum_row("Total votes", width, rounds, [(all_, all_) for all_ in cast], []))
    electorate = [read_number(of_round("electorate", round_, args)) for round_ in rounds]
    if any(number is not None for number in electorate):
        row = f'|-\n| colspan="{width}" | Registered voters/turnout'
        for round_, number, all_, total in zip(rounds, electorate, cast, valid, strict=True):
            row += cells([shown(number), share(all_ if all_ is not None else total, number)])
            row += cells([""] * (round_.width - 2))
        rows.append(row)
    return rows


def of_round(key: str, round_: Round, args: Mapping[str, str]) -> str:
    """What the call says of a round as a whole: `invalid2=` or `invalid_2=` of the second."""
    return first(args, key + round_.suffix.removeprefix("_"), key + round_.suffix)


def sum_row(
    label: str,
    width: int,
    rounds: list[Round],
    pairs: list[tuple[Decimal | None, Decimal | None]],
    ends: list[str],
    args: Mapping[str, str] | None = None,
) -> str:
    """A row of a label, then votes and their share for each round, and the round's seats if `args` has them."""
    row = f'|-\n| colspan="{width}" | {label}'
    for round_, (part, whole) in zip(rounds, pairs, strict=True):
        row += cells([shown(part), share(part, whole), *([""] * round_.has_change)])
        if round_.seats:
            row += cells([first(args or {}, f"total_seats{round_.suffix}")])
    return row + cells(ends)


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """A share in percent with two digits; "" where it cannot be told."""
    if part is None or not whole:
        return ""
    return str(numbers.share(part, whole, 2))


def shown(votes: str | Decimal | None) -> str:
    """Votes with their separators; text that is no number as written."""
    return "" if votes is None else with_separators(str(votes))
