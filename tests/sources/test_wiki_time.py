"""Against a real MediaWiki: the revision of a moment, and the newest that has settled, by edits with timestamps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.settings import ScopeSettings, Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.sources.scopes import Scope
from tests.real_wiki import Wiki

pytestmark = pytest.mark.mediawiki

DAY = timedelta(hours=24)


@pytest.fixture(scope="module")
def pages(wiki: Wiki) -> Wiki:
    for day, text in (("05", "no votes"), ("06", "first count"), ("09", "final count")):
        wiki.edit("Count", text, f"2024-11-{day}T12:00:00Z")
    for moment, text in (
        ("01T00:00:00Z", "good"),
        ("06T08:00:00Z", "vandalism"),
        ("06T08:05:00Z", "good"),  # brought back
        ("07T20:00:00Z", "fresh edit"),
    ):
        wiki.edit("Contested", text, f"2024-11-{moment}")
    return wiki


def text_at(wiki: Wiki, settings: Settings, title: str, as_of: datetime, settle: timedelta | None = None) -> str | None:
    scope = Scope("test", ScopeSettings(titles=(title,)))
    source = MediaWikiSource(ActionApi(wiki.api, settings), wiki.api, scope, as_of=as_of, settle=settle)
    texts = [revision.wikitext for revision in source.fetch(list(source.newest()))]
    if not texts:
        assert [problem.kind for problem in source.problems] == ["no_revision"]
    return texts[0] if texts else None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2024-11-04T00:00", None),
        ("2024-11-05T12:00", "no votes"),
        ("2024-11-06T11:59", "no votes"),
        ("2024-11-09T11:59", "first count"),
        ("2024-11-10T00:00", "final count"),
    ],
)
def test_the_revision_of_a_moment(pages: Wiki, settings: Settings, moment: str, text: str | None) -> None:
    assert text_at(pages, settings, "Count", datetime.fromisoformat(moment).replace(tzinfo=UTC)) == text


@pytest.mark.parametrize(
    ("title", "moment", "text"),
    [
        ("Count", "2024-11-09T13:00", "first count"),  # the final count is an hour old
        ("Count", "2024-11-10T12:00", "final count"),  # 24 hours to the minute
        ("Count", "2024-11-06T12:30", "no votes"),
        ("Count", "2024-11-05T13:00", None),
        ("Contested", "2024-11-07T08:02", "good"),  # the vandalism is 24 hours old, but was reverted
        ("Contested", "2024-11-07T08:06", "good"),
        ("Contested", "2024-11-08T19:00", "good"),
        ("Contested", "2024-11-08T20:00", "fresh edit"),
    ],
)
def test_the_newest_that_has_settled(
    pages: Wiki, settings: Settings, title: str, moment: str, text: str | None
) -> None:
    assert text_at(pages, settings, title, datetime.fromisoformat(moment).replace(tzinfo=UTC), DAY) == text


def test_settled_today(pages: Wiki, settings: Settings) -> None:
    pages.edit("Count", "scribble")  # just now
    scope = Scope("test", ScopeSettings(titles=("Count",)))
    source = MediaWikiSource(ActionApi(pages.api, settings), pages.api, scope, settle=DAY)
    assert [revision.wikitext for revision in source.fetch(list(source.newest()))] == ["final count"]


def test_pages_at_rest_need_no_request_of_their_own(pages: Wiki, settings: Settings) -> None:
    scope = Scope("test", ScopeSettings(titles=("Contested",)))
    source = MediaWikiSource(
        ActionApi(pages.api, settings), pages.api, scope, as_of=datetime(2025, 1, 1, tzinfo=UTC), settle=DAY
    )
    list(source.newest())
    assert source.api.traffic.requests == 1
