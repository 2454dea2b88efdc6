"""The archive: nothing lost, nothing twice, nothing half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.archive import Archive
from pipeline.errors import DatasetError
from pipeline.revision import Revision, RevisionRef, sha1_of

ROOT = Path(__file__).resolve().parents[1]


def revision(page_id: int, rev_id: int, text: str, title: str = "", **fields: object) -> Revision:
    moment = datetime(2024, 11, 6, 12, tzinfo=UTC)
    base = Revision(page_id, title or f"Page {page_id}", rev_id, moment, sha1_of(text), text, "folder", "", "")
    return base._replace(**fields)  # type: ignore[arg-type]


def test_what_was_added_is_read_back_whole(tmp_path: Path) -> None:
    kept = [
        revision(1, 10, "é – 😀\n" * 50, tags=("mw-reverted", "visualeditor"), url="http://127.0.0.1/1"),
        revision(-2, -20, "", timestamp=None, problem="no text"),
        revision(3, 2**52, "x" * 3_000_000),
    ]
    assert Archive(tmp_path).add(kept).revisions == 3
    read = Archive(tmp_path).read([(1, 10), (-2, -20), (3, 2**52)])
    assert sorted(read) == sorted(kept)


def test_adding_again_writes_nothing(tmp_path: Path) -> None:
    pages = [revision(n, n, f"text {n}") for n in range(5)]
    archive = Archive(tmp_path)
    archive.add([*pages, pages[0]])
    again = archive.add(pages)
    assert (again.revisions, again.known, again.files) == (0, 5, ())
    assert archive.known() == {(n, n): sha1_of(f"text {n}") for n in range(5)}
    assert len(list((tmp_path / "archive").iterdir())) == 1


def test_a_text_is_stored_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "same"), revision(1, 11, "other")])
    archive.add([revision(1, 12, "same"), revision(2, 20, "same")])
    stored = duckdb.sql(f"SELECT count(wikitext), count(*) FROM '{tmp_path}/archive/*.parquet'").fetchall()
    assert stored == [(2, 4)]
    assert [r.wikitext for r in Archive(tmp_path).read([(1, 12), (2, 20)])] == ["same", "same"]


def test_what_arrived_before_an_error_is_kept(tmp_path: Path) -> None:
    def dying() -> object:
        yield revision(1, 10, "first")
        raise ConnectionError("the wire was cut")

    with pytest.raises(ConnectionError):
        Archive(tmp_path).add(dying())  # type: ignore[arg-type]
    assert list(Archive(tmp_path).known()) == [(1, 10)]


def test_long_fetches_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.archive.REVISIONS_PER_FILE", 10)
    added = Archive(tmp_path).add(revision(n, n, f"text {n}") for n in range(25))
    assert [pq.read_metadata(path).num_rows for path in added.files] == [10, 10, 5]


def test_the_same_ids_with_another_text_are_both_kept(tmp_path: Path) -> None:
    # a folder whose NAME.json keeps its rev_id while the text was edited
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "old")])
    archive.add([revision(1, 10, "new")])
    archive = Archive(tmp_path)
    assert archive.known() == {(1, 10): sha1_of("new")}
    assert [r.wikitext for r in archive.read([(1, 10)])] == ["new"]
    assert [r.wikitext for r in archive.read([(1, 10, sha1_of("old"))])] == ["old"]


def test_a_text_that_comes_back_is_the_newest_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "old")])
    archive.add([revision(1, 10, "new")])
    archive.add([revision(1, 10, "old", title="Moved")])
    for opened in (archive, Archive(tmp_path)):
        assert opened.known() == {(1, 10): sha1_of("old")}
        assert opened.pages() == {1: "Moved"}


def test_what_it_has_and_since_when(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "old")])
    archive.add([revision(1, 10, "new"), revision(2, 20, "other")])
    for key in ((1, 10), (1, 10, sha1_of("old")), (1, 10, sha1_of("new"))):
        assert archive.has(key) is True
        assert before <= archive.fetched_at(key) <= datetime.now(UTC)
    for key in ((1, 11), (3, 10), (1, 10, sha1_of("other"))):
        assert archive.has(key) is False
        with pytest.raises(KeyError):
            archive.fetched_at(key)


def test_the_text_that_a_ref_means(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "old")])
    archive.add([revision(1, 10, "new"), revision(2, 20, "other")])

    def text(page_id: int, rev_id: int, of: str | None) -> str | None:
        return archive.text_of(RevisionRef(page_id, "Page", rev_id, None, sha1_of(of) if of else None))

    assert [text(1, 10, "old"), text(1, 10, "new"), text(1, 10, None)] == ["old", "new", "new"]
    # Another page's text, one that nobody has, and revisions that are not there.
    assert [text(1, 10, "other"), text(1, 10, "never"), text(1, 11, None), text(3, 20, "other")] == [None] * 4


def test_missing_names_what_has_to_be_fetched(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "a"), revision(2, 20, "b", title="Old name")])
    same = RevisionRef(1, "Page 1", 10, None, None)
    edited = RevisionRef(1, "Page 1", 11, None, sha1_of("c"))
    rewritten = RevisionRef(1, "Page 1", 10, None, sha1_of("c"))
    renamed = RevisionRef(2, "New name", 20, None, sha1_of("b"))
    assert archive.missing([same, edited, rewritten, renamed], "folder") == [edited, rewritten, renamed]
    assert archive.missing([same], "sample") == [same]


def test_unknown_revision_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        list(Archive(tmp_path).read([(1, 1)]))


def test_leftovers_of_a_killed_run_do_no_harm(tmp_path: Path) -> None:
    Archive(tmp_path).add([revision(1, 10, "a")])
    leftover = tmp_path / "archive" / "revisions-20261123T000000.000000Z-000.parquet.writing"
    leftover.write_bytes(b"PAR1 half a file")
    archive = Archive(tmp_path)
    assert list(archive.known()) == [(1, 10)]
    archive.add([revision(2, 20, "b")])
    assert not leftover.exists()


@pytest.mark.parametrize("harm", ["truncated", "emptied", "flipped"])
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, harm: str) -> None:
    texts = {n: f"{n} " + "".join(chr(97 + (n * i * i) % 26) for i in range(5000)) for n in range(1, 4)}
    (path,) = Archive(tmp_path).add(revision(n, n, text) for n, text in texts.items()).files
    data = bytearray(path.read_bytes())
    if harm == "flipped":
        data[len(data) // 3] ^= 0xFF
    path.write_bytes({"truncated": data[: len(data) // 2], "emptied": b"", "flipped": data}[harm])
    with pytest.raises(DatasetError) as caught:
        list(Archive(tmp_path).read([(n, n) for n in texts]))
    assert path.name in str(caught.value)
    assert "move it away" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Archive(tmp_path).add([revision(1, 10, "a")])

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pyarrow.parquet.ParquetFile", closed)
    with pytest.raises(DatasetError, match="cannot be read: no permission") as raised:
        Archive(tmp_path)
    assert "move it away" not in raised.value.remedy


def test_after_moving_a_damaged_file_away_its_revisions_are_fetched_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (path,) = archive.add([revision(1, 10, "shared text")]).files
    archive.add([revision(2, 20, "shared text"), revision(3, 30, "own text")])
    path.unlink()
    archive = Archive(tmp_path)
    assert list(archive.known()) == [(3, 30)]  # the text of 2 was in the lost file
    archive.add([revision(2, 20, "shared text")])
    assert [r.wikitext for r in Archive(tmp_path).read([(2, 20)])] == ["shared text"]


def test_compaction_keeps_every_revision(tmp_path: Path) -> None:
    pages = [revision(n % 40, n, f"text {n % 70}") for n in range(200)]
    archive = Archive(tmp_path)
    for first in range(0, 200, 15):
        archive.add(pages[first : first + 15])
    known = archive.known()
    assert archive.compact() is not None
    assert archive.compact() is None  # one file is left
    for state in (archive, Archive(tmp_path)):
        assert state.known() == known
        assert sorted(state.read(known)) == sorted(pages)
    archive.add([revision(99, 999, "after")])
    assert (99, 999) in Archive(tmp_path).known()


def test_compaction_killed_before_the_old_files_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "a")])
    archive.add([revision(2, 20, "b")])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_args, **_kwargs: None)
        archive.compact()
    assert len(list((tmp_path / "archive").glob("*.parquet"))) == 3
    archive = Archive(tmp_path)
    assert sorted(r.wikitext for r in archive.read([(1, 10), (2, 20)])) == ["a", "b"]
    archive.compact()
    assert sorted(r.wikitext for r in Archive(tmp_path).read([(1, 10), (2, 20)])) == ["a", "b"]


# Goes on where the archive ends, as a run does: in forks of a process that has done nothing but import, for beside the
# threads of work one may never move.
GOING_ON = """
import os, sys
from pathlib import Path
import pipeline.archive
from tests.test_archive import HUNDRED
pipeline.archive.REVISIONS_PER_FILE = 7
print("ready", flush=True)
for line in sys.stdin:
    if not (child := os.fork()):
        archive = pipeline.archive.Archive(Path(sys.argv[1]))
        archive.add(page for page in HUNDRED if (page.page_id, page.rev_id) not in archive.known())
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
HUNDRED = [revision(n, n, f"text {n % 75} " * 40) for n in range(100)]


