"""A call in braces, taken apart: its name and its arguments as written. Says nothing of what the call means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.wikitext.elements import Element, find_elements
from pipeline.wikitext.making import new

COMMENT: Final = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
# A call in which nothing else begins but links that are closed.
PLAIN_CALL: Final = re.compile(r"\{\{[^{}<>\[\]]*(?:\[\[[^{}<>\[\]]*\]\][^{}<>\[\]]*)*\}\}")
GUARDED: Final = re.compile(r"\{\{|\[\[|<")
LINK_MARK: Final = re.compile(r"\[\[|\]\]|\|")
# Between the bars of a call in which only plain calls stand, taken whole.
WHOLE_CALL: Final = re.compile(r"\{\{[^{}<>\[\]]*+\}\}")
LINK_MARK_OR_CALL: Final = re.compile(r"\[\[|\]\]|\||\{\{[^{}<>\[\]]*+\}\}")
LONGEST: Final = 400_000  # characters of a call that are read; a longer one is not a template call but a broken page


class Argument(NamedTuple):
    """An argument: its name ("1", "2", … where none is written) and its value; named ones are trimmed, as MediaWiki
    does."""

    name: str
    value: str
    is_named: bool


class WrittenCall(NamedTuple):
    """`{{name|value|key=value}}` as written; a parser function has the text after its colon as argument "1"."""

    name: str
    arguments: tuple[Argument, ...]

    def as_mapping(self) -> dict[str, str]:
        """Arguments by name; a later one of the same name wins (Help:Templates)."""
        return {argument.name: argument.value for argument in self.arguments}


def part_at_bars(inner: str) -> list[str]:
    """The parts between bars that stand in no inner call, link or extension element."""
    if "|" not in inner:
        return [inner]
    if not GUARDED.search(inner):
        return inner.split("|")
    covered: list[Element] = []
    marks = LINK_MARK
    if "<" not in inner and "{{{" not in inner and len(WHOLE_CALL.findall(inner)) == inner.count("{{"):
        marks = LINK_MARK_OR_CALL
    else:
        covered = find_elements(inner).outermost
    parts: list[str] = []
    begin = depth = 0
    index = 0
    for match in marks.finditer(inner):
        at = match.start()
        while index < len(covered) and covered[index].end <= at:
            index += 1
        if index < len(covered) and covered[index].start <= at:
            continue
        mark = match.group()
        if mark == "[[":
            depth += 1
        elif mark == "]]":
            depth = max(0, depth - 1)
        elif not depth and mark == "|":
            parts.append(inner[begin:at])
            begin = at + 1
    parts.append(inner[begin:])
    return parts


def equals_at(part: str) -> int:
    """Where the first = stands that parts a name from its value, -1 without one."""
    at = part.find("=")
    if at < 0:
        return -1
    guard = GUARDED.search(part, 0, at)
    if guard is None:
        return at
    for element in find_elements(part).outermost:
        if at < element.start:
            break
        if at < element.end:
            at = part.find("=", element.end)
    return at if at >= 0 and part.count("[[", 0, at) <= part.count("]]", 0, at) else -1


@lru_cache(maxsize=8192)
def split_call(source: str) -> WrittenCall:
    """The call `{{…}}` taken apart."""
    if len(source) > LONGEST:
        return WrittenCall(source[2:100].partition("|")[0].strip(), ())
    head, *parts = part_at_bars(source[2:-2])
    if "<!--" in head:
        head = COMMENT.sub("", head)
    arguments: list[Argument] = []
    number = 0
    for part in parts:
        at = equals_at(part)
        if at < 0:
            number += 1
            arguments.append(new(Argument, (str(number), part, False)))
        else:
            name = part[:at]
            if "<!--" in name:
                name = COMMENT.sub("", name)
            arguments.append(new(Argument, (name.strip(), part[at + 1 :].strip(), True)))
    return WrittenCall(head.strip(), tuple(arguments))
