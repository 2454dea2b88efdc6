"""Which colour a party or a person has."""

from __future__ import annotations

import re

import pytest

from output.report.colours import NOBODY, Palette, is_combined, style


def test_parties_keep_their_conventional_colour_under_every_name():
    palette = Palette()
    democratic = palette.of("Democratic", "John Kerry")
    assert palette.of("Democratic Party (United States)") == democratic
    assert palette.of("California Democratic Party", "X Y") == democratic
    assert palette.of_letter("D") == democratic
    assert palette.of("Republican", "George W. Bush") not in (democratic, NOBODY)


def test_a_person_keeps_the_colour_of_their_party():
    palette = Palette()
    first = palette.of("Democratic Rally", "Nicos Anastasiades")
    assert palette.of("DISY", "Nicos Anastasiades") == first
    assert palette.of(None, "Anastasiades") == first
    assert palette.of(None, "Malas") != first


def test_unknown_parties_are_told_apart():
    palette = Palette()
    names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"]
    assert len({palette.of(name) for name in names}) == len(names)
    assert palette.of("Alpha") == Palette().of("Alpha")


@pytest.mark.parametrize("name", ["Others", "Other parties", "Various candidates", "Write-ins", "Undecided", None])
def test_several_together_have_no_colour(name):
    assert is_combined(name)
    assert Palette().of(None, name) == NOBODY


def test_every_class_has_a_colour_for_light_and_for_dark():
    light, dark = re.findall(r":root\{(.*?)\}", style())
    named = [re.findall(r"--(p-[\w-]+):#", colours) for colours in (light, dark)]
    assert named[0] == named[1] == re.findall(r"\.(p-[\w-]+)\{--party:var\(--\1\)\}", style())
    assert NOBODY in named[0]
