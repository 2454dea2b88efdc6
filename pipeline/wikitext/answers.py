"""A wiki's own answers for calls that the registry does not know, put into the place of those calls.

`answers` maps a call as written, `{{name|…}}`, to the wikitext that the wiki made of it. Pure; who asks the wiki, and
for which calls, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.wikitext.calls import PLAIN_CALL, part_at_bars
from pipeline.wikitext.elements import find_elements
from pipeline.wikitext.templates.parser_functions import is_function
from pipeline.wikitext.templates.registry import lookup

DEEPEST: Final = 20  # calls within calls that are looked into


class Asked(Mapping[str, str]):
    """Answers that note which calls they were asked for while a page was read: all that its reading depends on."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._asked: set[str] = set()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The calls of templates without a rule that were asked for, answered or not, sorted."""
        return tuple(sorted(call for call in self._asked if is_unknown(call)))

    def __getitem__(self, call: str) -> str:
        """The answer; raises KeyError where there is none."""
        self._asked.add(call)
        return self._answers[call]

    def __iter__(self) -> Iterator[str]:
        """Over the calls that are answered; notes nothing."""
        return iter(self._answers)

    def __len__(self) -> int:
        """How many are answered."""
        return len(self._answers)

    def __bool__(self) -> bool:
        """True, so that a page is asked also before there is a first answer."""
        return True


def settled(wikitext: str, answers: Mapping[str, str], depth: int = 0) -> str:
    """The wikitext with every answered call replaced, also inside other calls; the same object where none is."""
    if not answers or "{{" not in wikitext:
        return wikitext
    parts: list[str] = []
    at = 0
    for element in find_elements(wikitext).outermost:
        if element.kind != "call":
            continue
        written = wikitext[element.start : element.end]
        answer = answers.get(written)
        if answer is None and depth < DEEPEST and "{{" in written[2:]:
            inner = settled(written[2:-2], answers, depth + 1)
            answer = None if inner is written[2:-2] or inner == written[2:-2] else f"{{{{{inner}}}}}"
        elif answer is not None and depth:
            answer = as_argument(answer)
        if answer is not None:
            parts += wikitext[at : element.start], answer
            at = element.end
    return "".join([*parts, wikitext[at:]]) if parts else wikitext


def as_argument(wikitext: str) -> str:
    """Wikitext as it may stand within a call: its bars and equals signs part no arguments."""
    return "{{!}}".join(part_at_bars(wikitext)).replace("=", "{{=}}")


def unknown_calls(wikitext: str, depth: int = 0) -> Iterator[str]:
    """The calls of templates without a rule as written, in order: the outermost such, looked for inside known calls."""
    if "{{" not in wikitext or depth > DEEPEST:
        return
    if PLAIN_CALL.fullmatch(wikitext):  # all that stands in most cells that hold one
        if is_unknown(wikitext):
            yield wikitext
        return
    for element in find_elements(wikitext).outermost:
        if element.kind != "call":
            continue
        written = wikitext[element.start : element.end]
        if is_unknown(written):
            yield written
        else:
            yield from unknown_calls(written[2:-2], depth + 1)


def is_unknown(written: str) -> bool:
    """Whether a call, as written, is of a template that the registry has no rule for."""
    name = written[2:-2].partition("|")[0].strip()
    if not name or lookup(name) is not None or name.startswith("#"):
        return False
    return not is_function(name.partition(":")[0].strip())
