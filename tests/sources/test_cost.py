"""What a refresh costs a wiki, counted: without a change a request per fifty pages; a change costs one more.

2,500 pages are 50 requests: `make test-long` has so many, `make test` a fifth.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from output.folder import latest
from pipeline.archive import Archive
from pipeline.settings import ScopeSettings, Settings
from pipeline.sources.dump import DumpProgress
from pipeline.steps.engine import Silence
from pipeline.steps.refresh import Request, Summary, refresh
from tests.long import LONG
from tests.sources.fake_wiki import FakeWiki, fake_wiki

PAGES = 2500 if LONG else 500
TEXT = "{{{{Infobox election\n| election_name = Election {n}\n| type = presidential\n}}}}\n'''{n}'''\n"


@pytest.fixture(scope="module")
def wiki() -> Iterator[FakeWiki]:
    with fake_wiki() as wiki:
        for n in range(PAGES):
            wiki.write(f"Election {n}", TEXT.format(n=n))
        yield wiki


def run(wiki: FakeWiki, dataset: Path) -> Summary:
    scope = ScopeSettings(titles=tuple(f"Election {n}" for n in range(PAGES)))
    settings = Settings(requests_per_minute=1e6, processes=1, scopes={"all": scope}, scope="all")
    wiki.asked.clear()
    wiki.served.clear()
    return refresh(Request(settings, wiki.url, dataset))


def test_a_request_per_fifty_pages_where_nothing_changed(
    wiki: FakeWiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(wiki, tmp_path)
    assert (first.pages, first.fetched) == (PAGES, PAGES)
    assert wiki.asked == {"ids": PAGES / 50, "texts": PAGES / 50}

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.steps.read.parse_revisions", None)  # nothing is parsed, either
        again = run(wiki, tmp_path)
    assert (again.changed, again.version, again.fetched) == (False, first.version, 0)
    assert wiki.asked == {"ids": PAGES / 50}

    edited = wiki.write("Election 7", TEXT.format(n=8))
    changed = run(wiki, tmp_path)
    assert (changed.changed, changed.fetched) == (True, 1)
    assert wiki.asked == {"ids": PAGES / 50, "texts": 1}
    assert wiki.served == {edited.rev_id: 1}
    assert latest(tmp_path).table("pages").filter(page_id=edited.page_id)["rev_id"].to_list() == [edited.rev_id]
    assert len(Archive(tmp_path).known()) == PAGES + 1


def test_a_series_is_walked_from_the_archive(tmp_path: Path) -> None:
    with fake_wiki() as wiki:
        for n in range(4):
            link = f"| next_election = [[Election {n + 1}]]" if n < 3 else ""
            wiki.write(f"Election {n}", f"{{{{Infobox election\n| election_name = {n}\n{link}\n}}}}\n")
        scopes = {"series": ScopeSettings(series=("Election 0",))}
        request = Request(
            Settings(requests_per_minute=1e6, processes=1, scopes=scopes, scope="series"), wiki.url, tmp_path
        )
        assert refresh(request).pages == 4
        wiki.asked.clear()
        again = refresh(request)
        assert (again.pages, again.fetched) == (4, 0)
        assert wiki.asked == {"ids": 4}  # no text at all


class Heard(Silence):
    """Progress that remembers."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        self.notes.append(message)


def test_reading_a_dump_tells_how_far_it_is(tmp_path: Path) -> None:
    pages = "".join(
        f"<page><title>Election {n}</title><ns>0</ns><id>{n + 1}</id><revision><id>{n + 9}</id>"
        f"<timestamp>2024-11-06T00:00:00Z</timestamp><text>{{{{Infobox election}}}}</text></revision></page>\n"
        for n in range(3)
    )
    dump = tmp_path / "wiki-pages-articles.xml"
    dump.write_text(f"<mediawiki>\n{pages}</mediawiki>\n")
    scopes = {"dumped": ScopeSettings(templates=("Infobox election",))}
    heard = Heard()
    summary = refresh(
        Request(Settings(processes=1, scopes=scopes, scope="dumped"), str(dump), tmp_path / "dataset"), progress=heard
    )
    assert summary.pages == 3
    assert heard.notes[-1].startswith("0.0 of 0.0 MB, ") and heard.notes[-1].endswith(" MB/s, 0 s left")


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (DumpProgress(0, 2_000_000, 0, 0.0), "0.0 of 2.0 MB, 0 MB/s"),
        (DumpProgress(1_000_000, 4_000_000, 5_000_000, 2.0), "1.0 of 4.0 MB, 2 MB/s, 6 s left"),
        (DumpProgress(3_000_000_000, 21_000_000_000, 12_000_000_000, 300.0), "3.0 of 21.0 GB, 40 MB/s, 30 min left"),
    ],
)
def test_progress_in_words(progress: DumpProgress, words: str) -> None:
    assert progress.in_words() == words
