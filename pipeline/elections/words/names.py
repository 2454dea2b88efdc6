"""Candidates' names as articles write them, parted from what is written around them.

A name's cell also says who is incumbent, who was written in, withdrew or replaced whom, sometimes the party, the
home state and the running mate. These become fields; the name itself stays as it is written, middle initials and all.
Group headings ("Various candidates", "Others", "Other parties") are names too and are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.words.name_asides import BRACKETS, NameAsides
from pipeline.elections.words.places import state_code
from pipeline.wikitext.remembering import remembered


class ReadName(NamedTuple):
    """A name and what was written around it."""

    name: str
    is_incumbent: bool = False
    is_write_in: bool = False
    is_withdrawn: bool = False
    running_mate: str | None = None
    party: str | None = None  # words or letter in brackets behind the name, as written: "D", "Green"


_WITHDREW_BEFORE: Final = re.compile(
    r"(?:withdr[ea]wn?|dropped out|suspended)(?: earlier)?\s*[:–-]\s*(?=\w)", re.IGNORECASE
)
_NOTES: Final = re.compile(r"\s*\[(?:\w|\d{1,3}|note \w+|nb \d+)\]")
_MARKS: Final = re.compile(r"[*†‡§¶#✓✔✗✘☑▲▼^⁰¹²³⁴⁵⁶⁷⁸⁹ ]+$|^[*†‡§¶✓✔✗✘☑ ]+")
_MARKED: Final = frozenset("*†‡§¶#✓✔✗✘☑▲▼^⁰¹²³⁴⁵⁶⁷⁸⁹ ")
_TAIL_INCUMBENT: Final = re.compile(r"[,\s]+\(?\s*(?:the )?incumbent\)?$|\s+-\s+incumbent$", re.IGNORECASE)
_HEAD_INCUMBENT: Final = re.compile(r"^(?i:\(?incumbent\)?):?\s+(?=[A-ZÀ-Þ])")  # {{small|Incumbent}}<br>[[Ann Lee]]
_TAIL_UNOPPOSED: Final = re.compile(
    r"[,\s–-]+(?:(?:re-?)?(?:elected|returned|won)\s)?(?:unopposed|uncontested)$", re.IGNORECASE
)
_TAIL_WRITE_IN: Final = re.compile(r"[,\s–-]+write[- ]in$", re.IGNORECASE)
_GROUPS: Final = re.compile(
    r"(?:all )?(?:the )?(?:others?|various|other (?:candidates?|parties|party|votes)|various (?:candidates|others)"
    r"|miscellaneous|scatter(?:ing|ed)"
    r"|(?:various )?write[- ]?ins?(?: votes?| candidates?)?(?: ?[/&] ?others?)?|minor parties|independents?|rest"
    r"|none of (?:the above|these candidates)"
    r"|others?(?: candidates?)? ?(?:/|and|&) ?(?:undecided|write[- ]?ins?|independents?)|no candidate)s?",
    re.IGNORECASE,
)
_BROKEN_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])- (?=[A-ZÀ-Þ])")
_LETTERS: Final = re.compile(r"[A-Z]{2,5}(?:\([A-Z][A-Za-z.]{0,4}\)| \((?:[AFJKMNQSU]|[A-Z]{2,6})\))")  # JD(S), CPI (M)
_LONGEST_INITIALS: Final = 5  # of a party; Kerry/Edwards is written so only as a ticket
_LONGEST: Final = 300  # characters: what is longer is no name, and no pattern here is to meet it
_PAIR: Final = re.compile(r"\s*/\s*|\s+(?:&|and)\s+")
_PAIRED: Final = ("/", "&", "and")  # without one of which there is no pair
_TITLES: Final = re.compile(
    r"^(?:(?:u\.?s\.? )?(?:sen(?:ator)?|gov(?:ernor)?|rep(?:resentative)?|pres(?:ident)?|vice president"
    r"|lt\.? gov(?:ernor)?"
    r"|congress(?:man|woman)|mayor|judge|justice|dr|mr|mrs|ms|miss|gen(?:eral)?|col(?:onel)?|maj(?:or)?|capt(?:ain)?"
    r"|rev(?:erend)?"
    r"|hon|the hon|rt hon|sir|dame|lord|lady|baron(?:ess)?|prof(?:essor)?|attorney general|secretary|state sen(?:ator)?"
    r"|former)\.? )+",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r",?\s+(?:jr|sr|ii|iii|iv|mp|msp|ms|am|mla|md|phd)\.?$", re.IGNORECASE)


def join_lines(lines: Sequence[str]) -> str:
    """The lines of a name in one, a hyphen at the end of a line kept: "Dupont-Aignan" of `Dupont-<br />Aignan`."""
    return _BROKEN_HYPHEN.sub("-", " ".join(lines))


@remembered
def is_group(text: str) -> bool:
    """Whether the words stand for several candidates and no person: Others, Various candidates, Write-ins."""
    if len(text) > _LONGEST:
        return False
    bare = BRACKETS.sub("", text) if "(" in text or "[" in text else text
    return _GROUPS.fullmatch(bare.strip(" *†‡:.")) is not None


def read_name(text: str, *, pairs: bool = True) -> ReadName:
    """The name in a cell's plain text and what is written around it.

    With `pairs`, `John Kerry / John Edwards` is a candidate and a running mate. The name may come out empty.
    """
    return _with_mate(text) if pairs else _alone(text)


@remembered
def _with_mate(text: str) -> ReadName:
    return _read_name(text, pairs=True)


@remembered
def _alone(text: str) -> ReadName:
    return _read_name(text, pairs=False)


def _read_name(text: str, *, pairs: bool) -> ReadName:
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return ReadName(text)
    if text[-1:] == ")" and _LETTERS.fullmatch(text):
        return ReadName(text)
    said = NameAsides()
    if text[:1] in "WwDdSs" and (before := _WITHDREW_BEFORE.match(text)):
        text, said.is_withdrawn = text[before.end() :], True
    if ("(" in text or "[" in text) and (not is_group(text) or "(" in text):
        text = BRACKETS.sub(said.taken_from, text)
    name, mate = _without_tails(_bare(text), said), None
    if pairs:
        name, mate = part_pair(name)
        mate = mate or said.deputy
    mate = _without_home(mate) if mate else None
    return ReadName(_without_home(name), said.is_incumbent, said.is_write_in, said.is_withdrawn, mate, said.party)


def _without_tails(text: str, said: NameAsides) -> str:
    """The name without the words that follow it in no brackets; what they say is noted."""
    lowered = text.casefold()
    if "uncontested" in lowered or "unopposed" in lowered:
        text = _TAIL_UNOPPOSED.sub("", text)
    if "incumbent" in lowered:
        text, said.is_incumbent = _without_tail(text, _TAIL_INCUMBENT, said.is_incumbent)
        text, said.is_incumbent = _without_tail(text, _HEAD_INCUMBENT, said.is_incumbent)
    if "write" in lowered and not is_group(text):
        text, said.is_write_in = _without_tail(text, _TAIL_WRITE_IN, said.is_write_in)
    return text


def _without_tail(text: str, tail: re.Pattern[str], is_said: bool) -> tuple[str, bool]:
    """The name without the words behind it, and whether they were there or said before."""
    cut = tail.sub("", text)
    return (_bare(cut), True) if cut and cut != text else (text, is_said)


def _without_home(text: str) -> str:
    """The name without the state behind it, which tables of early elections add: `[[William McKinley]] of [[Ohio]]`."""
    name, of, home = text.rpartition(" of ")
    return name if of and state_code(home) and len(home) > 2 and "party" not in name.casefold() else text


def part_pair(text: str) -> tuple[str, str | None]:
    """A ticket's candidate and running mate: ("Kerry", "Edwards") for `Kerry/Edwards`; (text, None) for one name."""
    if not any(sign in text for sign in _PAIRED):
        return text, None
    parts = [part.strip() for part in _PAIR.split(text)]
    if len(parts) != 2 or is_group(text) or not all(_looks_like_name(part) for part in parts):
        return text, None
    if "/" not in text and not all(" " in part for part in parts):  # "Trinidad and Tobago" is no ticket
        return text, None
    return parts[0], parts[1]


