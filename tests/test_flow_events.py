"""What Prefect is told of a run, on a real server: events, the table of findings, and automations that react."""

from __future__ import annotations

import time

import pytest

from tests.quality.alerts.sink import Sink
from tests.steps.folder import page, write
from tests.test_flows import server  # noqa: F401

pytestmark = pytest.mark.prefect


def events_so_far(client, at_least):
    """(event, payload) of canvass's events, by name, once there are so many or half a minute is over."""
    wanted = {"filter": {"event": {"prefix": ["canvass."]}}, "limit": 50}
    for _ in range(60):
        events = client.request("POST", "/events/filter", json=wanted).json()["events"]
        if len(events) >= at_least:
            break
        time.sleep(0.5)
    return sorted(((e["event"], e["payload"]) for e in events), key=lambda event: event[0])


def test_events_table_and_automations(server, tmp_path):  # noqa: F811
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

    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write(source, Massachusetts=page().replace("58.95%", "68.95%"))
    with get_client(sync_client=True) as client:
        assert sorted(automation.name for automation in client.read_automations()) == sorted(names)
        version = refresh(source=str(source), dataset=str(dataset))["version"]
        refresh(source=str(source), dataset=str(dataset))
        (new, told), *completed = events_so_far(client, 3)
        (table,) = client.read_artifacts()
    assert (new, told["version"], told["new"], told["new_errors"]) == ("canvass.findings.new", version, 1, 1)
    assert "Essex" in told["text"]
    assert [event for event, _ in completed] == ["canvass.refresh.completed"] * 2
    assert sorted(payload["changed"] for _, payload in completed) == [False, True]
    assert (table.key, table.type) == ("canvass-findings", "table")
    assert "Essex" in table.data

    for _ in range(60):
        if sink.got:
            break
        time.sleep(0.5)
    sink.close()
    assert [(got["title"], got["text"].strip()) for got in sink.got] == [(told["title"], told["text"].strip())]
