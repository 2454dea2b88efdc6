"""The words of a message: complete, short enough, and harmless."""

from __future__ import annotations

import re

from pipeline.quality.alerts.message import LONGEST, message
from pipeline.quality.alerts.news import news
from tests.quality.alerts.rows import PERMALINK, TITLE, finding, version

V1, V2 = "2026.11.23-1", "2026.11.23-2"


def told(*findings):
    now = version(V2, *findings)
    return message(news(now, [now], {V2}, V1), "canvass findings --dataset d")


def test_the_words():
    found = told(finding("a", first=V2), finding("b", "resolved", severity="warning", check_id="area_sum"))
    assert found.title == "canvass 2026.11.23-2: 1 new (1 error), 1 resolved"
    assert (
        found.text
        == f"""NEW: 1 (1 error)

A percentage is the votes over the total. (error, area_pct)
  {TITLE} (revision 17)
  - a: stated with 1.41 %; the votes are 1.22 % (table 3, row 6)
    {PERMALINK}17#By_county_%28all%29:~:text=Essex

RESOLVED: 1

The candidates sum to the total. (warning, area_sum)
  {TITLE} (revision 17): {PERMALINK}17
  - b: stated with 1.41 %; the votes are 1.22 % (table 3, row 6)

All of them: canvass findings --dataset d
"""
    )
    words = re.sub(r"<[^>]+>", "", found.html)
    for line in ("NEW: 1 (1 error)", "a: stated with 1.41 %", "table 3, row 6", "RESOLVED: 1"):
        assert line in words
    assert f'<a href="{PERMALINK.replace("&", "&amp;")}17#By_county_%28all%29:~:text=Essex">' in found.html


def test_a_page_s_revision_is_told_once():
    found = told(finding("held", first=V2, check_id="page_held", record_key='{"page_id":1}', url=None))
    assert f"  {TITLE} (revision 17): {PERMALINK}17\n  - held: stated with 1.41 %; the votes are 1.22 %\n" in found.text
    assert "1.22 %</li>" in found.html
    linked = told(finding("held", first=V2, check_id="page_held", record_key='{"page_id":1}'))
    assert '">revision 17</a>)</li>' in linked.html  # the words that carry the link


def test_a_flood_is_counted_not_told():
    found = told(*(finding(f"f{n:04}", first=V2) for n in range(3000)))
    assert len(found.text) <= LONGEST
    shown = found.text.count("  - ")
    assert f"… and {3000 - shown} more new ones." in found.text
    assert 5 < shown == found.html.count("<li>")
    assert found.title == "canvass 2026.11.23-2: 3,000 new (3,000 errors)"


def test_a_finding_that_quotes_a_whole_cell_is_cut():
    found = told(finding("a", first=V2, message="word " * 5000), finding("b", first=V2, message="x" * 9000))
    assert len(found.text) <= LONGEST
    assert "word word …" in found.text


def test_an_article_writes_no_markup_into_a_channel():
    found = told(finding("a", first=V2, message="<!channel> @everyone [x](http://evil.example) <script>alert(1)"))
    for text in (found.text, found.html):
        assert "@everyone" not in text
        assert "](" not in text
        assert "<!" not in text
        assert "<script" not in text
