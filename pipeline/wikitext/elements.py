"""Finds what must be set aside before a text can be read by lines: comments, extension tags, calls in braces.

One pass from left to right with a stack, as MediaWiki's preprocessor makes it (mediawiki.org, "Preprocessor ABNF";
class Preprocessor_Hash): nothing recurses, every character is looked at once, and braces that never close are plain
text. It finds only the outermost elements; what is inside a call is found when the call is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from pipeline.wikitext.making import new

Kind = Literal["call", "parameter", "extension", "comment", "nothing"]

EXTENSION_TAGS: Final = [
    "nowiki",
    "pre",
    "ref",
    "references",
    "gallery",
    "math",
    "chem",
    "ce",
    "timeline",
    "score",
    "syntaxhighlight",
    "source",
    "graph",
    "mapframe",
    "maplink",
    "imagemap",
    "hiero",
    "templatestyles",
    "templatedata",
    "section",
    "indicator",
    "inputbox",
    "categorytree",
    "includeonly",
    "langconvert",
]


def any_case(word: str) -> str:
    """A pattern for the word in any case (cheaper than the flag, which would slow down the whole scan)."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


TAG_NAMES: Final = "|".join(any_case(name) for name in sorted(EXTENSION_TAGS, key=len, reverse=True))
TAG: Final = r"<(?:!--|/?(?:noinclude|onlyinclude)\s*>|(?:" + TAG_NAMES + r")(?=[\s/>]))"
# A plain call or link is taken whole, so that only those with something inside cost two steps.
BRACES: Final = r"\{\{[^{}\[\]<>]*\}\}|\{\{+"
TOKEN: Final = re.compile(BRACES + r"|\}\}+|\[\[(?:[^\[\]{}<\n]*\]\])?|\]\]|" + TAG)
OPENING_TAG: Final = re.compile(TAG)
BEHIND_ANGLE: Final = frozenset("!/noNO") | {letter for name in EXTENSION_TAGS for letter in (name[0], name[0].upper())}
# A text that is one call, in it at most plain calls and closed links. What is taken is never given back (+).
ONE_CALL: Final = re.compile(
    r"\{\{[^{}<>\[\]|]++(?:\|(?:[^{}<>\[\]]++|\{\{[^{}<>\[\]]*+\}\}|\[\[[^{}<>\[\]\n]*+\]\])*+)?+\}\}"
)
PLAIN_INSIDE: Final = re.compile(r"\{\{([^{}|]*)[^{}]*\}\}")
OPENING_BRACES: Final = re.compile(BRACES)
NAME: Final = re.compile(r"\{\{[\s]*([^|{}\[\]<>\n]*)")
CALL_NAME: Final = re.compile(r"\{\{\s*+([^|{}\[\]<>\n#:]++)(?=[|}\n])")  # ++: a run of blanks is looked at once
CLOSING: Final[dict[str, re.Pattern[str]]] = {name: re.compile(rf"</{any_case(name)}\s*>") for name in EXTENSION_TAGS}
LITERAL: Final = {"nowiki", "pre", "math", "chem", "ce", "score", "syntaxhighlight", "source"}  # call nothing
DEEPEST: Final = 20  # calls within calls that are rendered (expanding.py); deeper ones are reported


class Element:
    """A stretch of the text that is set aside: source[start:end]. Never changed."""

    __slots__ = ("end", "kind", "name", "start")

    def __init__(self, kind: Kind, start: int, end: int, name: str = "") -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.name = name  # of an extension tag


class Elements(NamedTuple):
    """The outermost elements in order, the names of all calls at any depth, and where braces stay open or go too
    deep."""

    outermost: list[Element]
    call_names: Mapping[str, int]  # with the number of their calls
    unclosed: list[int]
    too_deep: list[int]


# What a plain call may hold behind its name: links that are closed, and no bracket else.
WHOLE_LINKS: Final = re.compile(r"[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*")
SHORT: Final = 300  # characters of a call whose end is sought at once


class _Open(NamedTuple):
    start: int
    width: int  # braces; 0 for a link


class Outside:
    """The next braces or tag outside of all calls, where most of a page stands: links mean nothing there.

    The two are sought apart, by their first characters, in a third of the time that a search for all tokens takes.
    """

    __slots__ = ("braces", "source", "tag", "tag_end")

    def __init__(self, source: str, *, calls: bool) -> None:
        self.source = source
        self.braces = source.find("{{") if calls else -1  # -1: none is left
        self.seek_tag(0)

    def next(self, at: int) -> tuple[int, int]:
        """Where the first token from there on begins and ends; (-1, -1): none is left."""
        if 0 <= self.braces < at:
            self.braces = self.source.find("{{", at)
        if 0 <= self.tag < at:
            self.seek_tag(at)
        if self.braces >= 0 and (self.tag < 0 or self.braces < self.tag):
            return self.braces, self.end_of_braces(self.braces)
        return self.tag, self.tag_end

    def end_of_braces(self, at: int) -> int:
        """The end of the plain call that begins there, or of the braces where it is not plain."""
        source = self.source
        close = source.find("}}", at + 2, at + SHORT)
        if close >= 0:
            inside = source[at + 2 : close]
            if not ("{" in inside or "<" in inside or "}" in inside or ">" in inside):
                if not ("[" in inside or "]" in inside):
                    return close + 2
                bar = inside.find("|")
                if bar >= 0 and WHOLE_LINKS.fullmatch(inside, bar) and not ("[" in inside[:bar] or "]" in inside[:bar]):
                    return close + 2
        match = OPENING_BRACES.match(source, at)
        return match.end() if match is not None else at + 2

    def seek_tag(self, at: int) -> None:
        """The first tag from there on; the letter behind the angle rules out most of the others, `<br>` above all."""
        source = self.source
        while (at := source.find("<", at)) >= 0:
            at += 1
            if source[at : at + 1] in BEHIND_ANGLE and (tag := OPENING_TAG.match(source, at - 1)) is not None:
                self.tag, self.tag_end = tag.span()
                return
        self.tag = self.tag_end = -1


