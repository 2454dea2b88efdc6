"""A referendum's whole table in one call: `{{Referendum|yes=…|no=…|…}}`, `{{Referendum results|for=…|against=…|…}}`.

Source: Template:Referendum. A share that is not given is computed as the template does, of the valid votes or, below
the answers, of the total. Nothing is summed: a line without a parameter is left out.
Template:Referendum results is given the votes alone and sums them: valid and all votes, their shares, the turnout.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.wikitext.templates.arguments import first
from pipeline.wikitext.templates.election_results import share, shown
from pipeline.wikitext.templates.numbers import read_number

MOST_ANSWERS: Final = 20
ANSWERS: Final = (
    ("Yes", ("yes", "for"), ("yespct", "forpct"), ("option1", "yestext", "yes_text", "fortext", "for_text")),
    ("No", ("no", "against"), ("nopct", "againstpct"), ("option2", "notext", "no_text", "againsttext", "against_text")),
)


class Answer(NamedTuple):
    """What one could vote for, with its votes and their share as the call gives them."""

    label: str
    votes: str
    pct: str

    @property
    def votes_count(self) -> Decimal | None:
        """The votes as a number."""
        return read_number(self.votes)


def answers(args: Mapping[str, str], *, in_words: bool) -> list[Answer]:
    """The answers of a call: Yes and No, or the options numbered in `|option1=|votes1=|option2=|votes2=|option3=`.

    `in_words`: one without a text is called as its parameter is, `for=`: For.
    """
    found = []
    for n in range(1, MOST_ANSWERS):
        votes = first(args, f"votes{n}", f"option{n}votes", f"option{n}_votes", f"choice{n}votes")
        if votes and (label := first(args, f"option{n}", f"choice{n}", f"answer{n}", f"text{n}")):
            found.append(Answer(label, votes, first(args, f"pct{n}", f"option{n}pct", f"percent{n}")))
    if found:
        return found
    for label, keys, pct, text in ANSWERS:
        said = next((key for key in reversed(keys) if first(args, key)), keys[-1])
        label = said.capitalize() if in_words else label
        found.append(Answer(first(args, *text) or label, first(args, *keys), first(args, *pct)))
    return found


def render(name: str, args: Mapping[str, str]) -> str:
    """The table: choice, votes and share; the answers, then valid, invalid and all votes, then the electorate."""
    given = answers(args, in_words=False)
    votes_given = [number for answer in given if (number := answer.votes_count) is not None]
    valid = read_number(first(args, "valid"))
    if valid is None and len(votes_given) == len(given):
        valid = sum(votes_given, Decimal(0))
    title = first(args, "title")
    rows = ['{| class="wikitable"' + (f"\n|+ {title}" if title else ""), "|-\n! Choice\n! Votes\n! %"]
    for answer in given:
        if answer.votes:
            rows.append(_row(answer.label, answer.votes, answer.pct or share(answer.votes_count, valid)))
    total = read_number(first(args, "total"))
    sums = (("valid", "Valid votes", "validpct"), ("invalid", "Invalid or blank votes", "invalidpct"))
    for key, label, pct_key in sums:
        if votes := first(args, key):
            rows.append(_row(label, votes, first(args, pct_key) or share(read_number(votes), total)))
    if votes := first(args, "total"):
        rows.append(_row("Total votes", votes, first(args, "totalpct") or "100.00"))
    if (electorate := first(args, "electorate")) or first(args, "turnoutpct"):
        of_all = first(args, "turnoutpct") or share(total, read_number(electorate))
        rows.append(_row("Registered voters/turnout", electorate, of_all))
    return "\n".join([*rows, "|}"])


def counted(name: str, args: Mapping[str, str]) -> str:
    """`{{Referendum results|for=1200001|against=987654|invalid=1203|electorate=3100000}}`: sums and shares computed."""
    given = answers(args, in_words=True)
    counts = [number for answer in given if (number := answer.votes_count) is not None]
    valid = sum(counts, Decimal(0)) if len(counts) == len(given) else None
    spoilt = [
        (label, number)
        for key, label in (("invalid", "Invalid votes"), ("blank", "Blank votes"))
        if (number := read_number(first(args, key))) is not None
    ]
    cast = valid + sum((number for _, number in spoilt), Decimal(0)) if valid is not None and spoilt else None
    title, source = first(args, "title"), first(args, "source")
    rows = ['{| class="wikitable"' + (f"\n|+ {title}" if title else ""), "|-\n! Choice\n! Votes\n! %"]
    rows += [_row(answer.label, answer.votes, share(answer.votes_count, valid)) for answer in given]
    if valid is not None:
        rows.append(_row("Total", shown(valid), share(valid, valid)))
    if cast is not None:
        rows.append(_row("Valid votes", shown(valid), share(valid, cast)))
        rows += [_row(label, shown(number), share(number, cast)) for label, number in spoilt]
        rows.append(_row("Total votes", shown(cast), share(cast, cast)))
    if (electorate := read_number(first(args, "electorate"))) is not None:
        all_votes = cast if cast is not None else valid
        rows.append(_row("Registered voters/turnout", shown(electorate), share(all_votes, electorate)))
    return "\n".join([*rows, *([f'|-\n| colspan="3" | Source: {source}'] if source else []), "|}"])


def _row(label: str, votes: str, pct: str) -> str:
    return f"|-\n| {label}\n| {shown(votes)}\n| {pct}"
