"""Parsing a page never raises and says what it lost; worker processes keep order and confine a bad page."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import tracemalloc

import pytest

from pipeline import parse
from pipeline.parse import PARSER_VERSION, PageRecords, parse_page, parse_revisions
from pipeline.parsing.child import READY
from pipeline.parsing.page_records import PARSED_TABLES
from pipeline.parsing.version import digest_of
from pipeline.parsing.workers import _Worker, stop_idle_workers
from pipeline.revision import Revision, sha1_of, stable_id
from schemas import TABLES

TABLE = "{| class=wikitable\n! County !! Kerry !! Bush\n|-\n| Essex || 10 || 5\n|}\n"


def revision(page_id, text=TABLE):
    return Revision(page_id, f"Page {page_id}", 1, None, sha1_of(text), text, "folder", "", "")


def problems(records):
    return [problem.kind for problem in records.problems]


@pytest.mark.parametrize("was_on", [True, False])
def test_collections_of_garbage_are_on_behind_a_page_if_they_were_before(was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        parse_page(TABLE, "A page")
        assert gc.isenabled() is was_on
        assert parse_page(None, "A page").status == "failed"
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_records_are_reached_by_table_name():
    records = parse_page(TABLE, "A page")
    assert records["cells"] is records.cells
    assert len(records.cells) == 6
    assert set(PARSED_TABLES) <= set(TABLES)
    assert records.page_id == stable_id("A page")
    with pytest.raises(KeyError):
        records["title"]


@pytest.mark.parametrize(
    ("text", "status", "kinds"),
    [
        ("", "ok", ["empty_page"]),
        (" \n", "ok", ["empty_page"]),
        ("Nothing but prose.", "ok", []),
        (TABLE, "ok", []),
    ],
)
def test_status_of_a_page(text, status, kinds):
    records = parse_page(text, "A/page")
    assert (records.status, problems(records)) == (status, kinds)


def test_a_table_cut_off_in_the_middle_makes_the_page_partial_and_keeps_its_cells():
    records = parse_page(TABLE + TABLE[:40], "A page")
    assert records.status == "partial"
    assert records.problems
    assert [table.n_rows for table in records.page_tables] == [2, 1]


def test_a_fault_on_the_election_side_costs_the_election_records_alone(monkeypatch):
    def fault(page, page_id):
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("pipeline.parsing.page.read_election_page", fault)
    records = parse_page(TABLE, "A page")
    assert (records.status, problems(records)) == ("partial", ["election_fault"])
    assert "ZeroDivisionError: a fault" in records.problems[0].message
    assert len(records.cells) == 6
    assert records.page_tables[0].kind == "unknown"


@pytest.mark.parametrize("error", [RecursionError, MemoryError, ValueError])
def test_any_fault_in_reading_fails_the_page(monkeypatch, error):
    def fault(wikitext, title):
        raise error("a fault")

    monkeypatch.setattr("pipeline.parsing.page.read_page", fault)
    records = parse_page(TABLE, "A page")
    assert (records.status, problems(records)) == ("failed", ["parser_fault"])


def test_workers_give_the_same_in_the_order_given():
    given = [revision(n, TABLE * (n % 5)) for n in range(60)]
    here = list(parse_revisions(iter(given), processes=0))
    there = list(parse_revisions(iter(given), processes=2))
    assert [r.page_id for r, _ in there] == list(range(60))
    assert there == here


def test_no_pages_start_no_process():
    assert list(parse_revisions([], processes=2)) == []


def outcomes(text, **limits):
    """What becomes of a bad page and of the good ones around it, in the same batch and in others."""
    given = [revision(n) for n in range(20)]
    given[7] = revision(7, text)
    found = list(parse_revisions(given, processes=2, **limits))
    assert [r.page_id for r, _ in found] == list(range(20))
    assert all(page.status == "ok" for r, page in found if r.page_id != 7)
    return found[7][1]


def worker_that(monkeypatch, tmp_path, does, text):
    """Workers that do so, an expression, where a page's text is this one."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, time, pipeline.wikitext.page as page\n"
        "read = page.read_page\n"
        "def read_page(text, *rest, **options):\n"
        f"    return {does} if text == {text!r} else read(text, *rest, **options)\n"
        "page.read_page = read_page\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def test_a_page_that_takes_too_long_is_failed_alone(monkeypatch, tmp_path):
    """No markup is known that takes so long: tests/hostile_pages.py has those that did."""
    worker_that(monkeypatch, tmp_path, "time.sleep(60)", "wait")
    page = outcomes("wait", time_limit=2)
    assert (page.status, problems(page)) == ("failed", ["time_limit"])
    assert "longer than 2 s" in page.problems[0].message


def test_a_page_that_takes_too_much_memory_is_failed_alone():
    page = outcomes("x" * 60_000_000, memory_limit=140 * 2**20)
    assert page.status == "failed"
    assert problems(page) in (["out_of_memory"], ["worker_died"], ["parser_fault"])


