"""Judges newer revisions by the rules: the records of the kept revision against those of the newer one.

All comparing is SQL over the pages together; nothing here loops over rows, decides what is done or knows an archive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.elections.words.parties import party_names
from pipeline.parsing.page_records import ELECTION_TABLES
from pipeline.quality.holds.registry import Rule, groundwork, rules
from pipeline.quality.vocabulary import define
from schemas import TABLES

_PLACE = re.compile(r"\{(\w+)\}")
_SIDES = ("old", "new")
# The tables that the rules compare. Candidates are found by their election, whose page they have.
_COMPARED = (*ELECTION_TABLES, "page_tables", "cells")
_JUDGED = {
    "page_id": pl.Int64(),
    "title": pl.String(),
    "old_bytes": pl.Int64(),
    "new_bytes": pl.Int64(),
    "old_status": pl.String(),
    "new_status": pl.String(),
    "is_redirect": pl.Boolean(),
    "tags": pl.List(pl.String()),
}


class Edited(NamedTuple):
    """A page whose newest revision is another than the kept one: what is known of both besides their records."""

    page_id: int
    title: str
    old_bytes: int
    new_bytes: int
    old_status: str
    new_status: str
    is_redirect: bool = False
    tags: tuple[str, ...] = ()


class Reason(NamedTuple):
    """Why a page's newer revision is not plausible."""

    page_id: int
    rule: str
    size: float  # in the rule's own unit
    message: str


def judge(
    edited: Sequence[Edited],
    old: Mapping[str, pl.DataFrame],
    new: Mapping[str, pl.DataFrame],
    settled_before: date,
    thresholds: Mapping[str, float] | None = None,
    off: Collection[str] = (),
) -> list[Reason]:
    """What the rules hold against the newer revisions, by page and in the rules' order; nothing: they are plausible.

    `old`, `new`: the data tables of these pages, read from the kept and the newer revisions by the same parser (missing
    ones count as empty). `settled_before`: the last day of elections that count as settled. `thresholds`: by rule id,
    in place of the rules' own; `off`: ids of rules that are not asked.
    """
    if not edited:
        return []
    thresholds = thresholds or {}
    with duckdb.connect() as connection:
        _prepare(connection, edited, old, new, settled_before)
        found = [
            reason
            for rule in rules()
            if rule.id not in off
            for reason in _held_by(connection, rule, thresholds.get(rule.id, rule.threshold))
        ]
    return sorted(found, key=lambda reason: reason.page_id)


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    edited: Sequence[Edited],
    old: Mapping[str, pl.DataFrame],
    new: Mapping[str, pl.DataFrame],
    settled_before: date,
) -> None:
    pages = pl.DataFrame([row._asdict() for row in edited], schema=_JUDGED)
    connection.register("judged", pages.to_arrow())
    connection.register("run", pl.DataFrame({"settled_before": [settled_before]}).to_arrow())
    for name in _COMPARED:
        both = [
            tables.get(name, TABLES[name].empty()).select(pl.lit(side).alias("side"), pl.all())
            for side, tables in zip(_SIDES, (old, new), strict=True)
        ]
        connection.register(name, pl.concat(both).to_arrow())
    connection.register("party_names", _party_names().to_arrow())
    define(connection)
    for statements in groundwork():
        connection.execute(statements)


@cache
def _party_names() -> pl.DataFrame:
    names = [(country, name, party.short) for country, name, party in party_names()]
    return pl.DataFrame(names, ["country", "name", "short"], orient="row")


def _held_by(connection: duckdb.DuckDBPyConnection, rule: Rule, threshold: float) -> list[Reason]:
    """What one rule finds. Raises RuntimeError for SQL that fails: a fault of the program."""
    settled = "SEMI JOIN settled USING (page_id, pair)" if rule.settled_only else ""
    try:
        answer = connection.sql(f"SELECT * FROM ({rule.sql}) {settled} WHERE size > {float(threshold)!r}").pl()
    except duckdb.Error as error:
        raise RuntimeError(f"rule {rule.id}: {error}") from error
    reasons = {
        Reason(row["page_id"], rule.id, float(row["size"]), _worded(rule.message, row)) for row in answer.to_dicts()
    }
    return sorted(reasons, key=lambda reason: (reason.page_id, -reason.size, reason.message))


def _worded(message: str, row: Mapping[str, Any]) -> str:
    return _PLACE.sub(lambda match: "–" if row[match[1]] is None else str(row[match[1]]), message)
