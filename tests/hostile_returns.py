"""The first elections that hostile pages are made of: a beginning, what is repeated in it, an end.

In `NUMBERED` a `#` is a running number, so that nothing is met twice; more of both in `hostile_elections.py`.
"""

from __future__ import annotations

# What stands between the beginning and the end, repeated: tables of elections that are too long or too wide.
IN_ELECTION = {
    "digits to format": ("{|\n| {{formatnum:", "1", "}}\n|}"),
    "blanks in a field": ("{{Infobox election\n|", " ", "x\n"),
    "blanks in a note's call": ("<ref>{{", " ", "</ref>"),
    "classes of a tag": ("{|\n| <span ", "class=a ", "> x\n|}"),
    "a row of bangs": ("{|\n", "!!", "\n|}"),
    "a row of bars": ("{|\n|", "||", "\n|}"),
    "a row of cells": ("{|\n|", "|| 5,123 ", "\n|}"),
    "a header of names": ("{|\n! County\n", "! John Kerry\n", "|-\n| Essex || 1\n|}"),
    "choices by area": ("{|\n! County ", "!! Kerry% !! Kerry# ", "\n|-\n| Essex || 5% || 6\n|}"),
    "a wide areas table": ("{|\n! County !! Kerry% !! Kerry#\n|-\n| Essex ", "|| 50.1% || 1,234 ", "\n|}"),
    "areas": ("{|\n! County !! Kerry% !! Kerry# !! Bush% !! Bush#\n", "|-\n| Essex || 50% || 5 || 50% || 5\n", "|}"),
    "linked areas": (
        "{|\n! County !! Kerry% !! Kerry#\n",
        "|-\n| [[Essex County, Massachusetts|Essex]] || 50% || 5\n",
        "|}",
    ),
    "spanning rows": ("{|\n! Party !! Candidate !! Votes !! %\n", "|-\n| colspan=4 | a\n", "|}"),
    "results": ("{|\n! Party !! Candidate !! Votes !! %\n", "|-\n| Democratic || John Kerry || 1,234 || 50%\n", "|}"),
    "wide results": ("{|\n! Party !! Candidate ", "!! Votes !! % ", "\n|-\n| D || A || 5 || 5%\n|}"),
    "rounds": ("{|\n! Party !! Candidate ", "!! Round 1 !! Round 2 ", "\n|-\n| D || A || 5 || 6\n|}"),
    "polls": (
        "{|\n! Poll source !! Date !! Sample size !! Margin of error !! Kerry !! Bush\n",
        "|-\n| Gallup || Nov 1–3, 2004 || 1,000 (LV) || ± 3.1% || 48% || 46%\n",
        "|}",
    ),
    "wide polls": (
        "{|\n! Poll source !! Date !! Sample size ",
        "!! Kerry !! Bush ",
        "\n|-\n| G || Nov 1 || 5 || 5%\n|}",
    ),
    "predictions": (
        "{|\n! Source !! Rating !! As of\n",
        "|-\n| Cook || {{USRaceRating|Solid|D}} || Nov 1, 2004\n",
        "|}",
    ),
    "wide predictions": (
        "{|\n! Source ",
        "!! Rating !! As of ",
        "\n|-\n| Cook || {{USRaceRating|Solid|D}} || Nov 1\n|}",
    ),
    "contests": (
        "{|\n! District !! Incumbent !! Candidates\n",
        "|-\n| 4 || A B || '''C D''' (D) 60.1%<br />E F (R) 39.9%\n",
        "|}",
    ),
    "candidates of one contest": (
        "{|\n! District !! Incumbent !! Candidates\n|-\n| 4 || A B || ",
        "C D (D) 60.1%<br />",
        "\n|-\n| 5 || A B || C D (D) 60%\n|}",
    ),
    "header rows": ("{|\n", "! County !! Kerry\n|-\n", "| Essex || 5\n|}"),
    "row spans": ("{|\n", "|-\n| rowspan=1000 | a || b\n", "|}"),
    "column spans": ("{|\n", "|-\n| colspan=1000 | a || b\n", "|}"),
    "spans of both": ("{|\n", "|-\n| rowspan=65534 colspan=1000 | a\n", "|}"),
    "rows of spans to the end": ("{|\n", "|-\n| rowspan=0 | a || b\n", "|}"),
    "spans in one row": ("{|\n| ", "|| rowspan=60000 | a ", "\n" + "|-\n|a\n" * 2000 + "|}"),
    "attributes": ("{|\n| ", 'a="b" ', "| x\n|}"),
    "styles": ('{|\n| style="', "color:red;", '" | x\n|}'),
    "templates in attributes": ('{|\n| style="', "{{party color|Democratic}}", '" | x\n|}'),
    "templates in a row's attributes": ("{|\n|- ", "{{party color|Democratic}}", "\n| x\n|}"),
    "lines of one cell": ("{|\n|\n", "a\n", "|}"),
    "html areas": (
        "<table><tr><th>County</th><th>Kerry%</th></tr>",
        "<tr><td>Essex</td><td>5%</td></tr>",
        "</table>",
    ),
    "parameters of a call": ("{{Infobox election|", "a=b|", "}}"),
    "unnamed parameters": ("{{plainlist|", "a|", "}}"),
    "parameters of a switch": ("{{#switch:x|", "a=b|", "}}"),
    "parameters of a box": ("{{Election box candidate|", "a=b|", "}}"),
    "titles": ("{|\n|+ ", "Results by county ", "\n! County !! A%\n|-\n| Essex || 5%\n|}"),
    "notes of one cell": ("{|\n! County !! A#\n|-\n| Essex || 5", "<ref>a</ref>", "\n|}"),
    "links of one cell": ("{|\n! County !! A#\n|-\n| ", "[[Essex County, Massachusetts|Essex]] ", "|| 5\n|}"),
    "electors": ("== Electors ==\n", "# Jane Roe\n", ""),
    "lists of predictions": ("== Predictions ==\n", "# [[CNN]]: Solid Obama\n", ""),
    "statistics": ("{|\n", "|-\n| Turnout || 50%\n", "|}"),
    "bars": ("{{bar box|title=A|bars=", "{{bar percent|A|red|50}}", "}}"),
    "nested headings": ("", "== A ==\n=== B ===\n{|\n! County !! A%\n|-\n| X || 5%\n|}\n", ""),
    "rated districts": (
        "{|\n! District !! PVI !! Incumbent !! Cook\n",
        "|-\n| {{ushr|MA|4|X}} || D+5 || A B || {{USRaceRating|Solid|D}}\n",
        "|}",
    ),
    "transfers": ("{{STV Election box begin|title=A}}\n", "{{STV Election box candidate|party=D|candidate=A}}\n", ""),
}

