"""Versions on disk: damage shows, pinned and latest ones stay, old ones go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.folder import JOURNAL, version_order
from output.release import latest
from output.versions import disk_bytes, list_versions, pin, pins, prune, to_prune, unpin
from pipeline.errors import DatasetError, UsageError
from tests.output.small import NOON, massachusetts, put


@pytest.fixture
def dataset(tmp_path):
    for n in range(3):
        put(tmp_path, massachusetts(others=n), at=NOON + timedelta(days=n))
    return tmp_path


def test_versions_are_listed_oldest_first(dataset):
    one, two, three = list_versions(dataset)
    assert [one.version, two.version, three.version] == ["2026.11.23-1", "2026.11.24-1", "2026.11.25-1"]
    assert [one.is_latest, two.is_latest, three.is_latest] == [False, False, True]
    assert {one.state, two.state, three.state} == {"ok"}
    assert (three.pages, three.rows, three.new_findings) == (2, 102, 0)
    assert three.created_at == NOON + timedelta(days=2)
    assert 0 < three.own_bytes < three.bytes
    assert list_versions(dataset / "elsewhere") == []


def test_damage_shows(dataset):
    folder = dataset / "releases"
    (folder / "2026.11.23-1" / "parquet" / "areas.parquet").unlink()
    (folder / "2026.11.24-1" / "datapackage.json").chmod(0o644)
    (folder / "2026.11.24-1" / "datapackage.json").write_text("{")
    (folder / "2026.11.25-1" / "elections.duckdb").chmod(0o644)
    with (folder / "2026.11.25-1" / "elections.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    one, two, three = list_versions(dataset)
    assert (one.state, one.problems) == ("damaged", ("parquet/areas.parquet is missing",))
    assert two.state == "damaged"
    assert "datapackage.json" in two.problems[0]
    assert (three.state, three.problems) == ("damaged", ("elections.duckdb has other bytes than recorded",))


def test_pruning_keeps_the_newest_the_latest_and_the_pinned(dataset):
    pin(dataset, "2026.11.23-1", "cited in a paper")
    assert pins(dataset) == {"2026.11.23-1": "cited in a paper"}
    assert prune(dataset, keep=0, dry_run=True) == ["2026.11.24-1"]
    assert len(list_versions(dataset)) == 3
    assert prune(dataset, keep=0) == ["2026.11.24-1"]
    assert [status.pinned for status in list_versions(dataset)] == ["cited in a paper", None]
    assert latest(dataset).damage() == []
    unpin(dataset, "2026.11.23-1")
    assert prune(dataset, keep=1) == ["2026.11.23-1"]
    assert [status.version for status in list_versions(dataset)] == ["2026.11.25-1"]
    assert latest(dataset).table("versions").height == 3, "history is kept"
    assert put(dataset, massachusetts(others=9), at=NOON).version == "2026.11.25-2"


def test_a_pin_leaves_the_others(dataset):
    pin(dataset, "2026.11.23-1", "cited in a paper")
    pin(dataset, "2026.11.24-1")
    assert pins(dataset) == {"2026.11.23-1": "cited in a paper", "2026.11.24-1": ""}
    unpin(dataset, "2026.11.24-1")
    assert pins(dataset) == {"2026.11.23-1": "cited in a paper"}


def test_what_a_killed_run_left_is_told_from_versions(dataset):
    (dataset / JOURNAL).write_text("2026.11.24-1")
    assert [status.state for status in list_versions(dataset)] == ["ok", "unpublished", "ok"]
    (dataset / JOURNAL).write_text("2026.11.25-1")  # killed after `latest` was switched
    assert {status.state for status in list_versions(dataset)} == {"ok"}


def test_a_first_run_that_was_killed_has_published_nothing(dataset):
    (dataset / "latest").unlink()
    with pytest.raises(DatasetError, match="latest is gone"):
        latest(dataset)
    (dataset / JOURNAL).write_text("2026.11.25-1")
    assert latest(dataset) is None


def test_a_table_that_a_version_did_not_have_yet_is_empty(dataset):
    release = latest(dataset)
    release.hashes.pop("polls")
    release.parquet_path("polls").unlink()
    assert release.table("polls").is_empty()
    release.parquet_path("links").unlink()
    with pytest.raises(DatasetError, match="is damaged: links"):
        release.table("links")


def test_a_file_that_versions_share_counts_once(dataset):
    versions = list_versions(dataset)
    assert sum(status.own_bytes for status in versions) < disk_bytes(dataset)
    assert disk_bytes(dataset) < sum(status.bytes for status in versions)


def test_what_cannot_be_pinned_or_pruned_is_said(dataset):
    with pytest.raises(UsageError):
        pin(dataset, "2020.01.01-1")
    with pytest.raises(UsageError, match="not pinned"):
        unpin(dataset, "2026.11.23-1")
    with pytest.raises(UsageError, match="-1"):
        prune(dataset, keep=-1)
    (dataset / "pins.json").write_text("[")
    with pytest.raises(DatasetError, match="pins"):
        prune(dataset, keep=1)


@pytest.mark.parametrize("pinned", ["[]", "null", '"2026.11.23-1"', "{"])
def test_pins_that_cannot_be_read_end_a_pruning(dataset, pinned):
    (dataset / "pins.json").write_text(pinned)
    with pytest.raises(DatasetError, match="list of pins cannot be read"):
        prune(dataset, keep=1)


def test_the_last_version_of_each_month_may_stay():
    versions = ["2026.09.01-1", "2026.09.30-2", "2026.10.01-1", "2026.11.02-1", "2026.11.02-10", "2026.11.02-9"]
    doomed = to_prune(versions, keep=1, keep_monthly=True, always=[])
    assert doomed == ["2026.09.01-1", "2026.11.02-1", "2026.11.02-9"]


VERSIONS = st.builds(
    "{:04}.{:02}.{:02}-{}".format, st.integers(2020, 2022), st.integers(1, 12), st.integers(1, 28), st.integers(1, 12)
)


@given(st.sets(VERSIONS, max_size=30), st.integers(0, 10), st.booleans())
def test_pruning_never_takes_newer_before_older(versions, keep, monthly):
    doomed = to_prune(versions, keep=keep, keep_monthly=monthly, always=[])
    stay = versions - set(doomed)
    assert len(stay) >= min(keep, len(versions))
    newest = sorted(versions, key=version_order, reverse=True)[:keep]
    assert set(newest) <= stay
    if monthly:
        assert {version[:7] for version in stay} == {version[:7] for version in versions}


def test_a_link_among_the_versions_goes_and_what_it_leads_to_stays(dataset, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "file").write_text("x")
    (dataset / "releases" / "2020.01.01-1").symlink_to(outside)
    assert "2020.01.01-1" in prune(dataset, keep=3)
    assert [path.name for path in outside.iterdir()] == ["file"]
