"""Election infoboxes: the election they describe and their numbered candidates, leaders or parties.

Which templates and fields these are stands in `infobox.yaml`. A field that is not understood is NULL here and stands
as written in `infobox_fields`; an empty slot gives no row, and numbering keeps the numbers as written (1, 2, 4, 5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.elections.infobox.blank_rows import named_rows
from pipeline.elections.infobox.figures_of_rounds import of_one_round
from pipeline.elections.infobox.rounds import with_round
from pipeline.elections.infobox.turnout import read_turnout_lines
from pipeline.elections.infobox.values import (
    article,
    count,
    image,
    is_nobody,
    lines,
    link_of,
    names,
    one_year,
    percent,
    person,
    seats,
    words,
)
from pipeline.elections.infobox.winners import with_winner
from pipeline.elections.words.dates import read_date
from pipeline.elections.words.names import read_name
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.records import Candidate, Election
from pipeline.wikitext.infobox_fields import read_fields
from pipeline.wikitext.model import Infobox, InfoboxField, Page
from pipeline.wikitext.remembering import remembered

_BY_STATE: Final = re.compile(
    r"\bpresidential (?:election|primary|caucus\w*)s? in \w|\belection in .+, \d{4}$", re.IGNORECASE
)

# {{start date|2008|11|4}} (general election); two such days are rounds.py's to tell, or none is read
_WHICH_DAY: Final = re.compile(
    r"\s*\((?:the )?(?:general|presidential|first round|1st round|election day|scheduled)(?: election| vote)?\)", re.I
)

_NUMBERED: Final = re.compile(r"([a-z_]+?)([1-9]\d?)")

Fields = Mapping[str, InfoboxField]


class FieldRegistry(NamedTuple):
    """What `infobox.yaml` says: which boxes, which fields, and which fields have no column in the dataset."""

    boxes: WordRegistry
    election: dict[str, list[str]]
    slots: dict[str, list[str]]
    ignored: WordRegistry

    def has_column(self, field: str) -> bool:
        """Whether a field has a column in the dataset, or may have: it is not among those known to have none."""
        columns = (*self.election.values(), *self.slots.values())
        named = any(field in names or field.rstrip("0123456789") in names for names in columns)
        return named or not self.ignored.knows(field)


@cache
def field_registry() -> FieldRegistry:
    """The registry of election infoboxes and their fields."""
    data = package_yaml(Path(__file__).with_name("infobox.yaml"))
    boxes, ignored = (WordRegistry([(key, data[key])]) for key in ("boxes", "ignored"))
    return FieldRegistry(boxes, data["election"], data["slots"], ignored)


@remembered
def parted_number(name: str) -> tuple[str, int]:
    """A numbered field in two, ("nominee", 2) of nominee2; with 0 where it has no number."""
    match = _NUMBERED.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, 0)


def is_election_box(box: Infobox) -> bool:
    """Whether an infobox describes an election."""
    return field_registry().boxes.knows(box.template)


def read_infoboxes(page: Page, page_id: int) -> tuple[list[Election], list[Candidate]]:
    """The elections and candidates of a page's election infoboxes, in document order.

    The first box's election_id is the article's title, the n-th one's is the title with `#n`.
    """
    elections: list[Election] = []
    candidates: list[Candidate] = []
    boxes = [_without_cut_field(box, page.wikitext) for box in page.infoboxes if is_election_box(box)]
    for number, box in enumerate(boxes, 1):
        election_id = page.title if number == 1 else f"{page.title}#{number}"
        election = read_election(box, election_id, page_id, page.title)
        of_box = read_candidates(box, election, page.wikitext[box.start : box.end])
        candidates.extend(of_box)
        if election.election_date is None or election.turnout_pct is None:
            day, turnout = (_first(box.fields, field_registry().election[of]) for of in ("election_date", "turnout"))
            election = with_round(election, of_box, day, turnout)
        elections.append(election)
    return elections, candidates


def _without_cut_field(box: Infobox, wikitext: str) -> Infobox:
    """An unclosed box without its last field, if that ends with the page (`popular_vote1 = 1,2`) or runs into prose."""
    if not box.fields or wikitext[box.start : box.end].rstrip().endswith("}}"):
        return box
    last = list(box.fields.values())[-1]
    ends_with_page = box.end >= len(wikitext) and not wikitext.endswith("\n")
    if not ends_with_page and "\n" not in last.wikitext:
        return box
    return replace(box, fields={name: field for name, field in box.fields.items() if field is not last})


def read_election(box: Infobox, election_id: str, page_id: int, title: str) -> Election:
    """The election that a box describes; the year is its date's, else the one year that its name or title has."""
    held = {column: _first(box.fields, names) for column, names in field_registry().election.items()}
    date_text = words(held["election_date"])
    day = read_date(_WHICH_DAY.sub("", date_text)) if date_text else None
    turnout = read_turnout_lines(lines(held["turnout"]))
    is_referendum = box.template == "infobox referendum"  # whose title is its name and no office
    name = words(held["election_name"]) or (words(held["office"]) if is_referendum else None)
    return Election(
        election_id=election_id,
        page_id=page_id,
        infobox_no=box.infobox_no,
        election_name=name,
        country=words(held["country"]),
        type=words(held["type"]),
        office=None if is_referendum else words(held["office"]),
        election_date=day,
        election_date_text=date_text,
        year=day.year if day else one_year(date_text) or one_year(name) or one_year(title),
        ongoing=(words(held["ongoing"]) or "no").casefold() in {"yes", "y", "true", "1", "on"},
        previous_election=article(held["previous_election"]),
        previous_year=one_year(words(held["previous_year"])),
        next_election=article(held["next_election"]),
        next_year=one_year(words(held["next_year"])),
        turnout_pct=turnout.pct,
        turnout_change_pp=turnout.change_pp,
        before_election=person(held["before_election"]),
        before_party=article(held["before_party"]),
        after_election=person(held["after_election"]),
        after_party=article(held["after_party"]),
    )


