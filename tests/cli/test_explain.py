"""`canvass explain`: the cell marked in the markup, names that are nearly right, the bundle for a report."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.drawing import draw
from cli.main import cli
from output.folder import latest
from output.sql import query
from pipeline.errors import UsageError
from pipeline.settings import read_settings
from pipeline.sources.sample import PAGES
from pipeline.steps.refresh import Request, refresh
from pipeline.wikitext.page import read_page
from tests.reported.add_case import add_case, differences

TABLE = """{| class="wikitable"
! County !! colspan=2 | Kerry
|-
| rowspan="2" | Kent || align=right | 1 || 11%
|-
| 1
| {{nowrap|'''22'''}}
|}"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The sample's two articles on Massachusetts, published."""
    pages = tmp_path_factory.mktemp("pages")
    for path in PAGES.glob("200[04]*Massachusetts.wikitext"):
        (pages / path.name).write_bytes(path.read_bytes())
    folder = tmp_path_factory.mktemp("explained") / "dataset"
    refresh(Request(settings=read_settings(), source=str(pages), dataset=folder))
    return folder


def explain(dataset, *arguments):
    return CliRunner().invoke(cli, ["explain", *arguments, "--dataset", str(dataset)], catch_exceptions=False)


def test_the_cell_is_marked_on_its_line(dataset):
    lines = explain(dataset, "2004 massachusetts", "--table", "3", "--row", "6", "--column", "6").output.splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip() and not line.strip("^ "))
    marked = lines[place - 1][lines[place].index("^") : lines[place].rindex("^") + 1]
    assert marked == "1.41%"
    assert "| [[Essex" in "\n".join(lines) or "|[[Essex" in "\n".join(lines)


@pytest.mark.parametrize(
    ("row", "column", "marked"),
    [(0, 1, "Kerry"), (1, 0, "Kent"), (1, 1, "1"), (1, 2, "11%"), (2, 1, "1"), (2, 2, "{{nowrap|'''22'''}}")],
)
def test_drawing(row, column, marked):
    (table,) = read_page(TABLE, "T").tables
    drawing = draw(f"{TABLE}", table, row, column)
    ((line, start, end),) = drawing.marks
    assert drawing.lines[line][start:end] == marked
    assert TABLE.split("\n")[drawing.first_line - 1 + line] == drawing.lines[line]


def test_a_cell_that_spans_from_above_is_not_marked_again():
    (table,) = read_page(TABLE, "T").tables
    assert draw(TABLE, table, 2, 0).marks == []
    assert draw(TABLE, table, 9) is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("massachusets",), "Perhaps: 2000 United States presidential election in Massachusetts"),
        (("massachusetts",), "2 pages match"),
        (("2004 massachusetts", "--table", "3", "--row", "60"), "It has 17 rows"),
        (("2004 massachusetts", "--table", "3", "--row", "6", "--column", "10"), "It has 10 columns"),
        (("2004 massachusetts", "--table", "99"), "has no table 99"),
    ],
)
def test_what_is_nearly_right_is_answered(dataset, arguments, said):
    with pytest.raises(UsageError) as raised:
        explain(dataset, *arguments)
    assert said in str(raised.value)


LISTED = """The '''2004 United States presidential election in Exland''' was held.
== Campaign ==
=== Predictions ===
There were 3 news organizations who made predictions:
# CNN: Toss-Up
# [[Cook Political Report]]: Likely Republican
# [[Washington Post]]: Safe Republican
"""


