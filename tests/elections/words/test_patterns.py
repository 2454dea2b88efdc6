"""Patterns that could once match one text in more ways than anybody can wait for still match what they did."""

from __future__ import annotations

import pytest

from pipeline.elections.contest import _STATISTICS
from pipeline.elections.listed_candidates import _REMARK
from pipeline.elections.words.name_asides import _PARTY_LETTER
from pipeline.elections.words.raised_marks import bare_markup


@pytest.mark.parametrize("text", ["electorate: 4,612, turnout : 30.8 %", "electorate 4,612 turnout 30.8%", "seats=5"])
def test_statistics_are_told_with_and_without_blanks(text: str) -> None:
    assert _STATISTICS.fullmatch(text)
    assert not _STATISTICS.fullmatch("electorate 1 " * 40 + "x")


@pytest.mark.parametrize("letters", ["D", "DFL", "Lab-Co", "R-ABCDEFGH", "A/ABCDE", "Con Ind"])
def test_letters_of_parties(letters: str) -> None:
    assert _PARTY_LETTER.fullmatch(letters)
    assert not _PARTY_LETTER.fullmatch(letters + "-AA" * 40 + "!")


@pytest.mark.parametrize(
    "remark", ["Election contested; seat declared vacant.", "(Seat left vacant by law.)", "A  b c."]
)
def test_a_sentence_is_a_remark(remark: str) -> None:
    assert _REMARK.fullmatch(remark)
    assert not _REMARK.fullmatch("Seat vacant.")
    assert not _REMARK.fullmatch("Seat contested and " * 2_000)


def test_raised_links_to_notes_are_taken_off() -> None:
    assert bare_markup("5<sup>[[#note 1|1]], [[#b|2]]</sup>") == "5"
