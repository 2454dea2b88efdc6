"""The findings for those with no channel: an Atom feed, an entry per version that has news, and a JSON file.

Both are made from the version alone: the same version gives the same bytes. Atom: RFC 4287.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from pipeline.quality.alerts.message import html, message
from pipeline.quality.alerts.news import News, row_link

ENTRIES = 50  # the newest that a feed holds
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2

ET.register_namespace("", _ATOM)


def atom_feed(found: News, created_at: datetime, dataset_id: str, before: str | None) -> str:
    """The feed of a version. `dataset_id`: the same for all versions; `before`: the feed of the version before."""
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", _urn(dataset_id))
    _add(feed, "title", "canvass: findings")
    _add(feed, "updated", created_at.isoformat())
    _add(_add(feed, "author"), "name", "canvass")
    entries = _entries(before)
    if found:
        entries.insert(0, _entry(found, created_at, dataset_id))
    feed.extend(entries[:ENTRIES])
    ET.indent(feed)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _entries(feed: str | None) -> list[ET.Element]:
    try:
        return list(ET.fromstring(feed).iter(f"{{{_ATOM}}}entry")) if feed else []
    except ET.ParseError:  # a damaged file of an old version; the feed begins anew
        return []


def _entry(found: News, created_at: datetime, dataset_id: str) -> ET.Element:
    entry = ET.Element(f"{{{_ATOM}}}entry")
    _add(entry, "id", _urn(f"{dataset_id} {found.version}"))
    _add(entry, "title", message(found).title)
    _add(entry, "updated", created_at.isoformat())
    _add(entry, "content", html(found)).set("type", "html")
    return entry


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _NOT_XML.sub("\ufffd", text) if text is not None else None
    return element


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"canvass findings {name}").urn


def findings_json(
    rows: Iterable[Mapping[str, Any]], version: str, previous: str | None, created_at: datetime
) -> Iterator[str]:
    """All findings of a version with their page and revision, resolved ones included: the file, piece by piece.

    `rows`: as `output.findings.findings_in` has them, by finding_id.
    """
    from schemas import TABLES  # pandera, for which a run that finds nothing new does not wait

    columns = TABLES["findings"].column_names
    head = {"version": version, "previous": previous, "created_at": created_at.isoformat()}
    yield "{\n" + "".join(f" {_ascii(name)}: {_ascii(value)},\n" for name, value in head.items()) + ' "findings": ['
    before = "\n"
    for row in rows:
        fields = {name: row[name] for name in (*columns, "title", "rev_id")}
        fields |= {"row_url": row_link(row["url"], row["record_key"]) or None, "edit_url": row["edit_url"]}
        lines = ",\n".join(f"   {_ascii(name)}: {_ascii(value)}" for name, value in fields.items())
        yield f"{before}  {{\n{lines}\n  }}"
        before = ",\n"
    yield "]\n}\n" if before == "\n" else "\n ]\n}\n"


def _ascii(value: object) -> str:
    # As ASCII, for a page may hold a lone surrogate, which no UTF-8 file can.
    return json.dumps(value, ensure_ascii=True)
