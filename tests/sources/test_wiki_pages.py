"""Against a real MediaWiki: which pages a scope means, and what an edit, a move or a deletion does to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from pipeline.archive import Archive
from pipeline.errors import SourceError
from pipeline.revision import RevisionRef, sha1_of
from pipeline.settings import ScopeSettings, Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.dump import DumpSource
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.sources.scopes import Scope
from tests.real_wiki import Wiki

pytestmark = pytest.mark.mediawiki


@pytest.fixture(scope="module")
def pages(wiki: Wiki, tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    box = "{{Infobox election|previous_election=%s|next_election=[[%s|later]]}}"
    wiki.load(
        {
            "Template:Infobox election": "<includeonly>box</includeonly>",
            "Alpha election": "text of alpha\n\n",
            "Beta/sub election": "text of beta é 😀",
            "Old name": "#REDIRECT [[Older name]]",
            "Older name": "#REDIRECT [[Alpha election]]",
            "Section name": "#REDIRECT [[Alpha election#Results]]",
            "Loop": "#REDIRECT [[Loop]]",
            "2004 United States presidential election in Maine": "me",
            "2008 United States presidential election in Washington (state)": "wa",
            "1900 E": box % ("1896 E", "1904 E"),
            "1904 E": box % ("1900 E", "1908 E"),
            "1908 E": box % ("1904 E", "1912 E"),
            "Category:Top": "",
            "Category:Sub": "[[Category:Top]] [[Category:Deep]]",
            "Category:Deep": "[[Category:Sub]]",  # a loop
            "In top": "[[Category:Top]]",
            "In sub": "[[Category:Sub]]",
            "In deep": "[[Category:Deep]]",
        },
        tmp_path_factory.mktemp("pages") / "wiki",
    )
    return wiki


def source(wiki: Wiki, settings: Settings, scope: dict[str, object], **more: object) -> MediaWikiSource:
    named = Scope("test", ScopeSettings.model_validate(scope))
    return MediaWikiSource(ActionApi(wiki.api, settings), wiki.api, named, **more)  # type: ignore[arg-type]


def titles(source: MediaWikiSource) -> list[str]:
    return [ref.title for ref in source.newest()]


def test_pages_come_whole_with_ids_time_and_links(pages: Wiki, settings: Settings) -> None:
    wiki = source(pages, settings, {"titles": ["alpha_election", "Beta/sub election"]})
    refs = list(wiki.newest())
    alpha, beta = sorted(wiki.fetch(refs))
    assert (alpha.title, alpha.wikitext) == ("Alpha election", "text of alpha")
    assert beta.wikitext == "text of beta é 😀"
    assert beta.sha1 == sha1_of(beta.wikitext) == {ref.title: ref.sha1 for ref in refs}["Beta/sub election"]
    assert alpha.timestamp is not None and abs((alpha.timestamp - datetime.now(UTC)).total_seconds()) < 3600
    assert alpha.page_id > 0 and alpha.rev_id > 0
    assert beta.url.endswith(f"/w/index.php?title=Beta/sub_election&oldid={beta.rev_id}")
    assert beta.history_url.endswith("title=Beta/sub_election&action=history")
    assert wiki.problems == []


def test_redirects_are_followed_to_one_page(pages: Wiki, settings: Settings) -> None:
    wiki = source(pages, settings, {"titles": ["Old name", "Older_name", "Section name", "Alpha election"]})
    assert titles(wiki) == ["Alpha election"]


def test_titles_without_a_page_are_reported(pages: Wiki, settings: Settings) -> None:
    asked = ["Alpha election", "Nope", "Special:Version", "a[b", "wikipedia:Foo", "Loop", "1904 E|1908 E"]
    wiki = source(pages, settings, {"titles": asked})
    assert set(titles(wiki)) - {"Loop"} == {"Alpha election"}
    kinds = {problem.title: problem.kind for problem in wiki.problems}
    assert kinds["Nope"] == "missing"
    assert [kinds[title] for title in ("Special:Version", "A[b", "1904 E|1908 E")] == ["invalid"] * 3
    assert kinds["Wikipedia:Foo"] == "invalid"


def test_a_scope_without_any_page_is_an_error(pages: Wiki, settings: Settings) -> None:
    with pytest.raises(SourceError, match="no page of scope test"):
        titles(source(pages, settings, {"titles": ["Nope"]}))


def test_pattern_passes_over_what_does_not_exist(pages: Wiki, settings: Settings) -> None:
    pattern = {"pattern": "{year} United States presidential election in {state}", "years": ["2004-2008 step 4"]}
    wiki = source(pages, settings, pattern)
    assert sorted(titles(wiki)) == [
        "2004 United States presidential election in Maine",
        "2008 United States presidential election in Washington (state)",
    ]
    assert wiki.problems == []


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"categories": ["Top"], "category_depth": 0}, {"In top"}),
        ({"categories": ["Category:Top"], "category_depth": 1}, {"In top", "In sub"}),
        ({"categories": ["Top", "Deep"]}, {"In top", "In sub", "In deep"}),
        ({"categories": ["Top"], "only": "In {anything}b"}, {"In sub"}),
        ({"templates": ["infobox_election"]}, {"1900 E", "1904 E", "1908 E"}),
        ({"templates": ["Infobox election"], "only": "{year} E", "titles": ["Alpha election"]},
         {"1900 E", "1904 E", "1908 E", "Alpha election"}),
        ({"series": ["1904 E"]}, {"1900 E", "1904 E", "1908 E"}),
    ],
)  # fmt: skip
def test_members(pages: Wiki, settings: Settings, scope: dict[str, object], expected: set[str]) -> None:
    found = titles(source(pages, settings, scope))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_guard_stops_the_search_and_says_so(pages: Wiki, settings: Settings) -> None:
    wiki = source(pages, settings, {"templates": ["Infobox election"], "limit": 2})
    assert len(titles(wiki)) == 2
    assert [problem.kind for problem in wiki.problems] == ["limit"]


def test_more_titles_than_fit_a_request_or_a_url(pages: Wiki, settings: Settings) -> None:
    many = [f"A title that nobody has written {'long ' * 30}{number}" for number in range(120)]
    wiki = source(pages, settings, {"titles": [*many, "Alpha election"]})
    assert titles(wiki) == ["Alpha election"]
    assert len(wiki.problems) == 120
    assert wiki.api.traffic.requests == 3


def test_continuations_are_merged_whole(pages: Wiki, settings: Settings, tmp_path: Path) -> None:
    # Three pages of 3.5 MB together exceed the 8 MB of one answer ($wgAPIMaxResultSize): it comes in two.
    big = {f"Big page {n}": f"{n} " + "é" * 960_000 for n in range(5)}
    pages.load(big, tmp_path / "big")
    wiki = source(pages, settings, {"titles": list(big)})
    got = {revision.title: revision.wikitext for revision in wiki.fetch(list(wiki.newest()))}
    assert got == big
    assert wiki.api.traffic.requests > 2


def test_only_what_changed_is_fetched(pages: Wiki, settings: Settings, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    pages.edit("Gamma", "one")
    scope = {"titles": ["Gamma", "Alpha election"]}
    first = source(pages, settings, scope)
    archive.add(first.fetch(archive.missing(first.newest(), first.name)))
    pages.edit("Gamma", "two")
    second = source(pages, settings, scope)
    changed = archive.missing(second.newest(), second.name)
    assert [ref.title for ref in changed] == ["Gamma"]
    archive.add(second.fetch(changed))
    third = source(pages, settings, scope)
    assert archive.missing(third.newest(), third.name) == []
    assert third.api.traffic.requests == 1


def test_pages_are_followed_by_their_id(pages: Wiki, settings: Settings) -> None:
    for title in ("Mover", "Goner", "Turncoat", "Quitter"):
        pages.edit(title, f"text of {title}")
    scope: dict[str, object] = {"titles": ["Alpha election", "Mover", "Goner", "Turncoat"]}
    known = {ref.page_id: ref.title for ref in source(pages, settings, scope | {"series": ["Quitter"]}).newest()}
    ids = {title: page_id for page_id, title in known.items()}
    pages.run("move", "Mover", "Moved away")
    pages.run("delete", "Mover")  # the redirect that the move left behind
    pages.run("delete", "Goner")
    pages.edit("Turncoat", "#REDIRECT [[Alpha election]]")
    wiki = source(pages, settings, scope, known_pages=known)
    refs = {ref.page_id: ref for ref in wiki.newest()}
    assert refs[ids["Mover"]].title == "Moved away"
    assert set(refs) == {ids["Mover"], ids["Alpha election"]}
    outcome = {problem.page_id: problem.kind for problem in wiki.problems if problem.page_id}
    expected = {ids["Goner"]: "deleted", ids["Turncoat"]: "redirect", ids["Quitter"]: "left_scope"}
    assert outcome == expected
    assert len(wiki.problems) == len(outcome), "a page is told of once, by its id"


def test_a_revision_deleted_between_listing_and_fetching(pages: Wiki, settings: Settings) -> None:
    pages.edit("Short-lived", "text")
    wiki = source(pages, settings, {"titles": ["Short-lived", "Alpha election"]})
    refs = list(wiki.newest())
    pages.run("delete", "Short-lived")
    assert [revision.title for revision in wiki.fetch(refs)] == ["Alpha election"]
    assert [(problem.kind, problem.title) for problem in wiki.problems] == [("deleted", "Short-lived")]
    assert list(wiki.fetch([RevisionRef(1, "X", 2**40, None, None)])) == []


def test_an_export_read_as_a_dump_gives_the_same_revisions(pages: Wiki, settings: Settings, tmp_path: Path) -> None:
    scope: dict[str, object] = {"titles": ["Alpha election", "Beta/sub election", "1904 E"]}
    wiki = source(pages, settings, scope)
    by_api = sorted(wiki.fetch(list(wiki.newest())))
    form = {"pages": "Alpha election\nBeta/sub election\n1904 E\nOld name", "curonly": "1"}
    index = pages.api.replace("api.php", "index.php?title=Special:Export&action=submit")
    export = tmp_path / "export.xml"
    export.write_bytes(requests.post(index, data=form, timeout=30).content)
    dump = DumpSource(export, Scope("test", ScopeSettings.model_validate(scope)))
    by_dump = sorted(dump.fetch(list(dump.newest())))
    assert dump.problems == []
    assert [page._replace(source="dump") for page in by_api] == by_dump
