"""News as one message: a title, and a body in HTML and in plain text, from the templates beside this file.

An article's words are escaped and tamed: no page writes markup, links or mentions into somebody's channel.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.quality.alerts.news import MOST, SEVERITIES, News

if TYPE_CHECKING:
    import jinja2  # imported where a message is made: most runs make none

LONGEST = 3500  # characters of plain text: what mail, Slack, Teams and Telegram show in one piece
_FOLDER = "templates"
_MARKS = re.compile(r"[@<\]]")  # what mentions and links are written with; an invisible space breaks them
_BLANK_LINES = re.compile(r"\n{3,}")
_NAMES = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}


class Message(NamedTuple):
    """What a channel gets. `news`: the facts that it was made of."""

    title: str
    html: str
    text: str
    news: News


def message(found: News, command: str = "") -> Message:
    """The message, told in full as far as it fits into LONGEST, counted beyond that. `command`: what lists it all."""
    shown = found.new.spelt_out + found.resolved.spelt_out
    while len(text := _render("message.txt.j2", found, command, shown)) > LONGEST and shown > 1:
        shown = shown * 2 // 3
    return Message(_title(found), _render("message.html.j2", found, command, shown), text, found)


def html(found: News) -> str:
    """The news in HTML for a feed: up to MOST of each kind, counted beyond that."""
    return _render("message.html.j2", found, "", MOST)


def tame(words: str) -> str:
    """An article's words, in which no channel sees a mention (@everyone, <!channel>) or a link ([words](where))."""
    return _MARKS.sub("\\g<0>\u200b", words)


def _title(found: News) -> str:
    new, resolved = found.new.number, found.resolved.number
    parts = [f"{new:,} new ({_by_severity(found)})"] if new else []
    parts += [f"{resolved:,} resolved"] if resolved else []
    return f"canvass {found.version}: {', '.join(parts)}"


def _by_severity(found: News) -> str:
    counts = {severity: found.new.by_severity.get(severity, 0) for severity in SEVERITIES}
    return ", ".join(f"{count:,} {_NAMES[severity][count != 1]}" for severity, count in counts.items() if count)


def _render(template: str, found: News, command: str, shown: int) -> str:
    new, resolved = found.new.number, found.resolved.number
    values: dict[str, Any] = {
        "news": found,
        "shown": shown,
        "new_count": f"{new:,} ({_by_severity(found)})",
        "resolved_count": f"{resolved:,}",
        "hidden_new": max(0, new - shown),
        "hidden_resolved": max(0, resolved - shown),
        "command": command,
    }
    text = _templates().get_template(template).render(**values).strip()
    return _BLANK_LINES.sub("\n\n", text) + "\n"


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, _FOLDER),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tame"] = tame
    return environment
