"""Output that nobody reads: no traceback, an exit code that says so, and work that is begun is done. Real pipes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from cli.main import TO_THEIR_END, cli
from output.folder import latest, published
from output.versions import PINS, pins
from tests.steps.folder import page, write

CANVASS = [sys.executable, "-c", "from cli.main import main; main()"]
CUT_SHORT, UNWRITTEN = 141, 74


@pytest.fixture
def closed():
    """A pipe that nobody reads."""
    read, written = os.pipe()
    os.close(read)
    yield written
    os.close(written)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unread")
    write(folder / "source", Massachusetts=page())
    assert ended("refresh", "--source", folder / "source", "--dataset", folder / "dataset")[0] == 0
    return folder / "dataset"


def ended(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, shell=""):
    """(exit code, what stood on stderr)."""
    command = [*CANVASS, *map(str, arguments)]
    if shell:
        command = ["sh", "-c", f'exec "$@" {shell}', "sh", *command]
    done = subprocess.run(command, stdout=stdout, stderr=stderr, check=False, timeout=120)
    return done.returncode, (done.stderr or b"").decode()


def digests(dataset):
    """What is in each file but those that tell of pins."""
    files = (path for path in dataset.rglob("*") if path.is_file() and path.name != PINS)
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in files}


def test_a_refresh_of_many_pages_is_finished_and_published_though_nobody_reads_a_line(closed, tmp_path):
    given = ("refresh", "--source", "sample", "--plain", "--dataset", tmp_path)
    assert ended(*given, stdout=closed, stderr=closed) == (0, "")
    assert latest(tmp_path).table("pages").height == 18


def test_a_refresh_that_tells_in_json_is_finished_too(closed, tmp_path):
    """What it tells at the end, and its log."""
    write(tmp_path / "source", Massachusetts=page())
    options = ("--json", "--log-format", "json")
    given = ("refresh", "--source", tmp_path / "source", "--dataset", tmp_path / "dataset", *options)
    assert ended(*given, stdout=closed, stderr=closed) == (0, "")
    assert len(published(tmp_path / "dataset")) == 1


@pytest.mark.parametrize("shell", ["<&- >&- 2>&-", "2>/dev/full"])
def test_a_refresh_without_streams_publishes(shell, tmp_path):
    write(tmp_path / "source", Massachusetts=page())
    given = ("refresh", "--source", tmp_path / "source", "--dataset", tmp_path / "dataset", "--plain")
    code, told = ended(*given, shell=shell)
    assert (code, "Traceback" in told) == (0, False)
    assert len(published(tmp_path / "dataset")) == 1


@pytest.mark.parametrize("shell", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_number_of_a_closed_stream(shell, dataset):
    """What is printed would be written into it: all but the pins stands as it was."""
    before = digests(dataset)
    assert ended("pin", "latest", "--dataset", dataset, shell=shell)[0] == 0
    assert digests(dataset) == before
    assert list(pins(dataset)) == published(dataset)


@pytest.mark.parametrize(
    "arguments",
    [
        ("sql", "SELECT * FROM cells"),
        ("sql", "SELECT * FROM cells", "--csv"),
        ("sql", "SELECT * FROM cells", "--json"),
        ("versions",),
        ("check", "--list"),
        ("explain", "massachusetts"),
    ],
    ids=" ".join,
)
def test_an_answer_that_nobody_reads_ends_quietly(arguments, dataset, closed):
    assert ended(*arguments, "--dataset", dataset, stdout=closed) == (CUT_SHORT, "")


def test_the_rest_of_a_long_answer_is_left_out(dataset):
    text = f"{' '.join(CANVASS[:1])} -c '{CANVASS[2]}' sql 'SELECT * FROM cells, range(5000)' --csv --dataset {dataset}"
    done = subprocess.run(
        ["bash", "-c", f"{text} | head -1; echo ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False
    )
    head, code = done.stdout.splitlines()
    assert head.startswith("page_id,table_no,")
    assert (code, done.stderr) == (str(CUT_SHORT), "")


@pytest.mark.parametrize(
    "arguments", [("pin", "latest"), ("prune", "--keep", "3"), ("verify",), ("doctor",)], ids=" ".join
)
def test_what_changes_something_or_answers_by_its_code_keeps_its_code(arguments, dataset, closed):
    read = ended(*arguments, "--dataset", dataset)[0]
    if arguments != ("verify",):  # tells on stderr how far it is
        assert ended(*arguments, "--dataset", dataset, stdout=closed) == (read, "")
    assert ended(*arguments, "--dataset", dataset, stdout=closed, stderr=closed) == (read, "")


def test_an_answer_that_cannot_be_kept_is_an_error(dataset):
    code, told = ended("versions", "--dataset", dataset, shell="> /dev/full")
    assert (code, told) == (UNWRITTEN, "canvass: the answer could not be written: No space left on device\n")


def test_a_fault_that_nobody_is_told_of_keeps_its_code(closed, tmp_path):
    assert ended("sql", "SELECT 1", "--dataset", tmp_path / "none", stdout=closed, stderr=closed)[0] == 2
    assert ended("nothing", stdout=closed, stderr=closed)[0] == 2


@pytest.mark.prefect
def test_a_flow_with_a_server_of_its_own_is_finished(closed, tmp_path, monkeypatch):
    """The server would write into the pipe, too, and end."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    write(tmp_path / "source", Massachusetts=page())
    given = ("refresh", "--source", tmp_path / "source", "--dataset", tmp_path / "dataset", "--prefect")
    assert ended(*given, stdout=closed, stderr=closed) == (0, "")
    assert len(published(tmp_path / "dataset")) == 1


def test_a_broken_pipe_of_something_else_is_no_quiet_end(tmp_path, monkeypatch, capsys):
    """As of a server that ends in the middle: click would take it for ours and say nothing."""
    from cli.main import main
    from pipeline.steps import refresh

    def broken(*_arguments, **_options):
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(refresh, "refresh", broken)
    monkeypatch.setattr(sys, "argv", ["canvass", "refresh", "--plain", "--dataset", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 70
    assert "Broken pipe" in capsys.readouterr().err


def test_what_goes_on_to_its_end_is_a_command():
    assert set(cli.commands) >= TO_THEIR_END
