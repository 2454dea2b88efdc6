"""Several uploads to one store at once: one of them is in it, whole, and the others say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from output.folder import latest
from output.remote import copying, lease
from output.remote.copying import download, upload
from output.remote.lease import LOCK
from output.remote.store import Store
from pipeline.errors import DatasetError
from tests.long import LONG
from tests.output.remote.copies import files_of
from tests.steps.folder import page, run, write


@pytest.fixture
def rivals(later, dataset, tmp_path):
    """Two folders with the same two versions, and each with a third one of its own under the same name."""
    write(tmp_path / "source", Two=page("Two", kerry=6))
    run(tmp_path / "source", dataset)
    assert latest(later).version == latest(dataset).version
    return later, dataset


def as_another_machine(monkeypatch):
    monkeypatch.setattr(lease.socket, "gethostname", lambda: "elsewhere")


def locked(store, **changed):
    until = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    store.write_json(LOCK, {"holder": "another", "upload": "x", "until": until} | changed)


def test_of_two_uploads_at_once_one_wins_and_the_store_is_whole(s3, rivals, tmp_path):
    def outcome(dataset, url):
        try:
            return upload(dataset, Store(url)).version
        except DatasetError as error:
            return str(error)

    for n in range(5 if LONG else 1):
        url = f"{s3}-{n}"
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(outcome, rivals, (url, url)))
        won = [dataset for dataset, told in zip(rivals, outcomes, strict=True) if told == latest(dataset).version]
        assert len(won) == 1
        (lost,) = [told for told in outcomes if told != latest(won[0]).version]
        assert "another upload to the store is at work" in lost or "is another one than here" in lost
        download(Store(url), tmp_path / f"reader-{n}", everything=True)
        assert files_of(tmp_path / f"reader-{n}") == files_of(won[0])
        assert LOCK not in Store(url).sizes()


def test_an_upload_waits_for_nobody_and_says_who_is_at_work(s3, dataset):
    store = Store(s3)
    locked(store)
    with pytest.raises(DatasetError, match="at work, until 20") as told:
        upload(dataset, store)
    assert LOCK in str(told.value.where)
    assert store.sizes().keys() == {LOCK}
    for changed in ({"until": "2020-01-01T00:00:00+00:00"}, {"until": "never"}):
        locked(store, **changed)  # killed, long ago; or no lock of ours
        upload(dataset, store)
        assert LOCK not in store.sizes()


def test_a_killed_upload_of_the_same_folder_is_no_obstacle(s3, dataset, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "upload", die)
        patch.setattr(Store, "remove", lambda *_: None)  # a kill removes no lock
        with pytest.raises(KeyboardInterrupt):
            upload(dataset, Store(s3))
    assert LOCK in Store(s3).sizes()
    with monkeypatch.context() as patch:
        as_another_machine(patch)
        with pytest.raises(DatasetError, match="at work"):
            upload(dataset, Store(s3))
    upload(dataset, Store(s3), check=True)
    assert LOCK not in Store(s3).sizes()


def test_an_upload_whose_lock_was_taken_over_stops(s3, later, monkeypatch):
    """It took longer than its lock lasts: another one has the store now."""
    store = Store(s3)
    monkeypatch.setattr(lease, "LASTS", timedelta(0))
    with pytest.raises(DatasetError, match="another upload to the store is at work"):
        upload(later, store, say=lambda _: locked(store))
    assert "latest.json" not in store.sizes()
    assert store.read_json(LOCK)["holder"] == "another"


@pytest.mark.parametrize("there", [True, False])
def test_latest_json_is_replaced_only_where_it_is_the_one_read(s3, dataset, later, monkeypatch, there):
    """Written by another program between the last look and the write; the first, or in place of another."""
    store = Store(s3)
    if there:
        upload(dataset, store)
    other = {"version": "2030.01.01-1"}
    superfluous = copying._superfluous

    def overtaken(*given):
        store.write_json("latest.json", other)
        return superfluous(*given)

    monkeypatch.setattr(copying, "_superfluous", overtaken)
    with pytest.raises(DatasetError, match="another machine has written to the store"):
        upload(later, store)
    assert store.read_json("latest.json") == other


def test_a_store_that_only_seems_to_write_conditionally_is_not_locked(s3, dataset, later):
    store = Store(s3)
    heedless = store._files.pipe_file
    store._files.pipe_file = lambda path, data, **_: heedless(path, data)
    upload(dataset, store)
    assert LOCK not in store.sizes()
    assert upload(later, store).version == latest(later).version


def test_an_answer_that_was_lost_is_no_refusal(s3):
    """The store took the write and its answer did not come; the second try finds its own work there."""
    store = Store(s3)
    assert store.replace_json("latest.json", {"version": "1"}, None)
    assert store.replace_json("latest.json", {"version": "1"}, None)
    assert not store.replace_json("latest.json", {"version": "2"}, None)
    _, tag = store.read_tagged("latest.json")
    assert store.replace_json("latest.json", {"version": "2"}, tag)
    assert not store.replace_json("latest.json", {"version": "3"}, tag)
    store.remove("latest.json")
    assert not store.replace_json("latest.json", {"version": "3"}, tag)
