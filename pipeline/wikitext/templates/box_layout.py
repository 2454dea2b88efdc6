"""Which columns an Election box has, told by the words of its templates' names; reads `data/boxes.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.wikitext.templates.data_files import data_file


class Measure(NamedTuple):
    """A column of figures: its heading and the parameters that may hold it."""

    heading: str
    params: tuple[str, ...]


class Layout(NamedTuple):
    """The columns of a box: (width, heading) of the leading ones, then groups of measures under an optional heading."""

    lead: tuple[tuple[int, str], ...]
    groups: tuple[tuple[str, tuple[Measure, ...]], ...]

    @property
    def lead_width(self) -> int:
        """How many columns stand before the measures."""
        return sum(width for width, _ in self.lead)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in order."""
        return tuple(measure for _, measures in self.groups for measure in measures)

    @property
    def width(self) -> int:
        """How many columns the box has."""
        return self.lead_width + len(self.measures)

    @property
    def has_party(self) -> bool:
        """Whether a party stands before the candidate."""
        return self.lead[0][0] == 2


def boxes() -> Mapping[str, Any]:
    """`data/boxes.yaml`, read."""
    data: Mapping[str, Any] = data_file("boxes.yaml")
    return data


def matching(entries: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any] | None:
    """The first entry all of whose words or phrases (`has`) stand in the name as whole words."""
    padded = f" {name.replace('-', ' ')} "
    return next((entry for entry in entries if all(f" {phrase} " in padded for phrase in entry["has"])), None)


@lru_cache(maxsize=512)
def layout_of(name: str) -> Layout:
    """The columns that a template of this name takes part in."""
    data = boxes()
    entry = matching(data["layouts"], name.replace("no party link", "unlinked")) or data["layouts"][-1]
    dropped = {column for phrase, columns in data["without"].items() if phrase in name for column in columns}
    groups = tuple(
        (heading, tuple(measure(column) for column in columns if column not in dropped))
        for heading, columns in entry.get("groups") or [["", entry["measures"]]]
    )
    lead = tuple((width, heading) for width, heading in data["leads"][entry["lead"]]["headings"])
    return Layout(lead, groups)


def measure(column: str) -> Measure:
    """A column of the data file by its key."""
    entry = boxes()["columns"][column]
    return Measure(entry["heading"], tuple(entry["params"]))
