"""One `<page>` element of a dump → its revisions.

The element is parsed by itself, without the document around it: there can be no DOCTYPE in it, so no entity is ever
defined or expanded. https://www.mediawiki.org/xml/export-0.11.xsd
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree

from pipeline.revision import RevisionRef, sha1_of

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


class DumpRevision(NamedTuple):
    ref: RevisionRef
    text: str
    problem: str | None  # why the text is not to be taken: hidden, not wikitext, wrong SHA-1


class DumpPage(NamedTuple):
    page_id: int
    title: str
    redirect: str | None  # where to
    revisions: list[DumpRevision]  # newest first


def read_dump_page(data: bytes) -> DumpPage:
    """The page of the bytes `<page>…</page>`. Raises ValueError, in words, where they are no such element."""
    try:
        page = ElementTree.fromstring(data.decode("utf-8", "replace"))
        title = page.findtext("title") or ""
        page_id = int(page.findtext("id") or "")
        revisions = [_revision(element, page_id, title) for element in page.iter("revision")]
    except (ElementTree.ParseError, ValueError) as error:
        raise ValueError(f"no well-formed page: {error}") from error
    revisions.sort(key=lambda revision: (revision.ref.timestamp, revision.ref.rev_id), reverse=True)
    redirect = page.find("redirect")
    return DumpPage(page_id, title, redirect.get("title", "") if redirect is not None else None, revisions)


def _revision(element: ElementTree.Element, page_id: int, title: str) -> DumpRevision:
    rev_id = int(element.findtext("id") or "")
    text = element.find("text")
    content = (text.text or "") if text is not None else ""
    stated = element.findtext("sha1") or (text.get("sha1") if text is not None else None) or ""
    sha1 = sha1_of(content)
    problem = None
    if text is None or text.get("deleted") is not None:
        problem = f"the text of revision {rev_id} is hidden from the public"
    elif (model := element.findtext("model") or "wikitext") != "wikitext":
        problem = f"revision {rev_id} is {model}, not wikitext"
    elif stated.strip() and _from_base36(stated.strip()) != int(sha1, 16):
        problem = f"the text of revision {rev_id} does not have the SHA-1 that the dump states"
    moment = datetime.fromisoformat(element.findtext("timestamp") or "")
    return DumpRevision(RevisionRef(page_id, title, rev_id, moment, sha1), content, problem)


def _from_base36(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 36 + _BASE36.index(digit)
    return number
