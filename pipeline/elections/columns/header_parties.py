"""Where in a header the party stands: below the name, above it, behind it on the same line, as a letter in brackets.

Told by the registry of parties, by links and by how the other headers of the table are written: `Green` is a party
beside `Democratic` and somebody's name beside `Kerry`. Reads no cell of the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from pipeline.elections.columns.column import Column
from pipeline.elections.columns.labels import is_group_heading
from pipeline.elections.columns.party_words import party_in
from pipeline.elections.context import PageContext
from pipeline.elections.words.independents import INDEPENDENT, has_independents
from pipeline.elections.words.names import is_group
from pipeline.elections.words.parties import find_party, is_party_article
from pipeline.wikitext.model import Link

_LONGEST_ABBREVIATION: Final = 10  # with brackets
_ABBREVIATION: Final = re.compile(
    r"\(?(?!.*[^\W\d_A-ZÀ-Þ]{2})(?=(?:.*[A-ZÀ-Þ]){2})[\w+&/–-]{2,8}\)?"
)  # PiS, LREM, CDU/CSU
_LONGEST_LIST: Final = 40
_LONGEST_NAME: Final = 80  # of a candidate with the party behind
_MOST_WORDS: Final = 3  # of a party behind a name
_LETTER: Final = re.compile(r"\([A-Z]{1,3}\)")
_ASIDE_BEHIND: Final = re.compile(  # (Republican) (write-in)
    r"(?<=\S)\s*\((?:write-?in|inc(?:umbent|\.)?|withdrawn|withdrew)\)$", re.IGNORECASE
)
_REMARK: Final = re.compile(
    r"\d|\b(?:inc|incumbent|withdr[ae]w\w*|elected|winner|write-?in|running|votes?)\b", re.IGNORECASE
)
_SURNAME: Final = "Green"
_NAME_OF_PERSON: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}")
_LETTERS_OF_PARTY: Final = 3  # D, Rep, Lib: what is shorter may be an initial
_LETTERS: Final = re.compile(r"\(?[A-Z]{1,4}(?:(?:, ?|/| ?[–-] ?)[A-Z]{1,4})+\)?")
_PARTY_BEHIND: Final = re.compile(
    r"(?P<name>[^\W\d].{2,60}?)(?:,|\s+[–—-])\s+(?P<party>.{1,40})"
)  # John Kerry, Democratic


class Header(NamedTuple):
    """A choice's words: each line of its header cells, and the party among them."""

    lines: tuple[str, ...]
    links: tuple[Link, ...]
    party: int | None  # which line names a party


def read_headers(columns: Sequence[Column], context: PageContext) -> dict[tuple[str, ...], Header]:
    """The headers of a table's choices by their lines, each with the line that names a party."""
    headers = {column.lines: _header(column, context) for column in columns}
    headers = _with_independents(_without_surnames(_with_parties_behind(_without_mates(headers, context), context)))
    several = [header for header in headers.values() if len(header.lines) > 1]
    party_last = sum(header.party == len(header.lines) - 1 for header in several) >= max(1, len(several) / 2)
    if not party_last:
        return headers
    return {
        key: header._replace(party=len(header.lines) - 1)
        if header.party is None
        and len(header.lines) > 1
        and not _LETTER.search(header.lines[-1])  # Ann<br>Van Buren (G)
        and not _REMARK.search(header.lines[-1])  # Ann Lee<br>(incumbent)
        and _is_whole_name(header, context)
        else header
        for key, header in headers.items()
    }


def _header(column: Column, context: PageContext) -> Header:
    lines = _unbroken(_ASIDE_BEHIND.sub("", line) if ")" in line else line for line in column.lines if line.strip())
    if (
        lines
        and (parted := _PARTY_BEHIND.fullmatch(lines[-1]))
        and (len(parted["party"]) > 1 or " " in parted["name"])  # `Trump, D` has an initial
        and (find_party(parted["party"], context.country) or _is_behind_link(parted["name"], parted["party"], column))
        and (parted["name"] == _SURNAME or not find_party(parted["name"], context.country))  # Republican, Conservative
        and not any(link.target == link.label == lines[-1] for link in column.links)  # [[Action – Italia Viva]]
    ):
        lines = (*lines[:-1], parted["name"], parted["party"])
    order = (len(lines) - 1, 0) if len(lines) > 1 and lines[-1] != _SURNAME else range(len(lines))
    party = next((number for number in order if party_in(lines[number], column.links, context)), None)
    if len(lines) > 1 and party != len(lines) - 1 and lines[-1][:1] == "(" and _LETTER.fullmatch(lines[-1]):
        party = len(lines) - 1  # Green<br>(P): letters of a party that nobody knows
    if party is None and len(lines) > 1 and (is_abbreviation(lines[-1]) or _follows_name(lines, column.links)):
        party = len(lines) - 1
    if party is None and _is_below_link(lines, column.links, context):
        party = 1
    if party is None and _is_link_below_surname(lines, column.links, context):
        party = 1
    if party is None and len(lines) == 2 and column.below and _is_of_candidate(lines, context):
        party = 1
    if party is None and len(lines) == 2 and column.ends_small and _is_nobody(lines[1], context):
        linked = [link.label.strip() for link in column.links] == [lines[1]]  # Lee<br><small>[[Rose Union]]</small>
        party = 1 if linked or " " in lines[0] else None  # Ann Lee<br><small>Rose Union</small>
    return Header(lines, column.links, party)


