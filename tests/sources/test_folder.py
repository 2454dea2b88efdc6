"""A folder of wikitext: titles from names, ids from sidecars, and every fault said without stopping."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError, UsageError
from pipeline.revision import Revision, sha1_of, stable_id
from pipeline.settings import Settings
from pipeline.sources import Source, open_source
from pipeline.sources.decoding import decode_page
from pipeline.sources.folder import FolderSource, title_of

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "real-articles"


def put(folder: Path, name: str, content: bytes | str, sidecar: object = None) -> None:
    data = content.encode() if isinstance(content, str) else content
    (folder / f"{name}.wikitext").write_bytes(data)
    if sidecar is not None:
        text = sidecar if isinstance(sidecar, str) else json.dumps(sidecar)
        (folder / f"{name}.json").write_text(text)


def read(folder: Path) -> tuple[dict[str, Revision], Source]:
    source = open_source(str(folder), Settings())
    revisions = list(source.fetch(list(source.newest())))
    return {revision.title: revision for revision in revisions}, source


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2004_United_States_presidential_election_in_Massachusetts", None),
        ("2019_S%C3%A3o_Paulo%2FTest_election", "2019 São Paulo/Test election"),
        ("AC%2FDC_100%25_%5B_x", "AC/DC 100% [ x"),
        ("..%2F..%2Fetc%2Fpasswd", "../../etc/passwd"),
        ("São Paulo__x", "São Paulo x"),
        ("100%_turnout", "100% turnout"),
        ("Sa\u0303o Paulo", "S\u00e3o Paulo"),  # as a Mac's file system writes it
        ("E%CC%81lection", "\u00c9lection"),
    ],
)
def test_title_from_file_name(name: str, title: str | None) -> None:
    assert title_of(f"{name}.wikitext") == (title or name.replace("_", " "))


def test_ids_without_sidecar_are_negative_and_stable(tmp_path: Path) -> None:
    put(tmp_path, "A_page", "text")
    pages, source = read(tmp_path)
    page = pages["A page"]
    assert (page.page_id, page.rev_id) == (stable_id("A page"), stable_id("A page", sha1_of("text")))
    assert page.page_id < 0 and page.rev_id < 0
    assert (page.source, page.url, page.timestamp, source.problems) == ("folder", "", None, [])
    put(tmp_path, "A_page", "other text")
    changed = read(tmp_path)[0]["A page"]
    assert changed.page_id == page.page_id and changed.rev_id != page.rev_id


def test_sidecar_gives_ids_and_time(tmp_path: Path) -> None:
    put(tmp_path, "A", "a", {"page_id": 7, "rev_id": 70, "timestamp": "2026-06-12T14:00:00+02:00", "note": "mine"})
    put(tmp_path, "B", "b", {"rev_id": 80, "timestamp": "2026-06-12T12:00:00"})
    pages, source = read(tmp_path)
    moment = datetime(2026, 6, 12, 12, tzinfo=UTC)
    assert (pages["A"].page_id, pages["A"].rev_id, pages["A"].timestamp) == (7, 70, moment)
    assert (pages["B"].page_id, pages["B"].rev_id, pages["B"].timestamp) == (stable_id("B"), 80, moment)
    assert source.problems == []


@pytest.mark.parametrize(
    "sidecar", ["", "{", "[1]", '{"page_id": "7"}', '{"page_id": true}', '{"rev_id": 1e300}', '{"timestamp": "soon"}']
)
def test_broken_sidecar_is_reported_and_the_page_read(tmp_path: Path, sidecar: str) -> None:
    put(tmp_path, "A", "a", sidecar)
    pages, source = read(tmp_path)
    assert pages["A"].page_id == stable_id("A")
    assert [(p.kind, p.title) for p in source.problems] == [("sidecar", "A")]
    assert "A.json" in source.problems[0].message


def test_two_pages_with_one_page_id_are_both_read(tmp_path: Path) -> None:
    put(tmp_path, "A", "a", {"page_id": 7})
    put(tmp_path, "B", "b", {"page_id": 7})
    pages, source = read(tmp_path)
    assert (pages["A"].page_id, pages["B"].page_id) == (7, stable_id("B"))
    assert [p.kind for p in source.problems] == ["sidecar"]


def test_two_files_of_one_title(tmp_path: Path) -> None:
    put(tmp_path, "A_b", "first")
    put(tmp_path, "A%20b", "second")
    pages, source = read(tmp_path)
    assert len(pages) == 1
    assert [p.kind for p in source.problems] == ["duplicate"]


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    put(tmp_path, "A", b"caf\xe9 \xff \xef\xbf\xbd ok")
    pages, source = read(tmp_path)
    assert pages["A"].wikitext == "caf\ufffd \ufffd \ufffd ok"
    assert pages["A"].sha1 == sha1_of(pages["A"].wikitext)
    assert "2 of them" in (pages["A"].problem or "")
    assert [(p.kind, p.page_id) for p in source.problems] == [("no_utf8", pages["A"].page_id)]


def test_byte_order_mark_and_line_endings(tmp_path: Path) -> None:
    put(tmp_path, "A", b"\xef\xbb\xbf{|\r\n| a\r|}\n")
    put(tmp_path, "B", "é\r\n".encode("utf-16"))
    pages, source = read(tmp_path)
    assert pages["A"].wikitext == "{|\n| a\n|}\n"
    assert pages["B"].wikitext == "é\n"
    assert [(p.kind, p.title) for p in source.problems] == [("no_utf8", "B")]


def test_empty_page_is_read_and_reported(tmp_path: Path) -> None:
    put(tmp_path, "A", "")
    put(tmp_path, "B", "b")
    pages, source = read(tmp_path)
    assert set(pages) == {"A", "B"}
    assert [(p.kind, p.title) for p in source.problems] == [("empty", "A")]


def test_what_is_no_readable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "Folder.wikitext").mkdir()
    (tmp_path / "Dangling.wikitext").symlink_to(tmp_path / "nowhere")
    (tmp_path / "nested").mkdir()
    put(tmp_path / "nested", "Inner", "not read")
    put(tmp_path, "B", "b")
    (tmp_path / "notes.txt").write_text("no page")
    pages, source = read(tmp_path)
    assert set(pages) == {"B"}
    assert sorted((p.kind, p.title) for p in source.problems) == [("unreadable", "Dangling"), ("unreadable", "Folder")]


def test_names_that_are_no_utf8_or_no_page(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"latin\xe9.wikitext")).write_text("not read")
    put(tmp_path, "._A", b"\x00\x05\x16\x07")  # what a Mac puts beside A on a disk of another system
    put(tmp_path, "A", "a")
    pages, source = read(tmp_path)
    assert set(pages) == {"A"}
    (problem,) = source.problems
    assert (problem.kind, problem.title) == ("invalid", "latin\ufffd")
    assert problem.message.endswith(r"rename it: latin\xe9.wikitext")


def test_file_beyond_measure_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.folder.MAX_FILE_BYTES", 100)
    put(tmp_path, "Big", "x" * 101)
    put(tmp_path, "B", "b")
    pages, source = read(tmp_path)
    assert set(pages) == {"B"}
    assert [p.kind for p in source.problems] == ["too_large"]


def test_file_that_changes_between_listing_and_reading(tmp_path: Path) -> None:
    put(tmp_path, "A", "a")
    put(tmp_path, "B", "b")
    put(tmp_path, "C", "c")
    source = FolderSource(tmp_path)
    refs = list(source.newest())
    put(tmp_path, "A", "changed")
    (tmp_path / "B.wikitext").unlink()
    assert [r.title for r in source.fetch(refs)] == ["C"]
    assert [p.title for p in source.problems] == ["A", "B"]


@pytest.mark.parametrize("make", [False, True])
def test_missing_and_empty_folder_are_one_clear_line(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "pages"
    if make:
        folder.mkdir()
    with pytest.raises(SourceError) as caught:
        read(folder)
    assert str(folder) in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_folder_has_no_history(tmp_path: Path) -> None:
    put(tmp_path, "A", "a")
    with pytest.raises(UsageError, match="history"):
        open_source(str(tmp_path), Settings(), as_of=datetime(2024, 1, 1, tzinfo=UTC))


@given(st.binary(max_size=200))
def test_any_bytes_decode_to_text_that_utf8_can_hold(data: bytes) -> None:
    page = decode_page(data)
    page.wikitext.encode("utf-8")
    assert "\r" not in page.wikitext


@given(st.text(max_size=80))
def test_utf8_text_decodes_to_itself(text: str) -> None:
    page = decode_page(("x" + text).encode("utf-8", "surrogatepass"))
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert page == ("x" + text.replace("\r\n", "\n").replace("\r", "\n"), None)


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/corpus is not there")
def test_real_articles() -> None:
    pages, source = read(REAL)
    assert len(pages) == 19
    assert pages["United States presidential election in Missouri, 2008"].rev_id == 590099605
    assert source.problems == []
