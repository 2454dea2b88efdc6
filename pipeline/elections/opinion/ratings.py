"""A rating of a race: its level, the party it favours and whether that is a flip, from templates and from words.

`{{USRaceRating|Solid|D|Flip}}`, "Lean R (flip)", "Leaning McCain", "Safe Republican", "Toss-Up", "Gore". What the
words do not say stays None: a bare "Gore" has a party and no level. Words that are not understood give no level.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.elections.context import PageContext
from pipeline.elections.words.numbers import LONGEST
from pipeline.elections.words.parties import find_party, party_letter
from pipeline.wikitext.model import Cell, CellText

LEVELS: Final = {
    "safe": "Safe",
    "solid": "Solid",
    "solidly": "Solid",
    "strong": "Solid",
    "likely": "Likely",
    "lean": "Lean",
    "leans": "Lean",
    "leaning": "Lean",
    "tilt": "Tilt",
    "tilts": "Tilt",
    "tilting": "Tilt",
    "tossup": "Tossup",
    "toss up": "Tossup",
    "toss-up": "Tossup",
}
RATING_TEMPLATES: Final = frozenset({"usracerating", "us race rating"})
_LEVEL: Final = re.compile(rf"\b({'|'.join(sorted(LEVELS, key=len, reverse=True))})\b", re.IGNORECASE)
_FLIP: Final = re.compile(r"\(?\s*\b(?:flip(?:ped)?|gain|pick-?up|take-?over)\b\s*\)?", re.IGNORECASE)
_MARGIN: Final = re.compile(r"\s*\(?\s*[+<>]?\s*[0-9.]+%?\s*\)?$")  # "Lean D +3", "Solid D (>99%)"
_HOLD: Final = re.compile(r"\s+\(?(?:hold|retain|no change|wins?)\)?$", re.IGNORECASE)
_ADVERB: Final = re.compile(r"^(?:pure|true|currently|now)\s+", re.IGNORECASE)  # Pure Tossup, Currently Safe R
_CHANCE: Final = re.compile(
    r"\d\s*%"
)  # "Harris 52%", "99% D": a chance or a share of votes, which names nobody as favoured


_IN_WORDS: Final = re.compile(  # Safe D, Lean R (flip), Tossup, Likely Democratic
    rf"(?:{'|'.join(sorted(LEVELS, key=len, reverse=True))})"
    r"(?:\s+(?:[A-Z]{1,3}|Democrat(?:ic)?|Republican|Independent))?(?:\s*\(?flip\)?)?",
    re.IGNORECASE,
)


class Rating(NamedTuple):
    """A rating; `words` as shown."""

    words: str
    level: str | None = None
    party: str | None = None  # the letter as written, else that of the party or candidate named
    is_flip: bool = False


def is_rating_words(text: str) -> bool:
    """Whether words are a level, with a party behind it or without: a column of such is one of ratings."""
    return len(text) <= LONGEST and bool(_IN_WORDS.fullmatch(text.strip()))


def read_rating(cell: Cell | CellText, context: PageContext, election_id: str | None = None) -> Rating | None:
    """The rating in a cell; None if it holds neither a level nor anybody favoured."""
    words = " ".join(cell.text.split())
    for call in cell.calls:
        if call.name in RATING_TEMPLATES:
            flip = "flip" if _FLIP.search(words) else call.params.get("3", "")
            return _from_template(call.params.get("1", ""), call.params.get("2", ""), flip, words)
    return read_words(words, context, election_id)


def _from_template(level: str, letter: str, flip: str, words: str) -> Rating | None:
    known = LEVELS.get(level.strip().casefold())
    if known is None:
        return None
    party = letter.strip() or None
    if party is not None and len(party) > 3:  # {{USRaceRating|Lean|Republican}}
        party = party_letter(party, "United States") or party
    if party is not None and party.casefold() == "flip":
        party, flip = None, "flip"
    return Rating(words, known, None if known == "Tossup" and not party else party, flip.strip().casefold() == "flip")


def read_words(words: str, context: PageContext, election_id: str | None = None) -> Rating | None:
    """The rating that plain words state; None unless all of them are understood."""
    if len(words) > LONGEST:
        return None
    rest = _ADVERB.sub("", words.strip(" .*†"))
    is_flip = bool(_FLIP.search(rest))
    rest = _FLIP.sub(" ", rest)
    found = _LEVEL.findall(rest)
    if len(found) > 1:
        return None
    level = LEVELS[found[0].casefold()] if found else None
    if level is None and _CHANCE.search(rest):
        return None
    favoured = " ".join(_LEVEL.sub(" ", rest).split()).strip(" ,;:-–—()")
    if not favoured:
        return Rating(words, level, None, is_flip) if level else None
    party = _favoured(_HOLD.sub("", _MARGIN.sub("", favoured)).strip(), context, election_id)
    if party is None:
        return None
    return Rating(words, level, party, is_flip)


def _favoured(words: str, context: PageContext, election_id: str | None) -> str | None:
    """The letter of the party that the words name, by itself or by its candidate; None where they may be either."""
    country = context.country or "United States"
    found: set[str] = set()
    party = find_party(words, country)
    if party is not None:
        found.add(party.letter if len(words) > 1 and party.letter else words)
    person = context.resolve_candidate(words, election_id)
    if person is not None and person.party:
        found.add(party_letter(person.party, country) or person.party)
    return found.pop() if len(found) == 1 else None  # "Lean Green": the party, or Mark Green (R)
