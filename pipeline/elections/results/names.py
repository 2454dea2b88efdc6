"""Who a cell of a results table names: candidate or party, with article, flags and what stands behind the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.labels import ends_small
from pipeline.elections.results.lines import line_of_words
from pipeline.elections.words.names import name_tokens, read_name
from pipeline.elections.words.numbers import is_nothing
from pipeline.elections.words.parties import find_party, is_party_article, short_party
from pipeline.wikitext.model import Call, Cell, Link

_NAME_AND_PARTY: Final = 2  # lines
_LIST_BELOW: Final = re.compile(
    r"\n\*|\{\{(?:collapsible list|plainlist|ubl|unbulleted list|flatlist|tree list)\b", re.IGNORECASE
)
_WORD: Final = re.compile(r"\w")
_LONGEST_TOP: Final = 300  # characters of markup before the list
_TAIL: Final = re.compile(r"\s*[-–—,(]\s*(?P<aside>.+?)\)?\s*")
_NUMBERED: Final = re.compile(r"\d{1,2}\.\s*[^\W\d]")
_MARKED: Final = re.compile(r"^[✓✔✗✘☑☒]+\s*|\s*\[[^\]]{0,8}\]$|[*†‡]+$")
_MARKS_BEHIND: Final = re.compile(r"\s*\[[^\]]{0,8}\]$|[*†‡]+$")
_BULLETS: Final = frozenset("·•∙▪↳└")
_ENDS_OF_MARKS: Final = frozenset("]*†‡")
_IN_BRACKETS: Final = re.compile(r"\s*\(.*\)")
_OF_LIST: Final = re.compile(r"(?<! lose)(?<! win)(?<! and)(?<! electorate) list\b")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_NATIVE: Final = re.compile(
    r"[\u0370-\u1dff\u3000-\uffef]"
)  # Greek and Cyrillic to Georgian, Hangul and all further east
_DASHED: Final = re.compile(r"\s+[–—-]\s+(?P<aside>[A-ZÀ-Þ][^()\[\]]{2,60})")  # [[Ann Lee]] – People's Movement
_LETTERS: Final = re.compile(r"[A-ZÀ-Þ]{2,12}(?:[–/-][A-ZÀ-Þ]{2,12})?")  # of a party
_BACKED_BELOW: Final = re.compile(r"\(?(?:supported|endorsed|backed|nominated|proposed) by\b", re.IGNORECASE)
_BACKED_BEHIND: Final = re.compile(r"(?<=\w)\s*\((?:supported|endorsed|backed|nominated|proposed) by\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\s*[–/&,]\s*")
_ASIDE_WORDS: Final = re.compile(r"(?:incumbent|write[- ]?in|withdrawn|withdrew).*", re.IGNORECASE)


class Named(NamedTuple):
    """A name with its article and what was written around it."""

    words: str
    link: str | None = None
    is_incumbent: bool = False
    is_write_in: bool = False
    running_mate: str | None = None
    aside: str | None = None  # the party behind a candidate's name, as written
    aside_link: str | None = None
    is_starred: bool = False


def named_candidate(cell: Cell, country: str | None = None, *, of_parties: bool = False) -> Named | None:
    """The candidate that a cell names; None for an empty cell or a dash.

    `[[Nicos Anastasiades]] - [[Democratic Rally|DISY]]` names the party too. With `of_parties` so does any second line.
    """
    if is_nothing(cell.text):
        return None
    first = cell.links[0] if cell.links else None
    text = cell.text.strip()
    if first is not None and len(cell.links) > 1 and first.label and text.startswith(first.label):
        tail = _TAIL.fullmatch(text[len(first.label) :])
        if tail and cell.links[1].label in tail["aside"] and not _ASIDE_WORDS.match(tail["aside"]):
            return Named(first.label, first.target, aside=tail["aside"].rstrip(" )"), aside_link=cell.links[1].target)
    if first is not None and len(cell.links) == 1 and first.label and text.startswith(first.label):
        behind = _DASHED.fullmatch(text[len(first.label) :])
        if behind and not _ASIDE_WORDS.match(behind["aside"]):
            return Named(first.label, first.target, aside=behind["aside"])
    below = party_below(cell, country) or (_second_line(cell) if of_parties else None)
    if below is not None:
        top = cell.lines[0].strip()
        read = read_name(top, pairs=False)
        own = first.target if first is not None and first.label.strip() == top else None
        return Named(
            read.name or top, own, read.is_incumbent, read.is_write_in, aside=below.words, aside_link=below.link
        )
    text = without_native(text)
    read = read_name(text)
    if len(cell.lines) == 2 and (mate := _mate(cell)) is not None:
        read = read_name(cell.lines[0])._replace(running_mate=mate)
    name = read.name or text
    link = first.target if first is not None and first.label and first.label.strip("'\" ") in text else None
    if link is not None and first is not None and read_name(first.label).name not in name:
        link = None
    starred = text.rstrip(" )]").endswith(("*", "†")) or "(X)" in text  # (X): the incumbent, in Canadian cities
    return Named(name, link, read.is_incumbent, read.is_write_in, read.running_mate, read.party, None, starred)


def second_lines_are_parties(cells: Sequence[Cell], country: str | None) -> bool:
    """Whether most cells of two lines name a known party in the second, so that the others do, too."""
    doubled = [cell for cell in cells if len(cell.lines) == _NAME_AND_PARTY]
    return len(doubled) > 1 and 2 * sum(party_below(cell, country) is not None for cell in doubled) >= len(doubled)


def says_party_again(cell: Cell, party: Named) -> bool:
    """Whether a name's cell says the party below that has a place of its own: `Lee<br>Legal Marijuana NOW`."""
    if len(cell.lines) != _NAME_AND_PARTY:
        return False
    own = short_party(cell.lines[1].strip(" ()")).casefold()
    return own in {short_party(said).casefold() for said in (party.words, party.link) if said}