def test_killed_at_any_moment_it_only_ever_grows(tmp_path: Path) -> None:
    pages = HUNDRED
    chance = random.Random(4)
    before: set[tuple[int, int]] = set()
    kills = 0
    with subprocess.Popen(
        [sys.executable, "-c", GOING_ON, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forks:
        assert forks.stdin is not None
        assert forks.stdout is not None
        assert forks.stdout.readline() == "ready\n"
        while len(before) < len(pages):
            print(file=forks.stdin, flush=True)
            child = int(forks.stdout.readline())
            time.sleep(chance.uniform(0.01, 0.4) if kills else 0)  # the first at once: it must not be done before
            os.kill(child, signal.SIGKILL)  # collected only now, so that the number is its own
            print(file=forks.stdin, flush=True)
            kills += int(forks.stdout.readline()) == -signal.SIGKILL
            after = set(Archive(tmp_path).known())
            assert before <= after
            before = after
        forks.stdin.close()
    assert kills > 0
    assert sorted(Archive(tmp_path).read(before)) == pages
    stored = duckdb.sql(f"SELECT count(*), count(wikitext) FROM '{tmp_path}/archive/*.parquet'").fetchall()
    assert stored == [(100, 75)]  # nothing twice


def test_full_disk_is_a_dataset_error_and_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add([revision(1, 10, "a")])

    class FullDisk:
        def write_table(self, *_args: object, **_kwargs: object) -> None:
            raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.archiving.files.pq.write_table", FullDisk().write_table)
        with pytest.raises(DatasetError, match="No space left"):
            archive.add([revision(2, 20, "b")])
    assert [path.suffix for path in (tmp_path / "archive").iterdir()] == [".parquet"]
    assert list(Archive(tmp_path).known()) == [(1, 10)]