# As IN_ELECTION, with a running number for `#`.
NUMBERED = {
    "nominees": (
        "{{Infobox election|election_name=A\n",
        "|nominee#=Jane Roe#|party#=P#|popular_vote#=#|percentage#=5\n",
        "}}",
    ),
    "nominees without names": ("{{Infobox election|election_name=A\n", "|nominee#=\n", "}}"),
    "leaders": ("{{Infobox legislative election\n", "|leader#=A B#|party#=P#|seats#=#\n", "}}"),
    "fields": ("{{Infobox election\n", "|f#=#\n", "}}"),
    "templates": ("", "{{t#}}", ""),
    "templates with arguments": ("{|\n|", "{{nowrap|#}} ", "\n|}"),
    "links": ("", "[[a#]] ", ""),
    "headings": ("", "== a# ==\n", ""),
    "areas": ("{|\n! County !! Kerry% !! Kerry#\n", "|-\n| A# || 5.#% || #\n", "|}"),
    "choices": ("{|\n! County ", "!! A#% !! A## ", "\n|-\n| Essex || 5\n|}"),
    "candidates": ("{|\n! Party !! Candidate !! Votes !! %\n", "|-\n| P# || Jane Roe# || # || 5\n", "|}"),
    "people": (
        "{|\n! Candidate !! Votes\n",
        "|-\n| Jane R#oe || 1#\n",
        "|}\n{|\n! County !! Roe% !! Poe%\n|-\n|A||5%||6%\n|}",
    ),
    "people of one surname": (
        "{|\n! Candidate !! Votes\n",
        "|-\n| J{#} Roe || 1#\n",
        "|}\n{|\n! County !! Roe% \n|-\n|A||5%\n|}",
    ),
    "boxes": (
        "",
        "{{Election box begin|title=A#}}\n{{Election box candidate|candidate=Jane R#oe|votes=#}}\n"
        "{{Election box end}}\n",
        "",
    ),
    "polls": (
        "{|\n! Poll source !! Date !! Sample size !! Kerry !! Bush\n",
        "|-\n| G# || Nov #, 2004 || # LV || 4#% || 5#%\n",
        "|}",
    ),
    "predictions": ("{|\n! Source !! Rating !! As of\n", "|-\n| S# || Solid D# || Nov #, 2004\n", "|}"),
    "contests": (
        "{|\n! District !! Incumbent !! Candidates\n",
        "|-\n| # || A B# || C D# (D) 6.#%<br />E# (R) 3.#%\n",
        "|}",
    ),
    "widening rows": ("{|\n", "|-\n| colspan=# | a\n", "|}"),
    "lengthening spans": ("{|\n", "|-\n| rowspan=# | a || b\n", "|}"),
    "notes": ("", "<ref name=a#>b#</ref>", ""),
    "attributes": ("{|\n| ", "a#=b ", "| x\n|}"),
    "parameters of a template": ("{{nowrap|", "a#=b|", "}}"),
    "cases of a switch": ("{{#switch:x|", "a#=b|", "}}"),
    "tables": ("", "{|\n! County !! A#%\n|-\n| X# || #%\n|}\n", ""),
    "tables of results": ("", "{|\n! Party !! Candidate !! Votes\n|-\n| P# || Jane R#oe || #\n|}\n", ""),
    "electors": ("== Electors ==\n", "# Jane R#oe\n", ""),
    "tables in a call": ("", "{{Election results|party1=P#|votes1=#|seats1=1}}\n", ""),
    "infoboxes": ("", "{{Infobox election|election_name=A#|nominee1=Jane R#oe|party1=P}}\n", ""),
}
