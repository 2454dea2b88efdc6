"""More markup that hostile pages are made of: elections at length, and one thing said again and again in one cell.

Each is what stands before, what is repeated, and what stands behind, as in `hostile_returns.py`; in `OF_ITS_OWN` a `#`
is a running number, so that nothing is met twice.
"""

from __future__ import annotations

AREAS = "{|\n! County !! Ann Lee Democratic # !! % !! Bob Roe Republican # !! % !! Total\n"
RESULTS = "{|\n! Party !! Candidate !! Votes !! %\n"
POLLS = "{|\n! Pollster !! Date !! Sample size !! Margin of error !! Ann Lee (D) !! Bob Roe (R) !! Undecided\n"

BOX = "{{Infobox election\n| nominee1 = [[Ann L# Roe]]\n| party1 = Democratic Party (United States)\n}}\n"

OF_ITS_OWN = {
    "elections with areas": (
        "",
        BOX + "== E# by county ==\n{|\n! County !! Ann Roe # !! Di Doe #\n|-\n| A || 5 || 6\n|}\n",
        "",
    ),
    "elections below headings": (
        "",
        "== E# ==\n" + BOX + "=== By county ===\n{|\n! County !! Roe\n|-\n| A || 5\n|}\n",
        "",
    ),
    "primaries among many people": (
        "",
        "== Democratic primary # ==\n{|\n! Candidate !! Votes\n|-\n| Ann L# Roe || 5\n|}\n=== By county ===\n"
        "{|\n! County !! Roe !! L# Roe\n|-\n| A || 5 || 6\n|}\n",
        "",
    ),
    "areas rowspan ladder": (AREAS, "|-\n| rowspan=# | A# || 5 || 5% || 6 || 6% || 11\n", "|}"),
    "areas with totals everywhere": (AREAS, "|-\n| Total # || 5 || 5% || 6 || 6% || 11\n", "|}"),
    "areas with header rows inside": (
        AREAS,
        "|-\n! Region # !! # !! % !! # !! % !! x\n|-\n| A# || 5 || 5% || 6 || 6% || 11\n",
        "|}",
    ),
    "areas refs": (
        AREAS,
        '|-\n| [[A#, Ohio|A#]]<ref name="r#">{{cite web|url=http://x.org/#|title=T}}</ref> || 5<ref '
        'name="r#"/> || 5% || 6 || 6% || 11\n',
        "|}",
    ),
    "areas wide headers": (
        "{|\n! County ",
        "!! Ann L# Roe <br> [[Democratic Party (United States)|Democratic]]\n",
        "\n|-\n|A||5||6\n|}",
    ),
    "areas two header rows wide": (
        "{|\n! rowspan=2 | County ",
        "!! colspan=2 | Ann L# Roe ",
        "\n|-\n! # !! % !! # !! %\n|-\n|A||5||6||7||8\n|}",
    ),
    "colspan of each row": ("{|\n! County !! A\n", "|-\n| colspan=#| a || 5\n", "|}"),
    "rowspan zero": ("{|\n! County !! A\n", "|-\n| rowspan=0| a# || 5\n", "|}"),
    "results gains": (RESULTS, "|-\n| Dem# || Ann L# || 1,### || 5#.5\n|-\n! colspan=4 | Dem# gain from Rep#\n", "|}"),
    "results running mates": (
        RESULTS,
        "|-\n| Dem || [[Ann L#]]/[[Bob L#]] (incumbent)<br>{{small|of X#}} || 1# || 5.5\n",
        "|}",
    ),
    "results many tables of own section": (
        "",
        "== District # ==\n" + RESULTS + "|-\n| D || Ann L# || 5 || 50%\n|}\n",
        "",
    ),
    "sections deep path": ("", "== a# ==\n=== b# ===\n==== c# ====\n{|\n! Candidate !! Votes\n|-\n| A# || 5\n|}\n", ""),
    "election boxes of districts": (
        "",
        "=== District # ===\n{{Election box begin|title=D#}}\n{{Election box candidate with party "
        "link|party=P#|candidate=C#|votes=#|percentage=5#}}\n{{Election box "
        "majority|votes=#}}{{Election box turnout|votes=#}}\n{{Election box hold with party "
        "link|winner=P#}}\n{{Election box end}}\n",
        "",
    ),
    "election box never ended": (
        "{{Election box begin}}\n",
        "{{Election box candidate with party link|party=P#|candidate=C#|votes=#|percentage=5#}}\n",
        "",
    ),
    "polls with dates": (
        POLLS,
        "|-\n| Firm # || March #\u2013April #, 2004 || #,000 LV || \xb1 #.5% || 4#% || 5#% || \u2013\n",
        "|}",
    ),
    "polls notes": (
        POLLS,
        "|-\n| Firm #{{efn|Note # with a sponsor [[X#]]}}<br>for Y# || Mar # || 500 (LV) || 4% || 40% "
        '|| 50%{{efn|"Other" with #%}} || 5%\n',
        "|}",
    ),
    "polls wide": (
        "{|\n! Pollster !! Date ",
        "!! Ann L# (D) ",
        "\n|-\n|F||May 3||" + "5% ||" * 50 + "\n|}",
    ),
    "polls many tables": ("", POLLS + "|-\n| Firm # || May #, 2004 || 500 || 4% || 40% || 50% || 5%\n|}\n", ""),
    "predictions many": (
        "{|\n! Source !! Ranking !! As of\n",
        "|-\n| ''[[Source #]]''<ref>a</ref> || {{USRaceRating|Lean|D}} || {{dts|2004|5|#}}\n",
        "|}",
    ),
    "ratings by state": (
        "{|\n! State !! PVI ",
        "!! Source # ",
        "\n|-\n| Ohio || D+5 ||" + " Lean D ||" * 50 + "\n|}",
    ),
    "infobox nominees": (
        "{{Infobox election\n",
        "| nominee# = [[Ann L#]]\n| party# = Democratic Party (United States)\n| popular_vote# = 1,#\n| "
        "percentage# = 5.#%\n",
        "}}",
    ),
    "infobox nested boxes": ("{{Infobox election\n|module={{Infobox election\n", "| nominee# = [[Ann L#]]\n", "}}}}"),
    "infoboxes each its own": (
        "",
        "{{Infobox election\n| election_name = E# \n| nominee1 = [[Ann L#]]\n| popular_vote1 = #\n}}\n",
        "",
    ),
    "infobox legislative": (
        "{{Infobox legislative election\n",
        "| party# = P#\n| leader# = L#\n| seats# = #\n| percentage# = #\n",
        "}}",
    ),
    "electors list": ("== Electors ==\n", "# [[Ann L#]], of X#\n", ""),
    "electors star": ("== Electors ==\n", "* Ann L#\n", ""),
    "nowiki in attributes of own": ("{|\n", "| rowspan=<nowiki>#</nowiki> | x\n", "|}"),
    "switch of own": ("", "{{#switch:z#|a#=b|z#=c}} ", ""),
    "named arguments": ("{{small", "|#=a", "}}"),
    "unknown templates": ("", "{{Unknown #|a|b=c}} ", ""),
    "unknown templates in cells": ("{|\n! County !! A\n", "|-\n| {{Unk #|a}} || {{Figure #|5}}\n", "|}"),
    "party templates": (
        "{|\n! Party !! Candidate !! Votes\n",
        "|-\n{{party name with color|Party #}}\n| A# || #\n",
        "|}",
    ),
    "party shading own": (
        "{|\n! Party !! Candidate !! Votes\n",
        "|-\n| {{party color cell|Party #}} | P || A# || #\n",
        "|}",
    ),
    "ushr of own": ("{|\n! District !! A !! B\n", "|-\n! {{ushr|Ohio|#|X}}\n| 5% || 6%\n", "|}"),
    "nested tables of results": ("{|\n", "|\n" + RESULTS + "|-\n|D||A#||5||5%\n|}\n", "|}"),
    "html tables of results": (
        "",
        "<table><tr><th>Candidate</th><th>Votes</th></tr><tr><td>A#</td><td>#</td></tr></table>",
        "",
    ),
    "bar boxes": ("", "{{bar box|title=T#|bars={{bar percent|A#|red|5#}}}}\n", ""),
    "graphs": ("", "{{Graph:Chart|x=#,2|y=3,4}}\n", ""),
    "composition bars": ("", "{{Composition bar|#|100|hex=red}} ", ""),
    "counties of states": (
        AREAS,
        "|-\n| [[County #, Ohio|County #]] ({{flag|Ohio}}) || #,### || 5% || 6 || 6% || 11\n",
        "|}",
    ),
    "people of headings": ("", "== Ann L# vs. Bob R# ==\n{|\n! County !! L# !! R#\n|-\n|A||5||6\n|}\n", ""),
    "people bullets": (
        "== Candidates ==\n",
        "* [[Ann L#]], senator from X#<ref>a</ref>\n",
        POLLS + "|-\n|F||May||5||4||5%||6%||7\n|}",
    ),
    "election boxes begun and never filled": ("", "{{Election box begin|title=[[A#]]}}\n", ""),
    "election boxes in one cell": (
        "{|\n|",
        "{{Election box begin|title=a}}{{Election box candidate|party=P#|candidate=C|votes=#|percentage=5}}"
        "{{Election box end}}\n",
        "|}",
    ),
    "election box of parameters": (
        "{{Election box begin}}\n{{Election box candidate",
        "|p#=#",
        "}}\n{{Election box end}}",
    ),
    "votes beyond all numbers": (
        RESULTS,
        "|-\n| D || Ann || 9999999999999999999999999999999999999# || 99999999999.#%\n",
        "|}",
    ),
    "headers that span ever more": ("{|\n", "! rowspan=# | A#\n! colspan=2 | B#\n|-\n", "| a\n|}"),
    "line ends of Windows": ("", "{|\r\n! County !! A\r\n|-\r\n| B# || 5\r\n|}\r\n", ""),
    "indented tables": ("", "::::{|\n! A !! B\n|-\n| a# || 5\n|}\n", ""),
    "areas as templates": (
        AREAS,
        "|-\n| {{flagicon|A#}} {{nowrap|[[A#]]}} || {{nts|#}} || {{percentage|#|100}} || 6 || 6% || 11\n",
        "|}",
    ),
    "surrogates in calls and links": ("{|\n", "|-\n| [[\ud800#|\udfff]] || {{\ud83d}}\n", "|}"),
    "nuls in markup": ("{|\x00\n", "|-\x00\n|\x00 a#\x00 || 5\n", "|}"),
    "names beyond the first plane": (
        RESULTS,
        "|-\n| \U0001f5f3 || \U0001d4d0\U0001d4f7 # || \U0001d7d3# || 5%\n",
        "|}",
    ),
    "years in headings": ("", "== 1# ==\n" + AREAS + "|-\n|A||5||5%||6||6%||11\n|}\n", ""),
}

