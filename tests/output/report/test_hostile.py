"""Whatever an article calls itself, its people or its links, the report shows it as words and runs none of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from output.report import write_report
from output.report.formats import web_link
from tests.output.report.delaware import election
from tests.output.small import put, tables_of

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><svg onload=alert(1)>",
    "</title><b>{{ 7 * 7 }}</b>{% raw %}",
    "<!--<script>",
    "javascript:alert(1)//http://example.org",
    "a\u2028b\u0000c\u202ed",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_shown_as_written(tmp_path, text):
    hostile = {"words": f"election {text}", "name": text, "remark": text, "url": "javascript:alert(1)"}
    tables = tables_of(election(2000, 7, **hostile), election(2004, 8, **hostile))
    folder = write_report(put(tmp_path, tables).release, tmp_path / "report").parent
    for file in folder.rglob("*.html"):
        tree = html.document_fromstring(file.read_text(encoding="utf-8"))
        assert len(tree.xpath("//script[not(@src or @type)]")) == len(tree.xpath("//style")) == 1
        assert set(tree.xpath("//@src")) <= {"charts.js"}
        for rows in tree.xpath("//script[@type]"):
            assert json.loads(rows.text)["data"]["rows"]
        assert tree.xpath("//img | //iframe | //b[text()='49']") == []
        handlers = [name for node in tree.iter("*") for name in node.attrib if name.lower().startswith("on")]
        assert handlers == []
        for link in tree.xpath("//@href"):
            assert link.startswith(("https://creativecommons.org/", "#", "report/page-", "page-", "../report.html")), (
                link
            )
        if "\0" not in text:
            assert text in tree.xpath("//main")[0].text_content()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://en.wikipedia.org/w/index.php?oldid=1&x=<b>", True),
        ("http://127.0.0.1:8080/x", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/x", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(address, kept):
    assert web_link(address) == (address if kept else "")


@given(st.text())
def test_no_text_becomes_a_link_of_another_scheme(text):
    assert web_link(text) == "" or text.strip().lower().startswith(("http://", "https://"))
