"""The commands from outside: what they print, how they end. Each runs in this process, with real releases."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli.main import cli, main
from cli.reference import reference
from output.folder import latest
from output.staging import dataset_lock
from output.versions import list_versions
from tests.steps.folder import page, write

ROOT = Path(__file__).resolve().parents[2]
VERMONT = "2004 United States presidential election in Vermont"
LIGHT = ("prefect", "polars", "pandera")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("commands")
    source = folder / "source"
    faulty = page(VERMONT).replace("76.88%", "67.88%")
    # More rows, so that the others show that percentages are of the total.
    rows = "|-\n| Norfolk || 199,392 || 60.95% || 127,763 || 39.05% || 327,155\n|}"
    write(source, Massachusetts=page(), **{VERMONT.replace(" ", "_"): faulty.replace("|}\n", rows)})
    assert run("refresh", "--source", str(source), "--dataset", str(folder / "dataset"))[0] == 0
    return folder / "dataset"


def run(*arguments, monkeypatch=None):
    """(exit code, stdout, stderr) of a command."""
    done = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def invoke(monkeypatch, capsys, *arguments):
    """The same in this process: faster."""
    monkeypatch.setattr(sys, "argv", ["canvass", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    return ended.value.code or 0, printed.out, printed.err


@pytest.fixture
def canvass(monkeypatch, capsys, dataset):
    return lambda command, *rest: invoke(monkeypatch, capsys, command, "--dataset", str(dataset), *rest)


def test_versions(canvass, dataset):
    code, out, _ = canvass("versions", "--verify", "--json")
    assert code == 0
    (version,) = json.loads(out)
    assert (version["state"], version["is_latest"], version["pages"]) == ("ok", True, 2)
    assert latest(dataset).version in canvass("versions")[1]


def test_sql_as_table_csv_and_json(canvass):
    sql = "SELECT area, votes, NULL AS nothing FROM area_results WHERE area = 'Essex' ORDER BY votes LIMIT 1"
    assert canvass("sql", sql)[1].splitlines()[2].split() == ["Essex", "135114", "NULL"]
    assert list(csv.reader(canvass("sql", sql, "--csv")[1].splitlines()))[1] == ["Essex", "135114", ""]
    assert json.loads(canvass("sql", sql, "--json")[1]) == [{"area": "Essex", "votes": 135114, "nothing": None}]


@pytest.mark.parametrize(
    "statement",
    ["SELECT nonsense", "DELETE FROM pages", "COPY pages TO '/tmp/x.csv'", "SELECT * FROM read_text('/etc/passwd')"],
)
def test_sql_that_is_wrong_or_reaches_out_is_refused(canvass, statement):
    code, out, err = canvass("sql", statement)
    assert (code, out) == (2, "")
    assert err.startswith("canvass: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("", "there is no statement"),
        ("/* a remark */", "there is no statement"),
        ("SELECT 1; SELECT 2", "these are 2 statements. Run one at a time"),
        ("SELECT '\udcff'", "is no UTF-8"),
    ],
)
def test_what_is_not_one_question_is_refused(canvass, statement, said):
    code, out, err = canvass("sql", statement)
    assert (code, out) == (2, "")
    assert said in err


def test_sql_s_answer_is_json_whatever_it_holds(canvass):
    twice = "SET VARIABLE n = 1; SELECT 1 AS a, 2 AS a_1, 3 AS a, getvariable('n') AS a"
    assert json.loads(canvass("sql", twice, "--json")[1]) == [{"a": 1, "a_1": 2, "a_2": 3, "a_3": 1}]
    text = canvass("sql", "SELECT 'nan'::DOUBLE AS x, ['inf'::DOUBLE, 1.5] AS y, {'z': '-inf'::FLOAT} AS z", "--json")[
        1
    ]
    assert json.loads(text, parse_constant=pytest.fail) == [{"x": None, "y": [None, 1.5], "z": {"z": None}}]


def test_findings_and_waive(canvass, dataset):
    code, out, _ = canvass("findings", "--new", "--json")
    (finding,) = [finding for finding in json.loads(out) if finding["severity"] == "error"]
    assert (finding["check_id"], finding["observed"], finding["expected"]) == ("area_pct", "67.88", "76.88")
    assert finding["fix"].startswith("Divide the votes")
    assert "Suffolk: John Kerry" in canvass("findings", "--page", "vermont", "--check", "area_pct")[1]
    assert canvass("findings", "--page", "Massachusetts")[2] == "no findings\n"
    assert "Did you mean 'area_pct'?" in canvass("findings", "--check", "area_pc")[2]
    assert f"## {VERMONT}" in canvass("findings", "--markdown")[1]
    assert canvass("waive", finding["finding_id"], "--reason", " ")[0] == 2
    assert finding["finding_id"] in canvass("waive", finding["finding_id"][:-1] + "x", "--reason", "x")[2]
    code, out, _ = canvass("waive", finding["finding_id"][:8], "--reason", "as certified", "--until", "2027-01-31")
    assert code == 0
    assert "until: 2027-01-31" in (dataset / "waivers.yaml").read_text()
    assert canvass("findings")[2] == "no findings\n"
    assert finding["finding_id"] in canvass("findings", "--all")[1]
    assert canvass("waive", "nonsense", "--reason", "x")[0] == 2


def test_check_reads_a_published_version(canvass):
    _, out, _ = canvass("check", "--json")
    told = json.loads(out)
    assert [f["check_id"] for f in told["findings"] if f["severity"] == "error"] == ["area_pct"]
    assert {"area_pct", "infobox_votes"} <= {check["check_id"] for check in told["checks"]}
    assert "Suffolk" not in canvass("check", "--page", "Massachusetts", "--severity", "info")[1]
    assert "area_pct" in canvass("check", "--list")[1]


def test_explain_leads_from_a_value_to_its_markup(canvass):
    _, out, _ = canvass("explain", VERMONT, "--table", "1", "--row", "2", "--json")
    told = json.loads(out)
    assert told["page"]["title"] == VERMONT
    assert told["tables"][0]["kind"] == "areas"
    assert told["tables"][0]["reason"]
    assert told["cells"][0]["wikitext"].strip() == "[[Suffolk County, Massachusetts|Suffolk]]"
    assert [row["votes"] for row in told["records"]["area_results"]] == [54923, 182592]
    out = canvass("explain", "in Vermont", "--table", "1", "--row", "2")[1]
    assert "markup: [[Suffolk County, Massachusetts|Suffolk]]" in out
    code, _, err = canvass("explain", "2004 election in Vermnt")
    assert code == 2
    assert VERMONT in err


def test_the_rest_reports(canvass):
    version = json.loads(canvass("versions", "--json")[1])[0]["version"]
    assert canvass("diff", version)[2] == "no differences\n"
    assert canvass("changes")[2] == "no changes\n"
    assert VERMONT in canvass("attribution")[1]
    assert canvass("prune", "--keep", "1", "--dry-run")[1] == "would drop: nothing\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("findngs",), 2, "Did you mean 'findings'?"),
        (("refresh", "--sorce", "x"), 2, "--source"),
        (("refresh", "--as-of", "yesterday"), 2, "write 2024-11-06"),
        (("refresh", "--source", "/nowhere"), 3, "no folder or file '/nowhere'"),
        (("versions", "--version", "2026.11.23-1"), 2, "No such option"),
        (("sql", "SELECT 1", "--version", "2001.01.01-1"), 2, "no version 2001.01.01-1"),
    ],
)
def test_wrong_usage(monkeypatch, capsys, tmp_path, dataset, arguments, code, said):
    where = dataset if arguments[0] == "sql" else tmp_path
    option = [] if arguments[0] == "findngs" else ["--dataset", str(where)]
    ended, out, err = invoke(monkeypatch, capsys, *arguments, *option)
    assert (ended, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_nothing_published_yet(monkeypatch, capsys, tmp_path):
    code, _, err = invoke(monkeypatch, capsys, "sql", "SELECT 1", "--dataset", str(tmp_path))
    assert (code, err) == (2, f"canvass: nothing is published yet ({tmp_path}). run `canvass refresh` first\n")


def test_strict_tells_of_new_errors_once(tmp_path):
    source, folder = tmp_path / "source", str(tmp_path / "dataset")
    rows = "|-\n| Norfolk || 199,392 || 60.95% || 127,763 || 39.05% || 327,155\n|}"
    write(source, Page=page().replace("76.88%", "67.88%").replace("|}\n", rows))
    assert run("refresh", "--source", str(source), "--dataset", folder, "--strict")[0] == 1
    done, imported = imports_of("refresh", "--source", str(source), "--dataset", folder, "--strict", "--json")
    assert json.loads(done.stdout)["changed"] is False
    assert imported == "[]"  # where nothing is new, nothing slow is waited for


def test_a_locked_dataset_ends_with_4(tmp_path):
    write(tmp_path / "source", Page=page())
    with dataset_lock(tmp_path / "dataset"):
        code, _, err = run("refresh", "--source", str(tmp_path / "source"), "--dataset", str(tmp_path / "dataset"))
    assert code == 4
    assert "another run is writing" in err


def test_two_refreshes_at_once(tmp_path):
    """Whichever comes first publishes; the other one ends with 4 and a line, or finds nothing new to do."""
    source, folder = tmp_path / "source", tmp_path / "dataset"
    write(source, Page=page())
    command = [sys.executable, "-c", "from cli.main import main; main()", "refresh"]
    command += ["--source", str(source), "--dataset", str(folder), "--json"]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-1, text=True) for _ in range(2)]
    ended = []
    for process in both:
        out, err = process.communicate(timeout=120)
        ended.append(process.returncode)
        if process.returncode:
            line = f"canvass: another run is writing to the dataset ({folder}). Wait for it to end, then run again"
            assert (process.returncode, out, err.splitlines()[-1]) == (4, "", line)
    assert 0 in ended
    (status,) = list_versions(folder)
    assert (status.state, status.is_latest) == ("ok", True)


def test_an_internal_fault_is_one_line_and_debug_shows_where(monkeypatch, capsys, dataset):
    monkeypatch.setattr("output.sql.query", lambda *_args, **_options: 1 / 0)
    code, _, err = invoke(monkeypatch, capsys, "sql", "SELECT 1", "--dataset", str(dataset))
    assert (code, len(err.splitlines())) == (70, 1)
    monkeypatch.setattr(sys, "argv", ["canvass", "--debug", "sql", "SELECT 1", "--dataset", str(dataset)])
    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "Permission denied", "x"), OSError(28, "No space left on device")]
)
def test_what_the_machine_refuses_is_no_fault_of_canvass(monkeypatch, capsys, dataset, fault):
    def refused(*_args, **_options):
        raise fault

    monkeypatch.setattr("output.sql.query", refused)
    code, _, err = invoke(monkeypatch, capsys, "sql", "SELECT 1", "--dataset", str(dataset))
    assert (code, len(err.splitlines())) == (4, 1)
    assert err.startswith(f"canvass: {fault.strerror}")


def imports_of(*arguments):
    """(the ended process, which of LIGHT it has imported) of a command."""
    script = (
        "import sys; from cli.main import cli\n"
        f"cli.main({list(arguments)!r}, standalone_mode=False)\n"
        f"print([name for name in {LIGHT!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done, done.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", [["versions"], ["sql", "SELECT 1"], ["findings"], ["changes"], ["runs"]])
def test_light_commands_do_not_import_what_is_slow(dataset, command):
    assert imports_of(*command, "--dataset", str(dataset))[1] == "[]"


def test_every_command_and_option_says_what_it_is_for():
    for name, command in cli.commands.items():
        assert command.short_help or command.help, name
        assert f"canvass {name}" in (command.help or ""), f"{name} has no example"
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.opts}"


def test_the_docs_are_the_commands():
    assert (ROOT / "docs" / "cli.md").read_text() == reference()
