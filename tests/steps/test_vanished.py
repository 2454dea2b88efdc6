"""A source that loses many pages at once never empties the dataset; a few pages may go."""

from __future__ import annotations

from pathlib import Path

import pytest

from output.folder import latest, published
from output.sql import query
from pipeline.errors import SourceError
from pipeline.settings import Settings
from pipeline.steps.refresh import Request, refresh
from tests.steps.folder import page, run, write

pytestmark = pytest.mark.usefixtures("bare")

TITLES = [f"2004 United States presidential election in State {number}" for number in range(14)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    write(folder, **{title: page(title) for title in TITLES})
    return folder


@pytest.fixture
def dataset(source: Path, tmp_path: Path) -> Path:
    """The dataset of all pages."""
    run(source, tmp_path / "dataset")
    return tmp_path / "dataset"


def take_away(source: Path, number: int) -> None:
    write(source, **dict.fromkeys(TITLES[:number]))


def pages(dataset: Path) -> int:
    (row,) = query(latest(dataset), "SELECT count(*) FROM pages").rows
    return int(row[0])


def test_many_pages_gone_at_once_stop_the_run_until_they_are_meant_to(
    source: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = published(dataset)
    take_away(source, 10)
    with pytest.raises(SourceError, match=rf"10 of the 14 pages of version {first} are no longer") as told:
        run(source, dataset)
    assert told.value.exit_code == 3
    assert "CANVASS_MOST_VANISHED=1" in str(told.value)
    assert (published(dataset), pages(dataset)) == ([first], 14)
    monkeypatch.setenv("CANVASS_MOST_VANISHED", "1")
    assert run(source, dataset).changed
    assert pages(dataset) == 4


def test_few_pages_may_go(source: Path, dataset: Path) -> None:
    take_away(source, 9)
    assert run(source, dataset).changed
    assert pages(dataset) == 5


def test_another_scope_may_have_fewer_pages(source: Path, dataset: Path) -> None:
    take_away(source, 12)
    asked = Request(Settings(processes=1), "sample", dataset)
    assert refresh(asked).changed
    assert pages(dataset) > 2
