"""Dumps: every packing gives the same pages, and what is broken, hostile or too large is said and passed over."""

from __future__ import annotations

import bz2
import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.revision import Revision, sha1_of
from pipeline.settings import ScopeSettings, Settings
from pipeline.sources import open_source
from pipeline.sources.dump import DumpProgress, DumpSource
from pipeline.sources.dumps.cutting import PageCutter, PageFilter
from pipeline.sources.scopes import Scope

HEAD = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n'
    "  <siteinfo><base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>\n"
)
TAIL = "</mediawiki>\n"
BOX = "{{infobox_election\n| a = 1 & <b>}}\n"


def base36(text: str) -> str:
    number, digits = int(sha1_of(text), 16), ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def revision(rev_id: int, text: str, time: str = "2024-01-01T00:00:00Z", sha1: str | None = None) -> str:
    return (
        f"    <revision>\n      <id>{rev_id}</id>\n      <timestamp>{time}</timestamp>\n      <contributor>"
        f"<username>A &amp; B</username><id>99</id></contributor>\n      <model>wikitext</model>\n"
        f'      <text bytes="{len(text)}" sha1="{sha1 or base36(text)}" xml:space="preserve">{escape(text)}</text>\n'
        f"    </revision>\n"
    )


def page(page_id: int, title: str, *revisions: str, ns: int = 0, extra: str = "") -> str:
    return (
        f"  <page>\n    <title>{escape(title)}</title>\n    <ns>{ns}</ns>\n    <id>{page_id}</id>\n{extra}"
        f"{''.join(revisions)}  </page>\n"
    )


PAGES = [
    page(1, "AT&T election", revision(11, BOX + "é 😀 ]]> &amp; <page>")),
    page(2, "Other", revision(21, "no election <title>")),
    page(3, "Talk:Other", revision(31, BOX), ns=1),
    page(4, "Named", revision(41, "named, without a box")),
    page(5, "Redirected", revision(51, "#REDIRECT [[Named]]"), extra='    <redirect title="Named" />\n'),
    page(6, "In category", revision(61, "x [[category:US elections|*]]")),
    *(page(n, f"Filler {n}", revision(n * 10, f"text {n} " * n)) for n in range(100, 400)),
    page(7, "Last", revision(71, BOX)),
]
SCOPE = {"templates": ["Infobox election"], "categories": ["US elections"], "category_depth": 0, "titles": ["Named"]}
EXPECTED = {1: "AT&T election", 4: "Named", 6: "In category", 7: "Last"}


def dump(folder: Path, content: str | bytes, name: str = "d.xml") -> Path:
    path = folder / name
    data = content.encode() if isinstance(content, str) else content
    if name.endswith("multistream.xml.bz2"):
        data = b"".join(bz2.compress(data[n : n + 20_000]) for n in range(0, len(data), 20_000))
    elif name.endswith(".bz2"):
        data = bz2.compress(data)
    elif name.endswith(".gz"):
        data = b"".join(gzip.compress(part) for part in (data[:5000], data[5000:]))
    elif name.endswith(".zst"):
        data = b"".join(zstandard.compress(part) for part in (data[:5000], data[5000:]))
    path.write_bytes(data)
    return path


def source(path: Path, scope: dict[str, object] | None = None, **more: object) -> DumpSource:
    return DumpSource(path, Scope("test", ScopeSettings.model_validate(scope or SCOPE)), **more)  # type: ignore[arg-type]


def read(dump: DumpSource) -> dict[int, Revision]:
    return {revision.page_id: revision for revision in dump.fetch(list(dump.newest()))}


@pytest.mark.parametrize("name", ["d.xml", "d.xml.bz2", "d.xml.gz", "d.xml.zst", "d-multistream.xml.bz2"])
def test_every_packing_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("pipeline.sources.dumps.parallel.STRETCH_BYTES", 5_000)  # seams in the middle of pages
    wiki = source(dump(tmp_path, HEAD + "".join(PAGES) + TAIL, name), processes=2)
    pages = read(wiki)
    assert {page_id: page.title for page_id, page in pages.items()} == EXPECTED
    first = pages[1]
    assert first.wikitext == BOX + "é 😀 ]]> &amp; <page>"
    assert (first.rev_id, first.sha1) == (11, sha1_of(first.wikitext))
    assert first.timestamp == datetime(2024, 1, 1, tzinfo=UTC)
    assert first.url == "https://en.wikipedia.org/w/index.php?title=AT%26T_election&oldid=11"
    assert wiki.problems == []


def test_sub_categories_are_said_to_be_beyond_a_dump(tmp_path: Path) -> None:
    wiki = source(dump(tmp_path, HEAD + PAGES[5] + TAIL), {"categories": ["US elections"]})
    assert set(read(wiki)) == {6}
    assert [problem.kind for problem in wiki.problems] == ["limit"]
    assert "name them themselves" in wiki.problems[0].message


