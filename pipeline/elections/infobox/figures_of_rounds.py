"""Infoboxes with the figures of two rounds in one cell: `12,000 (1st round)<br>15,000 (2nd round)`.

Every line must say its round, or stand in the order of the field beside it that does. The figures of the last round are
the box's where one has a majority in it, else those of the first, as in rounds.py; who has none of it has none.
A second line that says nothing is no round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pipeline.elections.infobox.rounds import rounds_said
from pipeline.elections.infobox.values import lines
from pipeline.elections.words.numbers import LONGEST, read_percent
from pipeline.wikitext.model import CellText, InfoboxField

_FIGURES: Final = ("popular_vote", "votes", "percentage")
_FIRST: Final = 1
_LAST: Final = 2
_HALF: Final = 50.0  # percent

_Rounds = dict[str, dict[int, str]]  # a slot's figures, by field and round


def of_one_round(
    fields: Mapping[str, InfoboxField], numbers: Sequence[int], of_seats: Sequence[str]
) -> Mapping[str, InfoboxField]:
    """The fields with the figures of one round where some have those of two; the same where none has.

    `of_seats`: the beginnings of the fields that have seats.
    """
    slots = {number: _by_round(fields, number) for number in numbers}
    if not any(slots.values()):
        return fields
    seats = [fields.get(f"{name}{number}") for name in of_seats for number in numbers]
    has_seats = any(field is not None and field.wikitext for field in seats)
    kept = _LAST if not has_seats and _has_majority(slots.values()) else _FIRST
    told = dict(fields)
    for number, rounds in slots.items():
        for name in _FIGURES:
            field = fields.get(f"{name}{number}")
            if field is None or (kept == _FIRST and name not in rounds):
                continue  # of one who stood in the first round alone
            told[f"{name}{number}"] = _with_line(field, rounds.get(name, {}).get(kept, ""))
    return told


def _has_majority(slots: Iterable[_Rounds]) -> bool:
    """Whether one has more than half of the last round's votes."""
    last = [read_percent(rounds.get("percentage", {}).get(_LAST, "")) for rounds in slots]
    return any(share is not None and share > _HALF for share in last)


def _by_round(fields: Mapping[str, InfoboxField], number: int) -> _Rounds:
    """The figures of a slot by field and round, where every line says its round or one of the fields tells for all."""
    read = {name: lines(fields.get(f"{name}{number}")) for name in _FIGURES}
    told = {name: _told(of_field) for name, of_field in read.items()}
    order = next((tuple(found) for found in told.values() if len(found) == _LAST), ())
    for name, of_field in read.items():
        if not told[name] and order and len(of_field) == _LAST:
            told[name] = dict(zip(order, of_field, strict=True))
    return {name: found for name, found in told.items() if found}


def _told(of_field: Sequence[str]) -> dict[int, str]:
    """The figures of a field by the round that each line says; {} where a line says none, or two the same."""
    found: dict[int, str] = {}
    for line in of_field:
        said = rounds_said(line) if len(line) <= LONGEST else []
        if not said or any(number in found for number, _ in said):
            return {}
        found.update(said)
    return found


def _with_line(field: InfoboxField, text: str) -> InfoboxField:
    return field._replace(body=CellText(text, (text,) if text else (), (), ()))