def _looks_like_name(text: str) -> bool:
    return (
        bool(text)
        and text[0].isupper()
        and not is_group(text)
        and not any(map(str.isdigit, text))
        and len(text) > 1
        and not (text.isupper() and len(text) <= _LONGEST_INITIALS)  # SVP/UDC: one party in two languages
    )


def _bare(text: str) -> str:
    if "[" in text:
        text = _NOTES.sub("", text)
    if text[:1] in _MARKED or text[-1:] in _MARKED:
        text = _MARKS.sub("", text)
    text = " ".join(text.split()).strip(" ,;:–—")
    return text.strip("'").strip() if text.count("'") == 1 else text  # '''[[Ann Lee]]'', one apostrophe lost


@remembered
def name_tokens(text: str) -> tuple[str, ...]:
    """The words of a name for comparison: no diacritics, titles, suffixes or points, lower-case."""
    if len(text) > _LONGEST:
        return ()
    text = unicodedata.normalize("NFKD", BRACKETS.sub("", text))
    text = "".join(ch for ch in text if not unicodedata.combining(ch)).casefold().replace("’", "'")
    text = _TITLES.sub("", " ".join(text.split()))
    return tuple(_SUFFIX.sub("", text).replace(".", " ").replace(",", " ").replace('"', " ").split())
