"""Puts the known templates' meaning into the text: structure becomes markup, the rest a strip marker or its words.

MediaWiki sets extension elements aside behind markers made of DEL characters and expands templates before it reads
tables (mediawiki.org, "Manual:Parser", class StripState). Here, too, but for the markers of templates, which keep what
was written so that a cell's markup can be given back as written. The scan for tables sees a text in which every bar
counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from pipeline.wikitext.answers import settled
from pipeline.wikitext.calls import Argument, WrittenCall, split_call
from pipeline.wikitext.elements import DEEPEST, Element, Elements, find_elements
from pipeline.wikitext.making import new
from pipeline.wikitext.markers import MARK, Piece
from pipeline.wikitext.met_calls import LINES, CallAsMet, is_lines, makes_structure
from pipeline.wikitext.open_tables import OpenTables
from pipeline.wikitext.templates.parser_functions import MISTAKE, evaluate_function, is_mistaken
from pipeline.wikitext.templates.registry import TemplateRule, lookup, normal_name
from pipeline.wikitext.templates.render import render_call

LINE_OF_STRUCTURE: Final = re.compile(r"^([ \t:]*\{\||\|-+)", re.MULTILINE)
STRUCTURE_INSIDE: Final = re.compile(
    r"\{\||^[ \t]*[|!]|\|\||!!", re.MULTILINE
)  # an answer that makes cells, rows or a table
TABLE_LINES: Final = re.compile(
    r"\n?(?:\{\||\|-)\x7f\d"
)  # what a row or table template becomes; a function's end in \x7fe
TABLE_LINES_BEGIN: Final = frozenset("\n{|")  # most calls leave a marker, which begins with none of these
MARKS_BEGIN: Final = frozenset("|!{")
NO_WORDS: Final = re.compile(r"\x7fb\d+\x7f\x7fe\d+\x7f")
SHOWN_AS_WRITTEN: Final = {"nowiki", "pre", "syntaxhighlight", "source"}
# Characters that a page's templates may write. MediaWiki's "post-expand include size" ends at 2 MiB, and what it writes
# for a row of an Election box is more than twice as long as ours: a page that it shows whole is read whole.
LARGEST: Final = 1_000_000
LARGEST_OF_CELL: Final = 400_000  # that those of one cell may
MOST_NESTED: Final = 500_000  # characters of calls within calls that are rendered, counted anew at each depth
MOST_OF_NEST: Final = 5_000  # the same in a cell whose calls go deeper than any are rendered


class MetCall(NamedTuple):
    """A call that was met on the way: canonical name, and its arguments with what is inside them expanded."""

    name: str
    arguments: Mapping[str, str]


class Expansion:
    """One text's expansion: its markers' pieces and the calls met. `inline`: calls of value become words at once.

    `answers`: what the wiki made of calls that the registry does not know, by the call as written.
    """

    def __init__(self, *, calls: bool = True, inline: bool = False, answers: Mapping[str, str] | None = None) -> None:
        self.calls = calls
        self.answers = answers or {}
        self.inline = inline
        self.pieces: list[Piece] = []
        self.markers: dict[str, str] = {}  # of calls that were met before
        self.numbers: dict[Piece, int] = {}
        self.met: list[MetCall] = []
        self.room = LARGEST_OF_CELL if inline else LARGEST
        self.effort = MOST_NESTED
        self.unknown = 0  # calls that left nothing because nobody here knows what they say

    def expand(self, source: str, depth: int = 0, elements: Elements | None = None) -> str:
        """The text with all elements set aside or rendered."""
        return "".join(self.stretches(source, depth, elements)[1])

    def stretches(self, source: str, depth: int = 0, elements: Elements | None = None) -> tuple[list[int], list[str]]:
        """The text in stretches: the offsets in the source where they begin, and the stretches."""
        if elements is None:
            if "{{" not in source and "<" not in source:
                return [0], [source]
            elements = find_elements(source, calls=self.calls)
            if elements.too_deep and self.inline and not depth:
                self.effort = min(self.effort, MOST_OF_NEST)
        starts: list[int] = []
        out: list[str] = []
        at = read = 0
        last = "\n"
        tables = OpenTables()
        for element in elements.outermost:
            if element.start > at:
                between = source[at : element.start]
                starts.append(at)
                out.append(between)
                last = between[-1]
            written = source[element.start : element.end]
            text = self.markers.get(written) or self.stand_in(element, written, depth, last)
            if last == "\n" and text[:1] == MARK and says_nothing_before_mark(text, source, element.end):
                text = ""
            if text[:1] in TABLE_LINES_BEGIN and not depth and TABLE_LINES.match(text):
                tables.read("".join(out[read:]))
                read = len(out)
                text = tables.mended(text)
            if text:
                starts.append(element.start)
                out.append(text)
                last = text[-1]
            at = element.end
        starts.append(at)
        out.append(source[at:])
        return starts, out

    def mark(
        self, kind: Literal["call", "structure", "shown", "hidden"], source: str, answer: str | None = None
    ) -> str:
        """The marker for a piece; what is written the same way has the same marker."""
        piece = new(Piece, (kind, source, answer))
        number = len(self.pieces)
        if kind != "call":
            number = self.numbers.setdefault(piece, number)
        if number == len(self.pieces):
            self.pieces.append(piece)
        marker = f"{MARK}{number}{MARK}"
        if kind == "call":
            self.markers[source] = marker  # found there when the same is written again
        return marker

    def stand_in(self, element: Element, source: str, depth: int, before: str) -> str:
        """What stands in an element's place; `before` is the character before it."""
        if element.kind == "call":
            return self.stand_in_for_call(source, depth, before)
        if element.kind == "extension":
            if element.name in SHOWN_AS_WRITTEN:
                return self.mark("shown", source)
            return "" if self.inline else self.mark("hidden", source)
        if element.kind == "parameter":
            return self.default_of_parameter(source, depth)
        return ""

    def default_of_parameter(self, source: str, depth: int) -> str:
        """`{{{name|default}}}` on a page itself shows the default, or stays as written (Help:Templates)."""
        if depth:
            self.effort -= len(source)
        if depth >= DEEPEST or self.effort <= 0 or not (call := split_call(source[1:-1])).arguments:
            return self.mark("shown", f"<nowiki>{source}</nowiki>")
        first = call.arguments[0]
        return self.expand(f"{first.name}={first.value}" if first.is_named else first.value, depth + 1)

    def stand_in_for_call(self, source: str, depth: int, before: str) -> str:
        """The markup or the marker for a call."""
        if self.answers and (answer := settled(source, self.answers)) != source:
            call = new(CallAsMet, (source, answer, before))
            return self.stand_in_for_answer(call, depth) if source in self.answers else self.read(call, depth)
        return self.read(new(CallAsMet, (source, source, before)), depth)

    def stand_in_for_answer(self, call: CallAsMet, depth: int) -> str:
        """The same for a call that the wiki has expanded."""
        if depth >= DEEPEST or self.room <= 0:
            return self.mark("hidden", call.source)
        if self.inline:
            return self.expand(call.text, depth + 1)
        if STRUCTURE_INSIDE.search(call.text):
            return self.rendered(call, self.expand(call.text, depth + 1))
        return self.kept(call)

    def read(self, call: CallAsMet, depth: int) -> str:
        """The same by the registry, or by what a parser function gives."""
        bar = call.text.find("|")
        name = call.text[2 : bar if bar >= 0 else -2]
        rule = lookup(name)
        if rule is not None and bar < 0 and rule.meaning == "cell" and rule.renders[:1] in ("|", "{"):
            return rule.renders  # {{!}} and its kin
        is_function = rule is None and (":" in name or name.lstrip().startswith("#"))
        if not self.inline and not is_function and not makes_structure(rule, call.text):
            return self.kept(call)
        if depth:
            self.effort -= len(call.text)
        if depth >= DEEPEST or self.room <= 0 or self.effort <= 0:
            self.unknown += 1
            return self.mark("hidden", call.source)
        written = split_call(call.text)
        if is_function:
            result = self.evaluate(written, depth)
            if result is not None:
                return self.rendered(call, result)
            rule = lookup(written.name)
        return self.stand_in_for_template(call, written, rule, depth)

    def stand_in_for_template(
        self, call: CallAsMet, written: WrittenCall, rule: TemplateRule | None, depth: int
    ) -> str:
        """What the registry's rule makes of a call; the calls inside it are met after it."""
        name = rule.name if rule else normal_name(written.name)
        place = len(self.met)
        self.met.append(new(MetCall, (name, {})))
        if rule is not None and rule.meaning == "nothing":
            return self.without_words(call)
        arguments = self.arguments(written, depth)
        self.met[place] = new(MetCall, (name, arguments))
        if rule is None:
            self.unknown += 1
            return self.without_words(call)
        if self.inline:
            return "" if rule.meaning == "attribute" else self.words_of(rule, render_call(rule, arguments))
        return self.structure_of(call, rule, render_call(rule, arguments))

    def kept(self, call: CallAsMet) -> str:
        """The marker of a call that makes no structure: it is read with its cell."""
        return self.mark("call", call.source, call.answer)

    def without_words(self, call: CallAsMet) -> str:
        """What stands in the place of a call that says nothing, or nothing that is known here."""
        return "" if self.inline else self.kept(call)

    def words_of(self, rule: TemplateRule, result: str) -> str:
        """What a rendering leaves within a cell or a field, where no structure is to be."""
        if rule.meaning in LINES and is_lines(result):
            return ""
        if rule.meaning == "cell" and not result.startswith("|"):
            result = result.partition("|")[2].strip().removeprefix("|").strip()  # of two cells the one with words
        if result[:1] == "'" or result[-1:] == "'":
            result = f"<span>{result}</span>"  # ''{{nowrap|''a''}}'': the template's own tags part the quotes
        self.room -= len(result)
        return result

    def structure_of(self, call: CallAsMet, rule: TemplateRule, result: str) -> str:
        """A rendering on the page itself: rows and tables as lines of their own, cells and words where they stand."""
        if rule.meaning in LINES:
            return self.rendered_lines(call, result) if is_lines(result) else self.kept(call)
        if rule.meaning == "cell" and call.before == "\n" and result.rstrip().endswith("|"):
            # `|-\n{{party color cell|X}}\n| [[X]]`: without its own bar it would move the row one column left.
            result = f"| {result}"
        return self.rendered(call, result)

    def rendered(self, call: CallAsMet, result: str) -> str:
        """The rendering between a pair of markers that lead back to the call; table marks begin a line of their own."""
        self.room -= len(result)
        if self.inline:
            return result
        self.pieces.append(Piece("structure", call.source, call.answer))
        number = len(self.pieces) - 1
        own_line = "\n" if call.before != "\n" and result.startswith(("{|", ":", ";", "#", "*")) else ""
        if result.startswith(("{|", "|", "!", "\n")):
            return f"{own_line}{result}{MARK}e{number}{MARK}"
        return f"{own_line}{MARK}b{number}{MARK}{result}{MARK}e{number}{MARK}"

    def rendered_lines(self, call: CallAsMet, result: str) -> str:
        """Whole lines of a table; each `{|` and `|-` carries the marker of the call that wrote it."""
        self.room -= len(result)
        marker = self.mark("structure", call.source, call.answer)
        marked = LINE_OF_STRUCTURE.sub(lambda match: match.group() + marker, result.strip("\n"))
        return f"{'' if call.before == chr(10) else chr(10)}{marked}\n"

    def arguments(self, written: WrittenCall, depth: int) -> Mapping[str, str]:
        """The arguments with what is inside them expanded."""
        return {argument.name: self.expand(argument.value, depth + 1) for argument in written.arguments}

    def evaluate(self, written: WrittenCall, depth: int) -> str | None:
        """What a parser function gives; None if it is none, or one that cannot be evaluated here."""
        name, _, first = written.name.partition(":")
        inside = self if self.inline else Expansion(calls=self.calls, inline=True)
        if inside is not self:
            inside.pieces = self.pieces
            inside.effort = self.effort
        unknown = inside.unknown
        words = [first.strip(), *(as_written(argument) for argument in written.arguments)]
        expanded = [inside.expand(word, depth + 1).strip() for word in words]
        self.effort = inside.effort
        result = evaluate_function(name.strip(), expanded)
        if result is None and inside.unknown == unknown and is_mistaken(name, expanded):
            return MISTAKE  # for the #iferror or #if around it
        return result


def says_nothing_before_mark(text: str, source: str, end: int) -> bool:
    """Whether a call at a line's start was rendered as nothing, and a table's mark follows: `{{#if:|x}}| cell`."""
    return source[end : end + 2].lstrip(" ")[:1] in MARKS_BEGIN and NO_WORDS.fullmatch(text) is not None


def as_written(argument: Argument) -> str:
    """The argument with its name, as parser functions take it."""
    return f"{argument.name}={argument.value}" if argument.is_named else argument.value
