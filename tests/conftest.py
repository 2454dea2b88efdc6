"""How the tests are dealt out to the processes that run them, and the MediaWiki that some of them share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.real_wiki import Wiki, started

TESTS = Path(__file__).parent
pytest_plugins = ("tests.bare",)
# Pandera imports hypothesis where it is installed, and that its plugins: 0.4 s in each process that a test starts.
os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
# One process runs those that need the MediaWiki, for there is one at a time, and starting it takes long.
MEDIAWIKI = (
    "sources/test_expansion.py",
    "sources/test_faults.py",
    "sources/test_wiki_pages.py",
    "sources/test_wiki_time.py",
    "wikitext/templates/test_mediawiki_functions.py",
    "wikitext/test_mediawiki.py",
)
# What takes longest begins first: at the end no process is then left alone with it.
FIRST = (
    *MEDIAWIKI,
    "orchestration/test_schedule.py",
    "test_flows.py",
    "steps/test_killed.py",
    "steps/test_killed_often.py",
    "sources/test_cost.py",
    "cli/test_refresh_faults.py",
    "output/test_killed.py",
    "quality/test_checks.py",
    "steps/test_holding.py",
    "output/remote/test_copying.py",
    "quality/test_lots.py",
)


def no_deadlines() -> None:
    """No example has a deadline: hypothesis gives it 200 ms, which the first to compile a pattern can take."""
    from hypothesis import settings  # once its plugins are off

    settings.register_profile("untimed", settings.default, deadline=None)
    settings.load_profile("untimed")


class ByFile(LoadFileScheduling):
    """A file's tests are one process's; those of all files that need the MediaWiki are one's."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "the MediaWiki's" if file.removeprefix("tests/") in MEDIAWIKI else file


def pytest_configure(config: pytest.Config) -> None:
    """Has the processes that tests start find what a user's do; not those that run the tests."""
    no_deadlines()
    if hasattr(config, "workerinput") or not config.option.numprocesses:
        others = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(TESTS / "as_installed"), *([others] if others else [])])


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what takes longest first. Raises UsageError where the lists above are no longer true."""
    if gone := [name for name in FIRST if not (TESTS / name).is_file()]:
        raise pytest.UsageError(f"tests/conftest.py names files that are not there: {gone}")
    for item in items:
        if item.get_closest_marker("mediawiki") and str(item.path.relative_to(TESTS)) not in MEDIAWIKI:
            raise pytest.UsageError(f"{item.nodeid} needs the MediaWiki: name its file in tests/conftest.py")
    order = {TESTS / name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.fixture(scope="session")
def mediawiki() -> Iterator[Wiki]:
    """The MediaWiki, with whatever pages the module before left there."""
    yield from started()