def _is_behind_link(name: str, letters: str, column: Column) -> bool:
    """Whether letters stand behind a name's link: `[[Luiz Inácio Lula da Silva|Lula]] – PT`."""
    if not is_abbreviation(letters) or all(link.label.strip() != name for link in column.links):
        return False
    return not any(link.label.strip() == letters and _are_initials(letters, link.target) for link in column.links)


def _are_initials(letters: str, target: str) -> bool:
    """Whether letters are the initials of a person with an article: `[[Joko Widodo|Jokowi]] – [[Jusuf Kalla|JK]]`."""
    return letters == "".join(word[0] for word in target.split()) and not is_party_article(target)


def _is_below_link(lines: Sequence[str], links: Sequence[Link], context: PageContext) -> bool:
    """Whether a second line is a party or coalition, as the link ends with the name: `[[Ann Lee|Lee]]<br>Union`.

    In the United States, whose parties are known, it is rather a running mate.
    """
    alone = len(lines) == 2 and len(links) == 1 and links[0].label.strip() == lines[0]
    return alone and context.country != "United States" and context.state is None and _is_nobody(lines[1], context)


def _is_link_below_surname(lines: Sequence[str], links: Sequence[Link], context: PageContext) -> bool:
    """Whether a second line is a party, as it alone is linked below one plain word: `Castillo<br>[[Free Peru]]`.

    A party above a name has letters or is known; in the United States the second line is rather a running mate.
    """
    alone = len(lines) == 2 and [link.label.strip() for link in links] == [lines[1]]
    if not alone or " " in lines[0] or context.country == "United States" or context.state is not None:
        return False
    return not is_abbreviation(lines[0]) and _is_nobody(lines[1], context)


def _is_of_candidate(lines: Sequence[str], context: PageContext) -> bool:
    """Whether words in a cell below a candidate of the page are his party or coalition, and no running mate."""
    candidate = context.resolve_candidate(lines[0])
    whole = context.resolve_candidate(" ".join(lines))
    return candidate is not None and whole is None and lines[1] not in (candidate.running_mate or "")


def _is_nobody(words: str, context: PageContext) -> bool:
    """Whether words are none of the page's people, candidates or running mates, and no remark: `(incumbent)`."""
    if _REMARK.search(words) or is_group_heading(words.strip("()")):
        return False
    mates = (person.running_mate or "" for person in context.candidates)
    return context.resolve_candidate(words) is None and not any(words in mate for mate in mates)


