"""Bar boxes: a table of shares drawn as bars, `{{bar box|title=Popular vote|bars={{bar percent|Reds|red|43.29}} …}}`.

Source: Template:Bar box, Template:Bar percent, Template:Bar pixel. A bar is a row of its label, the bar and its figure.
A bar without a box around it opens no table and so says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import cells, first


def box(name: str, args: Mapping[str, str]) -> str:
    """The table: its title, the headings where it has some, its bars; a caption below them is no row of figures."""
    title = first(args, "title")
    heads = [first(args, *names) for names in (("left1",), ("left2", "left3"), ("right1", "right2"))]
    parts = ["{|" + (f"\n|+ {title}" if title else "")]
    if any(heads):
        parts.append("|-" + "".join(f"\n! {head}" for head in heads))
    caption = first(args, "caption")
    return "\n".join(
        [*parts, args.get("bars", "").strip(), *([f'|-\n| colspan="3" | {caption}'] if caption else []), "|}"]
    )


def bar(name: str, args: Mapping[str, str]) -> str:
    """A bar's row: its label, the bar, and its percentage, or the words of a fourth parameter in place of it."""
    label, size, words = first(args, "1"), first(args, "3"), first(args, "4")
    figure = words or (size if name == "bar pixel" else f"{size}%" if size else "")
    return "|-" + cells([label, "", figure])
