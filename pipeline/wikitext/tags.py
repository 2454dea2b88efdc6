"""Html tags in markup: which are tags at all, which part words, and what is hidden.

Which names count is MediaWiki's list (Sanitizer::getRecognizedTagData; Help:HTML in wikitext); any other tag is shown
as written. Tags inside tables that make up the table itself are read in tables, not here.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

BREAK: Final = "\x01"  # parts words and lines
GONE: Final = "\x02"  # where a tag stood that parts nothing; keeps what was beside it from becoming new markup

INLINE_NAMES: Final = frozenset(
    [
        "b",
        "bdi",
        "del",
        "i",
        "ins",
        "u",
        "font",
        "big",
        "small",
        "sub",
        "sup",
        "cite",
        "code",
        "em",
        "s",
        "strike",
        "strong",
        "tt",
        "var",
        "ruby",
        "rb",
        "rp",
        "rt",
        "rtc",
        "span",
        "abbr",
        "dfn",
        "kbd",
        "samp",
        "data",
        "time",
        "mark",
        "bdo",
        "q",
        "wbr",
        "meta",
        "link",
        "a",
    ]
)
PARTING_NAMES: Final = frozenset(
    [
        "br",
        "li",
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
        "hr",
        "center",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "pre",
        "poem",  # an extension's, but what is in it is read like the rest
    ]
)
BLOCK_NAMES: Final = frozenset(["li", "div", "ul", "ol", "dl", "dd", "dt", "center", "blockquote", "pre"])
CLOSING: Final = re.compile(rf"</(?:{'|'.join(sorted(BLOCK_NAMES))})\b", re.IGNORECASE)
VOID_NAMES: Final = frozenset(["br", "hr", "wbr", "meta", "link"])
# Nothing is given back (+): `<aaaa…` without its > would take the square of its length.
TAG: Final = re.compile(r"<(/?)([A-Za-z][^\t\n\v />\0<]*+)([^<>]*+)>")
HIDDEN: Final = re.compile(
    r"display\s*:\s*none|class\s*=\s*[\"']?(?:[^\"'>]{0,500}\s)?(?:reference|mw-empty-elt)[\s\"'>]", re.IGNORECASE
)


def without_tags(markup: str) -> str:
    """The markup with its tags as breaks or nothing, and what is hidden left out."""
    if (":" in markup or "=" in markup) and HIDDEN.search(markup):  # two quick looks spare most cells the pattern
        markup = without_hidden(markup)
    return _without_tags(markup) if CLOSING.search(markup) else TAG.sub(stand_in, markup)


def _without_tags(markup: str) -> str:
    """As `without_tags`; an end tag of a block that nothing opened is nothing: `50%</div>12` is one word.

    HTML standard, "tree construction": an end tag without its element in scope is ignored, but for `</p>` and `</br>`.
    """
    opened: Counter[str] = Counter()

    def stand_in_or_nothing(match: re.Match[str]) -> str:
        name = match.group(2).lower()
        if name in BLOCK_NAMES:
            if not match.group(1):
                opened[name] += 1
            elif not opened[name]:
                return GONE
            else:
                opened[name] -= 1
        return stand_in(match)

    return TAG.sub(stand_in_or_nothing, markup)


def stand_in(match: re.Match[str]) -> str:
    """What stands for a tag: a break, nothing, or the tag as written."""
    name = match.group(2).lower()
    if name in PARTING_NAMES:
        return BREAK
    return GONE if name in INLINE_NAMES else match.group()


def without_hidden(markup: str) -> str:
    """The markup without the elements that are not displayed; one that never closes is hidden to the end."""
    out: list[str] = []
    at = depth = 0
    hidden_name = ""
    for match in TAG.finditer(markup):
        closing, name, attributes = match.groups()
        name = name.lower()
        if hidden_name:
            if name == hidden_name and not attributes.endswith("/"):
                depth += -1 if closing else 1
                if not depth:
                    hidden_name = ""
                    at = match.end()
        elif (
            not closing
            and name in INLINE_NAMES | PARTING_NAMES
            and name not in VOID_NAMES
            and HIDDEN.search(match.group())
            and not attributes.endswith("/")
        ):
            out.append(markup[at : match.start()])
            hidden_name, depth = name, 1
    if not hidden_name:
        out.append(markup[at:])
    return GONE.join(out)
