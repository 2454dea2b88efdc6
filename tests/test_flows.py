"""The flows for real, on a temporary Prefect server: task runs, what a run shows of itself, deployments."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from output.folder import latest
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.steps.dask_cluster import dask_runner
from pipeline.steps.refresh import Request
from schemas import DATA_TABLES
from tests.quality.alerts.sink import Sink
from tests.steps.folder import page, run, write

pytestmark = pytest.mark.prefect
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Prefect home and database of this test's own, and a server that ends with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        patch.delenv("PREFECT_API_URL", raising=False)
        patch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=120):
            yield


def test_the_flow_publishes_what_the_plain_run_does(server, tmp_path):
    from prefect.client.orchestration import get_client

    from flows import refresh

    source = tmp_path / "source"
    write(source, Massachusetts=page())
    summary = refresh(source=str(source), dataset=str(tmp_path / "flow"))
    assert summary["changed"]
    assert summary["pages"] == 1
    run(source, tmp_path / "plain")
    assert latest(tmp_path / "flow").content_hash == latest(tmp_path / "plain").content_hash

    with get_client(sync_client=True) as client:
        (flow_run,) = client.read_flow_runs()
        (limit,) = client.read_global_concurrency_limits(limit=10, offset=0)
        names = sorted(task_run.name for task_run in client.read_task_runs())
    assert flow_run.name == f"flow from source: {summary['version']} published"
    assert flow_run.state_name == "Completed"
    assert (limit.name[:13], limit.limit, limit.active_slots) == ("canvass-flow-", 1, 0)
    expected = ["assemble: 1 pages", "check: 1 pages", "fetch: batch 1 of 1", "list: folder", "parse: batch 1 of 1"]
    assert names == [*expected, f"publish: {tmp_path / 'flow'}"]


def test_a_source_that_is_not_there_fails_the_flow_at_once(server, tmp_path):
    from flows import refresh
    from pipeline.errors import SourceError

    with pytest.raises(SourceError, match="no folder or file"):
        refresh(source=str(tmp_path / "nowhere"), dataset=str(tmp_path / "dataset"))


@pytest.mark.parametrize(("cause", "again"), [(ConnectionError("reset"), True), (OSError(28, "No space left"), False)])
def test_only_network_faults_are_tried_again(server, cause, again):
    from prefect import flow

    from flows import PrefectEngine
    from pipeline.errors import SourceError

    calls = []

    def work():
        calls.append(1)
        if len(calls) == 1:
            raise SourceError("the source could not be read") from cause
        return "done"

    @flow
    def one_step():
        return PrefectEngine(seconds_before_retry=0).run("fetch", "batch 1 of 1", work, retries=2)

    if again:
        assert one_step() == "done"
    else:
        with pytest.raises(SourceError):
            one_step()
    assert len(calls) == (2 if again else 1)


def test_on_dask_the_outcome_is_the_same(server, tmp_path, monkeypatch):
    """Several batches, on a local cluster of two workers: the same bytes of every table."""
    pytest.importorskip("prefect_dask")
    from flows import refresh_flow

    monkeypatch.setattr("pipeline.steps.read.PARSE_BATCH", 2)
    monkeypatch.setenv("CANVASS_PROCESSES", "1")
    source = tmp_path / "source"
    write(source, **{f"Page_{n}": page(f"Page {n}", kerry=1000 + n) for n in range(3)})
    parsed_here = []
    monkeypatch.setattr("pipeline.steps.read.parse_revisions", lambda *given, **options: parsed_here.append(given))
    summary = refresh_flow(Request(Settings(), str(source), tmp_path / "dask"), dask="2")
    assert (summary.pages, parsed_here) == (3, [])  # the workers have modules of their own
    monkeypatch.undo()
    run(source, tmp_path / "plain")
    on_dask, plain = latest(tmp_path / "dask").hashes, latest(tmp_path / "plain").hashes
    assert {name: on_dask[name] for name in DATA_TABLES} == {name: plain[name] for name in DATA_TABLES}


@pytest.mark.parametrize("where", ["0", "host", "two"])
def test_dask_wants_workers_or_an_address(where):
    with pytest.raises(UsageError, match="tcp://"):
        dask_runner(where)


def events_so_far(client, at_least):
    """(event, payload) of canvass's events, by name, once there are so many or half a minute is over."""
    ours = {"event": {"prefix": ["canvass."]}, "resource": {"id": ["canvass.dataset.events"]}}
    wanted = {"filter": ours, "limit": 50}
    for _ in range(60):
        events = client.request("POST", "/events/filter", json=wanted).json()["events"]
        if len(events) >= at_least:
            break
        time.sleep(0.5)
    return sorted(((e["event"], e["payload"]) for e in events), key=lambda event: event[0])


