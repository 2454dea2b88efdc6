"""Edits around figures that say the same, drawn at random, as good editors make them: prose, notes, links, sections."""

from __future__ import annotations

import itertools
import re
from random import Random

from tests.quality.holds.markup import Edited, Sample, level, number, row_with, sections, tables

_REF = "<ref>{{cite web |url=https://example.org/?p=1,234 |title=Returns, 45.6% |access-date=2024-01-05}}</ref>"
_PROSE = re.compile(r"^(?![|!{}=*#:<\s]).*[a-z]{5,} [a-z]{5,}.*$", re.MULTILINE)
_CELL = re.compile(r"^\|(?![-}+])[^|\n\[{]*\|?[ ]?([^|\n{}\[\]<>']+)$", re.MULTILINE)
_LINK = re.compile(r"\[\[([^\[\]|#:]+)\|([^\[\]|]+)\]\]")


def typo(page: Sample, random: Random) -> Edited | None:
    """A word of prose is spelt otherwise."""
    lines = list(_PROSE.finditer(page.text))
    words = list(re.finditer(r"\b[a-z]{5,}\b", random.choice(lines)[0])) if lines else []
    if not words:
        return None
    line = random.choice(lines)
    word = random.choice(list(re.finditer(r"\b[a-z]{5,}\b", line[0])))
    i = random.randrange(1, len(word[0]) - 2)
    wrong = word[0][:i] + word[0][i + 1] + word[0][i] + word[0][i + 2 :]
    start = line.start() + word.start()
    return page.after(((start, start + len(word[0])), wrong))


def prose_added(page: Sample, random: Random) -> Edited | None:
    """A sentence with numbers of its own."""
    line = random.choice(list(_PROSE.finditer(page.text)) or [None])
    words = " In 1996 turnout had been 55.3%, and 1,234,567 votes were cast in all."
    return page.after(((line.end(), line.end()), words)) if line else None


def ref_on_figure(page: Sample, random: Random) -> Edited | None:
    """A figure of a table gets a reference or a footnote."""
    record = page.drawn(random.choice(["area_results", "results"]), random, "votes")
    name = (record.get("area") or record.get("candidate") or record.get("party") or "") if record else ""
    span = row_with(page.text, name, [record["votes"]]) if record else None
    at = number(page.text, record["votes"], span) if record and span else None
    mark = random.choice([_REF, '<ref name="leip" />', "{{efn|Includes 1,024 absentee votes.}}", "<ref name=a>x</ref>"])
    return page.after(((at[1], at[1]), mark)) if at else None


def ref_in_prose(page: Sample, random: Random) -> Edited | None:
    """A sentence gets a reference."""
    line = random.choice(list(_PROSE.finditer(page.text)) or [None])
    return page.after(((line.end(), line.end()), _REF)) if line else None


def ref_removed(page: Sample, random: Random) -> Edited | None:
    """A reference is gone."""
    found = list(re.finditer(r"<ref[^<>/]*>[^<]*</ref>|<ref[^<>]*/>", page.text))
    return page.after((random.choice(found).span(), "")) if found else None


def unlinked(page: Sample, random: Random) -> Edited | None:
    """A link becomes its label, as where it was there twice."""
    found = [match for match in _LINK.finditer(page.text) if "Party" not in match[1]]
    match = random.choice(found) if found else None
    return page.after((match.span(), match[2])) if match else None


def relinked(page: Sample, random: Random) -> Edited | None:
    """A link goes to another title for the same thing."""
    found = list(_LINK.finditer(page.text))
    match = random.choice(found) if found else None
    return (
        page.after((match.span(1), match[1].replace(" ", "_") if random.random() < 0.5 else f"{match[1]} "))
        if match
        else None
    )


def linked(page: Sample, random: Random) -> Edited | None:
    """A candidate's name becomes a link."""
    names = {
        row["candidate"]
        for row in page.records["results"]
        if row["candidate"] and row["candidate_link"] is None and row["line"] == "candidate"
    }
    name = random.choice(sorted(names)) if names else ""
    at = page.text.find(name) if name else -1
    return page.after(((at, at + len(name)), f"[[{name}]]")) if at >= 0 and page.text[at - 1] not in "[|" else None


def comment(page: Sample, random: Random) -> Edited | None:
    """A comment in a row of a table."""
    found = list(_CELL.finditer(page.text))
    at = random.choice(found).end() if found else 0
    return page.after(((at, at), "<!-- as certified: 1,234 -->")) if at else None


def blank_lines(page: Sample, random: Random) -> Edited | None:
    """Blank lines above headings and tables."""
    return page.after(
        *[((at, at), "\n") for at in sorted({start for start, _ in sections(page.text) + tables(page.text)})]
    )


def spaces(page: Sample, random: Random) -> Edited | None:
    """Spaces around the bars of a table's rows, or none of them."""
    if random.random() < 0.5:
        return (
            Edited(page.text, after)
            if (after := re.sub(r"(?<=\S) ?\|\| ?(?=\S)", " || ", page.text)) != page.text
            else None
        )
    return (
        Edited(page.text, after)
        if (after := re.sub(r"^\| (?=[\w\[{'])", "|", page.text, flags=re.MULTILINE)) != page.text
        else None
    )


def heading_reworded(page: Sample, random: Random) -> Edited | None:
    """A heading or a caption says the same in other words."""
    for old, new in random.sample(
        [
            ("By county", "Results by county"),
            ("Results", "Election results"),
            ("Predictions", "Final predictions"),
            ("Polling", "Opinion polls"),
            ("General election", "General election results"),
            ("title=", "title=Official results: "),
        ],
        6,
    ):
        found = re.search(rf"(?<==){re.escape(old)}(?=\s*=)" if "title" not in old else r"title ?= ?", page.text)
        if found:
            return page.after((found.span(), new if "title" not in old else f"{found[0]}Official results: "))
    return None


def section_moved(page: Sample, random: Random) -> Edited | None:
    """Two sections of one level change places."""
    found = list(sections(page.text))
    pairs = [(a, b) for a, b in itertools.pairwise(found) if level(page.text, a) == level(page.text, b)]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    return page.after(
        ((one[0], two[1]), page.text[slice(*two)].rstrip() + "\n\n" + page.text[slice(*one)].rstrip() + "\n\n")
    )
