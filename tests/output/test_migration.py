"""A change of schema: releases of both stand side by side, are compared in what both have, and verified as far."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import polars as pl
import pytest

from cli.main import main
from output.assembling import assemble
from output.release import open_release
from output.sql import query
from output.verification import verify
from schemas import TABLES
from tests.output.small import massachusetts, put

CANDIDATES = TABLES["candidates"]


@pytest.fixture
def dataset(tmp_path, monkeypatch):
    """Version 1 by schemas in which candidates had an `age` and no `image`, version 2 by today's."""
    age = replace(CANDIDATES.column("seats"), name="age")
    older = replace(CANDIDATES, columns=(*(c for c in CANDIDATES.columns if c.name != "image"), age))
    tables = massachusetts(others=1)
    tables["candidates"] = tables["candidates"].drop("image").with_columns(age=pl.lit(60, dtype=pl.Int64))
    with monkeypatch.context() as then:
        then.setitem(TABLES, "candidates", older)
        for module in ("assembling", "datapackage"):
            then.setattr(f"output.{module}.SCHEMA_VERSION", "0")
        put(tmp_path, tables)
    new = massachusetts(others=2)
    new["candidates"] = new["candidates"].with_columns(home_state=pl.lit("Massachusetts"), image=pl.lit("a.jpg"))
    put(tmp_path, new)
    return tmp_path


def test_both_schemas_are_on_disk_and_say_which_they_are(dataset):
    old, new = (open_release(dataset, f"2026.11.23-{n}") for n in (1, 2))
    assert (old.schema_version, "age" in old.columns["candidates"]) == ("0", True)
    assert new.schema_version != "0"
    assert query(old, "SELECT DISTINCT age FROM candidates").rows == [(60,)]
    assert query(new, "SELECT DISTINCT image FROM candidates").rows == [("a.jpg",)]
    assert old.table("candidates").columns == new.table("candidates").columns


def test_changes_compare_what_both_have_and_the_changelog_says_what_came_and_went(dataset):
    release = open_release(dataset)
    found = release.table("changes").select("table_name", "column_name", "cause").unique().sort("table_name").rows()
    assert found == [("area_results", "votes", "code"), ("candidates", "home_state", "code")]
    text = (release.path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## Schema\n\n- column candidates.age is gone\n- column candidates.image is new\n" in text


def test_the_diff_command_says_what_came_and_went(dataset, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["canvass", "diff", "2026.11.23-1", "--json", "--dataset", str(dataset)])
    with pytest.raises(SystemExit):
        main()
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == ["column candidates.age is gone", "column candidates.image is new"]
    assert {change["column_name"] for change in told["changes"]} == {"votes", "home_state"}


def test_a_version_of_another_schema_is_verified_in_what_both_have(dataset, tmp_path):
    built = assemble([massachusetts(others=1)], tmp_path / "built")
    done = verify(open_release(dataset, "2026.11.23-1"), built, "p1")
    assert (done.same_code, done.damage) == (False, ())
    assert done.differing == ("candidates",)
    assert done.changes.is_empty(), "only the columns are others"
