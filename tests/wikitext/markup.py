"""Hypothesis strategies for tables and cells as people and vandals write them; only what the test wiki can render."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "Biden",
        "1,234",
        "51.3%",
        "−5",
        "+3",
        "Essex County",
        "O'Neill",
        "—",
        "x",
        "&nbsp;",
        "&minus;2",
        "a&b",
        "&lt;b&gt;",
        "L''eft",
    ]
)
INLINE = st.sampled_from(
    [
        "[[Essex County, Massachusetts|Essex]]",
        "[[Maine]]s",
        "[[:File:x.png]]",
        "[[a|b]]",
        "'''bold'''",
        "''it'''s''",
        "'''''both''' one''",
        "''unclosed",
        "'''L'' ''x'''",
        "<br>",
        "<br />",
        "<small>s</small>",
        "<small>open",
        '<span style="display:none">086</span>R+13',
        "<ref>note | || !!</ref>",
        '<ref name="a" />',
        "<nowiki>||</nowiki>",
        "<nowiki>''x''</nowiki>",
        "<!-- || | -->",
        "[https://example.org/x label]",
        "https://example.org/",
        "{{!}}",
        "{{Nowrap|c}}",
        "{{Nowrap|p{{!}}q}}",
        "{{Yes}}",
        "{{Yes|Y}}",
        "{{Party shading/Democratic}}",
        "<div>block</div>",
        "<p>para</p>",
        "<b>b</b>",
        "[[broken",
        "]]",
        "__NOTOC__",
        "<sup>2</sup>",
        "&#160;",
        "<foo>",
        "a<b",
        "<td>",
        "</td>",
        "|",
        "!",
    ]
)
MULTILINE = st.sampled_from(
    ["\n* one\n* two", "\ntext\n\nmore", "\n# n\n", "\n;t:d", "\n----\n", "\n== h ==\n", "\n:ind", "\n x"]
)
SPAN = st.sampled_from([0, 1, 2, 2, 3, 5, 999])


@st.composite
def contents(draw: st.DrawFn) -> str:
    """What may stand in a cell."""
    parts = draw(st.lists(st.one_of(WORDS, WORDS, INLINE), max_size=3))
    glue = draw(st.sampled_from(["", " "]))
    text = glue.join(parts)
    return text + draw(MULTILINE) if draw(st.integers(0, 9)) == 0 else text


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """What may stand before a cell's bar."""
    parts = draw(
        st.lists(
            st.one_of(
                SPAN.map(lambda n: f'rowspan="{n}"'),
                SPAN.map(lambda n: f"colspan={n}"),
                st.sampled_from(
                    [
                        'style="text-align:left;"',
                        "scope=row",
                        "{{Party shading/Republican}}",
                        'style="unclosed',
                        "ROWSPAN='2'",
                        "rowspan = 2",
                        'colspan="2px"',
                        "data-sort-value=-1",
                        "<!-- c -->",
                        'rowspan="-1"',
                        "nowrap",
                    ]
                ),
            ),
            min_size=1,
            max_size=2,
        )
    )
    return " ".join(parts)


@st.composite
def cells(draw: st.DrawFn) -> str:
    """A cell without its mark."""
    before = draw(st.one_of(st.just(""), st.just(""), attributes().map(lambda text: f" {text} |")))
    return before + draw(st.sampled_from(["", " "])) + draw(contents())


@st.composite
def rows(draw: st.DrawFn, depth: int = 0) -> str:
    """A row with the line break before it."""
    out = [draw(st.sampled_from(["|-", "|-", "|-", "|-----", '|- style="x"', "|-|", " |-", ""]))]
    for _ in range(draw(st.integers(0, 4))):
        mark = draw(st.sampled_from(["|", "|", "|", "!", " |", "|+", "||", "!!"]))
        line = mark + draw(cells())
        while draw(st.integers(0, 3)) == 0:
            line += draw(st.sampled_from([" || ", "||", " !! ", "!!"])) + draw(cells())
        out.append(line)
        if depth < 2 and draw(st.integers(0, 12)) == 0:
            out.append(draw(tables(depth + 1)))
    return "\n".join(out)


@st.composite
def wikitables(draw: st.DrawFn, depth: int = 0) -> str:
    """A table in wiki markup, perhaps unclosed."""
    opening = draw(st.sampled_from(["{|", '{| class="wikitable"', ":{|", " {|", "::{| border=1", "{{(!}}"]))
    caption = draw(st.sampled_from(["", "", "\n|+ Cap", "\n|+ style=x | '''Cap'''"]))
    body = "".join("\n" + row for row in draw(st.lists(rows(depth), max_size=4)))
    closing = draw(st.sampled_from(["\n|}", "\n|}", "\n|}", "\n|}", "\n |} after", "\n{{!)}}", ""]))
    return opening + caption + body + closing


@st.composite
def html_tables(draw: st.DrawFn, depth: int = 0) -> str:
    """A table in html, perhaps with omitted or misplaced tags."""
    out = [draw(st.sampled_from(["<table>", '<TABLE class="x">', "<table\nborder=1>"]))]
    out.append(draw(st.sampled_from(["", "<caption>Cap</caption>", "<caption>Cap"])))
    for _ in range(draw(st.integers(0, 3))):
        out.append(draw(st.sampled_from(["<tr>", "<tr>\n", "<TR align=left>", ""])))
        for _ in range(draw(st.integers(0, 3))):
            tag = draw(st.sampled_from(["td", "th", "TD"]))
            before = draw(
                st.one_of(st.just(""), attributes().map(lambda text: " " + text.replace("{", "").replace("}", "")))
            )
            out.append(
                f"<{tag}{before}>" + draw(contents()) + draw(st.sampled_from([f"</{tag}>", f"</{tag}>\n", "", "</th>"]))
            )
        out.append(draw(st.sampled_from(["</tr>", "</tr>\n", "", "\n|-\n", "</td>"])))
    out.append(draw(st.sampled_from(["</table>", "</table>", "</TABLE >", ""])))
    return "".join(out)


def tables(depth: int = 0) -> st.SearchStrategy[str]:
    """A table of either kind."""
    return st.one_of(wikitables(depth), wikitables(depth), html_tables(depth))


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A text with a table or two."""
    parts = draw(
        st.lists(
            st.one_of(tables(), tables(), st.sampled_from(["prose", "== H ==", "* item", "", "|}", "|- x"])),
            min_size=1,
            max_size=3,
        )
    )
    return "\n".join(parts) or "x"
