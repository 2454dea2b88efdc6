"""Markdown from the templates beside this file; the filters `plain` and `target` tame what comes from articles."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.printable import printable

if TYPE_CHECKING:
    import jinja2  # imported where a page is written

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")  # what would begin a list


def plain(words: object) -> str:
    """Words in which Markdown sees no markup, and a reader no control characters."""
    return _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(" ".join(str(words).split()))))


def target(url: str) -> str:
    """An address as the target of a Markdown link."""
    return quote(url, safe=":/?#@!$&*+,;=%~'")


@cache
def markdown_template(name: str) -> jinja2.Template:
    """A template by its file's name."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=False,  # Markdown: see the filters
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": plain, "target": target}
    return environment.get_template(name)
