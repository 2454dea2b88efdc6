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


_INCUMBENT: Final = re.compile(r"inc(?:umbent|\.)?|i|sitting(?: (?:mp|member))?|incumbent.*", re.IGNORECASE)
_WRITE_IN: Final = re.compile(r"write[- –]?ins?|writein|write-in (?:candidate|campaign)|w", re.IGNORECASE)
_WRITTEN_FOR: Final = re.compile(
    r"write[- ]in (?:for )?(?=\w)|(?<=\w) write[- ]in$", re.IGNORECASE
)  # (write-in Republican)
_WITHDRAWN: Final = re.compile(
    r"(?:has )?(?:withdrawn?|withdrew|dropped out|suspended|disqualified|deceased|died)\b.*", re.IGNORECASE
)
_ASIDE: Final = re.compile(
    r"(?:replac(?:ing|ed)|substitut(?:ing|ed)|unopposed|endorsed"
    r"|(?:won|elected|took) (?:a |the |on |by |via )?(?:pr|list|dual)\b|elected|re-?elected|winner|defeated"
    r"|lost(?: seat| re-?election)?"
    r"|retired|retiring|appointed|presumptive|nominee|acting|uncontested|died|not on ballot|on ballot"
    r"|de facto|alternate|faithless|interim|caretaker|disputed|provisional|ad interim|designate|in exile"
    r"|until|since|outgoing|ineligible|posthumous(?:ly)?|co-?leaders?|list leader|lead(?:ing)? candidate"
    r"|(?:american |british |canadian |australian )?politician)\b.*",
    re.IGNORECASE,
)
_BACKED: Final = re.compile(r"\s*(?:endorsed|supported|backed|recommended|nominated|replac\w+)\b", re.IGNORECASE)
_DEPUTY: Final = re.compile(r"\s*(?:deputy|running[- ]mate|vice[- ]president)\s*:\s*(?=\w)", re.IGNORECASE)
_WITHDREW_BEFORE: Final = re.compile(
    r"(?:withdr[ea]wn?|dropped out|suspended)(?: earlier)?\s*[:–-]\s*(?=\w)", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ASIDES: Final = re.compile(r"\s*[,;]\s*|[-–/](?=i(?:nc(?:umbent)?)?\.?$)", re.IGNORECASE)  # (D, incumbent), (R-i)
_NOTES: Final = re.compile(r"\s*\[(?:\w|\d{1,3}|note \w+|nb \d+)\]")
_MARKS: Final = re.compile(r"[*†‡§¶#✓✔✗✘☑▲▼^ ]+$|^[*†‡§¶✓✔✗✘☑ ]+")
_MARKED: Final = frozenset("*†‡§¶#✓✔✗✘☑▲▼^ ")
_PARTY_LETTER: Final = re.compile(r"(?:[A-Z]{1,5}|[A-Z][a-z]{2,3})(?:[-–/ ](?:[A-Z][A-Za-z]{0,4}|[A-Z]{6,8}))*\.?")
_LETTER_OF_STATE: Final = re.compile(r"(?P<party>[A-Z])[-–](?P<state>[A-Z]{2})")
_OF_DISTRICT: Final = re.compile(r"(?P<state>[A-Z]{2})[ –-](?:\d{1,2}|AL|at-large)")
_PARTY_WORDS: Final = re.compile(
    r"(?:democrat(?:ic)?|republican|libertarian|green|independent|constitution|reform|socialist|conservative|labou?r"
    r"|liberal|lab co-op|whig|progressive|populist|prohibition|american|unionist|nonpartisan|national|communist|fusion"
    r"|federalist|anti-?masonic|free soil|know nothing|anti-nebraska|opposition|greenback|silver|farmer[- –]labor"
    r"|pro-?administration|anti-?administration|anti-?federalist|jacksonian|adams|nullifier|readjuster"
    r"|unconditional union|law and order|temperance|single tax|citizens|taxpayers|legal marijuana|grassroots|moderate"
    r"|mountain|statehood"
    r"|states.? rights|working families|peace (?:and|&) freedom|no party (?:preference|affiliation)|unaffiliated"
    r"|unenrolled|non-?partisan|independence|natural law|alliance|forward|right to life)\b.*",
    re.IGNORECASE,
)
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
    bare = _BRACKETS.sub("", text) if "(" in text or "[" in text else text
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
    flags = {"incumbent": False, "write_in": False, "withdrawn": False}
    party: str | None = None

    of_deputy: str | None = None

    def aside(match: re.Match[str]) -> str:
        nonlocal party, of_deputy
        if (deputy := _DEPUTY.match(match[1])) is not None:
            of_deputy = match[1][deputy.end() :].strip() or None
            return " "  # Ann Lee (Deputy: Bo Roe)
        kept: list[str] = []
        if _BACKED.match(match[1]):
            return " "  # (endorsed by LDP, Komeito): none of the parties is his name or his party
        for words in _ASIDES.split(match[1].strip(" .")):
            if _INCUMBENT.fullmatch(words):
                flags["incumbent"] = True
            elif _WRITE_IN.fullmatch(words):
                flags["write_in"] = True
            elif _WITHDRAWN.fullmatch(words):
                flags["withdrawn"] = True
            elif _ASIDE.fullmatch(words) or not words or re.fullmatch(r"[a-zX]|\d{1,2}|(?:note|nb) ?\w+", words):
                continue
            elif not _is_home(words):
                if "rite" in words and (bare := _WRITTEN_FOR.sub("", words)) != words:
                    words, flags["write_in"] = bare, True
                of_state = _LETTER_OF_STATE.fullmatch(words)  # (R-TX): the state is no part of the party
                kept.append(of_state["party"] if of_state and state_code(of_state["state"]) else words)
        rest = ", ".join(kept)
        if rest and (_PARTY_LETTER.fullmatch(rest) or _PARTY_WORDS.fullmatch(rest)):
            party = party or rest
            rest = ""
        return f" ({rest})" if rest else " "

    if text[:1] in "WwDdSs" and (before := _WITHDREW_BEFORE.match(text)):
        text, flags["withdrawn"] = text[before.end() :], True
    if ("(" in text or "[" in text) and (not is_group(text) or "(" in text):
        text = _BRACKETS.sub(aside, text)
    text = _bare(text)
    said = text.casefold()
    if "uncontested" in said or "unopposed" in said:
        text = _TAIL_UNOPPOSED.sub("", text)
    if "incumbent" in said:
        text, flags["incumbent"] = _without_tail(text, _TAIL_INCUMBENT, flags["incumbent"])
        text, flags["incumbent"] = _without_tail(text, _HEAD_INCUMBENT, flags["incumbent"])
    if "write" in said and not is_group(text):
        text, flags["write_in"] = _without_tail(text, _TAIL_WRITE_IN, flags["write_in"])
    name, mate = part_pair(text) if pairs else (text, None)
    mate = mate or (of_deputy if pairs else None)
    name, mate = _without_home(name), _without_home(mate) if mate else None
    return ReadName(name, flags["incumbent"], flags["write_in"], flags["withdrawn"], mate, party)


def _without_tail(text: str, tail: re.Pattern[str], is_said: bool) -> tuple[str, bool]:
    """The name without the words behind it, and whether they were there or said before."""
    cut = tail.sub("", text)
    return (_bare(cut), True) if cut and cut != text else (text, is_said)


def _is_home(words: str) -> bool:
    """Whether words in brackets say where somebody is from: `(Texas)`, `(NY 8)`, `(CA-20)`."""
    if words[:2].isupper() and (district := _OF_DISTRICT.fullmatch(words)):
        return state_code(district["state"]) is not None
    return len(words) > 3 and words[0].isupper() and state_code(words) is not None


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
    text = unicodedata.normalize("NFKD", _BRACKETS.sub("", text))
    text = "".join(ch for ch in text if not unicodedata.combining(ch)).casefold().replace("’", "'")
    text = _TITLES.sub("", " ".join(text.split()))
    return tuple(_SUFFIX.sub("", text).replace(".", " ").replace(",", " ").replace('"', " ").split())
