"""Tiny wikitext patterns with parameters, as a data file writes them: `{{{1|}}}`, `{{{votes|{{{2}}}}}}`.

Knows parameters and their defaults alone (Help:Templates, "Parameters"): no calls, no conditions. Where a pattern is
not enough, a function stands in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Slot(NamedTuple):
    """A place for a parameter: its name, and the parts that stand there if the call does not give it."""

    name: str
    default: tuple[str | Slot, ...]


Parts = tuple[str | Slot, ...]


@lru_cache(maxsize=2048)
def read_pattern(pattern: str) -> Parts:
    """The literal pieces and slots of a pattern. Raises ValueError if a `{{{` is never closed."""
    parts, rest = _read(pattern, 0, inside=False)
    if rest != len(pattern):
        raise ValueError(f"unbalanced braces in the pattern {pattern!r}")
    return parts


def fill(parts: Parts, args: Mapping[str, str]) -> str:
    """The pattern with its slots filled; a parameter that is missing gives its default, or nothing.

    (MediaWiki shows `{{{1}}}` for a missing parameter without default; nobody wants that in a dataset.)
    """
    return "".join(
        part if isinstance(part, str) else args[part.name] if part.name in args else fill(part.default, args)
        for part in parts
    )


def _read(pattern: str, at: int, *, inside: bool) -> tuple[Parts, int]:
    parts: list[str | Slot] = []
    literal = at
    while at < len(pattern):
        if pattern.startswith("{{{", at):
            parts.append(pattern[literal:at])
            slot, at = _read_slot(pattern, at + 3)
            parts.append(slot)
            literal = at
        elif inside and pattern.startswith("}}}", at):
            break
        else:
            at += 1
    parts.append(pattern[literal:at])
    return tuple(part for part in parts if part), at


def _read_slot(pattern: str, at: int) -> tuple[Slot, int]:
    bar, close = pattern.find("|", at), pattern.find("}}}", at)
    if close < 0:
        raise ValueError(f"a {{{{{{ is never closed in the pattern {pattern!r}")
    if bar < 0 or close < bar:
        return Slot(pattern[at:close].strip(), ()), close + 3
    default, end = _read(pattern, bar + 1, inside=True)
    if not pattern.startswith("}}}", end):
        raise ValueError(f"a {{{{{{ is never closed in the pattern {pattern!r}")
    return Slot(pattern[at:bar].strip(), default), end + 3
