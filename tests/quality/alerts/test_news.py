"""What is news: seen from the version that a channel was told of last."""

from __future__ import annotations

import pytest

from pipeline.quality.alerts.news import news, row_link
from tests.quality.alerts.rows import PERMALINK, TITLE, finding, version

V1, V2, V3 = "2026.11.23-1", "2026.11.23-2", "2026.11.23-3"


def ids(groups):
    return sorted(item.finding_id for group in groups.groups for page in group.pages for item in page.items)


def test_new_and_resolved_only():
    now = version(
        V2, finding("a", first=V2), finding("b", "ongoing"), finding("c", "resolved"), finding("d", "waived", first=V2)
    )
    found = news(now, [now], {V2}, V1)
    assert (ids(found.new), ids(found.resolved)) == (["a"], ["c"])


def test_nothing_is_no_news():
    now = version(V2, finding("b", "ongoing"), finding("w", "waived"))
    assert not news(now, [now], {V2}, V1)


def test_two_versions_at_once_are_told_as_what_came_of_them():
    second = version(V2, finding("stays", first=V2), finding("passing", first=V2), finding("old", "resolved"))
    third = version(V3, finding("stays", "ongoing", first=V2), finding("passing", "resolved", first=V2))
    found = news(third, [second, third], {V2, V3}, V1)
    assert (ids(found.new), ids(found.resolved)) == (["stays"], ["old"])


def test_what_was_resolved_and_came_back_is_not_told_as_resolved():
    second = version(V2, finding("a", "resolved"))
    third = version(V3, finding("a", "new", first=V3))
    assert ids(news(third, [second, third], {V2, V3}, V1).resolved) == []


@pytest.mark.parametrize(
    ("severity", "told"),
    [("error", ["e", "held"]), ("warning", ["e", "held", "w"]), ("info", ["e", "held", "i", "w"])],
)
def test_the_mildest_severity_to_tell_of_and_held_pages_always(severity, told):
    now = version(
        V1,
        finding("e"),
        finding("w", severity="warning"),
        finding("i", severity="info"),
        finding("held", severity="info", check_id="page_held"),
    )
    assert ids(news(now, [now], {V1}, None, severity).new) == told


def test_grouped_by_check_and_page_the_worst_check_first():
    now = version(
        V1,
        finding("a", severity="warning"),
        finding("b", check_id="area_sum"),
        finding("c", severity="warning", page_id=2, election_id="Gone#2"),
        finding("d", check_id="area_sum", page_id=None),
    )
    found = news(now, [now], {V1}, None)
    assert [(group.check_id, group.severity, [page.title for page in group.pages]) for group in found.new.groups] == [
        ("area_sum", "error", [TITLE, "The dataset as a whole"]),
        ("area_pct", "warning", [TITLE, "Gone"]),
    ]


def test_the_link_leads_to_the_revision_the_section_and_the_row():
    now = version(V1, finding("a"))
    (item,) = news(now, [now], {V1}, None).new.groups[0].pages[0].items
    assert item.url == f"{PERMALINK}17#By_county_%28all%29:~:text=Essex"
    assert item.place == "table 3, row 6"


@pytest.mark.parametrize(
    ("url", "key", "link"),
    [
        (f"{PERMALINK}1", '{"candidate": "A-B, c"}', f"{PERMALINK}1#:~:text=A%2DB%2C%20c"),
        (f"{PERMALINK}1#S", '{"row_no": 0}', f"{PERMALINK}1#S"),
        (f"{PERMALINK}1", None, f"{PERMALINK}1"),
        ("#By_county", '{"area": "Essex"}', ""),
        ("javascript:alert(1)", '{"area": "Essex"}', ""),
        (None, "[1]", ""),
    ],
)
def test_links(url, key, link):
    assert row_link(url, key) == link
