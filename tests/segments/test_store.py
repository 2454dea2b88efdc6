"""What was read before is used only where revision, code and bytes are the same; the rest is read again."""

from __future__ import annotations

import shutil

import pytest

from output.folder import latest
from pipeline.segments.store import MOST_PIECES
from pipeline.settings import Settings
from pipeline.steps import read as reading
from pipeline.steps.rebuild import verify
from schemas import DATA_TABLES
from tests.steps.folder import page, run, write

STATES = ("Maine", "Massachusetts", "Vermont")


def title(state):
    return f"2004 United States presidential election in {state}"


@pytest.fixture
def source(tmp_path):
    write(tmp_path / "source", **{title(state): page(title(state)) for state in STATES})
    return tmp_path / "source"


@pytest.fixture
def parsed(monkeypatch):
    """The titles of the pages that are parsed, in the order of parsing."""
    titles = []
    parse = reading.parse_revisions

    def noted(revisions, *arguments, **options):
        for revision, records in parse(revisions, *arguments, **options):
            titles.append(revision.title)
            yield revision, records

    monkeypatch.setattr(reading, "parse_revisions", noted)
    return titles


def edit(source, state, kerry):
    write(source, **{title(state): page(title(state), kerry=kerry)})


def same_as_built_from_nothing(source, dataset, tmp_path):
    """Whether the latest version has the very bytes of one that another dataset makes of the same pages."""
    shutil.rmtree(tmp_path / "other", ignore_errors=True)
    run(source, tmp_path / "other")
    there, here = latest(tmp_path / "other").hashes, latest(dataset).hashes
    return all(there[name] == here[name] for name in DATA_TABLES)


def test_only_the_edited_page_is_parsed_and_the_bytes_are_those_of_a_full_run(source, tmp_path, parsed):
    dataset = tmp_path / "dataset"
    run(source, dataset)
    assert sorted(parsed) == [title(state) for state in STATES]
    for number in range(1, MOST_PIECES + 3):  # beyond so many pieces they are put into one
        parsed.clear()
        edit(source, STATES[number % 3], number)
        assert run(source, dataset).changed
        assert parsed == [title(STATES[number % 3])]
        assert len(list((dataset / "cache").iterdir())) <= MOST_PIECES
    write(source, **{title("Vermont"): None})
    parsed.clear()
    assert run(source, dataset).pages == 2
    assert parsed == []
    assert same_as_built_from_nothing(source, dataset, tmp_path)


def _cut_off(path):
    path.write_bytes(path.read_bytes()[:-100])


def _one_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _of_other_code(path):
    path.rename(path.with_name("0" * 16 + path.name[16:]))


def _half_written(path):
    path.rename(path.with_name(path.name + ".99.writing"))


def _no_zip(path):
    path.write_bytes(b"nothing of the kind")


@pytest.mark.parametrize(
    "damage", [_cut_off, _one_bit, _of_other_code, _half_written, _no_zip, lambda path: path.unlink()]
)
def test_a_damaged_or_foreign_segment_is_read_anew_and_removed(source, tmp_path, parsed, damage):
    dataset = tmp_path / "dataset"
    run(source, dataset)
    (segment,) = (dataset / "cache").iterdir()
    damage(segment)
    parsed.clear()
    edit(source, "Maine", 7)
    run(source, dataset)
    assert sorted(parsed) == [title(state) for state in STATES]
    assert [path.suffix for path in (dataset / "cache").iterdir()] == [".segment"]
    assert same_as_built_from_nothing(source, dataset, tmp_path)


def test_other_code_and_other_answers_have_other_segments(monkeypatch):
    before = reading.reading_version({})
    assert reading.reading_version({"{{x}}": "y"}) != before
    monkeypatch.setattr(reading, "SCHEMA_VERSION", "another")
    assert reading.reading_version({}) != before


def test_a_page_that_ran_out_of_time_is_tried_again(source, tmp_path, parsed, monkeypatch):
    dataset = tmp_path / "dataset"
    write(source, Slow="{{x|" * 300_000)
    with monkeypatch.context() as patch:
        patch.setattr("tests.steps.folder.Settings", lambda **given: Settings(page_seconds=0.05, **given))
        run(source, dataset)
    failed = latest(dataset).table("pages").filter(parse_status="failed")["title"].to_list()
    assert "Slow" in failed
    parsed.clear()
    edit(source, "Maine", 7)
    run(source, dataset)
    assert set(failed) <= set(parsed)
    assert len(parsed) == len({*failed, title("Maine")})


def test_verify_does_not_believe_the_cache(source, tmp_path, parsed):
    dataset = tmp_path / "dataset"
    run(source, dataset)
    parsed.clear()
    assert verify(latest(dataset), dataset, Settings(processes=1)).is_identical
    assert sorted(parsed) == [title(state) for state in STATES]