def read_candidates(box: Infobox, election: Election, call: str) -> list[Candidate]:
    """The numbered slots of a box that name somebody or some party; `call` is the box's markup."""
    slots: Mapping[str, list[str]] = field_registry().slots
    known = {name for names in slots.values() for name in names}
    parted = map(parted_number, box.fields)
    numbers = {number for family, number in parted if number and family in known}
    conflicts = _written_twice(call)
    fields: Fields = {name: field for name, field in box.fields.items() if name not in conflicts}
    rows = named_rows(fields)
    slots = {column: [*names, rows[column]] if column in rows else names for column, names in slots.items()}
    fields = of_one_round(fields, sorted(numbers), slots["seats"])
    found = []
    for number in sorted(numbers):
        candidate = _slot(fields, slots, number, election.election_id)
        if candidate.name or candidate.party:
            found.append(candidate)
    unread = any(
        candidate.electoral_vote is None and words(fields.get(f"electoral_vote{candidate.ordinal}"))
        for candidate in found
    )
    has_persons = not unread and any(f"{name}{n}" in box.fields for name in ("nominee", "candidate") for n in numbers)
    if not has_persons or "legislative" in box.template:
        return found
    is_part = (election.type or "").casefold() == "presidential" or "president" in (election.office or "").casefold()
    part_of_more = is_part and bool(_BY_STATE.search(election.election_name or election.election_id))
    return with_winner(found, election.after_election, is_national_office=part_of_more)


def _slot(fields: Fields, slots: Mapping[str, list[str]], number: int, election_id: str) -> Candidate:
    held = {column: _first(fields, [f"{name}{number}" for name in names]) for column, names in slots.items()}
    named = read_name(names(held["name"]), pairs=False)
    name = None if is_nobody(named.name) else named.name
    return Candidate(
        election_id=election_id,
        ordinal=number,
        name=name,
        name_link=link_of(held["name"], name),
        party=article(held["party"]),
        alliance=article(held["alliance"]),
        home_state=words(held["home_state"]),
        running_mate=person(held["running_mate"]),
        electoral_vote=count(held["electoral_vote"]),
        popular_vote=count(held["popular_vote"]),
        pct=percent(held["pct"]),
        seats=seats(held["seats"]),
        image=image(held["image"]),
    )


def _first(fields: Fields, names: list[str]) -> InfoboxField | None:
    return next((fields[name] for name in names if name in fields and fields[name].wikitext), None)


def _written_twice(call: str) -> frozenset[str]:
    """Fields of slots that are filled twice over with different values: two rows of parties, both numbered from 1.

    MediaWiki lets the last value of each field win and mixes the two; here neither is believed. A single field
    given twice is the usual slip and stays the last one's.
    """
    values: dict[str, set[str]] = {}
    for name, value in read_fields(call):
        if value and name[-1:].isdigit():
            values.setdefault(name, set()).add(value)
    twice = {name for name, written in values.items() if len(written) > 1}
    slots: dict[str, list[str]] = {}
    for name in twice:
        slots.setdefault(name.lstrip("abcdefghijklmnopqrstuvwxyz_"), []).append(name)
    return frozenset(name for names in slots.values() if len(names) >= 3 for name in names)