def _second_line(cell: Cell) -> Named | None:
    """The second of two lines, as a party."""
    if len(cell.lines) != _NAME_AND_PARTY or is_nothing(line := cell.lines[1].strip(" ()")):
        return None
    return Named(line, next((link.target for link in cell.links if link.label.strip() == line), None))


def party_below(cell: Cell, country: str | None = None) -> Named | None:
    """The party on a line of its own below a name: `[[Ann Lee]]<br>[[Kuomintang]]`; None for a second person."""
    if len(cell.lines) != _NAME_AND_PARTY:
        return None
    line = cell.lines[1].strip(" ()")
    link = next((link.target for link in cell.links if link.label.strip() == line), None)
    known = find_party(link, country) or (find_party(line, country) if country else None)
    bracketed = cell.lines[1].strip()[:1] == "(" and _LETTERS.fullmatch(line)  # Ann Lee<br>{{small|(PN–BERSATU)}}
    if known is None and _are_parties(line, cell, country):
        return Named(line)
    if known is None and not bracketed and (link is None or not is_party_article(link)):
        return None
    return Named(line, link)


def _are_parties(line: str, cell: Cell, country: str | None) -> bool:
    """Whether a line names several parties, one of them linked: `[[Republican Party|Republican]]–Independent`."""
    parts = _SEVERAL.split(line)
    links = {link.label.strip(): link.target for link in cell.links}
    if len(parts) < _NAME_AND_PARTY or not any(part in links for part in parts):
        return False
    return all(find_party(links.get(part, part), country or "United States") is not None for part in parts)


def is_write_in(party: Named | None) -> bool:
    """Whether what stands in a party's place says that the name was written in: `| Write-in || Ann Lee`."""
    return party is not None and line_of_words(party.words) == "write_in"


def named_option(cell: Cell) -> Named | None:
    """The option that a cell of a referendum's table names, as it stands; None for an empty cell or a dash."""
    text = _MARKED.sub("", cell.text.strip())
    if is_nothing(text):
        return None
    whole = [link.target for link in cell.links if link.label.strip() == text]
    return Named(text, whole[0] if whole else None)


def without_native(text: str) -> str:
    """A name in Latin letters without the same in other letters behind it: `Komeito (NKP) 公明党`, `… (公明党)`."""
    native = None if text.isascii() else _NATIVE.search(text)
    if native is None or not native.start() or _LATIN.search(text, native.start()):
        return text
    kept = text[: native.start()].rstrip(" (/,–-")
    return kept if _LATIN.search(kept) and kept.count("(") == kept.count(")") else text


def is_list(cell: Cell, call: Call | None = None) -> bool:
    """Whether a cell lists a party's candidates: `1. [[Ann Lee]] (elected 1)<br />2. [[Bo Roe]]`.

    Also by the template that made its row: one for lists, or an Australian one with several lines (no ticket there).
    `{{MMP election box candidate lose list|…}}` is a person's who lost and came in from the list.
    """
    if call is not None and (_OF_LIST.search(call.name) or (" au party" in call.name and len(cell.lines) > 1)):
        return True
    return bool(cell.lines) and all(_NUMBERED.match(line) for line in cell.lines)


