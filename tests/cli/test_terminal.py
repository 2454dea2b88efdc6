"""What people see at a terminal: tables that fit, examples in every help, completion, what an interruption kept."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner
from rich.console import Console

from cli.main import cli, main
from cli.tables import print_table

ROWS = [("Essex", "Various candidates of many parties, who are several", 4051, 1.41, date(2004, 11, 2), None)]
COLUMNS = ("area", "candidate", "votes", "pct", "day", "x")


def printed(width, columns=COLUMNS, rows=ROWS, **options):
    out = io.StringIO()
    print_table(columns, rows, Console(file=out, width=width, **options))
    return out.getvalue()


def test_long_text_is_folded_and_figures_are_whole_and_to_the_right():
    lines = printed(60).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert lines[2].split("  ")[0] == "Essex"
    head, first = lines[0], lines[2]
    assert head.index("votes") + len("votes") == first.index("4051") + len("4051")
    assert "2004-11-02" in first and "NULL" in first
    start, end = head.index("candidate"), head.index("votes")
    assert " ".join(line[start : end - 2].strip() for line in lines[2:]).strip() == ROWS[0][1]


def test_where_nothing_fits_a_row_s_columns_stand_one_under_the_other():
    many = tuple(f"column {n}" for n in range(12))
    rows = [tuple(1_000_000 + n for n in range(12)), (*range(11), "words that are longer than what is left of a line")]
    lines = printed(40, many, rows).splitlines()
    assert all(len(line.rstrip()) <= 40 for line in lines)
    assert lines[0] == "── 1 of 2" and lines[13] == "── 2 of 2"
    assert [line.split() for line in lines[1:13]] == [["column", str(n), str(1_000_000 + n)] for n in range(12)]
    assert " ".join(line[11:].strip() for line in lines[25:]) == rows[1][11]
    assert printed(133, many, rows[:1]).count("\n") == 3  # just wide enough: a table


def test_an_article_cannot_colour_the_terminal():
    assert "[red]x[/red]" in printed(80, ("text",), [("[red]x[/red]",)], force_terminal=True)


def test_faults_are_coloured_on_terminals_only():
    rows = [("error", "new")]
    assert "\x1b[1;31merror" in printed(80, ("severity", "status"), rows, force_terminal=True)
    assert "\x1b" not in printed(80, ("severity", "status"), rows)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_help_has_an_example(name):
    text = CliRunner().invoke(cli, [name, "--help"]).output
    assert f"canvass {name}" in text.partition("Usage:")[2].partition("\n")[2]


def test_every_command_stands_in_the_help():
    text = CliRunner().invoke(cli, ["--help"]).output
    assert all(f"\n  {name} " in text for name in cli.commands)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell):
    assert f"_CANVASS_COMPLETE={shell}_complete" in CliRunner().invoke(cli, ["completion", shell]).output


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        (["changes", "--table"], "area", {"areas", "area_results"}),
        (["refresh", "--scope"], "us-s", {"us-senate"}),
        (["findings", "--check"], "page_h", {"page_held"}),
        (["sql", "--version"], "", set()),
        ([], "find", {"findings"}),
    ],
)
def test_names_are_completed(typed, begun, offered, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = ShellComplete(cli, {}, "canvass", "_CANVASS_COMPLETE").get_completions(typed, begun)
    assert {item.value for item in found} == offered


def test_a_table_that_is_nearly_right_is_answered():
    told = CliRunner().invoke(cli, ["changes", "--table", "areas_results"])
    assert (told.exit_code, "did you mean 'area_results'" in told.output) == (2, True)


def test_an_interruption_says_what_was_kept(tmp_path, monkeypatch, capsys):
    from pipeline.steps import read as steps

    dataset = tmp_path / "dataset"
    arguments = ["canvass", "refresh", "--source", "sample", "--dataset", str(dataset), "--plain"]

    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "read", interrupted)
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    said = capsys.readouterr().err
    assert "no version is published yet; 18 fetched revisions are kept in the archive" in said