def test_open_source_knows_a_dump(tmp_path: Path) -> None:
    path = dump(tmp_path, HEAD + page(1, "Mine", revision(11, "x")) + TAIL, "d.xml.gz")
    settings = Settings.model_validate({"scopes": {"mine": {"titles": ["Mine"]}}})
    heard: list[DumpProgress] = []
    wiki = open_source(str(path), settings, scope="mine", progress=heard.append)
    assert [ref.title for ref in wiki.newest()] == ["Mine"]
    assert heard[-1].position == heard[-1].size == path.stat().st_size
    assert heard[-1].mb_per_second > 0 and heard[-1].seconds_left == 0


@pytest.mark.parametrize("name", ["d.xml", "d.xml.bz2", "d.xml.gz", "d.xml.zst", "d-multistream.xml.bz2"])
@pytest.mark.parametrize("cut", [0.55, 0.98])
def test_a_dump_that_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cut: float) -> None:
    monkeypatch.setattr("pipeline.sources.dumps.parallel.STRETCH_BYTES", 5_000)
    monkeypatch.setattr("pipeline.sources.dumps.decompression._READ_BYTES", 1_000)
    path = dump(tmp_path, HEAD + "".join(PAGES * 4) + TAIL, name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    wiki = source(path, processes=2)
    pages = read(wiki)
    assert {1, 4, 6} <= set(pages)
    truncated = [problem for problem in wiki.problems if problem.kind == "truncated"]
    assert len(truncated) == 1 and path.name in truncated[0].message
    assert "missing" not in {problem.kind for problem in wiki.problems}


def test_damage_in_the_middle(tmp_path: Path) -> None:
    path = dump(tmp_path, HEAD + "".join(PAGES) + TAIL, "d.xml.gz")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 50] = b"\xff" * 50
    path.write_bytes(data)
    wiki = source(path)
    assert {1, 4, 6} <= set(read(wiki))
    assert [problem.kind for problem in wiki.problems] == ["truncated"]
    assert "the compressed data is damaged before byte" in wiki.problems[0].message


