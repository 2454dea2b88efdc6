"""A fourth lot of markup for hostile pages: tame features together, words that fit a pattern in many ways, wide grids.

As in `hostile_tables.py`: what stands before, what is repeated, what stands behind; in `MIXED` a `#` is a running
number. Most of those of contests, captions and parties once took a pattern the square, the fourth power or the power of
two of their length.
`GRIDS` makes a page of its length whose spans, rounds or headings multiply.
"""

from __future__ import annotations

from collections.abc import Callable

RESULTS = "{|\n! Party !! Candidate !! Votes !! %\n"
POLLS = "{|\n! Pollster !! Date !! Sample size !! Margin of error !! Ann Lee (D) !! Bob Roe (R) !! Undecided\n"
CONTESTS = "{|\n! District !! Incumbent !! Candidates\n"

MIXED = {
    "notes in attributes in boxes": (
        "",
        '{{Election box candidate|party=<ref name="#|candidate={| style="<ref name=\n',
        "",
    ),
    "names of notes whose quotes never end": ("{|\n|", "a<ref name=\"r# group='x>b</ref> ", "\n|}"),
    "halves of notes in cells": ("{|\n", '|-\n| <ref name="a# || <ref name=b#/ || <ref\n', "|}"),
    "captions": ("{|\n", "|+ style=a# | c# || d\n", "|-\n|b\n|}"),
    "captions between rows": ("{|\n", "|-\n|+ a#\n| b\n", "|}"),
    "references to no characters": ("{|\n|", "&#9999999999999999999999#;&#x#FFFFFFFFFFFF;", "\n|}"),
    "variants in cells": ("{|\n", "|-\n| -{a|# || b-{ || }- {{-{a|b}}}-\n", "|}"),
    "markers of another wiki": (
        "{|\n",
        "|-\n| \x7f'\"`UNIQ--ref-#-QINU`\"'\x7f || \x7fb#\x7f \x7fe#\x7f || \x7ft\x7f\n",
        "|}",
    ),
    "markers in attributes": ("{|\n", '|-\n| style="\x7fb#\x7f" \x7fe#\x7f | a\n', "|}"),
    "halves of pairs": (RESULTS, "|-\n| \ud83d || Ann\udc00 # \ud800\udbff || 5\udfff || 5%\n", "|}"),
    "halves of pairs in headings": ("", "== \ud800 # ==\n{|\n! \ud801 !! Votes\n|-\n|\udc00||5\n|}\n", ""),
    "right to left": (RESULTS, "|-\n| \u200fD\u200f || \u202bAnn\u202c # || \u200e5,#\u200f || \u061c5%\n", "|}"),
    "names of templates": ("", "{{T#|}}{{u#\n|a=b}}{{t{{v#}}w|x}}", ""),
    "names of templates with comments": ("", "{{t<!-- # -->{{{#|b}}}|x}}", ""),
    "pictures open over cells": ("{|\n", "|-\n| [[File:a#.png|thumb|c || d ]] || 5\n", "|}"),
    "tables that transclusion cuts": ("", "<onlyinclude>{|\n! A# !! Votes\n|-\n|</onlyinclude>b||#\n|}\n", ""),
    "cases that calculate": ("{{#switch:5\n", "|{{#expr:#+1}}=b#\n", "|c}}"),
    "cases that fall through": ("{{#switch:a1", "|a#", "=b}}"),
    "sums beyond all numbers": ("", "{{#expr:9^99999#}} {{#expr:2^1023*2}} {{#expr:9999999999#*99999999999#}} ", ""),
    "headings with tables between": ("", "== h# ==\n{|\n|a#\n|}\n=== i# ===\n{|\n! c || #\n|}\n", ""),
    "infoboxes three deep": (
        "",
        "{{Infobox election|module={{Infobox election|module={{Infobox election|nominee1=A#}}}}}}",
        "",
    ),
    "boxes of one candidate": (
        "",
        "{{Election box begin}}{{Election box candidate|candidate=A#|votes=1}}{{Election box end}}",
        "",
    ),
    "rows of one header": ("{|\n! Candidate !! Votes\n", "|-\n! a#\n| #\n", "|}"),
    "tables of one poll": ("", POLLS + "|-\n|F#||May #, 2004||500||4%||40%||50%||5%\n|}\n", ""),
    "tags of cells in open tables": ("{|\n", "<tr><th colspan=2>a#<tr>\n|-\n!b</th>\n", "|}"),
    "poems over rows": ("{|\n", "|-\n| <poem>a#\n| b\n</poem>\n", "|}"),
    "addresses with bars": ("{|\n", "|-\n| [http://a.b/#?c=d|e f] || http://x.y/#|z\n", "|}"),
    "a caption of an electorate": (
        "",
        "{|\n|+ " + "electorate1 " * 40 + "x#\n! Candidate !! Votes\n|-\n|A||5\n|}\n",
        "",
    ),
    "letters of parties": (RESULTS, "|-\n| D || Ann L# (" + "A AM" * 20 + "!) || 5 || 5%\n", "|}"),
    "daggers of candidates": (
        CONTESTS,
        "|-\n| 4 || A B || C D (D) 60%<br>E# " + "† * " * 40 + "# (R) 5#%\n",
        "|}",
    ),
    "dots before candidates": (CONTESTS, "|-\n| 4 || A B || C# " + "• " * 80 + "# (R) 5#%\n", "|}"),
    "leaders of dots": ("{|\n", "|-\n| A#......... || #\n", "|}"),
}

