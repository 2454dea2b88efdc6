"""A third lot of markup for hostile pages: many of what a page has few of, and one of each as long as the page.

As in `hostile_elections.py`: what stands before, what is repeated, what stands behind; in `COUNTED` a `#` is a running
number. `SHAPED` makes a page of its length: so wide, so deep, so spanned.
"""

from __future__ import annotations

from collections.abc import Callable

AREAS = "{|\n! County !! Ann Lee (D) !! % !! Bob Roe (R) !! % !! Total\n"
RESULTS = "{|\n! Party !! Candidate !! Votes !! %\n"
BOX = "{{Election box begin|title=A}}\n"
WORDS = "abcdefghi "

COUNTED = {
    "tiny tables": ("", "{|\n|#\n|}\n", ""),
    "tiny tables of one header": ("", "{|\n!County #\n|}\n", ""),
    "tables of two cells": ("", "{|\n!Votes #\n|-\n|#\n|}\n", ""),
    "headings with tables": ("", "== County # results ==\n{|\n|#\n|}\n", ""),
    "headings of elections": ("", "== 19# Senate election in Ohio (special, #) ==\n", ""),
    "headings with markup": ("", "== ''[[A#|b]]''<ref>c</ref> {{small|#}} ==\n", ""),
    "election boxes": (
        "",
        BOX + "{{Election box candidate|party=P#|candidate=C#|votes=#}}\n{{Election box end}}\n",
        "",
    ),
    "election boxes without candidates": ("", "{{Election box begin|title=#}}\n", ""),
    "election box candidates of one name": (BOX, "{{Election box candidate|candidate=A B|votes=#}}\n", ""),
    "election box write-ins": (BOX, "{{Election box write-in with party link|party=P#|candidate=C|votes=#}}\n", ""),
    "infoboxes of unknown names": ("", "{{Infobox thing #|a=b}}\n", ""),
    "infoboxes in cells": ("{|\n", "|-\n| {{Infobox election|election_name=#|nominee1=A#}}\n", "|}"),
    "plainlists": ("{|\n", "|-\n| {{plainlist|\n* A#\n* B#\n}}\n", "|}"),
    "unbulleted lists": ("{|\n! Candidates !! Votes\n", "|-\n| {{ubl|A# (D) 5#%|B (R) 4#%}} || 5\n", "|}"),
    "refs of names": ("{|\n", "|-\n| a<ref name=r#/> || <ref group=g# name=r#>b</ref>\n", "|}"),
    "refs within tables within refs": ("", "<ref>{|\n|a#<ref>\n", ""),
    "links of elections": ("", "[[20# Ohio election|#]] ", ""),
    "links to sections": ("{|\n", "|-\n| [[A##b#|c#]] || [[#d#]]\n", "|}"),
    "html rows": ("<table>", "<tr><th>County #<td>#<td>#%", "</table>"),
    "html tables in html tables": ("<table>", "<tr><td><table><tr><td>#</td></tr></table>", "</table>"),
    "attributes of style": ("{|\n", '|-\n| style="background:#{#};" rowspan="1" | a#\n', "|}"),
    "ranked counts": ("{|\n! Party !! Candidate !! FPv% ", "!! Count # ", "\n|-\n| D || A || 5% || 5 || 6\n|}"),
    "rounds of columns": ("{|\n! Candidate ", "!! colspan=2 | Round # ", "\n|-\n! Votes !! %\n|-\n| A || 5 || 6\n|}"),
    "parties in headers": ("{|\n! District ", "!! [[Party # of Ohio|P#]] ", "\n|-\n| A || 5 || 6\n|}"),
    "people in headers": ("{|\n! County ", "!! Ann B. L#<br>Democratic<br>of X# ", "\n|-\n| A || 5 || 6\n|}"),
    "percent and votes columns": ("{|\n! County ", "!! L# % !! L# votes ", "\n|-\n| A ||" + " 5 ||" * 80 + "\n|}"),
    "rows of totals": (RESULTS, "|-\n! colspan=2 | Total # || #,000 || 100.0%\n", "|}"),
    "rows of spans": (AREAS, "|-\n| colspan=2 | A# || colspan=2 | 5 || rowspan=2 | 6 || 7\n", "|}"),
    "districts of candidates": (
        "{|\n! District !! Incumbent !! Party !! First elected !! Result !! Candidates\n",
        "|-\n! {{ushr|OH|#}}\n| A B# || D || 19# || Re-elected. || {{plainlist|\n* A B# (D) 6#.1%\n* C D# (R) 3#%}}\n",
        "|}",
    ),
    "questions": ("{|\n! Choice !! Votes !! %\n", "|-\n| Yes # || # || 5#%\n|-\n| No # || # || 4#%\n", "|}"),
    "polls of seats": ("{|\n! Pollster !! Date !! A !! B\n", "|-\n| F# || # May 20# || 4#<br>{{small|#}} || 5\n", "|}"),
    "dates of all sorts": (
        "{|\n! Poll source !! Date(s) administered !! A !! B\n",
        "|-\n| F || #/#/# – #.#.# || 1\n",
        "|}",
    ),
    "switches within": ("", "{{#switch:#|#={{#if:#|{{#expr:#+#}}}}|x}} ", ""),
    "unknown templates as rows": ("{|\n! A !! B\n", "|-\n{{Row #|a|b}}\n", "|}"),
    "unknown templates with links": ("{|\n! A !! B\n", "|-\n| {{Unk #|[[A#|b]]}} || {{Fig #|{{nowrap|#}}}}\n", "|}"),
    "registration": (
        "{|\n! Party !! Registered voters !! Percentage\n",
        "|-\n| P# || #,### || #.#%\n",
        "|}",
    ),
    "swings": (
        "{|\n! colspan=2 | Party !! Candidate !! Votes !! % !! ±%\n",
        "|-\n| {{party color cell|P#}} || [[P#]] || A B# || #,### || #.# || {{increase}}#.#\n",
        "|}",
    ),
    "election boxes in cells": (
        "{|\n",
        "|-\n|\n" + BOX + "{{Election box candidate|party=P#|candidate=C#|votes=#}}\n{{Election box end}}\n",
        "|}",
    ),
    "maps beside tables": ("{|\n", "|-\n|\n{|\n! County !! A # !! B #\n|-\n| X# || # || #\n|}\n", "|}"),
    "runoffs": (
        "",
        "=== Runoff # ===\n{|\n! Candidate !! First round !! Second round\n|-\n| A# || # || #\n|}\n",
        "",
    ),
    "flags": ("{|\n! Country !! Votes\n", "|-\n| {{flag|Land #}} || #\n", "|}"),
}

