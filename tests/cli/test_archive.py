"""`canvass archive`: what it holds; one file out of many, and nothing lost."""

from __future__ import annotations

import json

from click.testing import CliRunner

from cli.main import cli
from pipeline.archive import Archive
from pipeline.revision import Revision, sha1_of


def revision(number, text):
    return Revision(number, f"Page {number}", 100 + number, None, sha1_of(text), text, "x", "u", "h", (), None)


def test_compact_keeps_every_revision(tmp_path):
    for number in range(4):
        Archive(tmp_path).add([revision(number, f"text {number % 3}")])
    before = json.loads(CliRunner().invoke(cli, ["archive", "--dataset", str(tmp_path), "--json"]).output)
    assert {name: before[name] for name in ("pages", "revisions", "texts", "files")} == {
        "pages": 4,
        "revisions": 4,
        "texts": 3,
        "files": 4,
    }
    said = CliRunner().invoke(cli, ["archive", "--compact", "--dataset", str(tmp_path)]).output
    assert said.startswith("4 pages, 4 revisions, 3 texts, 1 files, ")
    texts = {revision.page_id: revision.wikitext for revision in Archive(tmp_path).read(Archive(tmp_path).known())}
    assert texts == {number: f"text {number % 3}" for number in range(4)}
