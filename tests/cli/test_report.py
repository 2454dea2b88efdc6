"""`canvass report` and `canvass open`."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from cli.main import cli
from output.report import write_report
from pipeline.errors import DatasetError
from tests.output.small import massachusetts, put


def run(*arguments):
    """What a command prints."""
    return CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False).output.strip()


def test_a_version_says_where_its_page_is(tmp_path):
    release = put(tmp_path, massachusetts(), write_more=write_report).release
    assert run("report", "--dataset", tmp_path) == str(release.path / "report.html")
    assert not (tmp_path / "reports").exists()


def test_a_version_without_a_page_gets_one_beside_the_releases(tmp_path):
    release = put(tmp_path, massachusetts()).release
    page = tmp_path / "reports" / release.version / "report.html"
    assert run("report", "--dataset", tmp_path, "--version", release.version) == str(page)
    assert release.version in page.read_text()
    assert not (release.path / "report.html").exists()


def test_to_writes_it_anew(tmp_path):
    put(tmp_path, massachusetts(), write_more=write_report)
    assert run("report", "--dataset", tmp_path, "--to", tmp_path / "here") == str(tmp_path / "here" / "report.html")


def test_open_starts_the_browser_or_says_what_to_open(tmp_path, monkeypatch):
    release = put(tmp_path, massachusetts(), write_more=write_report).release
    opened = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    assert run("open", "--dataset", tmp_path) == ""
    assert opened == [str(release.path / "report.html")]
    monkeypatch.setattr(click, "launch", lambda path: 1)
    assert str(release.path / "report.html") in run("open", "--dataset", tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    put(tmp_path, massachusetts())
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatasetError, match="cannot be written"):
        run("report", "--dataset", tmp_path, "--to", tmp_path / "file" / "x")
