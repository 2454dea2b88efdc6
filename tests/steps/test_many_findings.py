"""The findings' files are written a few findings at a time, and do not tell of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

import output.findings
from output.findings import findings_told
from output.folder import Release
from output.provenance import Provenance
from output.release import publish
from pipeline.quality.alerts import news as of_news
from pipeline.quality.editors import editors_markdown, faulty_articles
from pipeline.quality.running import check_tables
from pipeline.steps import alerting
from pipeline.steps.alerting import EDITORS, FEED, LISTING, artifact_rows, news_since, write_feeds
from tests.output.small import NOON
from tests.quality.copies import copies
from tests.quality.page import KERRY, OTHERS, broken

col = pl.col


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Seven pages with two errors each, the third with more."""
    page = broken("area_results", "pct", 1.41, col("area") == "Essex", col("candidate") == OTHERS)
    pages = copies(broken("candidates", "popular_vote", 1_083_800, col("name") == KERRY, of=page), 7)
    of_third = (col("page_id") > 2_000_000_000) & (col("page_id") < 3_000_000_000)
    off = pl.when(of_third & (col("area") == "Suffolk")).then(col("margin_votes") + 9).otherwise("margin_votes")
    pages["areas"] = pages["areas"].with_columns(margin_votes=off)
    checked = check_tables(pages)
    made = Provenance("1", "folder")
    done = publish(tmp_path_factory.mktemp("many"), pages | checked._asdict(), created_at=NOON, provenance=made)
    return done.release


def files_of(release: Release, folder: Path) -> dict[str, str]:
    shutil.copytree(release.path, folder)
    write_feeds(Release(folder), None, "warning")
    return {name: (folder / name).read_text() for name in (LISTING, EDITORS, FEED)}


def test_the_files_do_not_tell_how_many_findings_were_in_memory(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    together = files_of(release, tmp_path / "together")
    for at_a_time in (1, 3):
        monkeypatch.setattr(output.findings, "_AT_A_TIME", at_a_time)
        monkeypatch.setattr(alerting, "_BATCH", at_a_time)
        assert files_of(release, tmp_path / str(at_a_time)) == together
    told = [row for row in findings_told(release) if row["severity"] != "info"]
    assert len(told) > 14
    assert together[EDITORS] == editors_markdown(faulty_articles(told), release.version)
    assert together[EDITORS].index("«2»") < together[EDITORS].index("«1»")  # the page with most errors is first


def test_what_is_not_spelt_out_is_counted(release: Release, monkeypatch: pytest.MonkeyPatch):
    dataset = release.path.parents[1]
    whole = news_since(dataset, release, None, "error")
    monkeypatch.setattr(of_news, "MOST", 4)
    some = news_since(dataset, release, None, "error")
    assert some.new.spelt_out == 4 < whole.new.spelt_out == whole.new.number == some.new.number
    assert some.new.groups[0].pages == whole.new.groups[0].pages[: len(some.new.groups[0].pages)]
    assert len(artifact_rows(release.path, "error", most=5)) == 5
