"""Which candidate of the returns is which one of the article: by surname and given name, then by party.

"KERRY, JOHN F.", "KERRY JOHN", "JOHN F KERRY" and "John Kerry" are one. Two people of one surname stay apart by their
given names; a party alone decides only where a side names nobody. Nobody is matched twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.elections.words.names import name_tokens
from pipeline.elections.words.parties import find_party
from pipeline.package_yaml import package_yaml

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_ALIKE = 0.85  # difflib's ratio from which on two surnames are one misspelt: a letter in seven
_SAME, _RELATED, _NO_GIVEN, _OTHER = 3, 2, 1, 0  # how well two given names go together
_SCORES = {_SAME: 130, _RELATED: 120, _NO_GIVEN: 45}


class Named(NamedTuple):
    """A candidate as one side calls it."""

    name: str | None
    party: str | None = None


class _Person(NamedTuple):
    words: tuple[str, ...]  # given names first where that is known
    is_inverted: bool | None  # True: "KERRY, JOHN"; None: may be either
    parties: frozenset[str]


def matched(article: Sequence[Named], returns: Sequence[Named]) -> dict[int, int]:
    """The position in `returns` for each position in `article` that has one; the surest pairs are made first."""
    ours, theirs = [_person(named) for named in article], [_person(named) for named in returns]
    scored = [(score, i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if (score := _score(a, b)) > 0]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i in pairs or j in pairs.values():
            continue
        if score < _SURE and _is_torn(score, i, j, scored, pairs):
            continue
        pairs[i] = j
    return pairs


_SURE = 50  # below, a pair holds only where neither side has another candidate for it


def _is_torn(score: int, i: int, j: int, scored: list[tuple[int, int, int]], pairs: dict[int, int]) -> bool:
    open_pairs = [(a, b) for _, a, b in scored if a not in pairs and b not in pairs.values()]
    return sum(a == i for a, _ in open_pairs) > 1 or sum(b == j for _, b in open_pairs) > 1


@lru_cache(maxsize=20_000)
def _person(named: Named) -> _Person:
    name, is_inverted = named.name or "", None
    if "," in name and not re.search(r",\s*(?:jr|sr|ii|iii|iv)\b\.?\s*$", name, re.IGNORECASE):
        last, _, first = name.partition(",")
        name, is_inverted = f"{first} {last}", False
    words = tuple(word for word in name_tokens(name) if word not in _SUFFIXES)
    if _party_key(named.name) and len(words) < 3 and find_party(named.name, "United States"):
        words = ()  # a column headed with a party alone
    return _Person(words, is_inverted, frozenset(filter(None, map(_party_key, (named.party or "").split(" + ")))))


@cache
def _relations() -> dict[str, frozenset[int]]:
    groups = package_yaml(Path(__file__).with_name("nicknames.yaml"))
    return {name: frozenset(n for n, group in enumerate(groups) if name in group) for group in groups for name in group}


@lru_cache(maxsize=4096)
def _party_key(party: str | None) -> str:
    words = (party or "").casefold().strip()
    if words in {"democrat", "democratic-farmer-labor", "democratic–farmer–labor", "democratic-npl", "dfl"}:
        return "democratic"
    found = find_party(party, "United States")
    return (found.short if found else words.removesuffix(" party")).casefold()


def _score(a: _Person, b: _Person) -> int:
    same_party = bool(a.parties & b.parties)
    if not a.words or not b.words:
        return 30 if same_party and a.words != b.words else 0
    if a.words == b.words or sorted(a.words) == sorted(b.words):
        return 200
    others = bool(a.parties and b.parties and not same_party)
    best = 0
    for last_a, given_a in _parts(a):
        for last_b, given_b in _parts(b):
            given = _given(given_a, given_b)
            if last_a == last_b:
                best = max(best, _SCORES[given] if given else 45 if same_party else 0 if others else 40)
            elif min(len(last_a), len(last_b)) > 4 and (given >= _RELATED or same_party):
                alike = SequenceMatcher(None, last_a, last_b, autojunk=False).ratio() >= _ALIKE
                best = max(best, (60 if given >= _RELATED else 45) if alike else 0)
    return best + 5 * same_party if best else 0


def _parts(person: _Person) -> list[tuple[str, tuple[str, ...]]]:
    """(surname, given names), in each way in which the words can be parted: "Gloria La Riva", "LARIVA GLORIA"."""
    words, found = person.words, []
    for n in range(1, min(4, len(words)) + 1):
        found.append(("".join(words[-n:]), words[:-n]))
        if person.is_inverted is None and n < len(words):
            found.append(("".join(words[:n]), words[n:]))
    return found


def _given(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    if not a or not b:
        return _NO_GIVEN
    if any(len(x) > 1 and x in b for x in a):
        return _SAME
    related = _relations()
    if any(related.get(x, frozenset()) & related.get(y, frozenset()) for x in a for y in b):
        return _RELATED
    if any((len(x) == 1 or len(y) == 1) and x[0] == y[0] for x in a for y in b):
        return _RELATED
    return _OTHER
