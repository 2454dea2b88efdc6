"""Alerts through whole refreshes, to a server on loopback: once, whatever dies or fails on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pydantic import SecretStr

from output.folder import latest
from pipeline.settings import AlertSettings, HoldSettings, Settings
from pipeline.steps.outbox import FILE, Outbox
from pipeline.steps.refresh import Request, refresh
from pipeline.steps.summary_lines import summary_lines
from tests.quality.alerts.sink import Sink
from tests.steps.folder import page, write

ROOT = Path(__file__).resolve().parents[2]
RIGHT = page()
KILLED_BEFORE_SENDING = """import os
from pipeline.steps.alerting import Alerts
Alerts.deliver = lambda *_: os.kill(os.getpid(), 9)
"""
WRONG = page().replace("58.95%", "68.95%")


class Place:
    """A source, a dataset and a sink."""

    def __init__(self, folder, sink):
        self.source, self.dataset, self.sink = folder / "source", folder / "dataset", sink
        self.url = f"json://127.0.0.1:{sink.port}/hunter2"

    def run(self, text=None, urls=None):
        """A refresh, of that text where one is given."""
        if text is not None:
            write(self.source, Massachusetts=text)
        alerts = AlertSettings(urls=tuple(map(SecretStr, urls or [self.url])))
        settings = Settings(processes=1, alerts=alerts, holds=HoldSettings(enabled=False))
        return refresh(Request(settings, str(self.source), self.dataset))

    def start(self, before=""):
        """`canvass refresh` in a process of its own, after that statement."""
        command = ["refresh", "--source", str(self.source), "--dataset", str(self.dataset)]
        program = f"import sys; sys.argv = {['canvass', *command]}\n{before}from cli.main import main; main()"
        environment = os.environ | {"CANVASS_ALERTS__URLS": json.dumps([self.url]), "CANVASS_PROCESSES": "1"}
        environment["CANVASS_HOLDS__ENABLED"] = "false"  # what is wrong here is to be published
        return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    @property
    def titles(self):
        """Of what has arrived."""
        return [message["title"] for message in self.sink.got]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder whose dataset has the right page, published before any channel was set."""
    folder = tmp_path_factory.mktemp("published")
    write(folder / "source", Massachusetts=RIGHT)
    refresh(Request(Settings(processes=1), str(folder / "source"), folder / "dataset"))
    return folder


@pytest.fixture
def place(published, tmp_path):
    sink = Sink()
    folder = shutil.copytree(published, tmp_path / "place", symlinks=True)
    yield Place(folder, sink)
    sink.close()


def test_new_then_silence_then_resolved(place):
    assert place.run(WRONG).alerts == ("alert channel 1: sent",)
    assert place.run().alerts == ()
    old = latest(place.dataset)
    assert place.run(RIGHT).alerts == ("alert channel 1: sent",)
    first, second = place.titles
    assert first == f"canvass {old.version}: 1 new (1 error)"
    assert second == f"canvass {latest(place.dataset).version}: 1 resolved"

    released = latest(place.dataset)
    assert released.damage() == []
    assert {"findings.atom", "findings.json", "EDITORS.md"} <= {item["path"] for item in released.package["files"]}
    feed = ET.fromstring((released.path / "findings.atom").read_text(encoding="utf-8"))
    assert [entry.findtext("{*}title") for entry in feed.iterfind("{*}entry")] == [second, first]
    told = json.loads((released.path / "findings.json").read_text(encoding="utf-8"))
    assert [row["status"] for row in told["findings"]] == ["resolved"]
    assert "1 error, 0 warnings in 1 article." in (old.path / "EDITORS.md").read_text(encoding="utf-8")
    assert "0 errors" in (released.path / "EDITORS.md").read_text(encoding="utf-8")
    assert "hunter2" not in (place.dataset / FILE).read_text(encoding="utf-8")


def test_killed_between_publishing_and_sending(place):
    write(place.source, Massachusetts=WRONG)
    assert place.start(KILLED_BEFORE_SENDING).wait() == -signal.SIGKILL
    assert place.titles == []
    version = latest(place.dataset).version
    summary = place.run()
    assert (summary.changed, summary.version) == (False, version)
    place.run()
    assert place.titles == [f"canvass {version}: 1 new (1 error)"]


def test_killed_while_sending_is_told_and_not_sent_twice(place):
    write(place.source, Massachusetts=WRONG)
    process = place.start()
    place.sink.on_post = process.kill
    assert process.wait() == -signal.SIGKILL
    place.sink.on_post = lambda: None
    (line,) = place.run().alerts
    assert "died while it sent" in line
    assert place.run().alerts == ()
    assert len(place.titles) == 1


def test_a_channel_that_fails_is_seen_and_tried_again_and_the_others_are_not_told_twice(place):
    refusing = Sink()
    refusing.status = 500
    urls = [f"json://127.0.0.1:{refusing.port}/hunter2", place.url, "json://127.0.0.1:1/hunter2", "hunter2://x"]
    summary = place.run(WRONG, urls)
    assert summary.changed
    failed, sent, no_server, no_channel = summary.alerts
    assert failed.startswith("alert channel 1 failed:") and "500" in failed
    assert sent == "alert channel 2: sent"
    assert no_server.startswith("alert channel 3 failed:") and no_channel.startswith("alert channel 4 failed:")
    assert "hunter2" not in repr(summary)
    assert any(failed in line for line in summary_lines(summary))

    refusing.status = 200
    assert place.run(urls=urls).alerts[0] == "alert channel 1: sent"
    place.run(urls=urls)
    assert len(refusing.got) == len(place.sink.got) == 1
    assert refusing.got[0]["message"] == place.sink.got[0]["message"]
    refusing.close()


def test_a_channel_that_is_added_later_hears_of_what_comes(place):
    place.run(WRONG, ["json://127.0.0.1:1"])
    assert place.run().alerts == ()
    place.run(RIGHT)
    assert [title.partition(": ")[2] for title in place.titles] == ["1 resolved"]


def test_a_damaged_outbox_is_told_and_ends_nothing(place):
    (place.dataset / FILE).write_text("{", encoding="utf-8")
    assert Outbox(place.dataset).was_damaged
    (line,) = place.run().alerts
    assert "could not be read" in line
    assert place.run().alerts == ()
