"""What is remembered of each refresh, whatever way it ended: the record, and the textfile for Prometheus."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from prometheus_client.parser import text_string_to_metric_families

from output.folder import latest
from output.staging import dataset_lock
from pipeline.errors import DatasetError, SourceError
from pipeline.settings import Settings
from pipeline.steps import run_log
from pipeline.steps.lines import Lines
from pipeline.steps.refresh import Request, refresh
from pipeline.steps.run_log import RunLog, RunRecord, append, read_runs
from tests.sources.fake_wiki import Fault, fake_wiki
from tests.steps.folder import page, run, write

ROOT = Path(__file__).resolve().parents[2]


def metrics(dataset):
    """{(name, label values but the dataset's): value} of the textfile, as Prometheus reads it."""
    found = {}
    for family in text_string_to_metric_families((dataset / "canvass.prom").read_text()):
        for sample in family.samples:
            assert sample.labels["dataset"] == dataset.name
            found[sample.name, *(value for name, value in sample.labels.items() if name != "dataset")] = sample.value
    return found


def test_every_run_is_remembered(tmp_path):
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write(source, Massachusetts=page())
    run(source, dataset)
    run(source, dataset)
    with pytest.raises(SourceError):
        run(tmp_path / "nowhere\nforged line", dataset)
    published, unchanged, failed = read_runs(dataset)
    assert [published.outcome, unchanged.outcome, failed.outcome] == ["published", "unchanged", "failed"]
    assert (published.fetched, unchanged.fetched, published.pages) == (1, 0, 1)
    assert published.version == unchanged.version == latest(dataset).version
    assert published.rows["area_results"] == 4
    assert set(published.step_seconds) == {"list", "fetch", "parse", "check", "publish"}
    assert (failed.step, failed.exit_code) == (None, 3)
    assert "no folder or file" in failed.error
    assert "\n" not in failed.error
    assert published.started < published.ended < unchanged.started
    found = metrics(dataset)
    assert found["canvass_last_run_outcome", "failed"] == 1
    assert found["canvass_failures_since_success",] == 1
    assert found["canvass_rows", "area_results"] == 4
    assert found["canvass_version_info", latest(dataset).version] == 1
    assert found["canvass_last_success_timestamp_seconds",] < found["canvass_last_run_timestamp_seconds",]

    # DuckDB reads it as the docs say.
    query = run_log.__doc__.partition("In DuckDB:")[2].replace("'dataset/", f"'{dataset}/")
    rows = duckdb.sql(query).select("outcome, rows.areas").fetchall()
    assert sorted(rows, key=str) == [("failed", None), ("published", 2), ("unchanged", 2)]

    # A record that cannot be written fails nothing.
    shutil.rmtree(dataset / "runs")
    (dataset / "runs").write_text("a file is in the way")
    said = []
    assert not refresh(Request(Settings(processes=1), str(source), dataset), progress=Lines(said.append)).changed
    assert [line for line in said if line.startswith("the run's record or metrics cannot be written")]


def test_a_wiki_s_traffic_is_told_also_of_a_run_that_failed(tmp_path):
    settings = Settings(processes=1, retries=1, backoff_seconds=0, scopes={"one": {"titles": ["Vermont"]}})
    with fake_wiki() as wiki:
        wiki.write("Vermont", page("Vermont"))
        refresh(Request(settings, wiki.url, tmp_path, scope="one"))
        wiki.lasting = Fault(503, b"busy")
        with pytest.raises(SourceError):
            refresh(Request(settings, wiki.url, tmp_path, scope="one"))
    well, badly = read_runs(tmp_path)
    assert (well.scope, well.outcome, badly.outcome, badly.step) == ("one", "published", "failed", "list")
    assert well.requests >= 2
    assert well.bytes > len(page("Vermont"))
    assert badly.retries >= 1


def test_a_run_that_meets_a_lock_is_remembered_and_spoils_nothing(tmp_path, monkeypatch):
    write(tmp_path / "source", Massachusetts=page())
    holder = [sys.executable, "-c", "from output.staging import dataset_lock; from pathlib import Path; import time"]
    holder[-1] += f"\nwith dataset_lock(Path({str(tmp_path / 'dataset')!r})): print(1, flush=True); time.sleep(60)"
    with subprocess.Popen(holder, cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"1\n"
        append(tmp_path / "dataset", RunRecord("other", "2026-11-23T06:00:00+00:00", "sample"))
        with pytest.raises(DatasetError, match="another run"):
            run(tmp_path / "source", tmp_path / "dataset")
        assert [record.outcome for record in read_runs(tmp_path / "dataset")] == ["running", "failed"]
        other.kill()
    assert [record.outcome for record in read_runs(tmp_path / "dataset")] == ["killed", "failed"]


def test_a_killed_run_is_told_of_by_the_next(tmp_path):
    write(tmp_path / "source", **{f"Page_{n}": page(f"Page {n}") for n in range(40)})
    command = [sys.executable, "-c", "from cli.main import main; main()", "refresh", "--source", "source"]
    refreshing = subprocess.Popen(
        command, cwd=tmp_path, stdout=-3, stderr=-3, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    until = time.monotonic() + 60
    while not list(tmp_path.glob("dataset/runs/*.jsonl")) and time.monotonic() < until:
        time.sleep(0.01)
    refreshing.send_signal(signal.SIGKILL)
    refreshing.wait()
    (killed,) = read_runs(tmp_path / "dataset")
    assert (killed.outcome, killed.pid) == ("killed", refreshing.pid)


def test_half_a_line_costs_that_line_alone(tmp_path):
    """A power cut in the middle of a line, a line of something else, one from a later canvass."""
    record = RunRecord("1", "2026-11-23T06:00:00+00:00", "sample", outcome="published")
    append(tmp_path, record)
    path = tmp_path / "runs" / "2026.jsonl"
    with path.open("ab") as file:
        file.write(b'null\n[]\n{"run_id": 3}\n' + b"[" * 100_000 + b'\n{"run_id": "2", "star')
    append(tmp_path, RunRecord("4", "2026-11-24T06:00:00+00:00", "sample", outcome="failed"))
    with path.open("ab") as file:
        file.write(json.dumps({**vars(record), "run_id": "5", "later": 1}).encode() + b"\n")
    assert [run.run_id for run in read_runs(tmp_path)] == ["1", "5", "4"]


@pytest.mark.parametrize(
    ("source", "told"),
    [("https://me:secret@wiki.example/w/api.php", "https://wiki.example/w/api.php"), ("pages/a@b", "pages/a@b")],
)
def test_no_password_is_remembered(tmp_path, source, told):
    assert run_log.RunLog(Request(Settings(), source, tmp_path)).record.source == told


def test_the_lock_is_only_asked_for(tmp_path):
    assert not run_log.is_locked(tmp_path / "nothing here")
    assert not (tmp_path / "nothing here").exists()
    with dataset_lock(tmp_path):
        pass
    assert not run_log.is_locked(tmp_path)


@pytest.mark.parametrize("error", [asyncio.CancelledError(), SystemExit(1)])
def test_a_run_that_was_ended_says_by_what(tmp_path, error):
    log = RunLog(Request(Settings(), "sample", tmp_path))
    log.failed(error)
    assert log.record.outcome == "interrupted"
    assert log.record.error.endswith(f"({type(error).__name__})")
