"""Draws edits of each kind over pages, judges them as a refresh would, and counts what was held.

An edit that changes no record is drawn again where it should be revealed: there is nothing to reveal. A correction is
drawn only where the mistake broke a comparison of the page: elsewhere nobody can tell which of the two is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import count, islice
from random import Random
from typing import NamedTuple

import polars as pl

from pipeline.parsing.page import parse_page
from pipeline.parsing.page_records import ELECTION_TABLES, PARSED_TABLES
from pipeline.quality.holds.judging import Edited, Reason, judge
from schemas.frames import frame_of
from tests.quality.holds.kinds import BAD, GOOD, Kind
from tests.quality.holds.markup import Sample

SETTLED_BEFORE = date(2026, 1, 1)
_TOGETHER = 200  # cases judged at once
_SPARE = 2  # edits drawn for each that is wanted, where some may not count


class Case(NamedTuple):
    """An edit that was drawn, as a page of its own."""

    kind: Kind
    is_bad: bool
    page_id: int
    title: str
    before: str
    after: str


class Judged(NamedTuple):
    """A case and what the rules hold against it."""

    case: Case
    reasons: tuple[Reason, ...]


class Share(NamedTuple):
    """How many edits of a kind there were, and how many were held."""

    kind: Kind
    is_bad: bool
    edits: int
    held: int
    odd: tuple[Judged, ...]  # bad ones that passed, good ones that were held


def samples(texts: Iterable[tuple[str, str]]) -> list[Sample]:
    """The pages (title, wikitext) that can be edited, with their records."""
    pages = list(texts)
    tables = read_pages([(number, title, text) for number, (title, text) in enumerate(pages, start=1)])
    by_page = {
        name: _by_page(tables, name)
        for name in ("results", "areas", "area_results", "polls", "poll_results", "predictions")
    }
    return [
        Sample(number, title, text, {name: rows.get(number, []) for name, rows in by_page.items()})
        for number, (title, text) in enumerate(pages, start=1)
    ]


def measure(pages: Sequence[Sample], per_kind: int, seed: int = 1) -> list[Share]:
    """`per_kind` edits of every kind, as far as the pages have places for them."""
    random, numbers = Random(seed), count(1)
    drawn = [
        case
        for kinds, is_bad in ((BAD, True), (GOOD, False))
        for case in _drawn(pages, kinds, is_bad, per_kind, random, numbers)
    ]
    judged: dict[str, list[Judged]] = defaultdict(list)
    for found in _judged(drawn):
        if len(judged[found.case.kind.name]) < per_kind:
            judged[found.case.kind.name].append(found)
    return [
        Share(
            cases[0].case.kind,
            cases[0].case.is_bad,
            len(cases),
            sum(bool(case.reasons) for case in cases),
            tuple(case for case in cases if bool(case.reasons) != case.case.is_bad),
        )
        for cases in judged.values()
    ]


def _drawn(
    pages: Sequence[Sample], kinds: Sequence[Kind], is_bad: bool, n: int, random: Random, numbers: Iterator[int]
) -> Iterator[Case]:
    for kind in kinds:
        found: set[tuple[str, str]] = set()
        wanted = n * _SPARE if is_bad or "corrected" in kind.name else n
        for _ in range(wanted * 6):
            page = random.choice(pages)
            edit = kind.edit(page, random)
            if edit is None or edit.before == edit.after or edit in found:
                continue
            found.add(edit)
            yield Case(kind, is_bad, next(numbers), page.title, *edit)
            if len(found) == wanted:
                break


def _judged(cases: Iterable[Case]) -> Iterator[Judged]:
    """The cases that count, some hundred at a time."""
    waiting = iter(cases)
    while some := list(islice(waiting, _TOGETHER)):
        yield from _one_round(some)


def _one_round(cases: list[Case]) -> Iterator[Judged]:
    old = read_pages([(case.page_id, case.title, case.before) for case in cases])
    new = read_pages([(case.page_id, case.title, case.after) for case in cases])
    status = [dict(tables["pages"].select("page_id", "parse_status").rows()) for tables in (old, new)]
    edited = [
        Edited(
            case.page_id,
            case.title,
            len(case.before.encode()),
            len(case.after.encode()),
            status[0][case.page_id],
            status[1][case.page_id],
            case.after.lstrip().startswith("#REDIRECT"),
        )
        for case in cases
    ]
    reasons: dict[int, list[Reason]] = defaultdict(list)
    for reason in judge(edited, old, new, SETTLED_BEFORE):
        reasons[reason.page_id].append(reason)
    backwards = judge(edited, new, old, SETTLED_BEFORE) if any(map(_is_correction, cases)) else []
    mistakes = {reason.page_id for reason in backwards if reason.rule == "sums_break"}
    changed = _changed_pages(old, new)
    for case in cases:
        counts = mistakes if _is_correction(case) else changed if case.is_bad else {case.page_id}
        if case.page_id in counts:
            yield Judged(case, tuple(reasons[case.page_id]))


def _is_correction(case: Case) -> bool:
    return not case.is_bad and "corrected" in case.kind.name and "spelling" not in case.kind.name


def read_pages(pages: Sequence[tuple[int, str, str]]) -> dict[str, pl.DataFrame]:
    """The tables of the pages (page_id, title, wikitext), `pages` with the status alone.

    A title may stand there often: the ids of elections, which are titles, have the page's id behind them.
    """
    parts: dict[str, list[pl.DataFrame]] = defaultdict(list)
    for page_id, title, text in pages:
        for name, frame in _read(title, text).items():
            own = [pl.lit(page_id, dtype=pl.Int64).alias("page_id")] if "page_id" in frame.columns else []
            if "election_id" in frame.columns:
                own.append(pl.col("election_id") + f" ({page_id})")
            parts[name].append(frame.with_columns(own))
    return {name: pl.concat(frames) for name, frames in parts.items()}


@lru_cache(maxsize=300)
def _read(title: str, text: str) -> dict[str, pl.DataFrame]:
    parsed = parse_page(text, title, 0)
    frames = {name: frame_of(name, parsed[name]) for name in PARSED_TABLES if name != "coverage"}
    return frames | {"pages": pl.DataFrame([(0, parsed.status)], ["page_id", "parse_status"], orient="row")}


def _changed_pages(old: dict[str, pl.DataFrame], new: dict[str, pl.DataFrame]) -> set[int]:
    found: set[int] = set()
    for name in ELECTION_TABLES:
        one, two = _with_page(old, name), _with_page(new, name)
        for these, those in ((one, two), (two, one)):
            found |= set(these.join(those, on=these.columns, how="anti", nulls_equal=True)["page_id"])
    return found


def _with_page(tables: dict[str, pl.DataFrame], name: str) -> pl.DataFrame:
    frame = tables[name].drop("table_no", "row_no", strict=False)  # a table that moves is no change
    return (
        frame
        if "page_id" in frame.columns
        else frame.join(tables["elections"].select("election_id", "page_id"), on="election_id")
    )


def _by_page(tables: dict[str, pl.DataFrame], name: str) -> dict[int, list[dict[str, object]]]:
    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    for row in tables[name].to_dicts():
        found[row["page_id"]].append(row)
    return found
