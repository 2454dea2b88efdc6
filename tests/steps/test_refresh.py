"""A refresh from a folder: what changes makes a version, what does not makes none, bad input is told and confined."""

from __future__ import annotations

import shutil

import pytest

from output.folder import latest, published
from output.sql import query
from pipeline.errors import DatasetError, SourceError
from tests.steps.folder import page, run, write

TWO = {"Massachusetts": page(), "Vermont": page("2004 United States presidential election in Vermont")}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    write(folder, **TWO)
    return folder


@pytest.fixture
def dataset(tmp_path):
    return tmp_path / "dataset"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The dataset of that source."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "source", **TWO)
    run(folder / "source", folder / "dataset")
    return folder / "dataset"


@pytest.fixture
def first(made, dataset):
    """The first version, in a dataset of the test's own."""
    return latest(shutil.copytree(made, dataset, symlinks=True))


def ask(dataset, sql):
    return query(latest(dataset), sql).rows


def test_first_version_then_nothing_then_the_change(source, dataset):
    first = run(source, dataset)
    assert first.changed
    assert first.rows["elections"] == 2
    assert first.rows["area_results"] == 8
    again = run(source, dataset)
    assert (again.changed, again.version, again.fetched) == (False, first.version, 0)
    write(source, Vermont=page("2004 United States presidential election in Vermont", kerry=1803801))
    second = run(source, dataset)
    assert (second.changed, second.fetched) == (True, 1)
    assert published(dataset) == [first.version, second.version]
    changed = ask(
        dataset, "SELECT column_name, old_value, new_value, cause FROM latest_changes WHERE table_name = 'candidates'"
    )
    assert changed == [("popular_vote", "1803800", "1803801", "edit")]


def test_a_page_that_vanished_leaves_the_version_with_a_finding(source, dataset, first):
    write(source, Vermont=None)
    summary = run(source, dataset)
    assert summary.pages == 1
    assert ask(dataset, "SELECT title, parse_status FROM pages") == [("Massachusetts", "ok")]
    ((message,),) = ask(dataset, "SELECT message FROM findings WHERE check_id = 'source_problem'")
    assert message == "Vermont: deleted: the page is no longer in the source"
    assert not run(source, dataset).changed


def test_a_page_that_cannot_be_read_this_time_keeps_its_last_revision(source, dataset, first):
    path = source / "Vermont.wikitext"
    path.unlink()
    path.mkdir()  # reading it fails, for root too
    summary = run(source, dataset)
    assert summary.pages == 2
    assert any("stays" in problem for problem in summary.problems)


def test_bad_pages_are_told_and_the_good_ones_published(source, dataset):
    write(
        source,
        **{
            "Empty": b"",
            "Prose": "Nothing but prose.",
            "Cut_off": page()[:-60],
            "No_UTF-8": b"\xff\xfe" + page().encode("latin-1"),
            "A%2FB": page("A/B"),
        },
    )
    summary = run(source, dataset)
    assert summary.pages == 7
    status = dict(ask(dataset, "SELECT title, parse_status FROM pages"))
    assert status["A/B"] == status["Massachusetts"] == "ok"
    assert status["Cut off"] == status["No UTF-8"] == "partial"
    told = {
        (check, title)
        for check, title in ask(dataset, "SELECT check_id, title FROM findings JOIN pages USING (page_id)")
    }
    assert ("page_empty", "Empty") in told
    assert ("page_without_data", "Prose") in told
    assert {("page_partial", "Cut off"), ("page_partial", "No UTF-8")} <= told
    areas = ask(dataset, "SELECT count(*) FROM area_results JOIN pages USING (page_id) WHERE title = 'A/B'")
    assert areas == [(4,)]


def test_a_missing_folder_ends_the_run_and_leaves_the_dataset(source, dataset, first, tmp_path):
    with pytest.raises(SourceError, match="no folder or file"):
        run(tmp_path / "nowhere", dataset)
    assert latest(dataset).version == first.version


def test_a_source_without_one_readable_page_publishes_nothing(tmp_path, dataset):
    write(tmp_path / "source", Page="x" * 100)
    (tmp_path / "source" / "Page.wikitext").unlink()
    (tmp_path / "source" / "Page.wikitext").mkdir()
    with pytest.raises(SourceError, match="no page at all"):
        run(tmp_path / "source", dataset)
    assert published(dataset) == []


def test_a_fault_while_publishing_leaves_the_dataset(source, dataset, first, monkeypatch):
    write(source, Vermont=page(kerry=1))

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("output.duckdb_file.write", full)
    with pytest.raises(DatasetError, match="No space left"):
        run(source, dataset)
    assert published(dataset) == [first.version]
    monkeypatch.undo()
    assert run(source, dataset).changed


def test_a_damaged_release_is_one_clear_error(source, dataset, first):
    path = latest(dataset).parquet_path("pages")
    path.chmod(0o644)
    path.write_bytes(b"broken")
    with pytest.raises(DatasetError, match="damaged"):
        run(source, dataset)
