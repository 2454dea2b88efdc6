"""Edits that add to a page or set right what was wrong, drawn at random; what adds up still does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.quality.holds.markup import (
    Edit,
    Edited,
    Sample,
    level,
    like,
    number,
    row_with,
    rows,
    sections,
    tables,
)


def correction(mistake: Edit) -> Edit:
    """What was a mistake is set right again: the page before the edit is the one with the mistake."""

    def edit(page: Sample, random: Random) -> Edited | None:
        made = mistake(page, random)
        return Edited(made.after, made.before) if made else None

    return edit


def name_typo(page: Sample, random: Random) -> Edited | None:
    """A name that was spelt wrong in a table is spelt right."""
    table, column = random.choice([("results", "candidate"), ("area_results", "area"), ("area_results", "candidate")])
    record = page.drawn(table, random, column, "votes")
    name = str(record[column]).split()[-1] if record else ""
    if len(name) < 5 or record is None:
        return None
    places = [
        match.start() for span in tables(page.text) for match in re.finditer(re.escape(name), page.text[slice(*span)])
    ]
    if not places:
        return None
    span = random.choice([span for span in tables(page.text) if name in page.text[slice(*span)]])
    at = page.text.index(name, span[0])
    i = random.randrange(1, len(name) - 1)
    wrong = random.choice(
        [name[:i] + name[i + 1 :], name[:i] + name[i] + name[i:], name[: i - 1] + name[i] + name[i - 1] + name[i + 1 :]]
    )
    before = page.text[:at] + wrong + page.text[at + len(name) :]
    return Edited(before, page.text) if before != page.text else None


def longer_name(page: Sample, random: Random) -> Edited | None:
    """A candidate of the results gets a middle initial, or a mark behind the name."""
    record = page.drawn("results", random, "candidate", "votes", line="candidate")
    span = row_with(page.text, record["candidate"], [record["votes"]]) if record else None
    if record is None or span is None or " " not in record["candidate"]:
        return None
    first, _, last = record["candidate"].partition(" ")
    new = random.choice([f"{first} Q. {last}", f"{record['candidate']} (incumbent)"])
    if record["candidate_link"]:
        new = f"{first} Q. {last}"
    row = page.text[slice(*span)]
    at = row.rfind(record["candidate"])
    return page.after(((span[0] + at, span[0] + at + len(record["candidate"])), new))


def row_like(table: str, change: Callable[[str, Mapping[str, Any], Random], str]) -> Edit:
    """A row made from one that is there is put behind it."""

    def edit(page: Sample, random: Random) -> Edited | None:
        record = page.drawn(table, random)
        if record is None:
            return None
        words = record.get("pollster") or record.get("source") or ""
        span = next(
            (
                s
                for s in rows(page.text)
                if words and words in page.text[slice(*s)] and page.text[s[0] :].lstrip("\n").startswith("|-")
            ),
            None,
        )
        row = page.text[slice(*span)] if span else ""
        if span is None or "rowspan" in row or not row.endswith("\n"):
            return None
        return page.after(((span[1], span[1]), change(row, record, random)))

    return edit


def other_poll(row: str, record: Mapping[str, Any], random: Random) -> str:
    other = row.replace(record["pollster"], "Suffolk University")
    return re.sub(r"(\|\s*)(\d\d)%", lambda m: f"{m[1]}{int(m[2]) - random.randrange(3)}%", other)


def other_rating(row: str, record: Mapping[str, Any], _random: Random) -> str:
    return row.replace(record["source"], "Split Ticket")


_PROSE = """
==Campaign==
The candidates visited the state in October. Some 12,000 people came to a rally.

"""
_OTHER_TABLE = """
==Statewide measures==
{| class="wikitable"
! Measure !! Yes !! No
|-
| Question 1 || 1,234 || 4,321
|-
| Question 2 || 500 || 700
|}

"""
_OTHER_CONTEST = """
==Libertarian primary==
{{Election box begin no change|title=Libertarian primary}}
{{Election box candidate with party link no change
|party=Libertarian Party (United States)|candidate=Ann Zeller|votes=812|percentage=58.00}}
{{Election box candidate with party link no change
|party=Libertarian Party (United States)|candidate=Bo Yates|votes=588|percentage=42.00}}
{{Election box total no change|votes=1,400|percentage=100.00}}
{{Election box end}}

"""


def section_added(page: Sample, random: Random) -> Edited | None:
    """A new section with prose or with a table of another subject."""
    return _before_a_section(page, random, random.choice([_PROSE, _OTHER_TABLE]))


def another_contest(page: Sample, random: Random) -> Edited | None:
    """A primary's results are added in a section of their own."""
    return _before_a_section(page, random, _OTHER_CONTEST)


def _before_a_section(page: Sample, random: Random, words: str) -> Edited | None:
    tops = [span[0] for span in sections(page.text) if level(page.text, span) == 2]
    at = random.choice(tops or [len(page.text)])
    return page.after(((at, at), words))


def category_added(page: Sample, random: Random) -> Edited | None:
    """A category, a navigation box, a short description."""
    words = random.choice(
        ["\n[[Category:Elections]]", "\n{{United States elections}}", "\n{{DEFAULTSORT:Election, 2004}}"]
    )
    return page.after(((len(page.text), len(page.text)), words))


def others_split(page: Sample, random: Random) -> Edited | None:
    """A candidate who was among “Others” gets an own line, with the votes taken from there."""
    record = page.drawn("results", random, "votes", line="other") or page.drawn(
        "results", random, "votes", line="write_in"
    )
    if record is None or record["votes"] < 300:
        return None
    span = row_with(page.text, record["candidate"] or record["party"] or "", [record["votes"]])
    row = page.text[slice(*span)] if span else ""
    if span is None or not row.endswith("\n") or "rowspan" in row or not row.lstrip("\n").startswith("|-"):
        return None
    moved = record["votes"] // 5
    base = next(
        (
            r["votes"]
            for r in page.records["results"]
            if r["table_no"] == record["table_no"] and r["line"] == "total" and r["votes"]
        ),
        None,
    )
    new = row.replace(record["candidate"] or "", "Ann Zeller")
    for text_of, votes in ((new, moved), (row, record["votes"] - moved)):
        at = number(text_of, record["votes"])
        text = text_of[: at[0]] + like(text_of[slice(*at)], votes) + text_of[at[1] :] if at else text_of
        share = number(text, record["pct"]) if record["pct"] is not None and base else None
        if share and base:
            text = text[: share[0]] + like(text[slice(*share)], 100 * votes / base) + text[share[1] :]
        if text_of is new:
            new = text
        else:
            row = text
    return page.after((span, new + row))
