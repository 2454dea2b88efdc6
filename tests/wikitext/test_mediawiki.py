"""Grids compared with a real MediaWiki on loopback, started for the purpose: cases, generated tables, whole articles.

Skipped, saying why, where ../shared/mediawiki is not there or MediaWiki cannot be started (it needs root and Debian).
"""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from pipeline.wikitext.grid import table_grids
from tests.real_wiki import SHARED, Wiki
from tests.wikitext.markup import pages
from tests.wikitext.soups import soups
from tests.wikitext.test_cases import CASES, read_case

pytestmark = [pytest.mark.mediawiki, pytest.mark.shared]

# The list of notes that MediaWiki adds at the end lands inside a table that never closes; it is not the table's text.
NOTES = re.compile(r'<ol class="references">.*?</ol>', re.DOTALL)
# A wiki without the files shows their names, and numbers for bare addresses: we show neither, on purpose.
PICTURE = re.compile(r"\[\[(?= *(?:file|image) *:)", re.IGNORECASE)
NOTE_IN_LINK = re.compile(r"<ref>[^<]*</ref>(?=\]\])")  # its number leaks out of the note, for links cannot nest
# Blocks that a browser sets on lines of their own; the oracle knows only some.
BLOCK = re.compile(r"(</?)(?:h[1-6]|center|blockquote)\b")
NOTE_ATTRIBUTES = re.compile(r'(<t[dh] [^>]*?)class="reference"')  # a note before a cell's bar gives the cell its class
BARE_ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\]]*\]", re.IGNORECASE)


def oracle() -> ModuleType:
    """The module that turns MediaWiki's html into grids."""
    spec = importlib.util.spec_from_file_location("oracle", SHARED / "oracle.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class RealWiki:
    """A running MediaWiki: what it makes of a text, and what we make of it."""

    def __init__(self, api: str) -> None:
        self.module = oracle()
        self.wiki: Any = self.module.Wiki(api)

    def grids(self, wikitext: str) -> Any:
        html = BLOCK.sub(r"\1div", NOTES.sub("", self.wiki.html(wikitext)))
        return self.module.html_grids(NOTE_ATTRIBUTES.sub(r"\1", html))

    def ours(self, wikitext: str) -> Any:
        return table_grids(wikitext, self.wiki.expand)


def api_of(request: pytest.FixtureRequest) -> str:
    """The address of a MediaWiki: the one that CANVASS_MEDIAWIKI names, or the tests' own."""
    named = os.environ.get("CANVASS_MEDIAWIKI")
    return named or str(request.getfixturevalue("mediawiki").api)


@pytest.fixture(scope="module")
def wiki(request: pytest.FixtureRequest) -> RealWiki:
    """A MediaWiki with the templates of the sample."""
    api = api_of(request)
    if "CANVASS_MEDIAWIKI" not in os.environ:
        mediawiki: Wiki = request.getfixturevalue("mediawiki")
        mediawiki.reset()
        mediawiki.run("load", str(SHARED / "sample"))
    return RealWiki(api)


def test_cases_are_what_mediawiki_renders(wiki: RealWiki) -> None:
    for path in CASES:
        case = read_case(path)
        grids = [[[text + "*" * head for text, head in row] for row in grid] for grid in wiki.grids(case.wikitext)]
        assert grids == case.grids, path.stem


@pytest.mark.parametrize("texts", [pages(), soups()], ids=["tables", "soups"])
def test_generated_texts(wiki: RealWiki, texts: SearchStrategy[str]) -> None:
    @settings(
        max_examples=300,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(texts)
    def check(wikitext: str) -> None:
        assert wiki.ours(wikitext) == wiki.grids(wikitext), wikitext

    check()


def articles() -> list[Path]:
    """The articles of the corpus that hold tables."""
    corpus = SHARED.parent / "corpus"
    paths = [*corpus.glob("*/*.wikitext"), *corpus.glob("pages/*/*.wikitext"), *corpus.glob("pages/*/*.txt")]
    return sorted(path for path in paths if b"{|" in path.read_bytes() or b"<table" in path.read_bytes())


def test_tables_of_whole_articles(wiki: RealWiki) -> None:
    paths = articles()
    if not paths:
        pytest.skip("no ../shared/corpus here, so there are no articles to compare")
    compared = 0
    for path in paths:
        wikitext = PICTURE.sub("[[:", path.read_text(encoding="utf-8"))
        wikitext = BARE_ADDRESS.sub("", NOTE_IN_LINK.sub("", wikitext))
        theirs, ours = wiki.grids(wikitext), wiki.ours(wikitext)
        assert ours == theirs, path.name
        compared += len(ours)
    assert compared > 300
