"""An infobox's turnout: the percentage and, where given, its change in percentage points.

Understood: `71.41% (▲ 3.21%)`, `48.4% ▲ 0.62 pp`, `1,234,567 (60.1%)`, `59.5% of eligible voters (−1.2 pp)`,
`46.12% (first round; ▼ 0.13 pp)` where no other round's stands beside it.
Of two lines, each of a population (`67% (of registered voters)<br>59% (of voting-age population)`), the first counts.
Two other percentages, an estimate (`~60%`) or a word that may change the meaning ("second round") give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.words.numbers import LONGEST, bare, read_percent, read_signed_percent

_NUMBER: Final = r"[0-9][0-9,]*(?:[.,][0-9]+)?|\.[0-9]+"
_CHANGE: Final = re.compile(
    rf"\(?\s*(?P<mark>[▲▼▬]\s*[+−–-]?\s*|(?<![0-9A-Za-z])[+−–-])(?P<size>{_NUMBER})"
    r"\s*(?:%|pp\b|p\.p\.|pts?\b\.?|(?:percentage )?points?|percent\b)?\s*(?:pp\b)?\s*\)?"
    rf"|\(\s*(?P<size_before>{_NUMBER})\s*(?:%|pp)?\s*(?P<mark_after>[▲▼])\s*\)"
)
_PERCENT: Final = re.compile(rf"(?P<pct>{_NUMBER})\s*(?:%|per ?cent\b)")
_BARE_ARROW: Final = re.compile(r"\(?\s*[▲▼▬]\s*\)?$")
_SINCE: Final = re.compile(r"\s*(?:from|since|compared (?:to|with)|on) (?:[0-9]{4}|the previous election)(?=\)?$)")
_COUNT: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{2,3})+(?![0-9.,])(?:\s*(?:votes|voters|ballots))?")
_OF_WHOM: Final = re.compile(
    r"\(?\s*(?:of|among)?\s*(?:the )?(?:all )?(?:(?:registered|eligible|enrolled|total)\s*)*"
    r"(?:voters?|electors|electorate|voting[- ]eligible population|voting[- ]age population|population|registered"
    r"|eligible|votes cast|turnout|vep|vap|rv)\s*(?:\((?:vep|vap)\))?\s*\)?",
    re.IGNORECASE,
)


_FIRST_ROUND: Final = re.compile(r"\b(?:first|1st) round\b\s*[:;,–-]?", re.IGNORECASE)
_LEAST: Final = 25.0  # percent: no turnout changes by as much
_MOST: Final = 100.0


class Turnout(NamedTuple):
    """Percent of those entitled, and its change in points, signed."""

    pct: float | None = None
    change_pp: float | None = None


def read_turnout(text: str) -> Turnout:
    """The turnout that the text states; both parts None where it is not understood to the last word."""
    if len(text) > LONGEST:
        return Turnout()
    text = _SINCE.sub("", " ".join(bare(text).split()))
    text = _FIRST_ROUND.sub("", text)  # 46.12% (first round; ▼ 0.13 pp)
    change: float | None = None
    changes = list(_CHANGE.finditer(text))
    if len(changes) > 1:
        return Turnout()
    if changes and changes[0].start() == 0:
        alone = changes[0].end() == len(text) and text[0] in "▲▼"
        pct = read_percent(changes[0]["size"] or "") if alone and "%" in text else None
        return Turnout(pct) if pct is not None and _LEAST <= pct <= _MOST else Turnout()  # ▲ 89.1%, and no change
    if changes:
        change = _change(changes[0])
        text = text[: changes[0].start()] + " " + text[changes[0].end() :]
        if change is None:
            return Turnout()
    percents = _PERCENT.findall(text)
    rest = _BARE_ARROW.sub("", _PERCENT.sub(" ", text).rstrip())
    if len(percents) != 1:
        return Turnout(_plain(rest), change) if not percents and _plain(rest) is not None else Turnout()
    rest = _OF_WHOM.sub(" ", _COUNT.sub(" ", rest)).strip(" ()[],;:–-")
    return Turnout(read_percent(percents[0]), change) if not rest else Turnout()


def read_turnout_lines(lines: Sequence[str]) -> Turnout:
    """The turnout of a field of several lines: all of them one statement, or each the share of another population."""
    whole = read_turnout(" ".join(lines))
    if whole != Turnout() or len(lines) < 2:
        return whole
    parts = [read_turnout(line) for line in lines]
    of_whom = all(part.pct is not None and _OF_WHOM.search(line) for part, line in zip(parts, lines, strict=True))
    return parts[0] if of_whom else Turnout()


def _change(match: re.Match[str]) -> float | None:
    if match["size_before"]:
        return read_signed_percent(match["mark_after"] + match["size_before"])
    if match["mark"].startswith("▬"):
        size = read_percent(match["size"])
        return 0.0 if size == 0 else None
    return read_signed_percent(match["mark"] + match["size"])


def _plain(text: str) -> float | None:
    """A bare figure with a decimal point: `71.41`; a whole number may as well be a count."""
    text = text.strip()
    value = read_percent(text) if "." in text else None
    return value if value is not None and value <= 100 else None
