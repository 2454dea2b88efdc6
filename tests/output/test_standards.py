"""What others read of a release: Croissant, credits, OpenElections files."""

from __future__ import annotations

import json

import polars as pl
import pytest

from output.attribution import attribution, attribution_text
from output.openelections import export
from schemas import TABLES
from tests.output.small import massachusetts, of_page, put, tables_of


@pytest.fixture
def release(tmp_path):
    return put(tmp_path / "dataset", massachusetts()).release


def test_croissant_describes_every_column_of_every_table(release):
    described = json.loads((release.path / "croissant.json").read_text(encoding="utf-8"))
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert described["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    files = {item["@id"]: item for item in described["distribution"]}
    sets = {item["name"]: item for item in described["recordSet"]}
    assert set(sets) == set(TABLES)
    for name, schema in TABLES.items():
        assert files[f"{name}.parquet"]["sha256"] == release.hashes[name]
        assert [field["source"]["extract"]["column"] for field in sets[name]["field"]] == list(schema.column_names)
        assert all(field["dataType"].startswith("sc:") and field["description"] for field in sets[name]["field"])
    known = {field["@id"] for item in sets.values() for field in item["field"]}
    used = [
        field["references"]["field"]["@id"]
        for item in sets.values()
        for field in item["field"]
        if "references" in field
    ]
    assert "pages/page_id" in used
    assert set(used) <= known


def test_every_page_is_credited_with_revision_history_and_licence(release):
    rows = attribution(release).to_dicts()
    assert [row["title"] for row in rows] == ["2004 election in Maine", "2004 election in Massachusetts"]
    assert all(row["url"] and row["history_url"] and row["licence"] == "CC BY-SA 4.0" for row in rows)
    text = attribution_text(release, [1])
    assert "Attribution-ShareAlike 4.0" in text
    assert "“2004 election in Massachusetts”, revision 100: https://example.org/?oldid=100, " in text
    assert "Maine" not in text


def test_openelections_has_one_file_per_state_and_day(tmp_path):
    governor = of_page(3, "2004 New Hampshire gubernatorial election", 300)
    governor["areas"] = governor["areas"].with_columns(geoid=pl.lit("33001"))
    senate = of_page(4, "2004 United States Senate election in Massachusetts", 400)
    nowhere = of_page(5, "2004 election in Ruritania", 500)
    undated = of_page(6, "2004 United States presidential election in Maine", 600)
    undated["elections"] = undated["elections"].with_columns(election_date=pl.lit(None, dtype=pl.Date))
    president = of_page(1, "2004 United States presidential election in Massachusetts", 100)
    release = put(tmp_path / "dataset", tables_of(president, governor, senate, nowhere, undated)).release
    done = export(release, tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in done.files] == [
        "2004/20041102__ma__general__county.csv",
        "2004/20041102__nh__general__county.csv",
    ]
    assert (done.rows, done.left_out) == (27, {"no state": 9, "no date": 9})
    lines = done.files[0].read_text(encoding="utf-8").splitlines()
    assert lines[0] == "county,office,district,party,candidate,votes"
    assert "Essex,President,,,Others,4051" in lines
    assert "Essex,U.S. Senate,,Democratic,John Kerry,600" in lines
    assert len(lines) == 19
    assert not any(line.startswith("Totals") for line in lines)
    assert "Barnstable,Governor,,Republican,George W. Bush,250" in done.files[1].read_text(encoding="utf-8")
    credits = (tmp_path / "out" / "ATTRIBUTION.txt").read_text(encoding="utf-8")
    assert "New Hampshire" in credits
    assert "Ruritania" not in credits


def test_openelections_tells_primaries_and_offices_and_no_state_of_counties_in_two(tmp_path):
    primary = of_page(3, "2012 Vermont Republican presidential primary", 300)
    primary["areas"] = primary["areas"].with_columns(geoid=pl.lit("50001"))
    treasurer = of_page(4, "2004 state treasurer's runoff in Vermont", 400)
    treasurer["elections"] = treasurer["elections"].with_columns(office=pl.lit("State Treasurer"))
    border = of_page(5, "2004 presidential election along a border", 500)
    codes = pl.when(area="Essex").then(pl.lit("25009")).otherwise(pl.lit("33001"))
    border["areas"] = border["areas"].with_columns(geoid=codes)
    release = put(tmp_path / "dataset", tables_of(primary, treasurer, border)).release
    done = export(release, tmp_path / "out")
    first, second = done.files
    assert (first.name, second.name) == ("20041102__vt__primary__county.csv", "20041102__vt__runoff__county.csv")
    assert "Essex,President,,Democratic,John Kerry,600" in first.read_text(encoding="utf-8")
    assert "Essex,State Treasurer,,Democratic,John Kerry,600" in second.read_text(encoding="utf-8")
    assert done.left_out == {"no state": 9}
