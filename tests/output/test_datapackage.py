"""datapackage.json passes the frictionless validator, data included, and says licence, sources and hashes."""

from __future__ import annotations

from frictionless import Package

from output.hashing import sha256_of
from schemas import DATA_TABLES, TABLES
from schemas.frames import frame_of
from tests.output.small import finding, massachusetts, page, put


def test_frictionless_finds_nothing_wrong_with_description_and_data(tmp_path):
    tables = massachusetts() | {"findings": frame_of("findings", [finding()])}
    put(tmp_path, tables | {"candidates": massachusetts()["candidates"].head(1)})
    tables["pages"] = frame_of("pages", [page(rev_timestamp=None, held_rev_id=7), page(2, "nan", 200)])
    release = put(tmp_path, tables).release
    report = Package(str(release.path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "type", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_it_describes_every_column_and_file(tmp_path):
    package = put(tmp_path, massachusetts()).release.package
    assert package["licenses"][0]["name"] == "CC-BY-SA-4.0"
    assert "history_url" in package["attribution"]
    assert package["provenance"]["parser_version"] == "p1"
    resources = {item["name"]: item for item in package["resources"]}
    assert set(resources) == set(TABLES)
    for name, item in resources.items():
        file = tmp_path / "latest" / item["path"]
        assert item["hash"] == f"sha256:{sha256_of(file)}"
        assert item["size_bytes"] == file.stat().st_size
        assert item["is_data"] == (name in DATA_TABLES)
        assert all(field["description"] for field in item["schema"]["fields"])
    assert resources["area_results"]["rows"] == 24
    units = {field["name"]: field.get("unit") for field in resources["area_results"]["schema"]["fields"]}
    assert (units["votes"], units["pct"]) == ("votes", "percent")
    assert [item["path"] for item in package["files"]] == [
        "CHANGELOG.md",
        "croissant.json",
        "elections.duckdb",
        "party_names.csv",
    ]
