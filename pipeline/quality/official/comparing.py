"""Articles beside official returns: the tables `reference_differences` and `reference_summary`, and findings.

What is compared is what the page says, as it was extracted, with what was certified. Whether the extraction is faithful
to the page is another question: for each difference, `on_page` says whether the number stands in the row as it was
read. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pipeline.elections.words.names import name_tokens
from pipeline.quality.found_rows import compared, findings_of, with_ids, with_links
from pipeline.quality.life import with_status
from pipeline.quality.official.layouts import Returns, rules
from pipeline.quality.official.names import Named, matched
from pipeline.quality.reference import reference_tables
from pipeline.quality.registry import Check, read_checks
from pipeline.quality.vocabulary import define
from schemas import TableSchema
from schemas.reference_differences import DIFFERENCES, SUMMARY

NEEDED = ("pages", "elections", "areas", "area_results", "results", "page_tables", "cells")
"""The data tables that a comparison reads."""

_FOLDER = Path(__file__).parent


class Comparison(NamedTuple):
    """What came of it: the two tables, the findings in the shape of the table `findings`, and notes in words."""

    differences: pl.DataFrame
    summary: pl.DataFrame
    findings: pl.DataFrame
    notes: tuple[str, ...]


def compare(tables: Mapping[str, pl.DataFrame], returns: Returns, tolerance: float | None = None) -> Comparison:
    """The figures of the tables beside those of the returns.

    `tolerance`: in percent of the returns' votes; a difference above it is a warning (default: that of the checks).
    """
    with duckdb.connect() as connection:
        define(connection)
        for name in NEEDED:
            connection.register(name, tables[name].to_arrow())
        for name, frame in _beside(returns).items():
            connection.register(name, frame.to_arrow())
        connection.execute((_FOLDER / "figures.sql").read_text(encoding="utf-8"))
        connection.register("same_person", _same_people(connection).to_arrow())
        _keep_comparable(connection)
        connection.execute((_FOLDER / "differences.sql").read_text(encoding="utf-8"))
        found = [findings_of(check, compared(connection, check)[1]) for check in official_checks(tolerance)]
        findings = with_links(connection, with_ids(pl.concat(found)))
        differences, summary = (_typed(connection, schema) for schema in (DIFFERENCES, SUMMARY))
    return Comparison(differences, summary, with_status(findings, None), returns.notes)


def _typed(connection: duckdb.DuckDBPyConnection, schema: TableSchema) -> pl.DataFrame:
    rows: pl.DataFrame = connection.table(schema.name).pl()
    return rows.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items()).sort(schema.order)


def _keep_comparable(connection: duckdb.DuckDBPyConnection) -> None:
    """Drops tables of other elections, and areas of a kind that the returns do not have for that state and year."""
    connection.execute("""
        DELETE FROM figure WHERE grp NOT IN (SELECT grp FROM same_person);
        CREATE TEMP TABLE had AS
        SELECT DISTINCT office, year, left(geoid, 2) AS fips, len(geoid) AS digits FROM line
        UNION SELECT DISTINCT office, year, fips, 5 FROM line JOIN left_out ON left(geoid, 2) = fips;
        DELETE FROM figure WHERE NOT EXISTS (
            SELECT 1 FROM had h JOIN grp g USING (office, year)
            WHERE g.grp = figure.grp AND h.fips = left(figure.geoid, 2) AND h.digits = len(figure.geoid))""")


def official_checks(tolerance: float | None = None) -> list[Check]:
    """The checks of a comparison; `tolerance` takes the place of the size above which they warn."""
    checks = read_checks(_FOLDER / "checks.yaml")
    return checks if tolerance is None else [_within(check, tolerance) for check in checks]


def _within(check: Check, tolerance: float) -> Check:
    sizes = dict(check.thresholds)
    if "error" in sizes or check.table == "results":
        sizes["warning"] = tolerance
    if "error" in sizes:
        sizes["error"] = max(sizes["error"], tolerance)
    return replace(check, thresholds=sizes)


def _beside(returns: Returns) -> dict[str, pl.DataFrame]:
    known = rules()
    offices = [(office, rule["title"]) for office, rule in known["offices"].items()]
    parts = [(part["state"], part["county"], part["codes"][0], part["area"]) for part in known["parts"]]
    return {
        "states": reference_tables()["states"],
        "line": _whole_states(returns.lines),
        "total": returns.totals,
        "office_titles": pl.DataFrame(offices, schema=["office", "words"], orient="row"),
        "same_place": reference_tables()["same_place"],
        "parts": pl.DataFrame(parts, schema=["fips", "county", "code", "name"], orient="row"),
        "left_out": pl.DataFrame([(rule["state"],) for rule in known["invented"]], schema=["fips"], orient="row"),
    }


def _whole_states(lines: pl.DataFrame) -> pl.DataFrame:
    """Without the sums of states of which the returns have not every county."""
    county = pl.col("geoid").str.len_chars() == 5
    fips = pl.col("geoid").str.slice(0, 2).alias("fips")
    here = lines.filter(county).group_by("office", "year", fips).agg(pl.col("geoid").n_unique().alias("n"))
    if here.is_empty():
        return lines
    official = reference_tables()["official_counties"]
    listed = here.join(official, on="fips").filter(pl.col("year").is_between("since", "until"))
    counted = listed.group_by("office", "year", "fips").agg(pl.col("n").first(), pl.len().alias("official"))
    partial = counted.filter(pl.col("n") < pl.col("official") - 1).select("office", "year", "fips")
    return (
        lines.with_columns(fips)
        .join(partial, on=["office", "year", "fips"], how="anti")
        .drop("fips")
        .vstack(
            lines.with_columns(fips)
            .join(partial, on=["office", "year", "fips"], how="semi")
            .filter(county)
            .drop("fips")
        )
    )


def _same_people(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """(grp, candidate, returns_candidate).

    Tables of which fewer than two candidates are in the returns, where they have two or more, are of another election
    (a primary, another office) and have no row.
    """
    ours = connection.sql("""
        SELECT grp, candidate, max(party) AS party FROM figure
        WHERE kind = 'candidate' AND candidate IS NOT NULL GROUP BY ALL""").pl()
    theirs = connection.sql("""
        SELECT DISTINCT f.grp, l.candidate, l.party
        FROM (SELECT DISTINCT grp, office, year, geoid FROM figure JOIN grp USING (grp)) f
        JOIN line l ON l.office = f.office AND l.year = f.year AND l.geoid = f.geoid WHERE l.kind = 'candidate'""").pl()
    # One person may be written in several ways, county by county: BIDEN, JOSEPH and JOSEPH BIDEN.
    spelt: dict[tuple[int, tuple[str, ...]], set[str]] = {}
    parties: dict[tuple[int, tuple[str, ...]], set[str]] = {}
    for grp, name, party in theirs.rows():
        person = grp, tuple(sorted(name_tokens(name)))
        spelt.setdefault(person, set()).add(name)
        parties.setdefault(person, set()).update((party or "").split(" + "))
    of_returns: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
    for person in sorted(spelt):
        of_returns.setdefault(person[0], []).append(person)
    found = []
    for (grp,), group in ours.sort("grp", "candidate").group_by("grp", maintain_order=True):
        here = [Named(name, party) for name, party in group.select("candidate", "party").rows()]
        people = of_returns.get(int(str(grp)), [])
        there = [Named(min(spelt[person]), " + ".join(sorted(parties[person]))) for person in people]
        pairs = matched(here, there)
        if len(pairs) >= min(2, len(here), max(len(there), 1)):
            found += [(grp, here[i].name, name) for i, j in pairs.items() for name in sorted(spelt[people[j]])]
    columns = {"grp": pl.Int64, "candidate": pl.String, "returns_candidate": pl.String}
    return pl.DataFrame(found, schema=columns, orient="row")