AGAIN = {
    "headers of polls": (
        "{|\n",
        "|-\n! Dates !! Pollster !! Sample !! [[Ann Lee|Lee]]<br>{{small|[[Rose Party|Rose]]}} !! Poe !! Lead\n",
        "|-\n| 2–3 Jul 2024 || YouGov || 1,102 || 22% || 39% || 17\n|}",
    ),
    "headers of areas": (
        "{|\n",
        "|-\n! County !! [[Ann Lee|Lee]]<br>{{small|[[Rose Party|Rose]]}} !! Poe<br>Labour !! Margin\n",
        "|-\n| A || 22% || 39% || 17\n|}",
    ),
    "colspan thousand heads": ("{|\n", "! colspan=1000 | a\n", "\n|-\n|b\n|}"),
    "infobox one field of breaks": ("{{Infobox election\n| nominee1 = ", "a<br>", "\n}}"),
    "infobox one field of lists": ("{{Infobox election\n| nominee1 = {{ubl", "|a", "}}\n}}"),
    "header of breaks": ("{|\n! County !! ", "Ann<br>", "\n|-\n|a||5\n|}"),
    "header of small": ("{|\n! County !! ", "<small>a</small> ", "\n|-\n|a||5\n|}"),
    "header of parentheses": ("{|\n! County !! ", "(a) ", "\n|-\n|a||5\n|}"),
    "name of initials": (RESULTS + "|-\n| Dem || ", "J. ", "|| 5 || 5%\n|}"),
    "name of commas": (RESULTS + "|-\n| Dem || ", "Ann Lee, ", "|| 5 || 5%\n|}"),
    "name of ands": (RESULTS + "|-\n| Dem || ", "Ann Lee and ", "|| 5 || 5%\n|}"),
    "name of slashes": (RESULTS + "|-\n| Dem || ", "Ann / ", "|| 5 || 5%\n|}"),
    "name of dashes": (RESULTS + "|-\n| Dem || ", "Ann \u2013 ", "|| 5 || 5%\n|}"),
    "name of titles": (RESULTS + "|-\n| Dem || ", "Sen. Rep. Dr. ", "|| 5 || 5%\n|}"),
    "name of quotes": (RESULTS + "|-\n| Dem || ", '"Bob" ', "|| 5 || 5%\n|}"),
    "figure of groups": (RESULTS + "|-\n| Dem || A || ", "123,", "|| 5%\n|}"),
    "figure of dots": (RESULTS + "|-\n| Dem || A || ", "1.2.", "|| 5%\n|}"),
    "figure of parens": (RESULTS + "|-\n| Dem || A || ", "5 (5%) ", "|| 5%\n|}"),
    "date of dashes": (POLLS + "|-\n| F || ", "May 3\u2013", "|| 500 || 4% || 5% || 5% || 5%\n|}"),
    "date of ands": (POLLS + "|-\n| F || ", "May 3 and ", "|| 500 || 4% || 5% || 5% || 5%\n|}"),
    "lines of a poll's header behind a link": (
        "{|\n! Poll source !! Date !! [[Open Party|a b]]",
        "<br>x",
        " !! Bush\n|-\n| G || May 5, 2004 || 44% || 5%\n|}\n",
    ),
    "lines of a choice's header behind a link": (
        "{|\n! County !! [[Open Party|a b]]",
        "<br>x",
        " !! Bush\n|-\n| Adair || 44% || 5%\n|}\n",
    ),
    "caption of words": ("{|\n|+ ", "election results ", "\n! Party !! Candidate !! Votes !! %\n|-\n|D||A||5||5%\n|}"),
    "prose election words": (
        "",
        "In the general election held on November 2, 2004, Ann Lee (D) defeated Bob Roe (R) by 5% of 1,234 votes. ",
        "",
    ),
    "definition terms": (";", ": a ", ""),
    "fostered words": ("{|\n|-\n", "foster\n|-\n", "|}"),
    "fostered in nested": ("{|\n|\n{|\n", "</td>foster\n|a\n", "|}\n|}"),
    "bangs in tags": ("{|\n! ", "<b !!", "\n|}"),
    "bangs lt": ("{|\n! ", "<5 !! >6 !! ", "\n|}"),
    "gt in attributes": ("{|\n| ", "a>b<c ", "| x\n|}"),
    "references in attributes": ("{|\n| ", 'a="&#50;" ', "| x\n|}"),
    "nowiki in attributes": ("{|\n| ", "a=<nowiki>2</nowiki> ", "| x\n|}"),
    "percent targets": ("{|\n|", "[[%41%", "]]\n|}"),
    "percent links": ("", "[[a%41|b]] ", ""),
    "labels by nbsp": ("{|\n|", "[http://a\xa0", "b\n|}"),
    "poems": ("{|\n|", "<poem>a\n", "\n|}"),
    "onlyinclude cells": ("{|\n", "<onlyinclude>|a\n</onlyinclude>", "|}"),
    "includeonly open": ("", "<includeonly>{|\n|a\n", ""),
    "variants in attributes": ("{|\n| ", "-{a|b}- ", "| x\n|}"),
    "noted headers": ("{|\n! County ", "!! A{{efn|x}}<ref>y</ref> ", "\n|-\n|a||5\n|}"),
    "switch cases": ("{{#switch:z", "|a=b", "}}"),
    "ifexpr long": ("{{#ifexpr:1", "+1", ">2|a|b}}"),
    "expr parens": ("{{#expr:", "(", "}}"),
    "expr not": ("{{#expr:", "not ", "1}}"),
    "tag function": ("", "{{#tag:ref|a|name=b}}", ""),
    "invoke": ("", "{{#invoke:Election box|x|a=1}}", ""),
    "hidden spans unclosed": ("{|\n|", '<span style="display:none">a</span', "\n|}"),
    "sort keys": ("{|\n|", 'data-sort-value="5" | {{sort|1|a}} || ', "\n|}"),
    "category in cells": ("{|\n|", "[[Category:a]] || ", "\n|}"),
    "file captions": ("", "[[File:a.png|thumb|b [[c]] {{small|d}}", "]]]]]]]]]]]]]]]]]]]]"),
    "lang links": ("", "[[de:a]] ", ""),
    "rtl names": (RESULTS + "|-\n| Dem || ", "\u202eAnn \u200f", "|| 5 || 5%\n|}"),
    "zero widths in figures": (RESULTS + "|-\n| Dem || A || ", "1\u200b", "|| 5%\n|}"),
    "arabic digits": (RESULTS + "|-\n| Dem || A || ", "١٢٣,", "|| 5%\n|}"),
    "superscript digits": (RESULTS + "|-\n| Dem || A || ", "1²³", "|| 5%\n|}"),
    "combining names": (RESULTS + "|-\n| Dem || ", "e\u0301\u0302", "|| 5 || 5%\n|}"),
}
