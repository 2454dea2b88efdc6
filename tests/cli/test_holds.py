"""`canvass held` and `canvass accept`, on a dataset in which one page is held."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from cli.main import main
from pipeline.quality.holds.accepted import read_accepted
from pipeline.settings import Settings
from pipeline.steps.refresh import Request, refresh
from tests.steps.folder import page, write

WIKI = "https://en.wikipedia.org/w/index.php?title=Maine"
TITLE = "2004 election in Maine"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("holds")
    write(folder / "source", **{"2004_election_in_Ohio": page(), "2004_election_in_Iowa": page()})
    for rev_id, text in ((100, page()), (101, page().replace("| 182,592", "| 1,825,920"))):
        write(folder / "source", **{TITLE.replace(" ", "_"): text})
        sidecar = {
            "page_id": 7,
            "rev_id": rev_id,
            "url": f"{WIKI}&oldid={rev_id}",
            "history_url": f"{WIKI}&action=history",
        }
        (folder / "source" / f"{TITLE.replace(' ', '_')}.json").write_text(json.dumps(sidecar), encoding="utf-8")
        refresh(Request(Settings(processes=1), str(folder / "source"), folder / "dataset"))
    return folder


@pytest.fixture
def dataset(published, tmp_path):
    return shutil.copytree(published / "dataset", tmp_path / "dataset", symlinks=True)


@pytest.fixture
def canvass(monkeypatch, capsys, dataset):
    def invoke(*arguments):
        monkeypatch.setattr(sys, "argv", ["canvass", *arguments, "--dataset", str(dataset)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    return invoke


def test_held_says_what_since_when_why_and_where_to_look(canvass):
    code, out, _ = canvass("held")
    assert code == 0
    assert out.startswith(f"{TITLE}\n  held     revision 101, since version ")
    assert "kept: 100 (page 7)" in out and "accepted" not in out
    assert "because  Suffolk, John Kerry: 182,592, now 1,825,920 votes" in out
    assert f"look     {WIKI}&diff=101&oldid=100\n" in out
    assert f"history  {WIKI}&action=history\n" in out
    (row,) = json.loads(canvass("held", "--json")[1])
    assert (row["page_id"], row["held_rev_id"], row["kept_rev_id"], row["days"]) == (7, 101, 100, 0)
    assert row["diff_url"] == f"{WIKI}&diff=101&oldid=100"
    assert canvass("held", "--csv")[1].startswith("title,held_rev_id,")


@pytest.mark.parametrize("named", [TITLE, "maine", "7", "election in"])
def test_accept_by_title_part_of_it_or_id_and_only_once(canvass, dataset, published, named):
    code, out, _ = canvass("accept", named, "--reason", "as certified", "--by", "M. C.")
    assert (code, "the next refresh takes it" in out) == (0, True)
    (accepted,) = read_accepted(dataset)
    assert (accepted.page, accepted.revision, accepted.instead_of, accepted.reason) == (TITLE, 101, 100, "as certified")
    assert "was accepted already" in canvass("accept", named)[1]
    today = accepted.on.isoformat()
    assert f"  accepted on {today} by M. C.; the next refresh takes it\n" in canvass("held")[1]
    (row,) = json.loads(canvass("held", "--json")[1])
    assert (row["accepted_on"], row["accepted_by"]) == (today, "M. C.")
    assert len(read_accepted(dataset)) == 1


def test_after_the_refresh_nothing_is_held(canvass, dataset, published):
    canvass("accept", "7", "--rev", "101")
    refresh(Request(Settings(processes=1), str(published / "source"), dataset))
    assert canvass("held")[1] == "nothing is held\n"
    assert json.loads(canvass("held", "--json")[1]) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2004 elektion in Maine",), f"Did you mean '{TITLE}'"),
        (("Ohio",), "no revision of '2004 election in Ohio' is held"),
        (("Maine", "--rev", "5"), "revision 5 of '2004 election in Maine' was never fetched; held is 101"),
        (("zzz",), "`canvass held` lists what is held"),
    ],
)
def test_wrong_names_are_told(canvass, dataset, arguments, said):
    code, _, err = canvass("accept", *arguments)
    assert code == 2
    assert said in err
    assert read_accepted(dataset) == []