LONG = {
    "one cell of words": ("{|\n! County !! Votes\n|-\n| ", WORDS, "|| 5\n|}"),
    "one cell of lines": ("{|\n! County !! Votes\n|-\n| A || ", "5\n", "\n|}"),
    "one cell of figures": ("{|\n! County !! Votes\n|-\n| A || ", "5,123 (4.5%) ", "\n|}"),
    "one header of words": ("{|\n! County !! ", WORDS, "\n|-\n| A || 5\n|}"),
    "one header of one word": ("{|\n! County !! ", "Wahlberechtigte", "\n|-\n| A || 5\n|}"),
    "one header of people": ("{|\n! County !! ", "Ann Lee and Bob Roe, ", "votes\n|-\n| A || 5\n|}"),
    "one header of figures": ("{|\n! County !! ", "votes % ", "\n|-\n| A || 5\n|}"),
    "one caption": ("{|\n|+ ", "Results by county ", "\n! County !! A\n|-\n| B || 5\n|}"),
    "one heading": ("== ", "Results by county ", " ==\n{|\n! County !! A\n|-\n| B || 5\n|}"),
    "headings of equals": ("", "=", "\n{|\n|a\n|}"),
    "pipes": ("{|\n", "|", "\n|}"),
    "bangs": ("{|\n", "!", "\n|}"),
    "pipes in lines": ("{|\n", "|\n", "|}"),
    "comments in comments": ("{|\n| a ", "<!-- ", "\n|}"),
    "nowiki and refs unclosed": ("{|\n| a ", "<nowiki><ref>", "\n|}"),
    "refs self closed": ("{|\n| a ", '<ref name="a"/>', "\n|}"),
    "bidi marks": (RESULTS + "|-\n| Dem || Ann\u202e", "\u2066\u2069\u200f\u200e", "|| 5 || 5%\n|}"),
    "zero widths": (RESULTS + "|-\n| Dem || Ann ", "\u200b\u200c\u200d\ufeff", "|| 5 || 5%\n|}"),
    "combining marks": (RESULTS + "|-\n| Dem || A", "\u0301", "|| 5 || 5%\n|}"),
    "surrogates": (RESULTS + "|-\n| Dem || Ann \ud800 ", "\udc00a\ud83d ", "|| 5 || 5%\n|}"),
    "nuls": (RESULTS + "|-\n| Dem || Ann ", "\x00a ", "|| 5 || 5%\n|}"),
    "markers of strips": (RESULTS + "|-\n| Dem || Ann ", "\x7f0\x7f \x7fb1\x7f ", "|| 5 || 5%\n|}"),
    "narrow blanks": (RESULTS + "|-\n| Dem || Ann || ", "1\u202f", "|| 5%\n|}"),
    "signs of percent": (RESULTS + "|-\n| Dem || Ann || 5 || ", "5% ", "\n|}"),
    "attributes of one cell": ("{|\n| ", 'rowspan="2" ', "| a\n|}"),
    "refs in one header": ("{|\n! County !! A", "<ref>a</ref>", "\n|-\n| B || 5\n|}"),
    "breaks in names": (RESULTS + "|-\n| Dem || ", "Ann Lee<br />", "|| 5 || 5%\n|}"),
    "brackets in names": (RESULTS + "|-\n| Dem || Ann ", "(incumbent) ", "|| 5 || 5%\n|}"),
    "daggers": (RESULTS + "|-\n| Dem || Ann ", "†‡*", "|| 5 || 5%\n|}"),
    "ampersands": (RESULTS + "|-\n| Dem || Ann ", "&amp;#50;&lt;", "|| 5 || 5%\n|}"),
    "links in one cell": (RESULTS + "|-\n| Dem || ", "[[Ann Lee]] [[Bob Roe|B]] ", "|| 5 || 5%\n|}"),
}

