"""Each rule holds what it is there to hold, and good edits pass; all cases are judged together, as in a refresh."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from pipeline.quality.holds.handbook import DOCUMENT, handbook
from pipeline.quality.holds.judging import Edited, judge
from pipeline.quality.holds.registry import rules
from pipeline.quality.holds.words import in_words
from tests.quality.holds.cases import HELD, IOWA, MASSACHUSETTS, PASSED
from tests.quality.holds.measuring import read_pages

PAGES = Path(__file__).parents[3] / "pipeline" / "sources" / "pages"
SETTLED_BEFORE = date(2026, 1, 1)
CASES = (*HELD, *PASSED)


def text_of(title):
    return (PAGES / f"{title.replace(' ', '_')}.wikitext").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def judged():
    """The reasons by the case's name. Each case is a page of its own, under a title of its own."""
    texts = {MASSACHUSETTS: text_of(MASSACHUSETTS), IOWA: text_of(IOWA)}
    old, new, edited = [], [], []
    for page_id, case in enumerate(CASES, start=1):
        title = f"{case.title} ({case.name})"
        before = case.before(texts[case.title])
        after = case.edit(before)
        assert (after == before) is (case.name == "nothing"), case.name
        old.append((page_id, title, before))
        new.append((page_id, title, after))
        size = (len(before), len(after), "ok", "ok")
        edited.append(Edited(page_id, title, *size, after.startswith("#REDIRECT"), case.tags))
    found = defaultdict(list)
    for reason in judge(edited, read_pages(old), read_pages(new), SETTLED_BEFORE):
        found[CASES[reason.page_id - 1].name].append(reason)
    return found


@pytest.mark.parametrize("case", HELD, ids=lambda case: case.name)
def test_held(judged, case):
    told = [reason.message for reason in judged[case.name] if reason.rule == case.rule]
    assert any(case.said in message for message in told), judged[case.name]


@pytest.mark.parametrize("case", PASSED, ids=lambda case: case.name)
def test_passed(judged, case):
    assert judged[case.name] == []


def test_every_rule_has_a_case():
    assert {case.rule for case in HELD} | {"page_unread"} == {rule.id for rule in rules()}


def test_thresholds_and_rules_are_set_and_a_failed_page_is_held():
    text = text_of(MASSACHUSETTS)
    other = text.replace("|194,068", "|194,608")
    sides = read_pages([(1, MASSACHUSETTS, text)]), read_pages([(1, MASSACHUSETTS, other)])
    edited = [Edited(1, MASSACHUSETTS, 1000, 1000, "ok", "ok")]
    by_rule = {reason.rule for reason in judge(edited, *sides, SETTLED_BEFORE)}
    assert by_rule == {"figure_jump", "sums_break"}
    assert judge(edited, *sides, SETTLED_BEFORE, {"figure_jump": 1.0}, off={"sums_break"}) == []
    assert judge(edited, *sides, date(2004, 11, 1)) == []
    failed = edited[0]._replace(new_status="failed")
    assert [reason.rule for reason in judge([failed], sides[0], sides[0], SETTLED_BEFORE)] == ["page_unread"]


def test_the_reason_tells_of_each_rule_first_and_counts_the_rest(judged):
    words = in_words(judged["ten times the votes"])
    assert words.startswith("Essex, John Kerry: 194,068, now 1,940,680 votes; Essex: ")
    assert words.endswith("(figure_jump, sums_break)")
    assert " more (" in words
    assert len(words) < 600


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == handbook(), "run: python -m pipeline.quality.holds.handbook"
