"""What was read before is used only where revision, code and bytes are the same; the rest is read again."""

from __future__ import annotations

import pytest

from output.folder import latest
from pipeline.archive import Archive
from pipeline.revision import Revision, sha1_of
from pipeline.segments.store import Segments
from pipeline.settings import Settings
from pipeline.steps import read as read_module
from pipeline.steps.engine import PlainEngine, Silence
from pipeline.steps.read import read
from pipeline.steps.rebuild import verify
from tests.steps.folder import page, run, titles_parsed, write

pytestmark = pytest.mark.usefixtures("bare")

STATES = ("Maine", "Massachusetts", "Vermont")


def title(state):
    return f"2004 United States presidential election in {state}"


@pytest.fixture
def parsed(monkeypatch):
    return titles_parsed(monkeypatch)


def edit(source, state, kerry):
    write(source, **{title(state): page(title(state), kerry=kerry)})


@pytest.fixture(scope="module")
def archived(tmp_path_factory):
    """An archive with the pages, and one that takes too long; their keys."""
    archive = Archive(tmp_path_factory.mktemp("archived"))
    texts = {title(state): page(title(state)) for state in STATES} | {"Slow": "{{x|" * 300_000}
    archive.add(
        Revision(number, name, number, None, sha1_of(text), text, "folder", "", "")
        for number, (name, text) in enumerate(texts.items(), start=1)
    )
    return archive, [(number, number, sha1_of(text)) for number, text in enumerate(texts.values(), start=1)]


def rows(archived, cache, **settings):
    """The tables as they are read, those of a whole run less the page that is slow unless `settings` are given."""
    archive, keys = archived
    given = Settings(processes=1, **settings)
    return read(archive, keys if settings else keys[:-1], given, PlainEngine(), Silence(), cache=cache).tables


def test_only_the_edited_page_is_parsed_and_the_bytes_are_those_of_a_full_run(tmp_path, parsed, monkeypatch):
    source, dataset = tmp_path / "source", tmp_path / "dataset"
    write(source, **{title(state): page(title(state)) for state in STATES})
    run(source, dataset)
    assert sorted(parsed) == [title(state) for state in STATES]
    monkeypatch.setattr(read_module, "MOST_PIECES", 2)
    for state, segments in (("Maine", 2), ("Vermont", 1)):  # in three pieces, and so put into one
        parsed.clear()
        edit(source, state, 1_803_807)  # too little to be held
        assert run(source, dataset).changed
        assert parsed == [title(state)]
        assert len(list((dataset / "cache").iterdir())) == segments
    write(source, **{title("Vermont"): None})
    parsed.clear()
    assert run(source, dataset).pages == 2
    assert parsed == []
    assert verify(latest(dataset), dataset, Settings(processes=1)).is_identical
    assert sorted(parsed) == [title("Maine"), title("Massachusetts")]  # verify does not believe the cache


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
def test_a_damaged_or_foreign_segment_is_read_anew(archived, tmp_path, parsed, damage):
    first = rows(archived, tmp_path)
    assert len(parsed) == len(STATES)
    (segment,) = tmp_path.iterdir()
    damage(segment)
    again = rows(archived, tmp_path)
    assert len(parsed) == 2 * len(STATES)
    third = rows(archived, tmp_path)
    assert len(parsed) == 2 * len(STATES)
    for name, frame in first.items():
        assert frame.equals(again[name]), name
        assert frame.equals(third[name]), name


def test_what_a_run_does_not_use_is_removed(archived, tmp_path):
    archive, keys = archived
    rows(archived, tmp_path)
    (segment,) = tmp_path.iterdir()
    for name in ("0" * 16 + "-" + "1" * 32 + ".segment", segment.name + ".99.writing"):
        (tmp_path / name).write_bytes(b"left")
    (tmp_path / "README").write_text("not ours")
    reading = read(archive, keys[:1], Settings(processes=1), PlainEngine(), Silence(), cache=tmp_path)
    reading.tidy()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([segment.name, "README"])


def test_other_code_has_other_segments(monkeypatch):
    before = read_module.reading_version()
    monkeypatch.setattr(read_module, "SCHEMA_VERSION", "another")
    assert read_module.reading_version() != before


CALLS = {"Cell": "{{Frob|3}}", "Inside": "{{nowrap|{{Frob|3}} {{Brof}}}}", "Other": "{{Brof}}", "None": "3"}


def test_new_answers_concern_the_pages_that_asked_for_them(tmp_path, parsed):
    archive = Archive(tmp_path / "archived")
    texts = [f'{{| class="wikitable"\n! A\n|-\n| {call}\n|}}' for call in CALLS.values()]
    keys = [(number, number, sha1_of(text)) for number, text in enumerate(texts, start=1)]
    archive.add(
        Revision(number, name, number, None, sha1_of(text), text, "folder", "", "")
        for number, (name, text) in enumerate(zip(CALLS, texts, strict=True), start=1)
    )

    def cells(answers):
        parsed.clear()
        cached, anew = (
            read(archive, keys, Settings(processes=0), PlainEngine(), Silence(), answers, cache).tables
            for cache in (tmp_path / "cache", None)
        )
        for name, frame in cached.items():
            assert frame.equals(anew[name]), name
        read_anew = parsed[: -len(CALLS)]
        return read_anew, cached["cells"].filter(is_header=False)["text"].to_list()

    assert cells(None) == ([*CALLS], ["", "", "", "3"])
    assert cells({}) == ([*CALLS], ["", "", "", "3"])  # what was read without answers does not tell what it would ask
    assert cells({"{{Frob|3}}": "x"}) == (["Cell", "Inside"], ["x", "x", "", "3"])
    assert cells({"{{Frob|3}}": "y", "{{Never met}}": "z"}) == (["Cell", "Inside"], ["y", "y", "", "3"])
    assert cells({"{{Frob|3}}": "y", "{{Brof}}": "b"}) == (["Inside", "Other"], ["y", "y b", "b", "3"])
    assert cells({"{{Frob|3}}": "x"}) == ([], ["x", "x", "", "3"])  # both are kept until a run tidies
    assert cells({"{{nowrap|{{Frob|3}} {{Brof}}}}": "canvass knows nowrap"}) == ([], ["", "", "", "3"])
    assert cells(None) == ([], ["", "", "", "3"])


def test_a_page_that_ran_out_of_time_is_tried_again(archived, tmp_path):
    archive, keys = archived
    pages = rows(archived, tmp_path, page_seconds=0.05)["pages"]
    assert "Slow" in pages.filter(parse_status="failed")["title"]
    held = Segments(tmp_path, read_module.reading_version()).holding(archive.without_text(keys))
    assert sorted(held) == pages.filter(parse_status="ok")["page_id"].to_list()
