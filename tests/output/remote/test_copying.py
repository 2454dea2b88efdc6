"""A dataset on object storage, on moto's S3 server on loopback: what goes over the wire, and what a reader finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from output.folder import latest, published
from output.remote.copying import download, upload
from output.remote.manifest import entries_of, is_inside
from output.remote.store import Store
from output.remote.working_copy import copy_of, working_copy
from output.versions import prune
from pipeline.archive import Archive
from pipeline.errors import DatasetError, UsageError
from tests.output.remote.copies import SECRET, files_of
from tests.steps.folder import page, run, write


def test_there_and_back(s3, dataset, tmp_path):
    first, last = published(dataset)
    store = Store(s3)
    done = upload(dataset, store, check=True)
    assert (done.version, done.removed) == (last, 0)
    assert done.copied  # tables that both versions have
    assert store.read_json("latest.json")["version"] == last
    again = upload(dataset, store)
    assert (again.sent, again.copied) == (0, 0)
    (dataset / "waivers.yaml").write_text("{}")
    assert upload(dataset, store).sent == 1

    download(store, tmp_path / "whole", everything=True)
    assert files_of(tmp_path / "whole") == files_of(dataset)
    assert latest(tmp_path / "whole").damage() == []
    download(store, tmp_path / "newest")
    assert published(tmp_path / "newest") == [last]
    assert download(store, tmp_path / "newest").sent == 0
    assert Archive(tmp_path / "newest").size() == Archive(dataset).size()

    prune(dataset, keep=1)
    assert upload(dataset, store, prune=True).removed
    assert not [path for path in store.sizes() if first in path]
    assert entries_of(store.read_json(store.read_json("latest.json")["manifest"])).keys() == files_of(dataset).keys()


def test_a_refresh_goes_on_from_another_machine(s3, tmp_path, monkeypatch, capsys):
    """Two machines take turns: each has a cache of its own, and sees what the other one published."""
    from cli.main import cli

    write(tmp_path / "source", One=page("One"), Two=page("Two"))
    refresh = ["refresh", "--plain", "--source", str(tmp_path / "source"), "--dataset", s3, "--json"]
    told = []
    for turn, kerry in enumerate((1, 2, 2)):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"machine-{turn % 2}"))
        write(tmp_path / "source", Two=page("Two", kerry=kerry))
        with pytest.raises(SystemExit, match="0"):
            cli.main(refresh)
        printed = capsys.readouterr()
        assert SECRET not in printed.out + printed.err
        told.append(json.loads(printed.out))
    assert [summary["changed"] for summary in told] == [True, True, False]
    assert [summary["fetched"] for summary in told] == [2, 1, 0]
    assert latest(copy_of(s3)).version == told[1]["version"]
    download(Store(s3), tmp_path / "whole", everything=True)
    assert len(published(tmp_path / "whole")) == 2


def test_whoever_is_overtaken_changes_nothing(folder_store, later, dataset, tmp_path):
    store = Store(folder_store[1])
    upload(later, store)
    before = store.sizes()
    with pytest.raises(DatasetError, match="another machine has written to the store"):
        upload(dataset, store)
    write(tmp_path / "source", Two=page("Two", kerry=6))
    run(tmp_path / "source", dataset)  # the third version here, too, and another one
    with pytest.raises(DatasetError, match="is another one than here"):
        upload(dataset, store)
    assert store.sizes() == before


@pytest.mark.parametrize("dies_at", [1, 2])
def test_an_upload_that_dies_leaves_all_as_it_was(folder_store, later, dataset, tmp_path, monkeypatch, dies_at):
    """Before the manifest is written, and between it and latest.json."""
    url = folder_store[1]
    with monkeypatch.context() as patch:
        written, write_json = [], Store.write_json

        def die(store, path, value):
            written.append(path)
            if len(written) == dies_at:
                raise KeyboardInterrupt
            write_json(store, path, value)

        patch.setattr(Store, "write_json", die)
        with pytest.raises(KeyboardInterrupt):
            upload(later, Store(url))
    download(Store(url), tmp_path / "reader", everything=True)
    assert files_of(tmp_path / "reader") == files_of(dataset)
    upload(later, Store(url), check=True)
    download(Store(url), tmp_path / "reader", everything=True)
    assert files_of(tmp_path / "reader") == files_of(later)


def test_what_could_not_be_sent_goes_with_the_next_run(folder_store, tmp_path, monkeypatch):
    """The store is away when a run has published; the next one goes on from its copy and sends both."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    url, versions = folder_store[1], []
    with monkeypatch.context() as patch:
        patch.setattr(Store, "upload", lambda *_: (_ for _ in ()).throw(DatasetError("the store is away")))
        with pytest.raises(DatasetError, match="is away"), working_copy(url) as folder:
            write(tmp_path / "source", Two=page("Two", kerry=8))
            versions.append(run(tmp_path / "source", folder).version)
    with working_copy(url) as folder:
        versions.append(run(tmp_path / "source", folder).version)
    assert versions[0] == versions[1] == Store(url).read_json("latest.json")["version"]