def test_records_of_lists_are_explained_as_table_0(tmp_path_factory):
    pages = tmp_path_factory.mktemp("lists")
    folder = tmp_path_factory.mktemp("explained") / "dataset"
    (pages / "2004 United States presidential election in Exland.wikitext").write_text(LISTED)
    refresh(Request(settings=read_settings(), source=str(pages), dataset=folder))
    release = latest(folder)
    rows = query(release, "SELECT row_no, source FROM predictions WHERE table_no = 0 ORDER BY row_no").rows
    assert len(rows) == 3
    told = json.loads(explain(folder, "2004", "--table", "0", "--row", str(rows[1][0]), "--json").output)
    assert [record["source"] for record in told["records"]["predictions"]] == [rows[1][1]]
    assert "predictions: source CNN" in explain(folder, "2004", "--table", "0").output
    with pytest.raises(UsageError, match="was read from a list, item 99"):
        explain(folder, "2004", "--table", "0", "--row", "99")


ACROSS = """The '''election''' was held.
== Opinion polls ==
{| class="wikitable"
! Poll !! Gallup !! Crossley !! Roper
|-
! Date
| October 20, 1948 || October 2, 1948 || August 3, 1948
|-
! [[Harry Truman]]
| 44% || rowspan="2" | 45% || 37%
|-
! [[Thomas Dewey]]
| 49% || 52%
|}
"""


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory):
    """A page whose polls stand side by side: a poll's row_no is the number of its column."""
    pages = tmp_path_factory.mktemp("across")
    (pages / "1948 election in Exland.wikitext").write_text(ACROSS)
    folder = tmp_path_factory.mktemp("explained") / "dataset"
    refresh(Request(settings=read_settings(), source=str(pages), dataset=folder))
    return folder


def test_polls_side_by_side_are_explained_by_their_column(side_by_side):
    told = json.loads(explain(side_by_side, "1948", "--table", "1", "--row", "3", "--json").output)
    assert [cell["text"] for cell in told["cells"]] == ["Roper", "August 3, 1948", "37%", "52%"]
    assert [poll["pollster"] for poll in told["records"]["polls"]] == ["Roper"]
    lines = told["markup"]["lines"]
    assert [lines[line][start:end] for line, start, end in told["markup"]["marks"]] == [
        "Roper",
        "August 3, 1948",
        "37%",
        "52%",
    ]
    said = explain(side_by_side, "1948", "--table", "1", "--row", "2", "--column", "2").output
    assert "column 2 in the markup (polls side by side" in said
    assert "cell, row 2: '45%'" in said


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [("4", "0", "has no column 4. It has 4 columns"), ("1", "4", "has no row 4. It has 4 rows")],
)
def test_a_column_that_polls_side_by_side_lack(side_by_side, row, column, said):
    with pytest.raises(UsageError) as raised:
        explain(side_by_side, "1948", "--table", "1", "--row", row, "--column", column)
    assert said in str(raised.value)
    assert "its polls stand in columns" in str(raised.value)


def test_a_bundle_becomes_a_case_that_fails_until_it_is_read_right(dataset, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "wrote canvass-bundle-2004" in explain(dataset, "2004 massachusetts", "--bundle").output
    (bundle,) = tmp_path.glob("*.zip")
    first = bundle.read_bytes()
    explain(dataset, "2004 massachusetts", "--bundle")
    assert bundle.read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        assert {"page.wikitext", "grid.json", "records.json", "versions.json"} < set(files.namelist())
        assert json.loads(files.read("page.json"))["title"].startswith("2004")
        grid = next(table for table in json.loads(files.read("grid.json")) if table["table_no"] == 3)
    assert grid["rows"][6][0] == ["Essex", False]
    case = add_case(bundle, name="essex", table_no=3, cases=tmp_path / "cases")
    assert differences(case) == []
    assert "Predictions" not in (case / "page.wikitext").read_text(encoding="utf-8")
    wanted = case / "expected.json"
    wanted.write_text(wanted.read_text(encoding="utf-8").replace("4051", "4015"), encoding="utf-8")
    assert any("4015" in line for line in differences(case))


def test_a_bundle_that_is_none_is_said(tmp_path):
    Path(tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(SystemExit, match="no bundle"):
        add_case(tmp_path / "x.zip", cases=tmp_path / "cases")
