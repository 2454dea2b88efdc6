"""Every recipe runs on the sample, answers, and has its chart."""

from __future__ import annotations

import pytest

COUNT = 10
EXPECTED = {
    1: {"county": "Norton, VA 2008", "margin_votes": 1},
    2: {"area": "Plymouth", "lead_2000": 15.42, "lead_2004": 8.39, "swing": -7.03},
    3: {"area": "Coos", "won_before": "Barack Obama", "won_now": "Donald Trump"},
    4: {"against": 86, "counties": 134},
    5: {"name": "John McCain", "polls": 5},
    6: {"turnout_pct": 77.4},
    7: {"county": "Hampshire 2000", "votes": 10010, "pct": 14.59},
    8: {"severity": "error", "off_by": 36.0},
    9: {"area": "Essex", "before": 4051, "after": 4015, "cause": "edit"},
    10: {"winner": "John McCain", "margin": 0.14},
}


def test_there_are_ten(recipes):
    assert [recipe.number for recipe in recipes.recipes()] == list(range(1, COUNT + 1))


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_recipe_answers_and_has_its_chart(number, recipes, dataset):
    recipe = recipes.recipes()[number - 1]
    first = recipes.answer(dataset, recipe)[0]
    assert {name: first[name] for name in EXPECTED[number]} == EXPECTED[number]
    assert recipe.picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_chart_is_drawn(recipes, dataset):
    recipe = recipes.recipes()[1]
    drawn = recipes.svg(recipes.answer(dataset, recipe), recipe.chart)
    assert "Plymouth" in drawn and drawn.count('aria-roledescription="bar"') == 14
