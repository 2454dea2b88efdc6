"""Publishing: numbered versions, nothing new published twice, history carried on, nothing broken by a failure."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta

import polars as pl
import pytest

from output.folder import published
from output.release import latest, open_release
from output.sql import query
from output.staging import dataset_lock
from pipeline.errors import DatasetError, UsageError
from pipeline.records import AreaResult, Candidate
from schemas import TABLES
from schemas.frames import frame_of
from tests.output.small import NOON, finding, massachusetts, of_page, put


def test_the_first_version_has_every_table_and_is_the_latest(tmp_path):
    done = put(tmp_path, massachusetts())
    assert (done.version, done.changed) == ("2026.11.23-1", True)
    release = latest(tmp_path)
    assert release.version == "2026.11.23-1"
    assert release.path == done.path.resolve()
    assert {path.stem for path in (release.path / "parquet").iterdir()} == set(TABLES)
    assert release.damage() == []
    assert done.rows["area_results"] == 24
    assert query(release, "SELECT count(*) FROM area_results").rows == [(24,)]


def test_the_same_content_in_another_order_publishes_nothing(tmp_path):
    put(tmp_path, massachusetts())
    before = sorted(tmp_path.rglob("*"))
    shuffled = {name: frame.reverse() for name, frame in massachusetts().items()}
    done = put(tmp_path, shuffled | {"findings": frame_of("findings", [finding()])}, at=NOON + timedelta(days=1))
    assert (done.version, done.changed) == ("2026.11.23-1", False)
    assert sorted(tmp_path.rglob("*")) == before


def test_versions_are_numbered_by_day_and_never_go_back(tmp_path):
    clock = [NOON, NOON, NOON + timedelta(days=1), NOON - timedelta(days=9), NOON + timedelta(days=2)]
    names = [put(tmp_path, massachusetts(others=n), at=at).version for n, at in enumerate(clock)]
    assert names == ["2026.11.23-1", "2026.11.23-2", "2026.11.24-1", "2026.11.24-2", "2026.11.25-1"]
    assert latest(tmp_path).version == "2026.11.25-1"


def test_history_is_carried_on(tmp_path):
    for n in range(3):
        findings = frame_of("findings", [finding(), finding(finding_id="f2", first_seen_version="2020.01.01-1")])
        put(tmp_path, massachusetts(others=n, rev_id=100 + n) | {"findings": findings})
    release = latest(tmp_path)
    versions = release.table("versions").to_dicts()
    assert [row["previous"] for row in versions] == [None, "2026.11.23-1", "2026.11.23-2"]
    assert [row["new_findings"] for row in versions] == [2, 2, 2]
    assert versions[2]["content_hash"] == release.content_hash
    votes = release.table("changes").filter(pl.col("column_name") == "votes")
    assert votes.select("version", "old_value", "new_value", "cause", "rev_id").rows() == [
        ("2026.11.23-2", "0", "1", "edit", 101),
        ("2026.11.23-3", "1", "2", "edit", 102),
    ]
    assert release.table("findings")["first_seen_version"].to_list() == ["2026.11.23-3", "2020.01.01-1"]


def test_a_published_version_is_never_touched_again(tmp_path):
    put(tmp_path, massachusetts())
    first = open_release(tmp_path, "2026.11.23-1")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in first.path.rglob("*") if path.is_file()}
    for n in range(3):
        put(tmp_path, massachusetts(others=n))
    assert before == {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in before}
    assert not any(path.stat().st_mode & 0o222 for path in before)
    assert query(first, "SELECT count(*) FROM versions").rows == [(1,)]


def test_unchanged_parquet_files_are_shared_between_versions(tmp_path):
    one = put(tmp_path, massachusetts()).release
    two = put(tmp_path, massachusetts(others=1)).release
    assert one.parquet_path("cells").samefile(two.parquet_path("cells"))
    assert not one.parquet_path("area_results").samefile(two.parquet_path("area_results"))


def test_a_damaged_file_is_not_shared_on(tmp_path):
    one = put(tmp_path, massachusetts()).release
    victim = one.parquet_path("cells")
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:-9] + b"123456789")
    assert put(tmp_path, massachusetts(others=1)).release.damage() == []
    assert one.damage() == ["parquet/cells.parquet has other bytes than recorded"]


def test_rows_that_break_a_key_are_in_quarantine_and_none_is_lost(tmp_path):
    tables = massachusetts()
    twice = AreaResult("2004 election in Massachusetts", 1, 1, 3, "county", "Essex", "Others", None, 9999, 2.0)
    nowhere = AreaResult("X", 99, 1, 3, "county", "Essex", "Others", None, 1, 2.0)
    tables["area_results"] = pl.concat([tables["area_results"], frame_of("area_results", [twice, nowhere])])
    tables["candidates"] = pl.concat([tables["candidates"], frame_of("candidates", [Candidate("Nowhere", 1)] * 3)])
    release = put(tmp_path, tables).release
    assert release.table("area_results").height == 24
    assert release.table("candidates").height == 4
    quarantine = release.table("quarantine")
    assert quarantine.height == 5
    assert quarantine.select("table_name", "reason").unique().height == 5
    assert quarantine.filter(pl.col("page_id") == 1)["rev_id"].to_list() == [100]


def test_a_table_that_no_schema_knows_is_refused_and_the_latest_stands(tmp_path):
    put(tmp_path, massachusetts())
    with pytest.raises(DatasetError, match="ballots"):
        put(tmp_path, massachusetts(others=1) | {"ballots": pl.DataFrame({"a": [1]})})
    assert latest(tmp_path).version == "2026.11.23-1"
    assert len(list((tmp_path / "releases").iterdir())) == 1


def test_another_file_may_be_added_while_it_is_staged(tmp_path):
    def report(release):
        (release.path / "report.html").write_text(f"<h1>{release.version}</h1>")

    release = put(tmp_path, massachusetts(), write_more=report).release
    assert (release.path / "report.html").read_text() == "<h1>2026.11.23-1</h1>"
    assert "report.html" in [item["path"] for item in release.package["files"]]
    assert release.damage() == []


def test_a_failure_while_writing_leaves_the_latest_and_no_rubbish(tmp_path):
    put(tmp_path, massachusetts())

    def full_disk(release):
        raise OSError(28, "No space left on device", str(release.path))

    with pytest.raises(DatasetError, match="No space left on device") as caught:
        put(tmp_path, massachusetts(others=1), write_more=full_disk)
    assert caught.value.exit_code == 4
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2026.11.23-1"]
    assert latest(tmp_path).damage() == []


def test_a_locked_dataset_is_said_in_one_line(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from output.staging import dataset_lock\n"
        "with dataset_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DatasetError, match="another run is writing") as caught:
            put(tmp_path, massachusetts())
        assert caught.value.exit_code == 4
    finally:
        holder.communicate("")
    assert put(tmp_path, massachusetts()).changed


def test_the_lock_may_be_held_by_the_run_around_it(tmp_path):
    with dataset_lock(tmp_path):
        assert put(tmp_path, massachusetts()).changed


def test_a_version_that_is_not_there_is_a_usage_error(tmp_path):
    assert latest(tmp_path) is None
    with pytest.raises(UsageError, match="nothing is published yet"):
        open_release(tmp_path)
    put(tmp_path, of_page())
    assert open_release(tmp_path).version == open_release(tmp_path, "latest").version
    with pytest.raises(UsageError, match=r"2026\.11\.23-1"):
        open_release(tmp_path, "2020.01.01-1")
    with pytest.raises(UsageError):
        open_release(tmp_path, "../../etc")


def test_latest_pointing_nowhere_is_damage(tmp_path):
    (tmp_path / "latest").symlink_to("releases/2020.01.01-1")
    with pytest.raises(DatasetError, match="latest points to no release"):
        latest(tmp_path)


def test_a_copy_without_its_link_is_not_taken_for_an_empty_dataset(tmp_path):
    """It would tell every finding anew, take what is held and begin the history again."""
    version = put(tmp_path, massachusetts()).version
    (tmp_path / "latest").unlink()
    for ask in (latest, lambda dataset: put(dataset, of_page())):
        with pytest.raises(DatasetError, match="latest is gone, though there are versions") as raised:
            ask(tmp_path)
    assert f"ln -s releases/{version} latest" in raised.value.remedy
    assert published(tmp_path) == [version]


@pytest.mark.parametrize("made", [shutil.copytree, lambda release, link: link.write_text("releases/x")])
def test_latest_that_a_copy_has_made_a_folder_or_a_file_is_said(tmp_path, made):
    release = put(tmp_path, massachusetts()).path
    (tmp_path / "latest").unlink()
    made(release, tmp_path / "latest")
    with pytest.raises(DatasetError, match="not a link to a version") as raised:
        put(tmp_path, of_page())
    assert f"rm -r latest && ln -s releases/{release.name} latest" in raised.value.remedy


def test_the_dataset_can_be_moved(tmp_path):
    put(tmp_path / "here", massachusetts())
    (tmp_path / "here").rename(tmp_path / "there")
    assert latest(tmp_path / "there").damage() == []
