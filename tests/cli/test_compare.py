"""`canvass compare` from outside: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json

import duckdb

from output.folder import latest
from pipeline.settings import Settings
from pipeline.steps.refresh import Request, refresh
from tests.cli.test_commands import invoke
from tests.steps.folder import page, write


def test_compare_with_official_returns(monkeypatch, capsys, tmp_path):
    dataset, source = tmp_path / "which dataset?", tmp_path / "source"  # of `?` see output/duckdb_path.py
    write(source, **{"2004_United_States_presidential_election_in_Massachusetts": page()})
    refresh(Request(Settings(processes=1), str(source), dataset))

    def canvass(command, *rest):
        return invoke(monkeypatch, capsys, command, "--dataset", str(dataset), *rest)

    files = sorted(path.name for path in dataset.iterdir())
    returns = tmp_path / "county returns.csv"
    figures = ("John Kerry,194068", "George W. Bush,135114"), ("John Kerry,182592", "George W. Bush,54923")
    lines = [f"2004,{code},{line}" for code, county in zip((25009, 25025), figures, strict=True) for line in county]
    returns.write_text("\n".join(["year,geoid,candidate,votes", *lines]), encoding="utf-8")
    code, out, _ = canvass("compare", "--with", str(returns), "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["differences"], [line["equal"] for line in told["summary"]]) == ([], [6])
    folder = dataset / "comparisons" / latest(dataset).version / "county-returns"
    assert told["folder"] == str(folder)
    assert sorted(path.name for path in dataset.iterdir()) == sorted([*files, "comparisons"])
    with duckdb.connect(str(folder / "comparison.duckdb"), read_only=True) as connection:
        (described,) = connection.sql("SELECT comment FROM duckdb_tables() WHERE table_name = 'findings'").fetchall()[0]
        assert described.startswith("One row per thing that a check found")
        reasons = connection.sql("SELECT DISTINCT reason FROM reference_differences WHERE difference = 0").fetchall()
        assert reasons == [("equal",)]
    assert "| 2004 | MA |" in (folder / "COMPARISON.md").read_text(encoding="utf-8")
    assert canvass("compare", "--with", str(returns), "--csv", "--out", str(tmp_path / "out"))[1].startswith("office,")
    returns.write_text(returns.read_text().replace("194068", "184068"))
    assert canvass("compare", "--with", str(returns), "--strict")[0] == 1
    assert canvass("compare", "--with", str(returns), "--strict", "--tolerance", "50")[0] == 0
    assert canvass("compare", "--with", str(tmp_path / "none.csv"))[0] == 2
    assert latest(dataset).damage() == []