def test_events_artifacts_and_automations(server, tmp_path):
    from prefect.blocks.notifications import CustomWebhookNotificationBlock
    from prefect.client.orchestration import get_client

    from deploy.automations import create
    from flows import refresh

    sink = Sink()
    CustomWebhookNotificationBlock(
        name="sink", url=f"http://127.0.0.1:{sink.port}/", json_data={"title": "{{subject}}", "text": "{{body}}"}
    ).save("sink")
    create("custom-webhook/sink", hours=26)
    names = create("custom-webhook/sink", hours=26)

    source, dataset = tmp_path / "source", tmp_path / "events"
    write(source, Massachusetts=page().replace("58.95%", "68.95%"))
    with get_client(sync_client=True) as client:
        assert sorted(automation.name for automation in client.read_automations()) == sorted(names)
        version = refresh(source=str(source), dataset=str(dataset))["version"]
        refresh(source=str(source), dataset=str(dataset))
        (new, told), *completed = events_so_far(client, 3)
        told_of = {flow_run.id: flow_run.name for flow_run in client.read_flow_runs()}
        shown = [artifact for artifact in client.read_artifacts() if told_of[artifact.flow_run_id].startswith("events")]
    assert (new, told["version"], told["new"], told["new_errors"]) == ("canvass.findings.new", version, 1, 1)
    assert "Essex" in told["text"]
    assert [event for event, _ in completed] == ["canvass.refresh.completed"] * 2
    assert sorted(payload["changed"] for _, payload in completed) == [False, True]
    kinds = Counter((artifact.key, artifact.type) for artifact in shown)
    each_run = {
        ("canvass-progress", "progress"): 2,
        ("canvass-summary", "markdown"): 2,
        ("canvass-report", "markdown"): 2,
    }
    assert kinds == {("canvass-findings", "table"): 1, **each_run}
    (table,) = (artifact for artifact in shown if artifact.type == "table")
    assert "Essex" in table.data
    assert all(artifact.data == 100 for artifact in shown if artifact.type == "progress")
    assert sorted(name for name in told_of.values() if name.startswith("events")) == [
        f"events from source: {version} published",
        f"events from source: {version} stands",
    ]

    for _ in range(60):
        if sink.got:
            break
        time.sleep(0.5)
    sink.close()
    assert [(got["title"], got["text"].strip()) for got in sink.got] == [(told["title"], told["text"].strip())]


def test_the_deployments_of_prefect_yaml(server, tmp_path):
    """`prefect deploy --all` takes them all; parameters exist and have a description each."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.settings import PREFECT_API_URL

    with get_client(sync_client=True) as client:
        client.create_work_pool(WorkPoolCreate(name="canvass", type="process"))
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
            cwd=ROOT,
            env={**os.environ, "PREFECT_API_URL": PREFECT_API_URL.value()},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        deployments = {deployment.name: deployment for deployment in client.read_deployments()}
    assert set(deployments) == {"daily", "weekly-dump", "verify-latest"}
    for deployment in deployments.values():
        known = deployment.parameter_openapi_schema["properties"]
        assert set(deployment.parameters) <= set(known)
        assert all(parameter.get("description") for parameter in known.values())
        assert deployment.description
        assert (deployment.work_pool_name, deployment.tags) == ("canvass", ["canvass"])
        assert deployment.global_concurrency_limit.limit == 1
    active = {name: deployment.schedules[0].active for name, deployment in deployments.items()}
    assert active == {"daily": True, "weekly-dump": False, "verify-latest": True}


def test_the_flow_verify(server, tmp_path, monkeypatch):
    """Identical where nothing was touched; a version with a damaged file fails the run."""
    monkeypatch.setenv("CANVASS_PROCESSES", "1")
    from flows import verify
    from pipeline.errors import DatasetError

    write(tmp_path / "source", Massachusetts=page())
    run(tmp_path / "source", tmp_path / "dataset")
    assert verify(dataset=str(tmp_path / "dataset"))["is_identical"]
    damaged = latest(tmp_path / "dataset").parquet_path("areas")
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes() + b"!")
    with pytest.raises(DatasetError, match="is not what its revisions make"):
        verify(dataset=str(tmp_path / "dataset"))
