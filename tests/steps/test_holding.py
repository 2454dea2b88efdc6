"""Holds through whole refreshes: held and told of once, ended by acceptance or by a good revision, read again."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from output.folder import latest
from output.sql import query
from pipeline.errors import UsageError
from pipeline.quality.holds.accepted import Acceptance, write_acceptance
from pipeline.settings import AlertSettings, HoldSettings, ScopeSettings, Settings
from pipeline.steps.rebuild import verify
from pipeline.steps.refresh import Request, refresh
from tests.quality.alerts.sink import Sink
from tests.sources.test_dump import HEAD, TAIL
from tests.sources.test_dump import page as dump_page
from tests.sources.test_dump import revision as dump_revision
from tests.steps.folder import page, write

pytestmark = pytest.mark.usefixtures("bare")

MASSACHUSETTS = page()
TEN_TIMES = MASSACHUSETTS.replace("| 182,592", "| 1,825,920")
HELD = "SELECT page_id, rev_id, held_rev_id FROM pages ORDER BY page_id"


class Heard:
    """Progress that keeps the steps and what is said."""

    def __init__(self):
        self.steps, self.said = [], []

    def begin(self, step, total=None):
        self.steps.append((step, total))

    def advance(self, pages=1):
        pass

    def note(self, message):
        pass

    def say(self, message):
        self.said.append(message)


class Place:
    """A source folder with sidecars, a dataset, and a sink that alerts go to."""

    def __init__(self, folder, sink):
        self.source, self.dataset, self.sink = folder / "source", folder / "dataset", sink
        self.settings = Settings(processes=1, alerts=AlertSettings(urls=(SecretStr(f"json://127.0.0.1:{sink.port}"),)))

    def save(self, page_id, rev_id, text):
        """An edit."""
        write(self.source, **{f"Page_{page_id}": text})
        names = {"page_id": page_id, "rev_id": rev_id, "timestamp": "2026-01-01T00:00:00Z"}
        (self.source / f"Page_{page_id}.json").write_text(json.dumps(names), encoding="utf-8")

    def run(self, **settings):
        """A refresh; what was heard of it."""
        heard = Heard()
        request = Request(self.settings.model_copy(update=settings), str(self.source), self.dataset)
        self.summary = refresh(request, progress=heard)
        return heard

    def rows(self, statement=HELD):
        """What the latest version answers."""
        return query(latest(self.dataset), statement).rows

    def accept(self, rev_id, page_id=1, kept=10):
        """As `canvass accept` does."""
        return write_acceptance(self.dataset, Acceptance(f"Page {page_id}", page_id, rev_id, kept))[1]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with two pages, published."""
    sink = Sink()
    place = Place(tmp_path_factory.mktemp("holds"), sink)
    place.save(1, 10, MASSACHUSETTS)
    place.save(2, 20, page("2004 election in Ohio"))
    place.run()
    sink.close()
    return place.dataset.parent


@pytest.fixture
def place(published, tmp_path):
    sink = Sink()
    yield Place(shutil.copytree(published, tmp_path / "place", symlinks=True), sink)
    sink.close()


def test_held_told_once_and_accepted(place):
    place.save(1, 11, TEN_TIMES)
    heard = place.run()
    assert place.rows() == [(1, 10, 11), (2, 20, None)]
    assert any(line.startswith("held: Page 1: revision 11: Suffolk, John Kerry: 182,592, now") for line in heard.said)
    assert place.rows("SELECT count(*) FROM area_results WHERE votes = 1825920") == [(0,)]
    changes = "SELECT column_name, new_value, cause FROM latest_changes WHERE table_name = 'pages' ORDER BY ALL"
    (reason, held) = place.rows(changes)
    assert held == ("held_rev_id", "11", "hold")
    assert reason[::2] == ("held_reason", "hold")
    assert reason[1].startswith("Suffolk, John Kerry: 182,592, now 1,825,920 votes; ")
    assert [message["title"].partition(": ")[2] for message in place.sink.got] == ["1 new (1 warning)"]
    assert "revision 11 is held back: Suffolk, John Kerry" in place.sink.got[0]["message"]
    assert verify(latest(place.dataset), place.dataset, place.settings).is_identical

    assert not place.run().said
    assert not place.summary.changed

    place.save(2, 21, page("2004 election in Ohio").replace("==Results==", "Prose.\n==Results=="))
    heard = place.run()
    assert ("judge", 1) in heard.steps
    assert place.rows() == [(1, 10, 11), (2, 21, None)]
    assert len(place.sink.got) == 1

    assert place.accept(11)
    assert not place.accept(11)
    heard = place.run()
    assert heard.said == ["no longer held: Page 1", *heard.said[1:]]
    assert "judge" not in dict(heard.steps)
    assert place.rows() == [(1, 11, None), (2, 21, None)]
    assert place.rows("SELECT count(*) FROM area_results WHERE votes = 1825920") == [(1,)]
    assert "RESOLVED" in place.sink.got[1]["message"]
    assert not place.run().said
    assert len(place.sink.got) == 2
    assert verify(latest(place.dataset), place.dataset, place.settings).is_identical


def test_a_later_good_revision_ends_a_hold_and_a_bad_one_prolongs_it(place):
    place.save(1, 11, TEN_TIMES)
    place.run()
    place.save(1, 12, TEN_TIMES.replace("==Results==", "More.\n==Results=="))
    assert ("judge", 1) in place.run().steps
    assert place.rows()[0] == (1, 10, 12)
    assert len(place.sink.got) == 1, "the same hold is told of twice"
    place.save(1, 13, MASSACHUSETTS.replace("==Results==", "More.\n==Results=="))
    assert "no longer held: Page 1" in place.run().said
    assert place.rows()[0] == (1, 13, None)
    assert place.sink.got[1]["title"].endswith("1 resolved")