def test_a_worker_that_remembers_too_much_is_replaced_before_a_page_is_lost(monkeypatch, tmp_path):
    keep = "globals().setdefault('kept', []).append(bytearray(4 * 2**20)) or read(text, *rest, **options)"
    worker_that(monkeypatch, tmp_path, keep, "grow")
    given = [revision(n, "grow") for n in range(112)]
    found = list(parse_revisions(given, processes=1, memory_limit=300 * 2**20))
    assert [page.status for _, page in found] == ["ok"] * 112


def test_a_page_leaves_nothing_behind_that_grows_with_its_length():
    """Readings take forty times the markup: what is remembered over pages is short, and of tables nothing."""

    def parse(page_id, rows):
        cells = "".join(f"|-\n| x{page_id} {row} {'[[A|b]]<br>' * 500} || 5\n" for row in range(rows))
        parse_page(f"{{|\n! County !! A\n{cells}|}}", "A page", page_id)

    parse(0, 4)
    tracemalloc.start()
    try:
        for page_id in range(1, 9):
            parse(page_id, 20)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2_000_000, kept


def test_a_worker_that_dies_fails_its_page_alone(monkeypatch, tmp_path):
    """A stack that C code runs through, the kernel's memory killer: the process is gone without a word."""
    worker_that(monkeypatch, tmp_path, "os.kill(os.getpid(), 9)", "die")
    page = outcomes("die")
    assert (page.status, problems(page)) == ("failed", ["worker_died"])
    assert "SIGKILL" in page.problems[0].message


def test_ctrl_c_is_not_the_workers_also_while_they_begin(capfd):
    worker = _Worker(60, 2**30)
    worker.process.send_signal(signal.SIGINT)
    assert worker.inbox.recv() is READY
    worker.process.send_signal(signal.SIGINT)
    worker.outbox.send(((), [("text", "A page", 1)]))
    assert worker.inbox.recv().status == "ok"
    worker.stop()
    assert "KeyboardInterrupt" not in capfd.readouterr().err


def test_leaving_early_ends_the_workers():
    idle = _workers()
    stream = parse_revisions((revision(n) for n in range(10_000)), processes=2)
    next(stream)
    stream.close()
    assert _workers() <= idle


def test_the_next_call_finds_the_workers_of_the_last_one_until_they_were_idle_too_long(monkeypatch):
    def workers_of_a_call():
        assert len(list(parse_revisions([revision(n) for n in range(40)], processes=2, time_limit=9))) == 40
        return _workers()

    stop_idle_workers()  # else those of the tests before may take their places
    first = workers_of_a_call()
    assert first
    assert workers_of_a_call() == first
    monkeypatch.setattr("pipeline.parsing.idle_workers.REUSED_WITHIN", 0.0)
    assert not workers_of_a_call() & first


def test_records_survive_pickling_with_their_types():
    page = parse_page(TABLE, "A page")
    copied = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(page))))
    assert [(name, [tuple(row) for row in rows]) for name, rows in copied.tables()] == list(page.tables())
    assert copied["cells"][0].text == page.cells[0].text
    assert copied == page
    with pytest.raises(AttributeError):
        copied.no_such_table  # noqa: B018


def _workers():
    with open(f"/proc/self/task/{os.getpid()}/children") as file:  # noqa: PTH123
        children = file.read().split()
    return {pid for pid in children if b"pipeline.parsing.child" in _command(pid)}


def _command(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def test_the_parser_version_follows_code_and_data(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.parsing.version._ROOT", tmp_path)
    (tmp_path / "rules.yaml").write_text("a: 1\n")
    before = digest_of([tmp_path])
    (tmp_path / "rules.pyc").write_text("compiled")
    assert digest_of([tmp_path]) == before
    (tmp_path / "rules.yaml").write_text("a: 2\n")
    assert digest_of([tmp_path]) != before
    assert len(PARSER_VERSION) == 12


def test_the_stable_entry_points():
    assert isinstance(parse.parse_page("", "A page"), PageRecords)


def test_results_of_every_constituency_of_a_country_are_read_whole() -> None:
    """`Constituency election results in the 1929 United Kingdom general election`: 700 KB, 640 Election boxes."""
    box = (
        "=== Borough {no} ===\n{{{{Election box begin |title=[[1929 general election]]: Borough {no}<ref>Craig, "
        "British Parliamentary Election Results, p. {no}</ref>\n}}}}\n"
        + 3
        * "{{{{Election box candidate with party link\n  |party      = {party}\n  |candidate  = [[Arthur Jones "
        "(politician, born 18{no})|Arthur Jones {no}]]\n  |votes      = 12,{no:03}\n  |percentage = 34.6\n"
        "  |change     = +2.1\n}}}}\n" + "{{{{Election box majority\n  |votes      = 2,{no:03}\n  |percentage = "
        "11.0\n  |change     =\n}}}}\n{{{{Election box turnout\n  |votes      = 40,{no:03}\n  |percentage = 78.8\n"
        "}}}}\n{{{{Election box hold with party link\n  |winner     = {party}\n  |swing      = -7.1\n}}}}\n"
        "{{{{Election box end}}}}\n\n"
    )
    page = "".join(box.format(no=no, party="Conservative Party (UK)") for no in range(640))
    records = parse_page(page, "Constituency election results in the 1929 general election")
    assert (records.status, records.problems) == ("ok", [])
    assert len(records.results) == 640 * 6
