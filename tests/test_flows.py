"""The flow for real, on a temporary Prefect server: each step is a task run, the outcome is the plain run's."""

from __future__ import annotations

import pytest

from output.folder import latest
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.steps.dask_cluster import dask_runner
from pipeline.steps.refresh import Request
from schemas import DATA_TABLES
from tests.steps.folder import page, run, write

pytestmark = pytest.mark.prefect


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
        names = sorted(task_run.name for task_run in client.read_task_runs())
    assert flow_run.name == f"{tmp_path / 'flow'} from {source}"
    assert flow_run.state_name == "Completed"
    expected = ["check: 1 pages", "fetch: batch 1 of 1", "list: folder", "parse: batch 1 of 1"]
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
