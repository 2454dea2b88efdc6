"""Whom of many people a short name can mean: "Kerry", "J. Kerry", "FDR" among those a page names in full.

A page may name thousands and ask for one in each of thousands of headers, so they are sought by the words that their
names end in. Knows nothing of pages: whose people they are, and who comes first, `context.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.elections.words.names import name_tokens
from pipeline.elections.words.parties import find_party
from pipeline.records import Candidate

Tokens = tuple[str, ...]

_SURNAME_AND_GIVEN: Final = 2  # words
_SURNAME_FIRST: Final = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")  # of Taiwan and Korea; not Julia Louis-Dreyfus
_INITIALS: Final = 3  # and more letters stand for a name: FDR


class PagePeople:
    """The candidates of a page's infoboxes and the people of its tables, asked in this order."""

    def __init__(self, candidates: Sequence[Candidate], people: Sequence[Candidate]) -> None:
        by_election: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            by_election.setdefault(candidate.election_id, []).append(candidate)
        self.of_election = {election_id: NamedPeople(those) for election_id, those in by_election.items()}
        self.candidates = NamedPeople(candidates)
        self.people = NamedPeople(people)

    def meant_by(self, words: Tokens, election_id: str | None) -> Candidate | None:
        """The one person whom the words of a name mean; an election's candidates come before those of all."""
        own = [self.of_election[election_id]] if election_id is not None and election_id in self.of_election else []
        for pool in (*own, self.candidates, self.people):
            if found := pool.meant_by(words):
                return found[0] if len(found) == 1 else None
        return None

    def of_party(self, short: str, country: str | None, election_id: str | None) -> Candidate | None:
        """The one candidate of a party in an election (None: in any), or else the one person of the tables."""
        own = self.candidates if election_id is None else self.of_election.get(election_id)
        for pool in (own, self.people):
            if pool is not None and (found := pool.of_party(short, country)):
                return found[0] if len(found) == 1 else None
        return None


class NamedPeople:
    """People in the order in which they are given; of those with one name the first."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        self.people = people
        self.by_name: dict[Tokens, Candidate] = {}
        self.by_end: dict[str, list[Tokens]] = {}
        self.asked: dict[Tokens, list[Candidate]] = {}
        self.by_party: dict[str, list[Candidate]] | None = None  # by its short name in the page's country
        for person in people:
            for name in _names_of(person.name or ""):
                if name not in self.by_name:
                    self.by_name[name] = person
                    for end in _ends(name):
                        self.by_end.setdefault(end, []).append(name)

    def meant_by(self, words: Tokens) -> list[Candidate]:
        """The person of that very name; else whom the words can stand for, two of them where it is not sure whom."""
        found = self.asked.get(words)
        if found is None:
            same = self.by_name.get(words)
            found = self.asked[words] = self._sought(words) if same is None else [same]
        return found

    def _sought(self, words: Tokens) -> list[Candidate]:
        found: list[Candidate] = []
        whole = [word for word in words if len(word) > 1]
        for end in dict.fromkeys((words[-1], *whole[-1:])):
            for name in self.by_end.get(end, ()):
                if _matches(words, name) and (person := self.by_name[name]) not in found:
                    found.append(person)
                    if len(found) > 1:
                        return found
        return found

    def of_party(self, short: str, country: str | None) -> list[Candidate]:
        """The first of a party's people, by its short name in the page's country; two of them if not all have one
        name."""
        if self.by_party is None:
            self.by_party = {}
            for person in self.people:
                party = find_party(person.party, country)
                if party:
                    known = self.by_party.setdefault(party.short, [])
                    if not known or (len(known) == 1 and known[0].name != person.name):
                        known.append(person)
        return self.by_party.get(short, [])


def _names_of(written: str) -> Iterable[Tokens]:
    """The words of a name, the surname last; also as written where it is first: `Lai Ching-te`, `Moon Jae-in`."""
    name = name_tokens(written) if written else ()
    if len(name) == _SURNAME_AND_GIVEN and "-" in written and _SURNAME_FIRST.fullmatch(written.strip()):
        return (name, name[::-1])
    return (name,) if name else ()


def _ends(name: Tokens) -> Iterable[str]:
    """What the last of the words that stand for a name can be: its last but one of two surnames, or its initials."""
    initials = "".join([part[:1] for part in name]) if len(name) >= _INITIALS else ""
    return dict.fromkeys(filter(None, (*name[-2:], initials)))


def _matches(words: Tokens, name: Tokens) -> bool:
    """Whether words can stand for a name: its last words, its first ones as initials or in part left out.

    `kerry`, `j kerry`, `john kerry`, `bush`, `george bush` for George W. Bush, `la follette`, `fdr`; never a first name
    alone. Of two surnames the second may be left out.
    """
    for size in range(1, len(words) + 1):
        if size > len(name) or words[-size:] != name[-size:]:
            break
        given, first = words[:-size], list(name[:-size])
        if _in_order(given, first) and (size > 1 or not given or bool(first)):
            return True
    if len(words) > 1 and words == name[:-1]:
        return True  # Carlos Delgado, of Carlos Delgado Altieri
    if len(words) == 1 and len(name) == len(words[0]) >= _INITIALS:
        return all(map(str.startswith, name, words[0]))  # FDR, LBJ, RFK
    return len(words) > len(name) > 1 and tuple(w for w in words if len(w) > 1) == name  # Mario M. Cuomo


def _in_order(given: Tokens, first: list[str]) -> bool:
    rest = iter(first)
    return all(any(_stands_for(word, full) for full in rest) for word in given)


def _stands_for(word: str, full: str) -> bool:
    """Whether a given name is another's, one of them maybe as its initial: `Delano` of Franklin D. Roosevelt."""
    return word == full or (1 in {len(word), len(full)} and word[:1] == full[:1])