STRETCHED = {
    "notes in a table in a box": ("", '{{Election box begin}}\n{| class="<ref name=', ""),
    "references of all kinds": ("{|\n|", "&nbsp;&lt;&euro;&foo;&#160;&#x1F600;&amp;amp;#38;&#124;&#33;&#91;", "\n|}"),
    "a reference of digits": ("{|\n| &#", "1", ";\n|}"),
    "separators of lines": ("{|\n", "|-\u2028| a\u2029|| b\u2028", "\n|}"),
    "separators in a header": ("{|\n! County !! ", "a\u2028\x85\x0b\x1c", "\n|-\n|a||5\n|}"),
    "marks in a caption": ("{|\n|+ Results", "\u202b\u202c\u200f ", "\n! County !! A\n|-\n|a||5\n|}"),
    "pictures in pictures in calls": ("", "[[File:a|{{nowrap|[[b|", ""),
    "transclusion of all kinds": ("{|\n|", "<includeonly><noinclude><onlyinclude>", "\n|}"),
    "brackets of a sum": ("{|\n|{{#expr:", "(1+", "}}\n|}"),
    "a chain of products": ("{{#expr:99", "*99", "}}"),
    "subjects of a switch": ("{{#switch:", "ab ", "|a=b|c=d|e}}"),
    "extensions that never close": ("", "<math><score><timeline><gallery><poem><source><templatedata><graph>", ""),
    "calls and links crossed": ("", "[[{{a|]]}}", ""),
    "brackets in a label": ("{|\n|[[a|", "[b]", "]]\n|}"),
    "notes with links in a cell": (RESULTS + "|-\n| D || Ann", "<sup>[[#|1]],[[#a|b]]</sup>", "|| 5 || 5%\n|}"),
    "notes that begin again": (RESULTS + "|-\n| D || Ann", "<sup>[[#|1]],[[#", "|| 5 || 5%\n|}"),
    "a remark without an end": (
        CONTESTS + "|-\n| 4 || A B || C D (D) 60%<br>Election ",
        "contested and ",
        ",\n|}",
    ),
    "columns spanned in each table": ("", "{|\n|colspan=1000|\n|}\n", ""),
    "holes before a span": ("{|\n| colspan=1000 | a || rowspan=65534 | b\n", "|-\n|c\n", "|}"),
    "holes before far spans": ("{|\n" + "| colspan=1000 | a\n" * 100 + "| rowspan=0 | b\n", "|-\n|c\n", "|}"),
}


def ladders_in_nests(size: int) -> str:
    """Spans of a thousand rows and columns in tables thirty deep."""
    nest = "{|\n|\n" * 29 + "| rowspan=1000 colspan=1000 | a\n|-\n" * 30 + "|}\n" * 29
    return nest * max(1, size // len(nest))


def spans_around_spans(size: int) -> str:
    """A thousand columns, and in them a thousand columns, twenty times."""
    return ("{|\n| colspan=1000 |\n" * 20 + "x\n" + "|}\n" * 20) * max(1, size // 460)


def of_rounds(first: str, cell: str, size: int) -> str:
    """A count of a transferable vote for almost every column that a table may have."""
    head = "{|\n! Candidate " + "".join(f"!! Count {number} " for number in range(490)) + "\n"
    row = f"|-\n| {first} " + f"|| {cell} " * 490 + "\n"
    return head + row * max(1, (size - len(head)) // len(row)) + "|}"


def counts_of_candidates(size: int) -> str:
    """Of people."""
    return of_rounds("Ann Lee", "5", size)


def counts_of_totals(size: int) -> str:
    """Of rows that add up."""
    return of_rounds("Total", "5", size)


def long_headings_over_tables(size: int) -> str:
    """Four headings, each an eighth of the page, and tables below them all."""
    words = "Results x" * (size // 80)
    return "".join(f"{'=' * level} {words} {'=' * level}\n" for level in range(2, 6)) + (
        "{|\n! County !! A\n|-\n|B||5\n|}\n" * (size // 80)
    )


def long_headings_over_headings(size: int) -> str:
    """One heading of half the page over thousands."""
    return f"== {'Results x' * (size // 18)} ==\n" + "=== a ===\n" * (size // 20)


def polls_of_a_thousand(size: int) -> str:
    """A poll for a thousand people, again and again."""
    head = "{|\n! Pollster !! Date !! Sample " + "".join(f"!! Ann L{number} (D) " for number in range(1000)) + "\n"
    return head + ("|-\n| G || May 3, 2004 || 500 " + "|| 5% " * 1000 + "\n") * max(1, size // 6030) + "|}"


GRIDS: dict[str, Callable[[int], str]] = {
    grid.__name__.replace("_", " "): grid
    for grid in (
        ladders_in_nests,
        spans_around_spans,
        counts_of_candidates,
        counts_of_totals,
        long_headings_over_tables,
        long_headings_over_headings,
        polls_of_a_thousand,
    )
}
