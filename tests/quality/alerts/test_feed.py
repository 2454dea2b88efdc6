"""The Atom feed and the JSON file: valid, deterministic, whatever an article holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from pipeline.quality.alerts.feed import ENTRIES, atom_feed, findings_json
from pipeline.quality.alerts.message import MOST
from pipeline.quality.alerts.news import news
from tests.quality.alerts.rows import TITLE, finding, version

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(name, *findings, before=None):
    now = version(name, *findings)
    return atom_feed(news(now, [now], {name}, None), NOON, "dataset", before)


def test_an_entry_per_version_with_news_the_newest_first():
    first = feed("2026.11.23-1", finding("a"))
    second = feed("2026.11.23-2", finding("a", "ongoing"), before=first)
    third = feed("2026.11.23-3", finding("a", "resolved"), before=second)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in ET.fromstring(third).iterfind("a:entry", ATOM)]
    assert titles == ["canvass 2026.11.23-3: 1 resolved", "canvass 2026.11.23-1: 1 new (1 error)"]
    ids = [element.text for element in ET.fromstring(third).iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 3
    assert third == feed("2026.11.23-3", finding("a", "resolved"), before=second)


def test_the_feed_does_not_grow_without_end():
    text = None
    for n in range(ENTRIES + 5):
        name = f"2026.11.23-{n + 1}"
        text = feed(name, finding("a", first=name), before=text)
    entries = ET.fromstring(text).findall("a:entry", ATOM)
    assert len(entries) == ENTRIES
    assert entries[0].findtext("a:title", namespaces=ATOM).startswith(f"canvass 2026.11.23-{ENTRIES + 5}:")


def test_an_entry_counts_a_flood():
    text = feed("2026.11.23-1", *(finding(f"f{n}") for n in range(MOST + 7)))
    content = ET.fromstring(text).findtext("a:entry/a:content", namespaces=ATOM)
    assert content.count("<li>") == MOST
    assert "… and 7 more new ones." in content


def test_control_characters_and_markup_stay_valid_and_a_damaged_feed_begins_anew():
    text = feed("2026.11.23-1", finding("a", message="a\x00b\x0c <script> ]]> &"), before="<feed><entry>")
    content = ET.fromstring(text).findtext("a:entry/a:content", namespaces=ATOM)
    assert "<script" not in content
    assert "a\ufffdb" in content


def test_the_json_file_has_every_finding_with_its_page_and_revision():
    page = {"title": TITLE, "rev_id": 17, "edit_url": "https://example.org/edit"}
    gone = dict.fromkeys(page)
    rows = [finding("a", "resolved", page_id=9) | gone, finding("b", severity="info", observed="\ud800é") | page]
    text = "".join(findings_json(rows, "2026.11.23-1", None, NOON))
    content = json.loads(text)
    assert text == json.dumps(content, indent=1) + "\n"
    assert [row["finding_id"] for row in content["findings"]] == ["a", "b"]
    assert (content["findings"][1]["title"], content["findings"][1]["rev_id"]) == (TITLE, 17)
    assert [row["edit_url"] for row in content["findings"]] == [None, "https://example.org/edit"]


def test_a_version_without_findings_has_a_file_of_none():
    text = "".join(findings_json([], "2026.11.23-1", None, NOON))
    assert text == json.dumps(json.loads(text), indent=1) + "\n"
    assert json.loads(text)["findings"] == []