def _unbroken(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines with those of a fusion ticket in one: `Republican/<br />Conservative`."""
    whole: list[str] = []
    for line in lines:
        if whole and (whole[-1].endswith("/") or line.startswith("/")) and len(whole) > 1:
            whole[-1] = f"{whole[-1]}{line}"
        else:
            whole.append(line)
    return tuple(whole)


def _without_mates(headers: dict[tuple[str, ...], Header], context: PageContext) -> dict[tuple[str, ...], Header]:
    """The headers without a party where it is a running mate, as in another one whose mate the page knows.

    `[[Lai Ching-te]]<br>[[Hsiao Bi-khim]]` is written like a candidate above a party. Where the page knows no ticket,
    so are several that all have the names of people on both lines: `[[Ann Lee]]<br>[[Forza Italia]]` cannot be told.
    """
    of_two = [header for header in headers.values() if len(header.lines) == 2]
    if not of_two or not (any(context.is_ticket(*header.lines) for header in of_two) or _are_pairs(of_two, context)):
        return headers
    return {
        key: header._replace(party=None)
        if header.party == 1 and len(header.lines) == 2 and not party_in(header.lines[1], header.links, context)
        else header
        for key, header in headers.items()
    }


def _are_pairs(headers: Sequence[Header], context: PageContext) -> bool:
    """Whether several headers have two linked names of people each, no second one of which is a party's."""
    return len(headers) > 1 and all(
        len(header.links) == 2
        and header.links[1].label.strip() == header.lines[1]
        and all(_NAME_OF_PERSON.fullmatch(line) for line in header.lines)
        and not is_party_article(header.links[1].target)
        and not party_in(header.lines[1], header.links, context)
        for header in headers
    )


def _with_parties_behind(headers: dict[tuple[str, ...], Header], context: PageContext) -> dict[tuple[str, ...], Header]:
    """The headers with the party that stands on the same line behind a name: `George W.⏎Bush⏎Republican`.

    Where it is a link, or where several headers of the table end so: `Al Green` alone says nothing.
    """
    parted = {key: _party_behind(header, context) for key, header in headers.items() if header.party is None}
    found = {key: header for key, header in parted.items() if header is not None}
    if not found:
        return headers
    told = {header.lines[-1] for header in found.values()}
    linked = {key for key, header in found.items() if any(header.lines[-1] == link.label for link in header.links)}
    return {
        key: found[key] if key in linked or (key in found and len(told) > 1) else header
        for key, header in headers.items()
    }


def _without_surnames(headers: dict[tuple[str, ...], Header]) -> dict[tuple[str, ...], Header]:
    """The headers without a party where it may be a surname: `Al<br>Green` in a table whose names have none.

    `Green` alone is one where it links to a person, or among names that are no parties.
    """
    single = [header for header in headers.values() if len(header.lines) == 1 and not is_group(header.lines[0])]
    named = [header for header in single if header.party is None]
    if 2 * len(named) >= len(single):
        headers = {
            key: header._replace(party=None) if header.lines == (_SURNAME,) else header
            for key, header in headers.items()
        }
    several = [header for header in headers.values() if len(header.lines) > 1]
    named = [header for header in several if header.party is not None and header.lines[header.party] != _SURNAME]
    if 2 * len(named) > len(several) - 1 or not several:
        return headers
    return {
        key: header._replace(party=None)
        if len(header.lines) == 2 and header.lines[1] == _SURNAME and " " not in header.lines[0] and not header.links
        else header
        for key, header in headers.items()
    }


def _with_independents(headers: dict[tuple[str, ...], Header]) -> dict[tuple[str, ...], Header]:
    """The headers with `(I)` behind a name as its party where others have letters too; else it is an incumbent's."""
    if not has_independents(" ".join(header.lines) for header in headers.values()):
        return headers
    names = Counter(_LETTER.sub("", " ".join(header.lines)).strip() for header in headers.values())
    return {
        key: Header(
            (*header.lines[:-1], header.lines[-1].removesuffix(f" {INDEPENDENT}"), INDEPENDENT),
            header.links,
            len(header.lines),
        )
        if header.lines
        and header.lines[-1].endswith(f" {INDEPENDENT}")
        # Kerry (I) beside Kerry (D): nobody can tell
        and names[" ".join(header.lines).removesuffix(f" {INDEPENDENT}")] == 1
        else header
        for key, header in headers.items()
    }


def _party_behind(header: Header, context: PageContext) -> Header | None:
    """A header whose last line is a name and a party, as one with the party on a line of its own."""
    *before, last = header.lines
    words = last.split()
    if len(words) + len(before) < 3 or len(last) > _LONGEST_NAME or is_group(last):
        return None
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        party = " ".join(words[-size:])
        if len(party) > _LETTERS_OF_PARTY and find_party(party, context.country):
            if context.resolve_candidate(" ".join(header.lines)) is not None:
                return None
            lines = (*before, " ".join(words[:-size]), party)
            return Header(lines, header.links, len(lines) - 1)
    return None


def is_with_mate(lines: Sequence[str], links: Sequence[Link], context: PageContext) -> bool:
    """Whether a name's second line is the running mate: both have an article, or the page knows the first alone."""
    if len(lines) != 2 or " " not in lines[0].strip() or " " not in lines[1].strip():
        return False
    labels = {link.label.strip() for link in links}
    if set(lines) <= labels:
        return True
    return context.resolve_candidate(lines[0]) is not None and context.resolve_candidate(" ".join(lines)) is None


def is_abbreviation(line: str) -> bool:
    """Whether a line is a party's letters, or those of a fusion ticket in brackets: PiS, (D, WF, I).

    The length is told first, for the pattern looks far ahead.
    """
    if len(line) <= _LONGEST_ABBREVIATION and _ABBREVIATION.fullmatch(line):
        return True
    return len(line) <= _LONGEST_LIST and bool(_LETTERS.fullmatch(line))


def _follows_name(lines: Sequence[str], links: Sequence[Link]) -> bool:
    """Whether the last line has an article of its own below a linked name: `[[Ann Lee]]<br />[[Fidesz]]`."""
    labels = [link.label.strip() for link in links]
    return len(labels) == 2 and labels == [" ".join(lines[:-1]), lines[-1]]


def _is_whole_name(header: Header, context: PageContext) -> bool:
    """Whether the lines but the last are a whole name, so that the last can be its party: not `George W.<br>Bush`."""
    whole = context.resolve_candidate(" ".join(header.lines))
    return whole is None and not is_group(" ".join(header.lines))
