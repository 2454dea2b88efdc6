"""Edits that change a figure of the election, drawn at random: the text before and after, or None: no place for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from tests.quality.holds.markup import (
    Change,
    Edit,
    Edited,
    Sample,
    box_field,
    like,
    number,
    row_with,
    swapped_digits,
)


def _in_area(
    page: Sample, random: Random, column: str, table: str = "area_results"
) -> tuple[Mapping[str, Any], tuple[int, int]] | None:
    """A record by area and the row of markup that it stands in."""
    record = page.drawn(table, random, column)
    span = row_with(page.text, str(record["area"]), [record[column]]) if record else None
    return (record, span) if record and span else None


def area_votes(change: Change) -> Edit:
    """A candidate's votes in an area become another number."""

    def edit(page: Sample, random: Random) -> Edited | None:
        found = _in_area(page, random, "votes")
        if found is None or found[0]["votes"] < 100:
            return None
        record, span = found
        at = number(page.text, record["votes"], span)
        return page.after((at, like(page.text[slice(*at)], change(record["votes"], random)))) if at else None

    return edit


def area_total(page: Sample, random: Random) -> Edited | None:
    """An area's total becomes another number."""
    found = _in_area(page, random, "total_votes", "areas")
    at = number(page.text, found[0]["total_votes"], found[1]) if found else None
    if found is None or at is None or found[0]["total_votes"] < 100:
        return None
    return page.after((at, like(page.text[slice(*at)], swapped_digits(found[0]["total_votes"], random))))


def area_share(page: Sample, random: Random) -> Edited | None:
    """A percentage in an area goes up or down by some points."""
    found = _in_area(page, random, "pct")
    at = number(page.text, found[0]["pct"], found[1]) if found else None
    if found is None or at is None:
        return None
    share = found[0]["pct"] + random.choice([-1, 1]) * random.uniform(1, 9)
    return page.after((at, like(page.text[slice(*at)], abs(share))))


def line_votes(change: Change) -> Edit:
    """A line of a results table gets other votes."""

    def edit(page: Sample, random: Random) -> Edited | None:
        record = page.drawn("results", random, "votes")
        if record is None or record["votes"] < 100:
            return None
        span = row_with(page.text, record["candidate"] or record["party"] or "", [record["votes"]])
        at = number(page.text, record["votes"], span) if span else None
        return page.after((at, like(page.text[slice(*at)], change(record["votes"], random)))) if at else None

    return edit


def line_share(page: Sample, random: Random) -> Edited | None:
    """A line's percentage goes up or down by some points."""
    record = page.drawn("results", random, "pct")
    span = row_with(page.text, record["candidate"] or record["party"] or "", [record["pct"]]) if record else None
    at = number(page.text, record["pct"], span) if span and record else None
    if record is None or at is None:
        return None
    return page.after(
        (at, like(page.text[slice(*at)], abs(record["pct"] + random.choice([-1, 1]) * random.uniform(1, 9))))
    )


def box_votes(change: Change) -> Edit:
    """A nominee of the infobox gets other votes."""

    def edit(page: Sample, random: Random) -> Edited | None:
        named = box_field(page, random, "popular_vote")
        figure = re.search(r"\d[\d,]{3,}", named[2]) if named else None
        if named is None or figure is None:
            return None
        start = named.start(2) + figure.start()
        value = int(figure[0].replace(",", ""))
        return page.after(((start, start + len(figure[0])), like(figure[0], change(value, random))))

    return edit


def box_share(page: Sample, random: Random) -> Edited | None:
    """A nominee's percentage goes up or down by some points."""
    named = box_field(page, random, "percentage")
    figure = re.search(r"\d+\.\d+", named[2]) if named else None
    if named is None or figure is None:
        return None
    start = named.start(2) + figure.start()
    share = abs(float(figure[0]) + random.choice([-1, 1]) * random.uniform(1, 9))
    return page.after(((start, start + len(figure[0])), like(figure[0], share)))


def electoral_votes(page: Sample, random: Random) -> Edited | None:
    """A nominee has another number of electoral votes."""
    named = box_field(page, random, "electoral_vote")
    figure = re.search(r"\d+", named[2]) if named else None
    if named is None or figure is None:
        return None
    start = named.start(2) + figure.start()
    return page.after(((start, start + len(figure[0])), str(int(figure[0]) + random.choice([1, 2, 10]))))


