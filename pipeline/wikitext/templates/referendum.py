"""A referendum's whole table in one call: `{{Referendum|yes=…|no=…|…}}`, `{{Referendum results|for=…|against=…|…}}`.

Source: Template:Referendum. A share that is not given is computed as the template does, of the valid votes or, below
the answers, of the total. Nothing is summed: a line without a parameter is left out.
Template:Referendum results is given the votes alone and sums them: valid and all votes, their shares, the turnout.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.wikitext.templates.arguments import first
from pipeline.wikitext.templates.election_results import share, shown
from pipeline.wikitext.templates.numbers import read_number

ANSWERS = (
    ("Yes", ("yes", "for"), ("yespct", "forpct"), ("option1", "yestext", "fortext")),
    ("No", ("no", "against"), ("nopct", "againstpct"), ("option2", "notext", "againsttext")),
)


def render(name: str, args: Mapping[str, str]) -> str:
    """The table: choice, votes and share; the answers, then valid, invalid and all votes, then the electorate."""
    counts = {key: read_number(first(args, *keys)) for key, keys, _, _ in ANSWERS}
    valid = read_number(first(args, "valid"))
    if valid is None and None not in counts.values():
        valid = sum((number for number in counts.values() if number is not None), Decimal(0))
    title = first(args, "title")
    rows = ['{| class="wikitable"' + (f"\n|+ {title}" if title else ""), "|-\n! Choice\n! Votes\n! %"]
    for label, keys, pct, text in ANSWERS:
        if votes := first(args, *keys):
            rows.append(_row(first(args, *text) or label, votes, first(args, *pct) or share(counts[label], valid)))
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
    counts = {key: read_number(first(args, *keys)) for key, keys, _, _ in ANSWERS}
    given = [number for number in counts.values() if number is not None]
    valid = sum(given, Decimal(0)) if len(given) == len(ANSWERS) else None
    spoilt = [
        (label, number)
        for key, label in (("invalid", "Invalid votes"), ("blank", "Blank votes"))
        if (number := read_number(first(args, key))) is not None
    ]
    cast = valid + sum((number for _, number in spoilt), Decimal(0)) if valid is not None and spoilt else None
    title, source = first(args, "title"), first(args, "source")
    rows = ['{| class="wikitable"' + (f"\n|+ {title}" if title else ""), "|-\n! Choice\n! Votes\n! %"]
    for _, keys, _, text in ANSWERS:
        said = next((key for key in reversed(keys) if first(args, key)), keys[-1])
        rows.append(
            _row(first(args, *text) or said.capitalize(), first(args, said), share(counts[keys[0].capitalize()], valid))
        )
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