def test_versions_that_were_pruned_there_stand_in_nobody_s_way(folder_store, dataset, tmp_path):
    url = folder_store[1]
    download(Store(url), tmp_path / "copy", everything=True)
    prune(dataset, keep=1)
    upload(dataset, Store(url), prune=True)
    assert download(Store(url), tmp_path / "copy").version == latest(dataset).version
    assert len(published(tmp_path / "copy")) == 2


def test_damage_in_the_store_is_told_of(folder_store, tmp_path, dataset):
    place, url = folder_store
    file = place / "releases" / latest(dataset).version / "parquet" / "areas.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"!")
    with pytest.raises(DatasetError, match=r"areas\.parquet in the store has other bytes"):
        download(Store(url), tmp_path / "copy")
    assert not (tmp_path / "copy" / "latest").exists()
    file.write_bytes(whole[:-1])
    mended = upload(dataset, Store(url), check=True)
    assert (mended.sent, mended.copied) == (0, 1)  # of another size: put there again, from the version before
    assert file.read_bytes() == whole
    file.unlink()
    with pytest.raises(DatasetError, match="the store lacks"):
        download(Store(url), tmp_path / "copy")
    next((place / "manifests").iterdir()).write_text("{")
    with pytest.raises(DatasetError, match="damaged"):
        download(Store(url), tmp_path / "copy")


def test_a_damaged_version_is_not_sent(folder_store, dataset):
    path = latest(dataset).parquet_path("areas")
    path.chmod(0o644)
    path.write_bytes(b"")
    with pytest.raises(DatasetError, match="is damaged"):
        upload(dataset, Store(folder_store[1]))


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "a\\..\\x", ".lock", "a/.git/x", "", "x\0y"])
def test_a_manifest_cannot_lead_out_of_the_dataset(path):
    assert not is_inside(path)
    refused(path)


@pytest.mark.parametrize("path", ["cache/x.segment", "latest", "reports/x", "canvass.prom"])
def test_a_manifest_cannot_bring_what_belongs_to_a_machine(path):
    refused(path)


def refused(path):
    with pytest.raises(DatasetError, match="leads out"):
        entries_of({"files": {path: {"size": 1, "sha256": "0"}}})


def test_a_version_in_latest_json_cannot_lead_out_either(folder_store, tmp_path):
    place, url = folder_store
    (place / "latest.json").write_text('{"version": "../../etc"}')
    with pytest.raises(DatasetError, match="names no version"):
        download(Store(url), tmp_path / "copy")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://key:secret@bucket/x", "holds a user or a password"),
        ("nosuch://bucket/x", "fsspec knows no store nosuch://"),
        ("file:///nowhere/at/all", "holds no dataset"),
    ],
)
def test_a_store_that_is_none(url, said, tmp_path):
    with pytest.raises(UsageError, match=said) as told:
        download(Store(url), tmp_path / "copy")
    assert "secret" not in str(told.value)


def test_a_store_that_refuses(s3, monkeypatch, dataset):
    with pytest.raises(DatasetError, match="the store cannot be") as told:
        upload(dataset, Store("s3://no-such-bucket-here/x"))
    assert SECRET not in str(told.value)


def test_a_folder_is_its_own_working_copy(tmp_path):
    with working_copy(tmp_path / "x") as folder:
        assert folder == Path(tmp_path / "x")


def test_other_commands_say_what_to_do_with_a_url(capsys, monkeypatch):
    from cli.main import main

    monkeypatch.setattr("sys.argv", ["canvass", "sql", "SELECT 1", "--dataset", "s3://bucket/x"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "canvass download s3://bucket/x" in capsys.readouterr().err
