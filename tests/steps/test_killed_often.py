"""A refresh from a wiki, killed again and again at random moments, ends with the dataset of an undisturbed one.

A kill costs two seconds and more, so `make test` does six; `make test-long` does the fifty.
"""

from __future__ import annotations

import random
import time

import pytest

from output.folder import latest
from output.versions import list_versions
from pipeline.archive import Archive
from tests.long import LONG
from tests.sources.fake_wiki import fake_wiki
from tests.steps.folder import page
from tests.steps.preloaded import Preloaded

KILLS = 50 if LONG else 6
PAGES = [f"200{n} United States presidential election in Vermont" for n in range(6)]


@pytest.fixture
def wiki():
    with fake_wiki() as wiki:
        for title in PAGES:
            wiki.write(title, page(title))
        yield wiki


@pytest.fixture
def canvass(tmp_path):
    config = tmp_path / "canvass.toml"
    config.write_text(
        f"requests_per_minute = 1e6\nprocesses = 1\ntitles_per_request = 2\n[scopes.six]\ntitles = {PAGES}"
    )
    runner = Preloaded({"CANVASS_CONFIG": str(config)}, tmp_path / "stderr")
    yield runner
    runner.close()


@pytest.mark.timeout(600)
def test_killed_again_and_again(wiki, canvass, tmp_path):
    def arguments(dataset):
        return ("refresh", "--source", wiki.url, "--scope", "six", "--dataset", str(tmp_path / dataset))

    canvass.run(*arguments("warm"))
    begin = time.monotonic()
    assert canvass.run(*arguments("measured")) == 0
    seconds = time.monotonic() - begin

    chance = random.Random(4)
    kills = edits = 0
    while kills < KILLS:
        held = {rev_id for _, rev_id in Archive(tmp_path / "killed").known()}
        wiki.served.clear()
        code = canvass.run(*arguments("killed"), kill_after=chance.uniform(0, seconds))
        assert code in (0, -9), canvass.stderr.read_text()
        kills += code == -9
        assert not held & set(wiki.served), "what the archive holds was fetched again"
        if code == 0:  # it was through: give it something to do
            edits += 1  # votes: few enough that no edit is held
            title = chance.choice(PAGES)
            wiki.write(title, page(title, kerry=1_803_800 + edits))
    assert canvass.run(*arguments("killed")) == 0
    assert canvass.run(*arguments("undisturbed")) == 0
    killed, undisturbed = latest(tmp_path / "killed"), latest(tmp_path / "undisturbed")
    assert killed.content_hash == undisturbed.content_hash
    assert {status.state for status in list_versions(tmp_path / "killed")} == {"ok"}
    leftovers = [path.name for path in (tmp_path / "killed").rglob("*") if ".staging" in path.name]
    assert leftovers == [] and not list((tmp_path / "killed" / "archive").glob("*.writing"))
