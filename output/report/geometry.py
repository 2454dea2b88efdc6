"""The outlines of counties as SVG paths, from the Census Bureau's boundary files in the package plotly-geo.

Boundaries of 2016; a county that was gone by then has those of 2010. Points are rounded to a grid about a pixel wide,
alike on both sides of a border, so that neighbours still meet. Nothing here knows results.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import shapefile

WIDTH = 560
MOST_HEIGHT = 560
_FILES = (("cb_2016_us_county_500k", ("GEOID",)), ("gz_2010_us_050_00_500k", ("STATE", "COUNTY")))

Ring = Sequence[tuple[float, float]]


class CountyMap(NamedTuple):
    """Paths by GEOID in a box of `width` by `height`; all counties of the states asked for, in order of GEOID."""

    width: int
    height: int
    paths: dict[str, str]


def county_map(geoids: Iterable[str]) -> CountyMap | None:
    """The map of the states that these counties (five-digit GEOIDs) lie in; None where no outline is known."""
    wanted = sorted({geoid for geoid in geoids if len(geoid) == 5})
    today, past = _numbers(0), _numbers(1)
    gone = tuple(geoid for geoid in wanted if geoid not in today and geoid in past)
    return _map_of(tuple(sorted({geoid[:2] for geoid in wanted})), gone)


@cache
def _map_of(states: tuple[str, ...], gone: tuple[str, ...]) -> CountyMap | None:
    shapes = {geoid: _rings(0, geoid) for geoid in _numbers(0) if geoid[:2] in states}
    shapes |= {geoid: _rings(1, geoid) for geoid in gone}
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # Plate carrée with the middle parallel true to scale: a state is small enough for it.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * squeeze), MOST_HEIGHT / (north - south))

    def path(rings: Iterable[Ring]) -> str:
        on_grid = ([(round((x - west) * squeeze * scale), round((north - y) * scale)) for x, y in r] for r in rings)
        return "".join(_closed(ring) for ring in on_grid)

    width, height = math.ceil((east - west) * squeeze * scale), math.ceil((north - south) * scale)
    paths = {geoid: path(rings) for geoid, rings in sorted(shapes.items())}
    return CountyMap(width, height, {geoid: found for geoid, found in paths.items() if found})


def _closed(ring: Sequence[tuple[int, int]]) -> str:
    """A ring as a closed path of relative steps; islands smaller than the grid are nothing."""
    steps: list[tuple[int, int]] = []
    (x, y), *others = ring
    at = (x, y)
    for point in others:
        step = (point[0] - at[0], point[1] - at[1])
        if step != (0, 0):
            steps.append(step)
            at = point
    if len(steps) < 3:
        return ""
    return f"M{x},{y}l" + " ".join(f"{right},{down}" for right, down in steps) + "z"


@cache
def _rings(file: int, geoid: str) -> list[Ring]:
    """A county's rings as (longitude, latitude), the Aleutians beyond 180° counted on westwards."""
    shape = _reader(file).shape(_numbers(file)[geoid])
    ends = [*shape.parts[1:], len(shape.points)]
    points = [(x - 360 if x > 0 else x, y) for x, y in shape.points]
    return [points[start:end] for start, end in zip(shape.parts, ends, strict=True)]


@cache
def _numbers(file: int) -> dict[str, int]:
    """The record number of each county of a file, by GEOID."""
    _, fields = _FILES[file]
    records = _reader(file).iterRecords(fields=list(fields))
    return {"".join(record[field] for field in fields): number for number, record in enumerate(records)}


@cache
def _reader(file: int) -> Any:
    path = files("_plotly_geo").joinpath("package_data", _FILES[file][0])
    return shapefile.Reader(str(path), encoding="latin-1")  # Doña Ana, in the file of 2010