def names_several(cell: Cell) -> bool:
    """Whether a cell among lists names several: on lines of their own, or `[[Ann Lee]], ''[[Bo Roe]]'', Cy Poe`."""
    if len(cell.lines) > 1:
        return True
    return "," in cell.text and sum(len(name.split()) > 1 for name in cell.text.split(",")) > 1


def _mate(cell: Cell) -> str | None:
    """The running mate on a cell's second line: `[[Joe Biden]]<br />[[Kamala Harris]]`."""
    first, second = (read_name(line, pairs=False) for line in cell.lines)
    labels = {link.label.strip() for link in cell.links}
    linked = first.name in labels and second.name in labels
    whole = (
        min(len(name_tokens(first.name)), len(name_tokens(second.name))) > 1 and "party" not in second.name.casefold()
    )
    return second.name if (linked or whole) and second.name and not cell.lines[1].startswith("(") else None


def lists_below(cell: Cell) -> bool:
    """Whether a cell's first line is over a list: an alliance and its parties."""
    top = _LIST_BELOW.search(cell.wikitext, 0, _LONGEST_TOP)
    return top is not None and bool(_WORD.search(cell.wikitext, 0, top.start()))


def _before_letters(line: str, link: Link | None) -> Named | None:
    """The linked party before its letters, over its own tongue: `[[Reds]] (R)<br>{{small|''Rote''}}`."""
    label = link.label.strip() if link is not None else ""
    if link is None or not label or not line.startswith(label) or not _IN_BRACKETS.fullmatch(line, len(label)):
        return None
    return Named(label, link.target)


def named_party(cell: Cell) -> Named | None:
    """The party that a cell names, short as shown; None for an empty cell, a dash or n/a."""
    if is_nothing(cell.text) and (
        "/" in cell.text or not any(link.label.strip() == cell.text.strip() for link in cell.links)
    ):
        return None  # `party = N/A` in a box; but [[National Alliance Party|NA]]
    text = cell.text.strip()
    text = text[1:].lstrip() if text[:1] in _BULLETS else text  # · [[Podemos]], below its alliance
    text = without_native(_MARKS_BEHIND.sub("", text) if text[-1:] in _ENDS_OF_MARKS else text)
    if text[-1:] == ")" and (behind := _BACKED_BEHIND.search(text)) is not None:
        text = text[: behind.start()]  # Independent (supported by [[NCP]])
    first = next((link for link in cell.links if link.label and link.label.strip() in text), None)
    if len(cell.lines) > 1 and ends_small(cell):
        top = cell.lines[0].strip()  # [[New Union]]<br>{{small|Reds – Greens}}, Blue List<br>{{small|(with Navy)}}
        is_whole = first is not None and first.label.strip() == top
        if is_whole or cell.lines[1].startswith("("):
            return Named(top, first.target if first is not None and is_whole else None)
        if (named := _before_letters(top, first)) is not None:
            return named
        if first is not None and first.label.strip() not in top and first.label.strip() in cell.lines[1]:
            return Named(top)  # Hope and Loyalty<br>{{small|[[Amal]]–[[Hezbollah]]}}
    if len(cell.lines) > 1 and lists_below(cell):
        top = cell.lines[0].strip()  # '''[[New Union]]'''<newline>* [[Reds]]<newline>* [[Greens]]
        return Named(top, first.target if first is not None and first.label.strip() == top else None)
    if len(cell.lines) > 1 and (backed := _BACKED_BELOW.match(cell.lines[1])) is not None and backed.end() < 60:
        top = cell.lines[0].strip()  # Independent<br>{{small|supported by [[SPOLU]]}}
        return Named(top, first.target if first is not None and first.label.strip() == top else None)
    if first is None:
        return Named(text, None)
    label = first.label.strip()
    is_named_once = len(cell.links) == 1 or (len(cell.links) == 2 and _LETTERS.fullmatch(cell.links[1].label.strip()))
    if is_named_once and text.startswith(label) and _IN_BRACKETS.fullmatch(text, len(label)):
        text = label  # [[Socialist Party (France)|Socialist Party]] (''Parti socialiste''), … ([[PSOE]])
    return Named(text, None if _is_one_of_its_parts(label, text) else first.target)


def _is_one_of_its_parts(label: str, text: str) -> bool:
    """Whether a link in brackets behind a party is one of several there: `Blue Bloc ([[Blue Party|BP]]–Navy)`."""
    at = text.find(label)
    bracket = text.rfind("(", 1, at) if at > 0 else -1
    return bracket > 0 and text[bracket + 1 : -1].strip() != label
