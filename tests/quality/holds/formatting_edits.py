"""Edits that say the same in other markup, drawn at random, as good editors make them: how figures and tables are
written. Those of prose, links and sections are in `wording_edits.py`."""

from __future__ import annotations

import re
from random import Random

from tests.quality.holds.markup import Edited, Sample, number, row_with, tables


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
