"""Words from articles and files made safe to print: on a terminal, in a log line, in Markdown.

A title may hold escape sequences that recolour or rewrite a terminal, line ends that forge log lines, or marks that
turn the reading direction. They are shown as escapes (`\\u001b`), never dropped, so that what is odd can be seen.
"""

from __future__ import annotations

import re

# Control characters (Cc: C0, DEL, C1), the separators that some viewers take for line ends, the marks and overrides
# of direction (Trojan Source), lone surrogates, which no UTF-8 stream takes.
_CONTROLS = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_ENDS = re.compile(r"[\t\n]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~<>])")


def printable(text: str) -> str:
    """The text with every control character but tab and line feed as its escape; `\\r\\n` is a line feed."""
    return _CONTROLS.sub(_escape, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The same in one line: tabs and line feeds as escapes, too."""
    return _LINE_ENDS.sub(_escape, printable(text))


def markdown(text: str) -> str:
    """The text as Markdown that shows it as written: one line, no link, no image, no HTML, no new table cell."""
    return _MARKDOWN.sub(r"\\\1", one_line(text)).replace("\\<", "&lt;").replace("\\>", "&gt;")


def _escape(match: re.Match[str]) -> str:
    # As JSON writes it, so that a JSON text stays one.
    return {"\t": r"\t", "\n": r"\n"}.get(match[0]) or f"\\u{ord(match[0]):04x}"
