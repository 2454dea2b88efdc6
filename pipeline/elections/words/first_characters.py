"""With which characters a text can begin that a pattern matches: `(?:all )?votes?|#` → a, v, #.

Reads the few constructs that the registries of words are written in; of any other it says that it cannot tell.
"""

from __future__ import annotations

import re
from typing import Final

_PART: Final = re.compile(r"(?P<group>\()|\\(?P<escaped>[^\w])|(?P<plain>[^\\.^$*+?{}\[\]|()])")
_QUANTIFIER: Final = re.compile(r"[*+?]|\{\d*,?\d*\}")
_EMPTY: Final = re.compile(r"[*?]|\{0?[,}]")  # with which the part before may be left out


class _UntoldError(Exception):
    """A construct that is not read: a class, a point, a look around."""


def first_characters(pattern: str) -> frozenset[str] | None:
    """The characters; None where they cannot be told, or the pattern matches nothing at all, too."""
    try:
        found, may_be_empty, _ = _either(pattern, 0)
    except (_UntoldError, IndexError, ValueError):  # the latter: it is no pattern, as its compilation will tell
        return None
    return None if may_be_empty else found


def _either(pattern: str, at: int) -> tuple[frozenset[str], bool, int]:
    """First characters of alternatives, whether one may be empty, and where they end: at `)` or the pattern's end."""
    found, empty = frozenset[str](), False
    while True:
        more, may_be_empty, at = _sequence(pattern, at)
        found, empty = found | more, empty or may_be_empty
        if pattern[at : at + 1] != "|":
            return found, empty, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[frozenset[str], bool, int]:
    """The same of parts one behind the other; what cannot be read behind the first that is never empty is passed."""
    found, open_ended = frozenset[str](), True
    while at < len(pattern) and pattern[at] not in "|)":
        if not open_ended:
            at = _end_of_part(pattern, at)
            continue
        part = _PART.match(pattern, at)
        if part is None:
            raise _UntoldError
        if part["group"]:
            if not pattern.startswith("(?:", at):
                raise _UntoldError
            more, may_be_empty, at = _either(pattern, at + 3)
            at += 1
        else:
            more, may_be_empty, at = frozenset(part["escaped"] or part["plain"]), False, part.end()
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            may_be_empty, at = may_be_empty or bool(_EMPTY.match(quantifier[0])), quantifier.end()
        found, open_ended = found | more, may_be_empty
    return found, open_ended, at


def _end_of_part(pattern: str, at: int) -> int:
    """Where a character, class or group ends whose content does not matter."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2 + (pattern[at + 1] == "^")) + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = _end_of_part(pattern, at)
    return at + 1