def candidates_swapped(page: Sample, random: Random) -> Edited | None:
    """Two candidates of an area change their votes."""
    found = _in_area(page, random, "votes")
    if found is None:
        return None
    record, span = found
    same_row = [
        row["votes"]
        for row in page.records["area_results"]
        if (row["table_no"], row["row_no"]) == (record["table_no"], record["row_no"]) and row["votes"]
    ]
    others = [votes for votes in same_row if votes > 50 and votes != record["votes"]]
    if record["votes"] <= 50 or not others or same_row.count(record["votes"]) > 1:
        return None
    other = random.choice(others)
    one, two = number(page.text, record["votes"], span), number(page.text, other, span)
    return page.after((one, page.text[slice(*two)]), (two, page.text[slice(*one)])) if one and two else None


def winner_flipped(page: Sample, random: Random) -> Edited | None:
    """The first two nominees of the infobox change their votes and percentages."""
    changes = []
    for name in ("popular_vote", "percentage", "electoral_vote"):
        both = [re.search(rf"^\s*\|\s*{name}{n}\s*=[ \t]*(\S[^\n]*)$", page.text, re.MULTILINE) for n in (1, 2)]
        if all(both):
            one, two = both
            assert one and two
            changes += [(one.span(1), two[1]), (two.span(1), one[1])]
    return page.after(*changes) if changes else None


def lines_flipped(page: Sample, random: Random) -> Edited | None:
    """The two candidates with most votes in a results table change their votes and percentages."""
    by_table: dict[Any, list[Mapping[str, Any]]] = {}
    for row in page.records["results"]:
        if row["line"] == "candidate" and row["votes"] and row["candidate"]:
            by_table.setdefault((row["table_no"], row["contest"]), []).append(row)
    contests = [sorted(lines, key=lambda row: -row["votes"])[:2] for lines in by_table.values() if len(lines) > 1]
    if not contests:
        return None
    pair = random.choice(contests)
    spans = [row_with(page.text, row["candidate"], [row["votes"]]) for row in pair]
    changes = []
    for name in ("votes", "pct"):
        places = [
            number(page.text, row[name], span) if span and row[name] else None
            for row, span in zip(pair, spans, strict=True)
        ]
        if all(places):
            one, two = places
            assert one and two
            changes += [(one, page.text[slice(*two)]), (two, page.text[slice(*one)])]
    return page.after(*changes) if changes and pair[0]["votes"] != pair[1]["votes"] else None


def figure_emptied(page: Sample, random: Random) -> Edited | None:
    """A candidate's votes in an area are a question mark."""
    found = _in_area(page, random, "votes")
    at = number(page.text, found[0]["votes"], found[1]) if found else None
    return page.after((at, random.choice(["?", "TBD", ""]))) if at else None


def lie(smallest: float, largest: float) -> Edit:
    """Votes move between two candidates in two areas, so that every row, column and total still sums; percentages of
    both rows are written anew. The part that moves is a share of the smaller of the four figures.
    """

    def edit(page: Sample, random: Random) -> Edited | None:
        totals = {(row["table_no"], row["row_no"]) for row in page.records["areas"] if row["is_total"]}
        by_row: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
        for row in page.records["area_results"]:
            if row["votes"] and (row["table_no"], row["row_no"]) not in totals:
                by_row.setdefault((row["table_no"], row["row_no"]), []).append(row)
        places = [key for key, row in by_row.items() if len(row) > 1 and min(row[0]["votes"], row[1]["votes"]) > 1000]
        if len(places) < 2:
            return None
        one, two = random.sample(places, 2)
        if one[0] != two[0] or by_row[one][0]["candidate"] != by_row[two][0]["candidate"]:
            return None
        moved = round(
            random.uniform(smallest, largest) * min(r["votes"] for key in (one, two) for r in by_row[key][:2])
        )
        changes = []
        for key, sign in ((one, 1), (two, -1)):
            pair = by_row[key][:2]
            span = row_with(page.text, pair[0]["area"], [row["votes"] for row in pair])
            base = next((r["total_votes"] for r in page.records["areas"] if (r["table_no"], r["row_no"]) == key), None)
            base = base or sum(row["votes"] for row in by_row[key])
            for row, direction in zip(pair, (sign, -sign), strict=True):
                votes = row["votes"] + direction * moved
                at = number(page.text, row["votes"], span) if span else None
                if at is None:
                    return None
                changes.append((at, like(page.text[slice(*at)], votes)))
                share = number(page.text, row["pct"], span) if row["pct"] else None
                if share:
                    changes.append((share, like(page.text[slice(*share)], 100 * votes / base)))
        return page.after(*changes) if moved and len({at for at, _ in changes}) == len(changes) else None

    return edit
