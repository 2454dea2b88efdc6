"""Lines that are the total though their words do not say so in any language known here."""

from __future__ import annotations

import pytest

from pipeline.elections.results.unnamed_totals import with_unnamed_totals
from pipeline.records import Result


def _lines(*said: tuple[str, int, float | None], line: str = "candidate", link: str | None = None) -> list[Result]:
    made = [
        Result("x", 1, 1, number, "Results", line, votes=votes, pct=pct)._replace(
            **{"candidate" if line == "candidate" else "party": name}
        )
        for number, (name, votes, pct) in enumerate(said)
    ]
    return [*made[:-1], made[-1]._replace(candidate_link=link)]


@pytest.mark.parametrize("line", ["candidate", "party"])
def test_the_last_line_is_the_total_where_it_has_all(line: str) -> None:
    lines = _lines(("Rose", 5000, 50.0), ("Fern", 4000, 40.0), ("Celkem", 10_020, 100.0), line=line)
    *named, total = with_unnamed_totals([*lines[:2], lines[2]._replace(votes=9020)])
    assert [one.line for one in named] == [line, line]
    assert (total.line, total.candidate, total.party, total.votes) == ("total", None, None, 9020)


def test_without_shares_the_sum_is_to_be_exact_and_of_three() -> None:
    three = [("Rose", 500, None), ("Fern", 300, None), ("Lily", 200, None)]
    assert with_unnamed_totals(_lines(*three, ("Razem", 1000, None)))[-1].line == "total"
    assert with_unnamed_totals(_lines(*three, ("Razem", 1001, None)))[-1].line == "candidate"
    assert with_unnamed_totals(_lines(*three[:2], ("Ann", 800, None)))[-1].line == "candidate"


@pytest.mark.parametrize(
    ("said", "link"),
    [(("[[Ann Lee]]", 9000, 50.0), None), (("Ann Lee", 9000, 100.0), "Ann Lee"), (("A", 1, 100.0), None)],
)
def test_somebody_is_nobodys_total(said: tuple[str, int, float], link: str | None) -> None:
    lines = _lines(("Rose", 5000, 30.0), ("Fern", 4000, 20.0), said, link=link)
    assert with_unnamed_totals(lines) == lines


def test_a_contest_with_a_total_has_no_other() -> None:
    lines = _lines(("Rose", 5000, 50.0), ("Fern", 5000, 50.0), ("Lily", 10_000, 100.0))
    total = lines[0]._replace(line="total", candidate=None, votes=10_000)
    assert with_unnamed_totals([*lines, total]) == [*lines, total]


def test_few_votes_add_up_by_chance() -> None:
    lines = _lines(("Rose", 30, None), ("Fern", 20, None), ("Lily", 10, None), ("Razem", 60, None))
    assert with_unnamed_totals(lines) == lines


def test_the_whole_share_of_other_votes_is_nobodys_total() -> None:
    """Who has all votes of a second count, below those of the first."""
    lines = _lines(("Rose", 5000, 62.5), ("Fern", 3000, 37.5), ("Lily", 9000, 100.0))
    assert with_unnamed_totals(lines) == lines


def test_a_winner_is_no_total() -> None:
    lines = _lines(("Rose", 500, None), ("Fern", 300, None), ("Lily", 200, None), ("Ann", 1000, None))
    lines[-1] = lines[-1]._replace(is_winner=True)
    assert with_unnamed_totals(lines) == lines
