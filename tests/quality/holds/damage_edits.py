"""Edits that take something away or put another party, person or date in its place, drawn at random."""

from __future__ import annotations

import re
from random import Random

from tests.quality.holds.markup import (
    Edited,
    Sample,
    box_field,
    number,
    row_with,
    rows,
    sections,
    tables,
)

_PARTIES = ("Democratic Party (United States)", "Republican Party (United States)", "Libertarian Party (United States)")
_JUNK = "Elections are rigged lol. " * 3
_RATING = re.compile(r"(\{\{US ?Race ?Rating\|\w+\|)(D|R)\b", re.IGNORECASE)


def box_party(page: Sample, random: Random) -> Edited | None:
    """A nominee of the infobox belongs to another party."""
    named = box_field(page, random, "party")
    party = random.choice([party for party in _PARTIES if not named or party.split()[0] not in named[2]])
    return page.after((named.span(2), party)) if named else None


def line_party(page: Sample, random: Random) -> Edited | None:
    """A candidate in a results table belongs to another party."""
    record = page.drawn("results", random, "party", "candidate", "votes", line="candidate")
    span = row_with(page.text, record["candidate"], [record["votes"]]) if record else None
    if record is None or span is None:
        return None
    row = page.text[slice(*span)]
    other = "Democratic" if record["party"] == "Republican" else "Republican"
    new = row.replace(record["party_link"] or record["party"], f"{other} Party (United States)")
    new = new.replace(f"|{record['party']}]]", f"|{other}]]")
    return page.after((span, new))


def columns_swapped(page: Sample, random: Random) -> Edited | None:
    """Two candidates change places in the header of a table by area."""
    last = list(dict.fromkeys(str(row["candidate"]).split()[-1] for row in page.records["area_results"]))
    if len(last) < 2:
        return None
    one, two = random.sample(last[:3], 2)
    for start, end in tables(page.text):
        head = page.text[start : start + 1500]
        mark = head.find("|-\n|")
        head = page.text[start : min(end, start + (mark if mark > 0 else 700))]
        if one in head and two in head:
            swapped = head.replace(one, "\0").replace(two, one).replace("\0", two)
            return page.after(((start, start + len(head)), swapped))
    return None


def table_blanked(page: Sample, random: Random) -> Edited | None:
    """A table is gone."""
    found = tables(page.text)
    return page.after((random.choice(found), "")) if found else None


def section_blanked(page: Sample, random: Random) -> Edited | None:
    """A section with a table is gone, or its text is junk."""
    found = [
        span
        for span in sections(page.text)
        if "{|" in page.text[slice(*span)] or "Election box" in page.text[slice(*span)]
    ]
    return page.after((random.choice(found), random.choice(["", _JUNK]))) if found else None


def page_blanked(page: Sample, random: Random) -> Edited | None:
    """Nothing is left, or junk, or a redirect."""
    return Edited(page.text, random.choice(["", _JUNK, "#REDIRECT [[Massachusetts]]", page.text[:200]]))


def rows_removed(page: Sample, random: Random) -> Edited | None:
    """One to five rows of a table that hold records are gone."""
    record = (
        page.drawn("area_results", random, "votes")
        if page.records["area_results"]
        else page.drawn("results", random, "votes")
    )
    if record is None:
        return None
    first = row_with(
        page.text, record.get("area") or record.get("candidate") or record.get("party") or "", [record["votes"]]
    )
    if first is None or first[0] < 0 or not page.text[first[0] :].lstrip().startswith(("|-", "{{")):
        return None
    following = [
        span for span in rows(page.text) if span[0] >= first[0] and page.text[span[0] :].lstrip().startswith("|-")
    ]
    last = following[min(random.randrange(5), len(following) - 1)] if following else first
    return page.after(
        ((first[0], last[1] if last[0] - first[0] < 4000 else first[1]), "\n" if page.text[first[0]] == "\n" else "")
    )


def swallowed(page: Sample, random: Random) -> Edited | None:
    """Markup that is not closed swallows what follows it."""
    start = random.choice(tables(page.text) or [(len(page.text) // 3, 0)])[0]
    return page.after(((start, start), random.choice(["<!-- ", "<nowiki>", "{{Infobox\n", "<ref>"])))


def candidate_replaced(page: Sample, random: Random) -> Edited | None:
    """Another person stands everywhere in a table where a candidate stood."""
    record = page.drawn("results", random, "candidate", "votes", line="candidate")
    span = row_with(page.text, record["candidate"], [record["votes"]]) if record else None
    if record is None or span is None:
        return None
    row = page.text[slice(*span)]
    link = record["candidate_link"] or record["candidate"]
    return page.after((span, row.replace(link, "Mickey Mouse").replace(record["candidate"], "Mickey Mouse")))


def date_changed(page: Sample, random: Random) -> Edited | None:
    """The election is dated in another year."""
    named = re.search(r"^\s*\|\s*election_date\s*=[^\n]*?\b(1[89]\d\d|20\d\d)\b", page.text, re.MULTILINE)
    return page.after((named.span(1), str(int(named[1]) + random.choice([-8, -1, 1, 30])))) if named else None


def poll_changed(page: Sample, random: Random) -> Edited | None:
    """A poll's finding is another one."""
    record = page.drawn("poll_results", random, "pct")
    poll = next(
        (
            p
            for p in page.records["polls"]
            if record and (p["table_no"], p["row_no"]) == (record["table_no"], record["row_no"])
        ),
        None,
    )
    value = int(record["pct"]) if record and record["pct"] == int(record["pct"]) else record["pct"] if record else 0
    span = row_with(page.text, poll["pollster"].split()[0], [value]) if poll else None
    at = number(page.text, value, span) if span else None
    return (
        page.after((at, str(round(100 - value) if abs(100 - 2 * value) > 6 else round(value + 20))))
        if at and record
        else None
    )


def rating_flipped(page: Sample, random: Random) -> Edited | None:
    """A prediction is for the other party."""
    found = list(_RATING.finditer(page.text))
    match = random.choice(found) if found else None
    return page.after((match.span(2), "R" if match[2].upper() == "D" else "D")) if match else None
