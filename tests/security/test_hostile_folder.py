"""A source folder that somebody sent: links out of it, pipes, devices, sidecars of any kind. Nothing leaks or hangs."""

from __future__ import annotations

import json
import os
import threading

import pytest

from output.folder import latest
from pipeline.sources.folder import FolderSource
from pipeline.sources.local_file import TooLargeError, read_local
from tests.steps.folder import page, run, write

SECRET = "root:x:0:0"


@pytest.fixture
def folder(tmp_path):
    """A source with one page, and a secret beside it."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "Other.wikitext").write_text(SECRET)
    write(tmp_path / "source", Massachusetts=page())
    return tmp_path / "source"


def problems_of(folder):
    source = FolderSource(folder)
    refs = list(source.newest())
    assert [ref.title for ref in refs] == ["Massachusetts"]
    return {problem.title: problem.message for problem in source.problems}


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "Leak.wikitext").symlink_to("../secret.txt")
    (folder / "Far.wikitext").symlink_to("/etc/hostname")
    (folder / "Nothing.wikitext").symlink_to("nowhere")
    (folder / "Round.wikitext").symlink_to("Round.wikitext")
    (folder / "elsewhere").symlink_to("../elsewhere")
    (folder / "Through.wikitext").symlink_to("elsewhere/Other.wikitext")
    told = problems_of(folder)
    assert set(told) == {"Leak", "Far", "Nothing", "Round", "Through"}
    assert "leads out of the folder" in told["Leak"]
    assert "leads out of the folder" in told["Through"]
    run(folder, folder.parent / "dataset")
    published = (path.read_bytes() for path in latest(folder.parent / "dataset").path.rglob("*") if path.is_file())
    assert not any(SECRET.encode() in content for content in published)


def test_a_link_within_the_folder_is_a_page(folder):
    (folder / "Again.wikitext").symlink_to("Massachusetts.wikitext")
    assert [ref.title for ref in FolderSource(folder).newest()] == ["Again", "Massachusetts"]


def test_what_is_no_file_is_not_waited_for(folder):
    os.mkfifo(folder / "Pipe.wikitext")
    os.mkfifo(folder / "Massachusetts.json")
    (folder / "Folder.wikitext").mkdir()
    (folder / "Zero.wikitext").symlink_to("/dev/zero")
    ended = threading.Event()
    told = {}

    def look():
        told.update(problems_of(folder))
        ended.set()

    threading.Thread(target=look, daemon=True).start()
    assert ended.wait(20)
    assert set(told) == {"Pipe", "Folder", "Zero", "Massachusetts"}
    assert "no regular file" in told["Pipe"]
    assert "no regular file" in told["Massachusetts"]


@pytest.mark.parametrize(
    "sidecar",
    [
        b"[" * 50_000,
        b'{"page_id": ' + b"9" * 5000 + b"}",
        b'{"page_id": 1e400}',
        b'{"page_id": true}',
        b'{"timestamp": "9999-99-99"}',
        b"\xff\xfe\x00",
        b'{"url": "' + b"x" * 200_000 + b'"}',
        b"null",
        b"",
    ],
)
def test_a_hostile_sidecar_costs_its_ids_alone(folder, sidecar):
    (folder / "Massachusetts.json").write_bytes(sidecar)
    told = problems_of(folder)
    assert "ids are derived from title and content instead" in told["Massachusetts"]
    assert len(told["Massachusetts"]) < 500


def test_a_sidecar_s_link_runs_nothing(folder):
    """`url` goes into the report: only addresses of the web become links there."""
    (folder / "Massachusetts.json").write_text(json.dumps({"url": "javascript:alert(1)", "history_url": "data:x,y"}))
    run(folder, folder.parent / "dataset")
    for file in latest(folder.parent / "dataset").path.rglob("*.html"):
        assert 'href="javascript:' not in file.read_text()
        assert 'href="data:' not in file.read_text()


def test_a_file_that_is_larger_than_it_says(tmp_path):
    """What /proc shows has the size 0."""
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(TooLargeError):
        read_local(tmp_path / "a", 10)
    assert read_local(tmp_path / "a", 11) == b"x" * 11
    (tmp_path / "maps").symlink_to("/proc/self/maps")
    with pytest.raises(OSError, match="leads out"):
        read_local(tmp_path / "maps", 10)
