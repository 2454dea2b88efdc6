"""Edits that say the same in other markup, drawn at random, as good editors make them."""

from __future__ import annotations

import itertools
import re
from random import Random

from tests.quality.holds.markup import (
    Edited,
    Sample,
    level,
    number,
    row_with,
    sections,
    tables,
)

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


def one_cell_a_line(page: Sample, random: Random) -> Edited | None:
    """The cells of a table's rows each on a line of their own."""
    found = [span for span in tables(page.text) if "||" in page.text[slice(*span)]]
    if not found:
        return None
    start, end = random.choice(found)
    lines = [
        line.replace("||", "\n|") if line.startswith("|") and "{{" not in line else line
        for line in page.text[start:end].split("\n")
    ]
    return page.after(((start, end), "\n".join(lines)))


def bold(page: Sample, random: Random) -> Edited | None:
    """A figure in bold or italics."""
    record = page.drawn("area_results", random, "votes") or page.drawn("results", random, "votes")
    name = (record.get("area") or record.get("candidate") or record.get("party") or "") if record else ""
    span = row_with(page.text, name, [record["votes"]]) if record else None
    at = number(page.text, record["votes"], span) if record and span else None
    marks = random.choice(["''", "'''"])
    return page.after((at, f"{marks}{page.text[slice(*at)]}{marks}")) if at and page.text[at[0] - 1] != "'" else None


def not_bold(page: Sample, random: Random) -> Edited | None:
    """The winner's bold type is taken away."""
    found = tables(page.text)
    span = random.choice(found) if found else (0, 0)
    return page.after((span, page.text[slice(*span)].replace("'''", "")))


def number_template(page: Sample, random: Random) -> Edited | None:
    """A figure by way of a template."""
    record = page.drawn("area_results", random, "votes") or page.drawn("results", random, "votes")
    name = (record.get("area") or record.get("candidate") or record.get("party") or "") if record else ""
    span = row_with(page.text, name, [record["votes"]]) if record else None
    at = number(page.text, record["votes"], span) if record and span else None
    if record is None or at is None or (page.text[at[0] - 1] == "|" and "{{" in page.text[at[0] - 20 : at[0]]):
        return None
    form = random.choice(
        [
            "{{{{formatnum:{0}}}}}",
            "{{{{nts|{0}}}}}",
            "{{{{nowrap|{0:,}}}}}",
            "{{{{val|fmt=commas|{0}}}}}",
            "{{{{sort|{0}|{0:,}}}}}",
        ]
    )
    return page.after((at, form.format(record["votes"])))


def commas(page: Sample, random: Random) -> Edited | None:
    """The figures of a table without commas, or with."""
    found = tables(page.text)
    if not found:
        return None
    start, end = random.choice(found)
    body = page.text[start:end]
    if "," in body and random.random() < 0.5:
        after = re.sub(r"(?<=\|)( ?\d{1,3})((?:,\d{3})+)(?=\s*(?:\||\n))", lambda m: m[1] + m[2].replace(",", ""), body)
    else:
        after = re.sub(r"(?<=\|)( ?)(\d{4,7})(?=\s*(?:\||\n))", lambda m: f"{m[1]}{int(m[2]):,}", body)
    return page.after(((start, end), after))


def style(page: Sample, random: Random) -> Edited | None:
    """A table's class or style, or the alignment of its rows."""
    found = tables(page.text)
    if not found:
        return None
    start, end = random.choice(found)
    body = page.text[start:end]
    if random.random() < 0.5:
        return page.after(
            ((start, end), re.sub(r"^\|-[^\n]*$", '|- style="text-align:right;"', body, flags=re.MULTILINE))
        )
    return page.after(
        (
            (start, end),
            re.sub(r"\A\{\|[^\n]*", '{| class="wikitable sortable plainrowheaders" style="font-size:95%"', body),
        )
    )


def fewer_decimals(page: Sample, random: Random) -> Edited | None:
    """A table's percentages are rounded to one decimal."""
    found = [span for span in tables(page.text) if len(re.findall(r"\d\.\d\d%", page.text[slice(*span)])) > 6]
    if not found:
        return None
    span = random.choice(found)
    return page.after((span, re.sub(r"\b(\d+\.\d\d)%", lambda m: f"{float(m[1]):.1f}%", page.text[slice(*span)])))


def template_swapped(page: Sample, random: Random) -> Edited | None:
    """A template gives way to another one, or to markup, that shows the same."""
    swaps = [
        (r"\{\{[Pp]arty shading/Democratic\}\}", 'style="background:#DFEEFF"'),
        (r"\{\{[Pp]arty shading/Republican\}\}", 'style="background:#FFE6E6"'),
        (r"\{\{increase\}\}", "{{up}}"),
        (r"\{\{USRaceRating\|", "{{US race rating|"),
        (r"<br ?/?>", "{{br}}"),
        (r"<br ?/?>", "<br>"),
        (r"–", "&ndash;"),
        (r"\bbgcolor=\"?(#?\w+)\"?", r'style="background:\1"'),
        (r"\{\{nowrap\|([^{}|]*)\}\}", r"\1"),
        (r"\{\{small\|([^{}|]*)\}\}", r"<small>\1</small>"),
        (r"align=\"?center\"?", 'style="text-align:center;"'),
        (r"(\d)%", r"\1&nbsp;%"),
        (r"no change\b", "no change "),
    ]
    swap = random.choice([(old, new) for old, new in swaps if re.search(old, page.text)] or [None])
    return Edited(page.text, re.sub(swap[0], swap[1], page.text)) if swap else None


def infobox_tidied(page: Sample, random: Random) -> Edited | None:
    """The infobox is aligned, a picture is another one, a map is added."""
    lines = page.text.split("\n")
    tidied = [
        re.sub(r"^\s*\|\s*(\w+)\s*=\s*", lambda m: f"| {m[1]:<18} = ", line)
        if re.match(r"^\s*\|\s*\w+\s*=", line)
        else line
        for line in lines
    ]
    aligned = "\n".join(tidied)
    picture = re.sub(
        r"^(\s*\|\s*image1\s*=)[^\n]*", r"\1 Another portrait (cropped).jpg", page.text, flags=re.MULTILINE
    )
    mapped = re.sub(
        r"^(\s*\|\s*election_date\s*=)",
        r"| map_image = Results by precinct.svg\n| map_size = 300px\n\1",
        page.text,
        count=1,
        flags=re.MULTILINE,
    )
    found = [text for text in (aligned, picture, mapped) if text != page.text]
    return Edited(page.text, random.choice(found)) if found else None


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


def rows_sorted(page: Sample, random: Random) -> Edited | None:
    """The rows of a table by area in another order, Totals staying where they are."""
    totals = {(row["table_no"], row["row_no"]) for row in page.records["areas"] if row["is_total"]}
    links = [f"|{row['area']}]]" for row in page.records["areas"] if (row["table_no"], row["row_no"]) not in totals]
    for start, end in tables(page.text):
        parts = re.split(r"(?=^\|-)", page.text[start:end], flags=re.MULTILINE)
        body = [i for i, part in enumerate(parts) if any(map(part.__contains__, links)) and _stands_alone(part)]
        if len(body) > 4:
            mixed = dict(zip(body, random.sample(body, len(body)), strict=True))
            return page.after(((start, end), "".join(parts[mixed.get(i, i)] for i in range(len(parts)))))
    return None


def _stands_alone(row: str) -> bool:
    return "rowspan" not in row and "|}" not in row and row.endswith("\n")
