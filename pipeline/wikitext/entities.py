"""Character references as the characters they name: `&nbsp;`, `&#45;`, `&#x2212;`.

Which numbers count is MediaWiki's rule (Sanitizer::validateCodepoint), which names HTML's list. One that names no
character stays as it is written; so does one without its semicolon.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

ENTITY: Final = re.compile(r"&(#0*\d{1,7}|#[xX]0*[\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]*);")


def entity(match: re.Match[str]) -> str:
    """The character of a reference, or the reference as it is written if there is no such character."""
    name = match.group(1)
    if name[0] != "#":
        return html5.get(name + ";", match.group())
    # `&#0000000065;` is a letter however many zeros there are; int() refuses more than 4,300 digits.
    number = int(name[2:].lstrip("0") or "0", 16) if name[1] in "xX" else int(name[1:].lstrip("0") or "0")
    if (
        number in (9, 10)
        or 0x20 <= number <= 0x7E
        or 0xA0 <= number < 0xD800
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    ):
        return chr(number)
    return match.group()
