"""Files of official returns, read into one form whatever their layout (`layouts.yaml`).

Candidates who stand for several parties are summed, ways of voting collapsed, lines that are no candidate told apart,
and invented codes taken out. Never fetches anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import us

from pipeline.errors import UsageError
from pipeline.package_yaml import package_yaml
from pipeline.quality.reference import reference_tables

_UNKNOWN = ("", "na", "n/a", "nan", "null", "none", ".", "-")  # cells that say nothing
_SEPARATORS = {".tab": "\t", ".tsv": "\t"}
_TEXTS = {".csv", ".tab", ".tsv", ".txt", ".gz", ".zst"}


class Returns(NamedTuple):
    """Official returns in one form.

    `lines`: office, year, geoid (two digits: a state; five: a county), area, candidate (NULL: all others), party (of a
    candidate with several: joined by " + "), votes, of_party (list of the votes of each party), kind (candidate, other,
    void). `totals`: office, year, geoid, total: all votes as the file states them. `notes`: what was left out or put
    together, in words. Returns by county have each state's sum besides, with what belongs to no county.
    """

    layout: str
    lines: pl.DataFrame
    totals: pl.DataFrame
    notes: tuple[str, ...]


def read_returns(path: Path) -> Returns:
    """The returns in a CSV (also .gz, .zst, .tab) or Parquet file. UsageError for what cannot be read."""
    raw = _raw(path)
    names = {name.casefold().strip(): name for name in raw.columns}
    layout = _layout(names, path)
    columns = {
        ours: next((names[theirs] for theirs in candidates if theirs in names), None)
        for ours, candidates in layout["columns"].items()
    }
    rows = _typed(raw, columns, layout["level"])
    notes: list[str] = []
    of_states = _of_states(rows) if layout["level"] == "county" else rows.clear()
    rows = _one_code(_without_invented(_usable(rows, path, notes), notes))
    totals = rows.group_by("office", "year", "geoid").agg(pl.col("total").max()).drop_nulls("total")
    stated = rows.filter(kind="total").group_by("office", "year", "geoid").agg(stated=pl.col("votes").max())
    totals = totals.join(stated, on=["office", "year", "geoid"], how="full", coalesce=True)
    totals = totals.select("office", "year", "geoid", pl.coalesce("total", "stated").alias("total"))
    lines = pl.concat([_lines(part.filter(pl.col("kind") != "total")) for part in (rows, of_states)])
    return Returns(layout["name"], lines, totals, tuple(notes))


@cache
def rules() -> dict[str, Any]:
    """layouts.yaml."""
    content: dict[str, Any] = package_yaml(Path(__file__).with_name("layouts.yaml"))
    return content


def _raw(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise UsageError(
            "there is no such file", where=str(path), remedy="--with takes a CSV or Parquet file of returns"
        )
    suffixes = [suffix.casefold() for suffix in path.suffixes] or [""]
    try:
        if suffixes[-1] in {".parquet", ".pq"}:
            return pl.read_parquet(path, glob=False)
        if suffixes[-1] in _TEXTS:
            separator = next((_SEPARATORS[s] for s in suffixes if s in _SEPARATORS), ",")
            # As text: FIPS codes keep their zeros, and NA is nobody's number.
            return pl.read_csv(
                path, separator=separator, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True
            )
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise UsageError(f"the returns cannot be read: {error}", where=str(path)) from error
    raise UsageError(
        f"{path.name} is neither CSV nor Parquet", where=str(path), remedy="Name it .csv, .csv.gz or .parquet"
    )


def _layout(names: Mapping[str, str], path: Path) -> dict[str, Any]:
    layouts: list[dict[str, Any]] = rules()["layouts"]
    for layout in layouts:
        votes = layout["columns"]["votes"]
        if set(layout["needs"]) <= set(names) and set(votes) & set(names):
            return layout
    simple = ", ".join(layouts[-1]["needs"])
    raise UsageError(
        f"{path.name} has none of the layouts that are known; its columns are {', '.join(names)}",
        where=str(path),
        remedy=f"The simple one has the columns {simple}; see docs/official-returns.md",
    )


def _typed(raw: pl.DataFrame, columns: Mapping[str, str | None], level: str) -> pl.DataFrame:
    def text(ours: str) -> pl.Expr:
        theirs = columns.get(ours)
        if theirs is None:
            return pl.lit(None, dtype=pl.String)
        words = pl.col(theirs).cast(pl.String).str.replace_all(r"\s+", " ").str.strip_chars(' "')
        return pl.when(words.str.to_lowercase().is_in(_UNKNOWN)).then(None).otherwise(words)

    def number(ours: str) -> pl.Expr:
        return text(ours).str.replace_all(",", "").cast(pl.Float64, strict=False).round().cast(pl.Int64)

    digits = text("geoid").str.replace(r"\.0+$", "")
    digits = pl.when(digits.str.contains(r"^\d{1,7}$")).then(digits)
    width = {"state": 2, "county": 5}.get(level)
    short = pl.when(digits.str.len_chars() <= 2).then(digits.str.zfill(2)).otherwise(digits.str.zfill(5))
    patterns, name = rules()["lines"], text("candidate").str.to_lowercase().fill_null("")
    kind = pl.lit("candidate")
    for which in ("other", "void", "total"):
        kind = pl.when(name.str.contains(f"^(?:{patterns[which].strip()})$")).then(pl.lit(which)).otherwise(kind)
    return raw.select(
        _office(text("office")).alias("office"),
        number("year").alias("year"),
        (digits.str.zfill(width) if width else short).alias("geoid"),
        text("state").str.to_uppercase().alias("state"),
        text("area").alias("area"),
        text("candidate").alias("candidate"),
        text("party").alias("party"),
        number("votes").alias("votes"),
        number("total").alias("total"),
        text("mode").str.to_lowercase().fill_null("").alias("mode"),
        kind.alias("kind"),
    )


def _office(named: pl.Expr) -> pl.Expr:
    known = {name: office for office, rule in rules()["offices"].items() for name in rule["names"]}
    low = named.str.to_lowercase()
    return pl.when(named.is_null()).then(pl.lit("president")).otherwise(low.replace(known))


def _usable(rows: pl.DataFrame, path: Path, notes: list[str]) -> pl.DataFrame:
    usable = pl.col("year").is_not_null() & pl.col("votes").is_not_null()
    nowhere = rows.filter(usable & pl.col("geoid").is_null())
    if nowhere.height:
        names = ", ".join(nowhere["area"].fill_null("no name").unique().sort().head(5))
        votes = nowhere.filter(pl.col("kind") != "total")["votes"].sum()
        notes.append(f"{nowhere.height:,} rows without a code belong to no county ({votes:,} votes): {names}")
    empty = rows.filter(~usable).height
    if empty:
        notes.append(f"{empty:,} rows have no year or no votes")
    kept = rows.filter(usable & pl.col("geoid").is_not_null())
    if kept.is_empty():
        raise UsageError("no row of the returns has a year, a code and votes", where=str(path))
    return kept


def _without_invented(rows: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    for rule in rules()["invented"]:
        of_none = pl.col("geoid").str.starts_with(rule["state"]) & (pl.col("geoid").str.len_chars() > 2)
        named = pl.col("area").fill_null("").str.to_lowercase().str.contains(f"^(?:{rule['area']})$")
        found = rows.filter(of_none & named)
        if found.height:
            notes.append(
                f"{found.height:,} rows of {found['area'].n_unique()} invented codes left out: {rule['because']}"
            )
            rows = rows.filter(~(of_none & named))
    return rows


def _of_states(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows under their states' codes: counties and what belongs to none (overseas, federal precincts) together."""
    fips = {state.abbr: state.fips for state in (*us.states.STATES, us.states.DC)}
    state = pl.col("state").replace_strict(fips, default=None, return_dtype=pl.String)
    usable = pl.col("year").is_not_null() & pl.col("votes").is_not_null() & pl.col("geoid").is_not_null()
    named = rows.with_columns(state.alias("geoid")).filter(usable)
    place = ["office", "year", "area", "state", "candidate", "party", "kind"]
    whole = pl.col("mode").is_in(rules()["whole_modes"])
    # Modes are collapsed county by county: one may have a whole where the next has parts.
    votes = pl.when(whole.any()).then(pl.col("votes").filter(whole).sum()).otherwise(pl.col("votes").sum())
    summed = named.group_by("geoid", *place).agg(votes.alias("votes"))
    return summed.with_columns(pl.lit("").alias("mode"), pl.lit(None, dtype=pl.Int64).alias("total")).select(
        rows.columns
    )


