"""What a refresh costs a wiki, counted: 2,500 pages without a change are 50 requests; a change costs one more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from output.folder import latest
from pipeline.archive import Archive
from pipeline.settings import ScopeSettings, Settings
from pipeline.steps.refresh import Request, Summary, refresh
from tests.sources.fake_wiki import FakeWiki, fake_wiki

PAGES = 2500
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


def test_fifty_requests_where_nothing_changed(wiki: FakeWiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if the code at hand stayed the same: someone may be writing at it while this runs.
    monkeypatch.setattr("pipeline.steps.refresh.digest_of", lambda _paths: "code")
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