def find_elements(source: str, *, calls: bool = True) -> Elements:
    """All outermost elements of a text. `calls=False`: braces are plain text (templates are expanded already)."""
    if calls and source.startswith("{{") and source.endswith("}}") and ONE_CALL.fullmatch(source):
        return one_call(source)
    found: list[Element] = []
    names: dict[str, int] = {}  # a Counter would cost more than the scan of most cells
    too_deep: list[int] = []
    stack: list[_Open] = []
    never_closed: set[str] = set()
    outside = Outside(source, calls=calls)
    at = 0
    while True:
        if stack:
            match = TOKEN.search(source, at)
            if match is None:
                break
            begin, at = match.span()
        else:
            begin, at = outside.next(at)
            if begin < 0:
                break
        token = source[begin:at]
        mark = token[0]
        if mark == "[":
            if len(token) == 2:
                stack.append(_Open(begin, 0))
        elif mark == "]":
            if stack[-1].width == 0:
                stack.pop()
        elif mark == "{":
            if token[-1] == "}":
                found.append(Element("call", begin, at))
                name = token[2:-2].partition("|")[0].strip()
                names[name] = names.get(name, 0) + 1
            else:
                stack.append(_Open(begin, len(token)))
                if len(stack) == DEEPEST + 1:
                    too_deep.append(begin)
        elif mark == "}":
            close_braces(source, begin, len(token), stack, found, names)
        else:
            element = read_tag(source, begin, at, never_closed)
            if element is not None:
                found.append(element)
                at = element.end
                if element.kind == "extension" and element.name not in LITERAL:
                    for inside in CALL_NAME.findall(source, element.start, element.end):
                        name = inside.strip()
                        names[name] = names.get(name, 0) + 1
    return Elements(found, names, [piece.start for piece in stack if piece.width], too_deep)


def one_call(source: str) -> Elements:
    """The elements of what `ONE_CALL` matches, as most cells with a call and most arguments are, in a third of the
    time."""
    names = {source[2:-2].partition("|")[0].strip(): 1}
    inside = source.find("{{", 2)
    if inside >= 0:
        for name in PLAIN_INSIDE.findall(source, inside):
            name = name.strip()
            names[name] = names.get(name, 0) + 1
    return new(Elements, ([Element("call", 0, len(source))], names, [], []))


def close_braces(
    source: str, at: int, width: int, stack: list[_Open], found: list[Element], names: dict[str, int]
) -> None:
    """`}}…` of this width at this place: closes what is open, innermost first, three braces before two."""
    while width >= 2 and stack and stack[-1].width >= 2:
        opened = stack.pop()
        taken = min(opened.width, width, 3)
        start, end = opened.start + opened.width - taken, at + taken
        while found and found[-1].start >= start:
            found.pop()
        if taken == 2:
            found.append(Element("call", start, end))
            match = NAME.match(source, start, end)
            name = match.group(1) if match else ""
            names[name] = names.get(name, 0) + 1
        else:
            found.append(Element("parameter", start, end))
        if opened.width - taken >= 2:
            stack.append(_Open(opened.start, opened.width - taken))
        at += taken
        width -= taken


def read_tag(source: str, at: int, token_end: int, never_closed: set[str]) -> Element | None:
    """The comment or extension element that begins here; None if it is plain text because nothing closes it."""
    token = source[at:token_end]
    if token == "<!--":
        return read_comment(source, at)
    if token.endswith(">"):  # <noinclude>: the marks vanish, what is inside stays
        return Element("nothing", at, token_end)
    name = token[1:].lower()
    if name in never_closed:
        return None
    close = source.find(">", token_end)
    if close < 0:
        return None
    if source[close - 1] == "/":
        return Element("extension", at, close + 1, name)
    ending = CLOSING[name].search(source, close + 1)
    if ending is None:
        if name == "includeonly":  # runs to the end of the text (Help:Templates, "Control of inclusion")
            return Element("nothing", at, len(source))
        never_closed.add(name)
        return None
    return Element("nothing" if name == "includeonly" else "extension", at, ending.end(), name)


def read_comment(source: str, at: int) -> Element:
    """The comment; one that is alone on its line takes the line with it, one that never closes the rest of the text."""
    close = source.find("-->", at + 4)
    if close < 0:
        return Element("comment", at, len(source))
    end = close + 3
    before = at
    while before and source[before - 1] in " \t":
        before -= 1
    if before and source[before - 1] == "\n":
        after = end
        while True:
            while source[after : after + 1] in (" ", "\t"):
                after += 1
            if not source.startswith("<!--", after):
                break
            close = source.find("-->", after + 4)
            if close < 0:
                return Element("comment", at, len(source))
            after = close + 3
        if source[after : after + 1] == "\n":
            return Element("comment", before, after + 1)
    return Element("comment", at, end)