def _one_code(rows: pl.DataFrame) -> pl.DataFrame:
    codes = dict(reference_tables()["same_place"].rows())
    for part in rules()["parts"]:
        named = pl.col("area").str.to_uppercase() == part["area"].upper()
        is_part = pl.col("geoid").is_in(part["codes"]) & named.fill_null(False)
        rows = rows.with_columns(pl.when(is_part).then(pl.lit(part["codes"][0])).otherwise("geoid").alias("geoid"))
    return rows.with_columns(pl.col("geoid").replace(codes))


def _lines(rows: pl.DataFrame) -> pl.DataFrame:
    """A row per candidate and place: modes collapsed first, then parties, of which one may be written in two ways."""
    place = ["office", "year", "geoid", "kind"]
    whole = pl.col("mode").is_in(rules()["whole_modes"])
    of_party = rows.group_by(*place, "candidate", "party").agg(
        pl.col("area").first(),
        pl.when(whole.any()).then(pl.col("votes").filter(whole).sum()).otherwise(pl.col("votes").sum()).alias("votes"),
    )
    ordered = of_party.sort(*place, "candidate", "votes", "party", descending=[False] * 5 + [True, False])
    named = pl.when(pl.col("kind") == "candidate").then("candidate").alias("candidate")
    return (
        ordered.with_columns(named)
        .group_by(*place, "candidate", maintain_order=True)
        .agg(
            pl.col("area").first(),
            pl.col("party").drop_nulls().unique(maintain_order=True).str.join(" + ").alias("party"),
            pl.col("votes").sum().alias("votes"),
            pl.col("votes").alias("of_party"),
        )
        .with_columns(pl.when(pl.col("party") != "").then("party").alias("party"))
        .sort(*place, "candidate")
    )
