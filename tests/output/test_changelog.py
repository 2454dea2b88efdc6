"""The changelog says what changed as a person would, and stays short."""

from __future__ import annotations

import polars as pl
import pytest

from output.changelog import changelog, changelog_of
from output.diff import diff, schema_changes, summary
from output.release import latest, open_release
from pipeline.errors import UsageError
from schemas import TABLES
from tests.output.small import massachusetts, of_page, put


def log_of(tmp_path):
    return (latest(tmp_path).path / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_first_version_says_so(tmp_path):
    put(tmp_path, massachusetts())
    assert log_of(tmp_path) == "# 2026.11.23-1\n\nThe first version: 2 pages, 102 rows.\n"


def test_an_edit_reads_well(tmp_path):
    put(tmp_path, massachusetts(others=4051))
    put(tmp_path, massachusetts(others=4015, rev_id=123))
    text = log_of(tmp_path)
    assert text.startswith("# 2026.11.23-2: changes since 2026.11.23-1\n")
    assert "| area_results | 0 | 0 | 1 | 1 |" in text
    assert "## 2004 election in Massachusetts\n" in text
    assert "Edited: revision 100 → [revision 123](https://example.org/?oldid=123)." in text
    assert "- Essex, Others: votes 4,051 → 4,015\n" in text
    assert "Maine" not in text


def test_code_holds_new_and_gone_pages_are_told_apart(tmp_path):
    put(tmp_path, massachusetts())
    put(tmp_path, massachusetts(others=7), parser="p2")
    assert "- Essex, Others: votes 4,051 → 7 (read anew by another parser)" in log_of(tmp_path)
    put(tmp_path, massachusetts(others=7, held_rev_id=9, held_reason="most rows | gone"), parser="p2")
    assert r"Held at [revision 100](https://example.org/?oldid=100): most rows \| gone." in log_of(tmp_path)
    put(tmp_path, of_page(others=7), parser="p2")
    assert "## 2004 election in Maine\n\nGone; it was at [revision 200]" in log_of(tmp_path)
    assert "No longer held: [revision 100]" in log_of(tmp_path)
    put(tmp_path, massachusetts(others=7), parser="p2")
    assert "New: [revision 200]" in log_of(tmp_path)
    assert "- 12 in area_results, 4 in areas, 2 in candidates, 1 in elections, " in log_of(tmp_path)


def test_names_that_are_not_in_the_key_are_looked_up_and_markup_is_tamed(tmp_path):
    put(tmp_path, massachusetts())
    tables = massachusetts(rev_id=101)
    tables["candidates"] = tables["candidates"].with_columns(image=pl.lit("[x](javascript:1)\n# <b>"))
    put(tmp_path, tables)
    assert r"- John Kerry, 1: image — → \[x\](javascript:1) \# \<b\>" in log_of(tmp_path)


def test_large_differences_are_cut_and_counted():
    rows = pl.DataFrame(
        [("area_results", f'{{"area":"c{n}"}}', "changed", "votes", "1", "2", "edit", 5) for n in range(500)],
        schema=[name for name in TABLES["changes"].column_names if name != "version"],
        orient="row",
    )
    text = changelog(rows, TABLES["pages"].empty(), {}.get, "x")
    assert "… and 440 more" in text
    assert len(text.splitlines()) < 80
    assert "No differences." in changelog(rows.clear(), TABLES["pages"].empty(), {}.get, "x")


def test_any_two_versions_can_be_compared(tmp_path):
    for n in (1, 2, 3):
        put(tmp_path, massachusetts(others=n))
    one, three = open_release(tmp_path, "2026.11.23-1"), open_release(tmp_path, "2026.11.23-3")
    found = diff(one, three)
    assert found.changes.select("old_value", "new_value").rows() == [("1", "3")]
    assert found.schema == ()
    assert diff(three, one).changes.select("old_value", "new_value").rows() == [("3", "1")]
    assert diff(one, three, tables=["cells"]).changes.is_empty()
    row = summary(found.changes).row(0, named=True)
    assert (row["table_name"], row["rows_changed"], row["cells_changed"], row["code"]) == ("area_results", 1, 1, 1)
    text = changelog_of(found)
    assert text.startswith("# 2026.11.23-3: changes since 2026.11.23-1\n")
    assert "- Essex, Others: votes 1 → 3 (read anew by another parser)\n" in text
    with pytest.raises(UsageError, match="ballots"):
        diff(one, three, tables=["ballots"])


def test_across_a_change_of_schema_common_columns_are_compared_and_the_rest_is_told(tmp_path):
    one = put(tmp_path, massachusetts(others=1)).release
    two = put(tmp_path, massachusetts(others=2)).release
    # As if version one had been written before areas had an ocd_id, and with a table that is no more.
    one.package["schema_version"] = "0"
    for resource in one.package["resources"]:
        resource["schema"]["fields"] = [f for f in resource["schema"]["fields"] if f["name"] != "ocd_id"]
    one.package["resources"].append({"name": "ballots", "hash": "", "schema": {"fields": []}})
    found = diff(one, two)
    assert found.changes.select("table_name", "column_name", "cause").rows() == [("area_results", "votes", "code")]
    assert found.schema == ("table ballots is gone", "column areas.ocd_id is new")
    assert "## Schema\n\n- table ballots is gone\n- column areas.ocd_id is new\n" in changelog_of(found)
    assert schema_changes({"a": ["x"]}, {"a": ["y"], "b": []}) == [
        "table b is new", "column a.x is gone", "column a.y is new",
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "shown"), [(119, 119), (120, 120), (121, 120)])
def test_a_long_value_is_cut_at_120_characters(length, shown):
    row = ("candidates", '{"candidate":"Ann"}', "changed", "image", None, "x" * length, "edit", 5)
    rows = pl.DataFrame(
        [row], schema=[name for name in TABLES["changes"].column_names if name != "version"], orient="row"
    )
    text = changelog(rows, TABLES["pages"].empty(), lambda name: TABLES[name].empty(), "x")
    assert ("x" * length if length == shown else "x" * (shown - 1) + "…") + "\n" in text
    assert "x" * (shown + 1) not in text