Shape = Callable[[int], str]


def wide(size: int) -> str:
    """Two rows, as wide as the page is long."""
    columns = size // 12
    return "{|\n! County" + "".join(f" !! A{n}" for n in range(columns)) + "\n|-\n| B" + " || 5" * columns + "\n|}"


def tall_and_wide_spans(size: int) -> str:
    """Cells of a thousand rows and columns each."""
    return "{|\n" + "|-\n| rowspan=1000 colspan=1000 | a\n" * (size // 36) + "|}"


def spans_above_rows(size: int) -> str:
    """A thousand columns that all span, and many short rows below."""
    return "{|\n|" + "|| rowspan=60000 | a " * 1000 + "\n" + "|-\n| b\n" * ((size - 20_000) // 7) + "|}"


def headers_spanned(size: int) -> str:
    """Header rows, each parting the columns of that before."""
    rows = ("|-\n" + "".join(f"! colspan={2**n} | A{n}\n" for _ in range(2 ** (9 - n))) for n in range(9, -1, -1))
    return "{|\n" + "".join(rows) + "|-\n" + "| B" + " || 5" * 511 + "\n" + "|-\n| C || 6\n" * (size // 12) + "|}"


def deep_lists(size: int) -> str:
    """Lists within lists in a cell."""
    depth = size // 20
    return "{|\n|" + "{{plainlist|\n* a" * depth + "}}" * depth + "\n|}"


def deep_html(size: int) -> str:
    """Tables of tags within tables of tags."""
    depth = size // 34
    return "<table><tr><td>" * depth + "5" + "</td></tr></table>" * depth


def section_path(size: int) -> str:
    """Headings of 100,000 characters, and tables below them."""
    heading = "Results " * max(1, min(size, 100_000) // 8)
    return f"== {heading} ==\n{{|\n! County !! A\n|-\n| B || 5\n|}}\n" * max(1, size // len(heading))


SHAPED: dict[str, Shape] = {
    shape.__name__.replace("_", " "): shape
    for shape in (wide, tall_and_wide_spans, spans_above_rows, headers_spanned, deep_lists, deep_html, section_path)
}
