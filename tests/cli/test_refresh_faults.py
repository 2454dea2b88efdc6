"""What wikis, wires and disks do to `canvass refresh`: an exit code, one line, and the next run goes on from there."""

from __future__ import annotations

import json
import socket

import pytest

from output.folder import latest, published
from pipeline.archive import Archive
from tests.sources.fake_wiki import Fault, fake_wiki
from tests.steps.folder import page
from tests.steps.preloaded import Preloaded

PAGES = [f"200{n} United States presidential election in Vermont" for n in range(6)]


def error(code):
    body = {"errors": [{"code": code, "text": f"about {code}", "module": "main"}]}
    return Fault(body=json.dumps(body).encode(), headers={"MediaWiki-API-Error": code, "Retry-After": "0"})


@pytest.fixture
def wiki():
    with fake_wiki() as wiki:
        for title in PAGES:
            wiki.write(title, page(title))
        yield wiki


@pytest.fixture(scope="module")
def canvass(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    config = folder / "canvass.toml"
    config.write_text(
        "requests_per_minute = 1e6\nprocesses = 1\ntitles_per_request = 2\nretries = 2\nbackoff_seconds = 0.01\n"
        f"[scopes.six]\ntitles = {PAGES}\n"
    )
    runner = Preloaded({"CANVASS_CONFIG": str(config)}, folder / "stderr")
    yield runner
    runner.close()


def arguments(url, dataset):
    return ("refresh", "--source", url, "--scope", "six", "--dataset", str(dataset))


LEFT = ["", ".jsonl", ".parquet", ".prom"]  # the lock, what was run, the archive, the metrics


def with_the_last_two(wiki, fault):
    """The revisions of the last two pages, which the wiki does not give."""
    last = {wiki.pages[title].rev_id for title in PAGES[4:]}
    wiki.lasting, wiki.matches = fault, f"revids={'|'.join(map(str, sorted(last)))}"
    return last


def told(canvass):
    """The one line that says why; before it stand those of the progress."""
    lines = canvass.stderr.read_text().splitlines()
    assert [line for line in lines if line.startswith("canvass: ")] == lines[-1:]
    assert not any("Traceback" in line for line in lines)
    return lines[-1]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(429, headers={"Retry-After": "0"}), "HTTP 429 after 2 retries"),
        (Fault(429, headers={"Retry-After": "86400"}), "asks to come back in"),
        (Fault(503, b"busy"), "HTTP 503"),
        (error("maxlag"), "maxlag"),
        (error("readonly"), "readonly"),
        (Fault(body=b"<!DOCTYPE html><title>Wikimedia Error</title>"), "no JSON but begins 'Wikimedia Error'"),
        (Fault(body=b'{"batchcomplete": true, "que', length=900), "broke off in the middle"),
        (Fault(0), "(http://127.0.0.1"),  # the server dies
    ],
    ids=["429", "429-tomorrow", "503", "lag", "readonly", "html", "truncated", "died"],
)
def test_a_wiki_that_fails_in_the_middle(wiki, canvass, tmp_path, fault, said):
    last = with_the_last_two(wiki, fault)
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 3
    assert said in told(canvass)
    assert published(tmp_path) == []
    kept = {wiki.pages[title].rev_id for title in PAGES} - last
    assert {rev_id for _, rev_id in Archive(tmp_path).known()} == kept
    assert sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file()) == LEFT


def test_the_next_run_goes_on_from_there(wiki, canvass, tmp_path):
    """Whatever the fault was: what it leaves is the same, see above."""
    last = with_the_last_two(wiki, Fault(503, b"busy"))
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 3
    wiki.lasting = None
    wiki.served.clear()
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 0
    assert wiki.served == dict.fromkeys(last, 1)
    assert latest(tmp_path).table("pages").height == 6


def test_a_passing_fault_is_survived(wiki, canvass, tmp_path):
    wiki.faults = [Fault(429, headers={"Retry-After": "0"}), Fault(0), error("maxlag")]
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 0
    assert len(Archive(tmp_path).known()) == 6


def test_a_text_with_another_sha1_is_left_out_until_it_is_right(wiki, canvass, tmp_path):
    wiki.spoiled = {PAGES[0]}
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 0
    assert "does not have the SHA-1" in canvass.stderr.read_text()
    assert latest(tmp_path).table("pages").height == 5
    wiki.spoiled = set()
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 0
    assert latest(tmp_path).table("pages").height == 6


@pytest.mark.parametrize("largest_file", [1_000, 16_000])  # too small for the archive's file; for the release's
def test_a_full_disk(wiki, canvass, tmp_path, largest_file):
    assert canvass.run(*arguments(wiki.url, tmp_path), largest_file=largest_file) == 4
    assert "File too large" in told(canvass)
    assert published(tmp_path) == []
    assert not list(tmp_path.rglob("*.writing"))
    held = set(Archive(tmp_path).known())
    assert len(held) == (6 if largest_file == 16_000 else 0)
    wiki.served.clear()
    assert canvass.run(*arguments(wiki.url, tmp_path)) == 0
    assert len(wiki.served) == 6 - len(held)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda place: place.write_text("a file"), "is a file, or lies below one"),
        (lambda place: place.symlink_to(place.with_name("unmounted")), "a link to a folder that is not there"),
        (lambda place: (place / ".lock").mkdir(parents=True), "the dataset cannot be written: Is a directory"),
    ],
    ids=["file", "unmounted", "lock"],
)
def test_a_place_where_no_dataset_can_be(wiki, canvass, tmp_path, make, said):
    make(tmp_path / "dataset")
    assert canvass.run(*arguments(wiki.url, tmp_path / "dataset")) == 4
    assert said in told(canvass)
    assert len(canvass.stderr.read_text().splitlines()) <= 2


def test_a_server_that_is_not_there_is_told_of_at_once(canvass, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    assert canvass.run(*arguments(f"http://127.0.0.1:{port}/w/api.php", tmp_path)) == 3
    assert "Connection refused" in told(canvass)
