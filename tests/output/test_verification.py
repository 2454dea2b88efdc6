"""A version built again is the same bytes; if not, the cells that differ are named, and damage is told from it."""

from __future__ import annotations

from output.assembling import assemble
from output.verification import verify
from schemas import DATA_TABLES
from tests.output.small import massachusetts, put


def test_the_same_tables_in_another_order_are_identical(tmp_path):
    release = put(tmp_path, massachusetts()).release
    reversed_rows = {name: frame.reverse() for name, frame in massachusetts().items()}
    done = verify(release, assemble([reversed_rows], tmp_path / "built"), "p1")
    assert done.is_identical and done.same_code and not done.is_unexplained
    assert done.identical == DATA_TABLES
    assert done.changes.is_empty()


def test_what_another_parser_reads_otherwise_is_named(tmp_path):
    release = put(tmp_path, massachusetts()).release
    done = verify(release, assemble([massachusetts(others=9)], tmp_path / "built"), "p2")
    assert not done.is_identical and not done.is_unexplained
    assert done.differing == ("area_results",)
    assert done.changes.select("column_name", "old_value", "new_value", "cause").rows() == [
        ("votes", "4051", "9", "code")
    ]


def test_a_damaged_file_is_damage_and_no_difference(tmp_path):
    release = put(tmp_path, massachusetts()).release
    victim = release.parquet_path("cells")
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes() + b"x")
    done = verify(release, assemble([massachusetts()], tmp_path / "built"), "p1")
    assert (done.is_identical, done.is_unexplained, done.differing) == (False, True, ())
    assert done.damage == ("parquet/cells.parquet has other bytes than recorded",)


def test_another_outcome_of_the_same_code_is_unexplained_and_of_other_schemas_is_not(tmp_path, monkeypatch):
    release = put(tmp_path, massachusetts()).release
    built = assemble([massachusetts(others=9)], tmp_path / "built")
    assert verify(release, built, "p1").is_unexplained
    monkeypatch.setattr("output.verification.SCHEMA_VERSION", "another")
    done = verify(release, built, "p1")
    assert (done.same_code, done.is_unexplained, done.differing) == (False, False, ("area_results",))


def test_a_table_that_the_release_did_not_have_differs(tmp_path):
    release = put(tmp_path, massachusetts()).release
    release.hashes.pop("polls")  # as a schema before had it
    assert verify(release, assemble([massachusetts()], tmp_path / "built"), "p1").differing == ("polls",)
