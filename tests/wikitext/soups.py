"""Hypothesis strategies for soups: lines, tags and attributes in any order, as a vandal might write them.

Where `markup.py` makes tables with something odd in them, these make odd things with a table in them, perhaps. Only
what the test wiki can render, and nothing that differs on purpose (docs/wikitext-engine.md).
"""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = [
    "|-",
    '|- style="x"',
    "|---",
    "|-|x",
    "!-",
    " |-",
    "|-<!-- c -->",
    "|-{{!}}",
    "|}",
    "|} after",
    "|+ cap",
    "||a||",
]
MARKS += [
    "{|",
    ":{|",
    "*{|",
    "{|border=1|x",
    "|",
    "!",
    "! !! ",
    "|||b",
    "{{!}} c",
    "{{!}}-",
    "{{(!}}",
    "{{!)}}",
    "{{!-}}",
]
CELLS = ["| a", "| b || c", "|d||rowspan=2|e", "|rowspan=2 colspan=2|f", "! g !! h", "! i || j !! k", "!scope=row|m|n"]
CELLS += [
    "|-5||+6",
    "|-{a|b}-|c",
    "!<5 !! >6",
    "|<5 !! >6",
    "|colspan=0|c0",
    "|rowspan=0|r0",
    "|rowspan=99|r9",
    "|&nbsp;",
]
CELLS += [
    "| [[A|b]] | c",
    "| x [[A",
    "| ]] y",
    "| {{Yes}}",
    "|{{Party shading/Democratic}}|o",
    "|{{#if:1|w{{!}}{{!}}x}}",
]
WORDS = [
    "text",
    "''it''",
    "'''b",
    "* li",
    "; t : d",
    "# n",
    ":ind",
    " pre",
    "",
    "== H ==",
    "----",
    "__NOTOC__",
    "{{Nowrap|n}}",
]
SET_ASIDE = [
    "<ref>r || |</ref>",
    "<nowiki>|-</nowiki>",
    "<!-- c -->",
    "<!-- a\nb -->| z",
    "<onlyinclude>",
    "</onlyinclude>",
]
TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>x",
    "</th>",
    "<caption>c</caption>",
    "<tr><td>p</td></tr>",
]
TAGS += [
    "<td rowspan=2>",
    "<td colspan=2>",
    "<th rowspan=0>",
    "<td/>",
    "<tr/>",
    "<tbody>",
    "<thead>",
    "<div>",
    "</div>",
    "<p>",
]
TAGS += [
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<dl><dd>",
    "</dl>",
    "<b>",
    "</b>",
    "<span>",
    "</span>",
    "<small>s",
    "</small>",
    "<br>",
]
ATTRIBUTES = [
    "rowspan=2",
    "colspan='2'",
    'rowspan="2"',
    'style="a',
    "x",
    "=",
    '"',
    "'",
    "/",
    ">",
    "<",
    "<!-- c -->",
    "&quot;",
]
ATTRIBUTES += [
    "&#50;",
    "\t",
    'class="a|b"',
    "''",
    "[x]",
    "<nowiki>2</nowiki>",
    "rowspan",
    "ROWSPAN=3",
    "rowspan= =2",
    ";rowspan=2",
]

LINES = st.lists(st.sampled_from(MARKS + CELLS + WORDS + SET_ASIDE + TAGS), min_size=2, max_size=12)
# A <div> between rows that never closes is read otherwise on purpose.
PIECES = st.lists(
    st.sampled_from(
        [*(tag for tag in TAGS if "div" not in tag), *WORDS[:4], "a", "\n{|\n", "\n|}\n", "\n|-\n", "\n| x"]
    ),
    min_size=2,
    max_size=14,
)


def soups() -> st.SearchStrategy[str]:
    """A text of one kind of soup."""
    beginnings = st.sampled_from(["{|", "{| class=x", ":{|", "<table>", "<table><tr>", "x"])
    of_lines = st.tuples(beginnings, LINES).map(lambda soup: "\n".join([soup[0], *soup[1], "|}"]))
    of_tags = PIECES.map(lambda pieces: f"<table>{''.join(pieces)}</table>")
    between = st.sampled_from(["", " "]).flatmap(
        lambda glue: st.lists(st.sampled_from(ATTRIBUTES), max_size=4).map(glue.join)
    )
    of_attributes = between.map(lambda text: f"{{|\n|{text}|a||b\n|-\n|c||d||e\n|}}")
    return st.one_of(of_lines, of_lines, of_tags, of_attributes)