def test_acceptance_is_of_a_text_and_what_comes_after_is_judged_against_it(place):
    place.save(1, 11, TEN_TIMES)
    place.run()
    write_acceptance(place.dataset, Acceptance("Page 1", 1, 11, 10, sha1="0" * 40))
    assert "judge" not in dict(place.run().steps), "decided before, from the same"
    assert place.rows()[0] == (1, 10, 11)
    people_write = "- {page: Page 1, page_id: 1, revision: 11, instead_of: 10, on: 2026-11-25}\n"
    (place.dataset / "accepted.yaml").write_text(people_write, encoding="utf-8")
    place.save(1, 12, TEN_TIMES.replace("1,071,109", "7,071,109"))
    place.run()
    assert place.rows()[0] == (1, 11, 12)
    (reason,) = place.rows("SELECT held_reason FROM pages WHERE page_id = 1")[0]
    assert "George W. Bush (infobox): 1,071,109, now 7,071,109 votes" in reason
    assert "1,825,920" not in reason
    assert verify(latest(place.dataset), place.dataset, place.settings).is_identical
    (place.dataset / "accepted.yaml").write_text("- {page: Page 1, page_id: one, revision: 11}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="numbers"):
        place.run()


def test_a_held_page_that_is_deleted_and_restored_comes_back_to_its_judgement(place):
    """Page 3 is new at the same time: nothing speaks against it."""
    place.save(1, 11, TEN_TIMES)
    place.run()
    write(place.source, Page_1=None)
    assert place.run().said
    assert place.rows() == [(2, 20, None)]
    place.save(1, 11, TEN_TIMES)
    place.save(3, 30, page("2004 election in Iowa").replace("| 182,592", "| 1,825,920"))
    place.run()
    assert place.rows() == [(1, 10, 11), (2, 20, None), (3, 30, None)]
    assert not place.run().said


def test_settings_turn_it_off(place):
    with pytest.raises(UsageError, match="did you mean 'figure_jump'"):
        place.run(holds=HoldSettings(thresholds={"figure_jumps": 1}))
    place.save(1, 11, TEN_TIMES)
    place.run(holds=HoldSettings(not_for=("folder",)))
    assert place.rows()[0] == (1, 11, None)
    place.save(1, 12, MASSACHUSETTS)
    place.run(holds=HoldSettings(off=("figure_jump", "sums_break")))
    assert place.rows()[0] == (1, 12, None)


TITLE = "2004 election in Maine"
SCOPES = {"scope": "mine", "scopes": {"mine": ScopeSettings(titles=(TITLE, "Other"))}}


def test_redirects_of_a_dump_and_another_moment(tmp_path):
    dump, dataset = tmp_path / "wiki.xml", tmp_path / "dataset"
    settings = Settings(processes=1, **SCOPES)
    good = dump_revision(11, page(TITLE), "2025-01-01T00:00:00Z")
    other = dump_page(2, "Other", dump_revision(21, "other"))

    def run(*revisions, extra="", as_of=None):
        dump.write_text(HEAD + dump_page(1, TITLE, *revisions, extra=extra) + other + TAIL, encoding="utf-8")
        refresh(Request(settings, str(dump), dataset, as_of=as_of))
        return query(latest(dataset), HELD + " LIMIT 1").rows[0]

    assert run(good) == (1, 11, None)
    redirect = dump_revision(12, "#REDIRECT [[Other]]", "2025-02-01T00:00:00Z")
    to_other = '    <redirect title="Other" />\n'
    assert run(good, redirect, extra=to_other) == (1, 11, 12)
    bad = dump_revision(13, page(TITLE).replace("| 182,592", "| 1,825,920"), "2025-03-01T00:00:00Z")
    assert run(good, bad, as_of=datetime(2025, 4, 1, tzinfo=UTC)) == (1, 13, None)
    write_acceptance(dataset, Acceptance(TITLE, 1, 12, 13))
    assert run(good, redirect, extra=to_other) == (2, 21, None)


def test_a_held_page_that_is_moved_leaves_its_title_to_the_next(tmp_path):
    dump, dataset = tmp_path / "wiki.xml", tmp_path / "dataset"
    settings = Settings(processes=1, scope="mine", scopes={"mine": ScopeSettings(titles=(TITLE, "Moved away"))})

    def run(*pages):
        dump.write_text(HEAD + "".join(pages) + TAIL, encoding="utf-8")
        refresh(Request(settings, str(dump), dataset))
        return query(latest(dataset), "SELECT page_id, title, rev_id, held_rev_id FROM pages ORDER BY page_id").rows

    good = dump_revision(11, page(TITLE), "2025-01-01T00:00:00Z")
    bad = dump_revision(13, page(TITLE).replace("| 182,592", "| 1,825,920"), "2025-03-01T00:00:00Z")
    assert run(dump_page(1, TITLE, good)) == [(1, TITLE, 11, None)]
    assert run(dump_page(1, TITLE, good, bad)) == [(1, TITLE, 11, 13)]
    another = dump_page(2, TITLE, dump_revision(21, page(TITLE), "2025-04-01T00:00:00Z"))
    both = (dump_page(1, "Moved away", good, bad), another)
    assert run(*both) == [(1, "Moved away", 11, 13), (2, TITLE, 21, None)]
    elections = query(latest(dataset), "SELECT election_id FROM elections ORDER BY ALL").rows
    assert elections == [(TITLE,), ("Moved away",)]
    assert query(latest(dataset), "SELECT count(*) FROM quarantine").rows == [(0,)]
    assert verify(latest(dataset), dataset, settings).is_identical
    version = latest(dataset)
    run(*both)
    assert latest(dataset) == version, "the same again is no new version"
