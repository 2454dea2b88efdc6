"""What long commands tell on stderr: lines for people, JSON for what collects logs; one event, one line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.steps.folder import page, write

HOSTILE = 'Vermont","level":"x\n2026 ERROR forged\x1b[2J\u202e'


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """(stdout, stderr) of a refresh in each format; a page's file name holds what could forge a line."""
    folder = tmp_path_factory.mktemp("logs")
    write(folder / "source", Page=page(), **{HOSTILE: "", HOSTILE.replace("forged", "forged too"): b"\xff\xff"})
    start = [sys.executable, "-c", "from cli.main import main; main()", "refresh", "--source", "source"]
    ended = {}
    for name in ("text", "json"):
        command = [*start, "--dataset", name, "--log-format", name]
        ended[name] = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ended


def test_json_is_an_object_a_line(told):
    records = [json.loads(line) for line in told["json"].stderr.splitlines()]
    assert {record["level"] for record in records} == {"INFO"}
    assert all({"time", "logger", "message"} <= set(record) for record in records)
    assert {"step": "fetch", "pages": 3}.items() <= records[1].items()
    assert any("forged" in record["message"] for record in records)
    assert (records[-1]["message"], records[-1]["pages"]) == ("published", 3)
    assert told["json"].stderr.isascii()


def test_text_holds_no_line_of_an_article_s_own(told):
    lines = told["text"].stderr.splitlines()
    assert any("forged" in line for line in lines)
    assert not any(line.startswith("2026 ERROR") for line in lines)
    assert "\x1b" not in told["text"].stderr + told["text"].stdout


@pytest.mark.parametrize("way", ["option", "environment"])
def test_an_error_is_a_record_too(tmp_path, monkeypatch, way):
    if way == "environment":
        monkeypatch.setenv("CANVASS_LOG_FORMAT", "json")
    option = ["--log-format", "json"] if way == "option" else []
    command = [sys.executable, "-c", "from cli.main import main; main()", "refresh", "--source", "/nowhere", *option]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    record = json.loads(done.stderr.splitlines()[-1])
    assert (done.returncode, record["level"], record["exit_code"]) == (3, "ERROR", 3)