@pytest.mark.parametrize("content", [b"", b"plain text", b"<html><body>404</body></html>"])
@pytest.mark.parametrize("name", ["d.xml", "d.xml.gz"])
def test_what_is_no_dump(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(SourceError, match="no MediaWiki XML dump"):
        read(source(dump(tmp_path, content, name)))


def test_a_file_that_is_not_compressed_as_its_name_says(tmp_path: Path) -> None:
    for suffix in ("bz2", "gz", "zst"):
        (tmp_path / f"d.xml.{suffix}").write_bytes(b"<mediawiki>")
        with pytest.raises(SourceError, match="damaged"):
            read(source(tmp_path / f"d.xml.{suffix}"))


def test_no_page_in_scope_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no page of scope test"):
        read(source(dump(tmp_path, HEAD + PAGES[1] + TAIL)))


def test_a_dump_cut_off_before_its_first_page_of_the_scope_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is cut off or damaged, and what is left of it has no page") as raised:
        read(source(dump(tmp_path, HEAD + PAGES[1] + PAGES[0][:100])))
    assert "Get the file anew" in str(raised.value)


def test_what_is_missing_or_a_redirect_is_reported(tmp_path: Path) -> None:
    scope = {"titles": ["Named", "Redirected", "Nowhere"], "pattern": "{year} x", "years": [2004], "series": ["Named"]}
    wiki = source(dump(tmp_path, HEAD + "".join(PAGES) + TAIL), scope, known_pages={4: "Named", 8: "2004 x", 9: "Y"})
    assert set(read(wiki)) == {4}
    assert {(problem.kind, problem.title) for problem in wiki.problems} == {
        ("redirect", "Redirected"), ("missing", "Nowhere"), ("limit", ""), ("deleted", "2004 x"), ("left_scope", "Y"),
    }  # fmt: skip


def test_damaged_pages_do_not_stop_the_others(tmp_path: Path) -> None:
    pages = [
        page(1, "Wrong sum", revision(11, BOX, sha1=base36("other"))),
        page(2, "Hidden", revision(21, BOX).replace("<text ", '<text deleted="deleted" ')),
        page(3, "Entity", revision(31, BOX).replace("infobox", "&xxe;{{infobox")),
        page(4, "No id", revision(41, BOX)).replace("<id>4</id>", "<id></id>"),
        page(5, "Bad date", revision(51, BOX, time="yesterday")),
        page(6, "Module", revision(61, BOX).replace("<model>wikitext", "<model>Scribunto")),
        page(7, "Good", revision(71, BOX)),
        page(7, "Good", revision(71, BOX)),
    ]
    wiki = source(dump(tmp_path, HEAD + "".join(pages) + TAIL), {"templates": ["Infobox election"]})
    assert set(read(wiki)) == {7}
    assert sorted((problem.kind, problem.title) for problem in wiki.problems) == [
        ("duplicate", "Good"), ("hidden", "Hidden"), ("hidden", "Module"), ("sha1", "Wrong sum"),
        ("unreadable", "Bad date"), ("unreadable", "Entity"), ("unreadable", "No id"),
    ]  # fmt: skip


def test_entities_of_a_document_type_are_never_expanded(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE mediawiki [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    content = laughs + HEAD + page(1, "A", revision(11, "").replace("></text>", ">&b;&x;</text>"))
    wiki = source(dump(tmp_path, content + PAGES[3] + TAIL), {"titles": ["A", "Named"]})
    assert set(read(wiki)) == {4}
    assert [(problem.kind, problem.title) for problem in wiki.problems] == [("unreadable", "A")]


@pytest.mark.parametrize("name", ["d.xml", "d.xml.gz", "d-multistream.xml.bz2"])
def test_a_bomb_is_passed_over_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("pipeline.sources.dumps.parallel.STRETCH_BYTES", 500)
    bomb = page(8, "Bomb", revision(81, BOX + "0" * 30_000_000, sha1="0"))
    path = dump(tmp_path, HEAD + PAGES[0] + bomb + PAGES[-1] + TAIL, name)
    wiki = source(path, {"templates": ["Infobox election"]}, max_page_bytes=2**20, processes=2)
    assert set(read(wiki)) == {1, 7}
    assert [(problem.kind, problem.title) for problem in wiki.problems] == [("too_large", "Bomb")]


def test_history_dumps_give_the_revision_of_a_moment(tmp_path: Path) -> None:
    history = page(
        1, "H",
        revision(11, "good", "2024-01-01T00:00:00Z"), revision(12, "bad", "2024-02-01T00:00:00Z"),
        revision(13, "good", "2024-02-01T00:10:00Z"), revision(14, "new", "2024-03-01T00:00:00Z"),
    )  # fmt: skip
    path = dump(tmp_path, HEAD + history + PAGES[3] + TAIL)
    scope = {"titles": ["H", "Named"]}

    def at(moment: datetime | None, settle: timedelta | None = None) -> int | None:
        found = read(source(path, scope, as_of=moment, settle=settle)).get(1)
        return found.rev_id if found else None

    assert at(None) == 14
    assert at(datetime(2024, 2, 1, 0, 5, tzinfo=UTC)) == 12
    assert at(datetime(2024, 2, 2, 0, 5, tzinfo=UTC), timedelta(hours=24)) == 11
    assert at(datetime(2024, 3, 1, 12, tzinfo=UTC), timedelta(hours=24)) == 13


@given(st.integers(1, 200))
def test_pieces_may_end_anywhere(size: int) -> None:
    data = (HEAD + "".join(PAGES[:6]) + TAIL).encode()
    cutter = PageCutter(PageFilter(Scope("test", ScopeSettings.model_validate(SCOPE))), 2**20)
    cut = [page for start in range(0, len(data), size) for page in cutter.feed(data[start : start + size])]
    assert [page.decode() + "\n" for page in cut] == [PAGES[n].lstrip() for n in (0, 3, 5)]


def indexed(folder: Path) -> Path:
    """A multistream dump with its index: one stream per page."""
    path, lines = folder / "x-pages-articles-multistream.xml.bz2", []
    data = bz2.compress(HEAD.encode())
    for number, (title, content) in enumerate(
        {"A: b": PAGES[0], "Named": PAGES[3], "AT&amp;T election": PAGES[0]}.items()
    ):
        lines.append(f"{len(data)}:{number}:{title}\n")
        data += bz2.compress(content.encode())
    path.write_bytes(data + bz2.compress(TAIL.encode()))
    (folder / "x-pages-articles-multistream-index.txt.bz2").write_bytes(bz2.compress("".join(lines).encode()))
    return path


def test_an_index_spares_reading_what_is_not_wanted(tmp_path: Path) -> None:
    path = indexed(tmp_path)
    heard: list[DumpProgress] = []
    wiki = source(path, {"titles": ["Named", "AT&T election", "Nowhere"]}, progress=heard.append)
    assert set(read(wiki)) == {1, 4}
    assert [(problem.kind, problem.title) for problem in wiki.problems] == [("missing", "Nowhere")]
    assert heard[-1].decompressed == len((PAGES[0] + PAGES[3]).encode())


def test_an_index_leads_to_a_page_too_large(tmp_path: Path) -> None:
    wiki = source(indexed(tmp_path), {"titles": ["Named", "AT&T election"]}, max_page_bytes=len(PAGES[3]) + 20)
    assert set(read(wiki)) == {4}
    assert ("too_large", "AT&T election") in {(problem.kind, problem.title) for problem in wiki.problems}


def test_a_redirect_is_told_with_its_revision(tmp_path: Path) -> None:
    empty = page(8, "Bare", extra='    <redirect title="Named" />\n')
    wiki = source(dump(tmp_path, HEAD + "".join(PAGES) + empty + TAIL), {"titles": ["Redirected", "Bare", "Named"]})
    assert set(read(wiki)) == {4}
    redirects = [problem[3:] for problem in wiki.problems if problem.kind == "redirect"]
    assert redirects == [(5, 51), (8, None)]


def test_an_index_tells_of_a_truncated_dump(tmp_path: Path) -> None:
    path = indexed(tmp_path)
    data = path.read_bytes()
    for cut in (len(data) - 60, len(data) - 300):
        path.write_bytes(data[:cut])
        wiki = source(path, {"titles": ["Named", "AT&T election"]})
        assert 4 in read(wiki)
        assert "truncated" in {problem.kind for problem in wiki.problems}, cut
