"""Small pieces of HTML that the templates use many times over: functions, as a macro's call costs ten times as much."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from output.report.formats import web_link
from output.report.reading import Row

_SEVERITIES = {"error": "error", "warning": "warning"}


def sortable(label: str, numeric: bool = False, kind: str = "") -> Markup:
    """The heading of a column that a click sorts."""
    return Markup(f'<th scope="col" class="{"number " if numeric else ""}{kind}">{escape(label)}</th>')


def number(value: float | None, text: Any) -> Markup:
    """A cell of a number: what it is sorted by, and how it is written."""
    return Markup(f'<td class="number" data-value="{"" if value is None else value}">{escape(text)}</td>')


def chip(colour: str, text: str) -> Markup:
    """A name behind a dot in its colour class."""
    return Markup(f'<span class="chip {colour}"><i></i>{escape(text)}</span>')


def severity(name: str) -> Markup:
    """A finding's severity."""
    return Markup(f'<span class="severity {escape(name)}">{_SEVERITIES.get(name, "note")}</span>')


def outlink(url: str | None, text: str) -> Markup:
    """A link out of the report, if the address is one of the web; else the text alone."""
    address = web_link(url)
    return Markup(f'<a href="{escape(address)}" rel="noreferrer">{escape(text)}</a>') if address else escape(text)


def links(row: Row) -> Markup:
    """Of a finding: to the revision that was read, and to edit the section."""
    found = [outlink(row[column], words) for column, words in (("url", "revision"), ("edit_url", "edit"))]
    return Markup(" · ").join(link for link in found if "<a " in link)


PARTS = {"links": links, "sortable": sortable, "number": number, "chip": chip, "severity": severity, "outlink": outlink}
