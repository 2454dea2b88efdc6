"""Outlines of counties from the package that brings them."""

from __future__ import annotations

import re

import pytest

from output.report.geometry import MOST_HEIGHT, WIDTH, county_map


def corners(path):
    """All points of a path, absolute."""
    for x, y, steps in re.findall(r"M(-?\d+),(-?\d+)l([^z]+)z", path):
        at = (int(x), int(y))
        yield at
        for step in steps.split(" "):
            right, down = map(int, step.split(","))
            at = (at[0] + right, at[1] + down)
            yield at


@pytest.mark.parametrize(
    ("geoid", "counties"), [("25001", 14), ("51001", 133), ("02020", 29), ("15001", 5), ("11001", 1)]
)
def test_a_state_is_drawn_whole_and_within_its_box(geoid, counties):
    outline = county_map([geoid])
    assert len(outline.paths) == counties
    assert 0 < outline.width <= WIDTH + 1
    assert 0 < outline.height <= MOST_HEIGHT + 1
    points = [point for path in outline.paths.values() for point in corners(path)]
    assert all(0 <= x <= outline.width and 0 <= y <= outline.height for x, y in points)
    assert max(x for x, _ in points) > outline.width * 0.95


def test_north_is_up_and_west_is_left():
    paths = county_map(["25003", "25001"]).paths  # Berkshire in the west, Barnstable in the south-east
    berkshire, barnstable = list(corners(paths["25003"])), list(corners(paths["25001"]))
    assert max(x for x, _ in berkshire) < min(x for x, _ in barnstable)
    assert min(y for _, y in berkshire) < min(y for _, y in barnstable)


def test_a_county_that_is_gone_is_drawn_as_it_was():
    assert "46113" in county_map(["46113", "46099"]).paths  # Shannon County, South Dakota, renamed in 2015
    assert "46113" not in county_map(["46099"]).paths


def test_unknown_codes_have_no_map():
    assert county_map(["99999", "2501", ""]) is None
    assert county_map([]) is None
