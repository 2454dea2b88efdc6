"""What a line of a results table is: a candidate, the total, turnout, a hold. Reads the registry `lines.yaml` only."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.elections.kinds.view import folded
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.remembering import remembered

_LONGEST: Final = 150  # a label longer than this is prose
_NOTES: Final = re.compile(r"\s*\[[^\]]*\]")
_HOLD: Final = re.compile(
    r"(?P<party>.+?)(?<! to)(?<! not)\s+(?P<line>hold|holds|retain(?:s|ed)?|gain|gains|win|wins)"
    r"(?:\s+(?:from|over)\s+(?P<loser>.+)|\s+\(new (?:seat|constituency|party|boundaries)\))?"
    r"(?: \(new seat\))?"  # {{Election box new seat win}}
)


@cache
def _registry() -> tuple[WordRegistry, tuple[tuple[str, tuple[str, ...]], ...]]:
    data = package_yaml(Path(__file__).parent / "lines.yaml")
    return WordRegistry(data["words"].items()), tuple((line, tuple(parts)) for line, parts in data["templates"].items())


@remembered
def line_of_words(text: str) -> str | None:
    """The line that a label names: "total" for `Total votes`; None where it names a candidate or party."""
    if len(text) > _LONGEST:
        return None
    text = folded(text)
    return _registry()[0].name_of((_NOTES.sub("", text) if "[" in text else text).strip(" :*†‡'"))


@remembered
def line_of_template(name: str) -> str | None:
    """The line that an Election box template makes, by its canonical name; None for one that is unknown."""
    if "election box" not in name and "election summary" not in name:
        return None
    for line, parts in _registry()[1]:
        if line == "registered" and " candidate " in name:
            continue  # {{MMP election box candidate win electorate and list}}
        if any(part in name for part in parts if "no swing" not in part) and not (
            line == "swing" and "no swing" in name and "swing" not in name.replace("no swing", "")
        ):
            return line
    return None


@remembered
def hold_or_gain(text: str) -> tuple[str, str] | None:
    """("hold", "Labour") for `Labour hold`, ("gain", "Conservative") for `Conservative gain from Labour`."""
    if len(text) > _LONGEST:
        return None
    match = _HOLD.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    return ("hold" if match["line"].casefold().startswith(("hold", "retain")) else "gain"), match["party"]
