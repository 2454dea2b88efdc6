"""Commands about versions, with real refreshes of a folder: verify, diff, pin, prune, export, attribution, sql."""

from __future__ import annotations

import csv
import json
import sys

import pytest

from cli.main import main
from output.folder import open_release, published
from output.versions import list_versions
from pipeline.settings import Settings
from pipeline.steps.refresh import Request, refresh
from tests.steps.folder import page, write

VERMONT = "2004 United States presidential election in Vermont"


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """(dataset, versions): Kerry's votes in the infobox of Vermont are 1, 2 and 3 in them. Its path is an odd one."""
    folder = tmp_path_factory.mktemp("odd")
    dataset = folder / "data set?x=1&'y' [z]* \"q\""
    versions = []
    for votes in (1, 2, 3):
        write(folder / "source", Massachusetts=page(), Vermont=page(VERMONT, kerry=votes))
        versions.append(refresh(Request(Settings(processes=1), str(folder / "source"), dataset)).version)
    return dataset, versions


@pytest.fixture
def canvass(monkeypatch, capsys, three):
    def invoke(*arguments):
        monkeypatch.setattr(sys, "argv", ["canvass", *arguments, "--dataset", str(three[0])])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    return invoke


def test_verify_builds_every_version_again_byte_for_byte(canvass, three):
    for version in three[1]:
        code, out, _ = canvass("verify", version)
        assert (code, out) == (0, f"version {version} is identical: 17 tables, byte for byte\n")
    told = json.loads(canvass("verify", "--json")[1])
    assert (told["version"], told["is_identical"], told["differing"], told["changes"]) == (three[1][2], True, [], [])


def test_verify_names_the_cells_that_other_code_reads_otherwise(canvass, three, monkeypatch):
    monkeypatch.setattr("pipeline.steps.rebuild.PARSER_VERSION", "another")
    monkeypatch.setattr("pipeline.steps.rebuild.read", misreading("popular_vote"))
    code, out, _ = canvass("verify", three[1][0])
    assert code == 0
    assert "differs, the code is another one by now: candidates" in out
    assert "popular_vote" in out
    told = json.loads(canvass("verify", three[1][0], "--json")[1])
    assert told["differing"] == ["candidates"]
    cell = next(c for c in told["changes"] if c["old_value"] == "1")
    assert (cell["column_name"], cell["new_value"], cell["cause"]) == ("popular_vote", "1001", "code")


def test_verify_with_the_same_code_and_other_cells_is_an_error(canvass, three, monkeypatch):
    monkeypatch.setattr("pipeline.steps.rebuild.read", misreading("popular_vote"))
    code, out, _ = canvass("verify", three[1][0])
    assert code == 4
    assert "though the code is the same" in out


def misreading(column):
    """`read`, by a parser that adds 1,000 to a column of candidates."""
    from pipeline.steps.read import read

    def read_otherwise(*arguments):
        reading = read(*arguments)
        windows = list(reading.windows())
        for window in windows:
            if "candidates" in window:
                window["candidates"] = window["candidates"].with_columns(window["candidates"][column] + 1000)
        reading.windows = lambda: iter(windows)
        return reading

    return read_otherwise


def test_diff_as_table_csv_json_markdown_and_summary(canvass, three):
    old, _, new = three[1]
    code, out, err = canvass("diff", old, new, "--table", "candidates")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split() == [
        "table_name", "record_key", "change", "column_name", "old_value", "new_value", "cause", "rev_id",
    ]  # fmt: skip
    rows = list(csv.DictReader(canvass("diff", old, new, "--csv")[1].splitlines()))
    votes = [row for row in rows if row["column_name"] == "popular_vote"]
    assert [(row["old_value"], row["new_value"], row["cause"]) for row in votes] == [("1", "3", "edit")]
    told = json.loads(canvass("diff", old, "--json")[1])
    assert (told["old"], told["new"], told["schema"]) == (old, new, [])
    assert len(told["changes"]) == len(rows)
    counts = {row["table_name"]: row["cells_changed"] for row in told["summary"]}
    assert counts["candidates"] == 1
    assert "changes" not in json.loads(canvass("diff", old, "--json", "--summary")[1])
    assert canvass("diff", old, "--summary")[1].splitlines()[0].split()[:2] == ["table_name", "rows_added"]
    text = canvass("diff", old, new, "--markdown")[1]
    assert "- John Kerry, 1: popular_vote 1 → 3\n" in text
    assert "Edited: revision " in text


def test_diff_shows_a_part_of_many_rows_and_says_so(canvass, three):
    code, out, err = canvass("diff", three[1][0], "--limit", "1")
    assert (code, len(out.splitlines())) == (0, 3)
    assert "more: --limit 0, --csv or --json gives all" in err
    assert canvass("diff", three[1][0], "--limit", "0")[2] == ""
    assert canvass("diff", three[1][0], "--table", "nonsense")[0] == 2


def test_changes_is_the_last_step_or_the_whole_history(canvass, three):
    last = json.loads(canvass("changes", "--table", "candidates", "--json")[1])
    assert [(row["version"], row["old_value"], row["new_value"]) for row in last] == [(three[1][2], "2", "3")]
    history = json.loads(canvass("changes", "--all", "--table", "candidates", "--json")[1])
    assert [row["new_value"] for row in history] == ["2", "3"]
    assert [row["cause"] for row in history] == ["edit", "edit"]
    before = json.loads(canvass("changes", "--version", three[1][1], "--table", "candidates", "--json")[1])
    assert [row["new_value"] for row in before] == ["2"]


def test_the_same_question_asked_of_three_versions(canvass, three):
    question = f"SELECT popular_vote FROM candidates WHERE name = 'John Kerry' AND election_id LIKE '%{VERMONT[-7:]}'"
    for votes, version in enumerate(three[1], start=1):
        assert json.loads(canvass("sql", question, "--version", version, "--json")[1]) == [{"popular_vote": votes}]


def test_versions_show_what_each_costs(canvass, three):
    told = json.loads(canvass("versions", "--json")[1])
    assert [row["version"] for row in told] == three[1]
    assert all(0 < row["own_bytes"] < row["bytes"] for row in told)
    lines = canvass("versions")[1].splitlines()
    assert lines[0].split() == ["version", "published", "pages", "rows", "new", "findings", "size", "own", "state"]
    assert lines[-1].startswith("on disk: ")


def test_credits_for_what_a_query_used_and_row_by_row(canvass):
    out = canvass("attribution", "--of", "SELECT page_id FROM elections WHERE election_id LIKE '%Vermont'")[1]
    assert "“Vermont”" in out
    assert "“Massachusetts”" not in out
    assert canvass("attribution", "--of", "SELECT 1 AS one")[0] == 2
    assert canvass("attribution", "--of", "SELECT page_id FROM pages WHERE false")[0] == 2
    rows = json.loads(
        canvass("sql", "SELECT area, credit FROM areas JOIN credits USING (page_id) WHERE title = 'Vermont'", "--json")[
            1
        ]
    )
    assert {row["area"] for row in rows} == {"Essex", "Suffolk"}
    assert all(row["credit"].startswith("Wikipedia, “Vermont”, revision -") for row in rows)


def test_export_writes_files_and_counts_what_has_no_place(canvass, tmp_path):
    code, out, _ = canvass("export", str(tmp_path / "out"), "--format", "openelections", "--json")
    assert code == 0
    assert json.loads(out)["files"] == ["2004/20041102__ma__general__county.csv"]
    lines = (tmp_path / "out" / "2004" / "20041102__ma__general__county.csv").read_text().splitlines()
    assert lines[0] == "county,office,district,party,candidate,votes"
    assert any(line.startswith("Essex,") and line.endswith("John Kerry,194068") for line in lines)
    assert "wrote " in canvass("export", str(tmp_path / "out"), "--format", "openelections")[1]
    assert canvass("export", str(tmp_path / "out"), "--format", "csv")[0] == 2


def test_codes_and_party_names_join(canvass):
    asked = "SELECT DISTINCT usps, geoid, ocd_id FROM county_results JOIN states USING (usps) WHERE area = 'Essex'"
    asked = asked.replace("geoid, ocd_id", "county_results.geoid, county_results.ocd_id")
    (row,) = json.loads(canvass("sql", asked, "--json")[1])
    assert row == {"usps": "MA", "geoid": "25009", "ocd_id": "ocd-division/country:us/state:ma/county:essex"}
    (party,) = json.loads(canvass("sql", "SELECT * FROM party_names WHERE name = 'GOP'", "--json")[1])
    assert (party["party"], party["party_link"]) == ("Republican", "Republican Party (United States)")


def test_pin_prune_and_damage(canvass, three):
    """The last test of the module: it drops versions."""
    dataset, (one, two, last) = three
    assert canvass("pin", one, "--reason", "cited")[1] == f"pinned {one}\n"
    assert "pinned: cited" in canvass("versions")[1]
    assert canvass("prune", "--keep", "1", "--dry-run")[1] == f"would drop: {two}\n"
    assert canvass("prune", "--keep", "1")[1] == f"dropped: {two}\n"
    assert canvass("unpin", one)[0] == 0
    assert canvass("unpin", one)[0] == 2
    assert json.loads(canvass("prune", "--keep", "1", "--keep-monthly", "--json")[1]) == [one]
    assert published(dataset) == [last]
    victim = open_release(dataset).parquet_path("areas")
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes() + b"x")
    assert [status.state for status in list_versions(dataset)] == ["damaged"]
    assert "damaged; parquet/areas.parquet has other bytes than recorded" in canvass("versions")[1]
    assert "damaged" not in canvass("versions", "--quick")[1]
    code, out, _ = canvass("verify")
    assert code == 4
    assert "damaged: parquet/areas.parquet has other bytes than recorded" in out
