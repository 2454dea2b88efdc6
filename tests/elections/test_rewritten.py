"""Every dialect again in other markup and other words: what a table says does not hang on how it is written.

The pages are those of `pages/*.case`; each is rewritten whole (`rewriting.py`) and must give the records it gave.
Of a rewriting that many pages know, `make test` takes every fourth, each rewriting others; `make test-long` all.
"""

from __future__ import annotations

import zlib
from collections import Counter
from functools import cache
from typing import Any

import pytest

from pipeline.parse import parse_page
from pipeline.parsing.page_records import ELECTION_TABLES
from tests.elections.rewriting import MARKUP, WORDS, Rewriting, other_words
from tests.elections.test_pages import CASES, read_case
from tests.long import LONG

Records = Counter[tuple[Any, ...]]
MANY, EVERY = 24, 4  # pages of one rewriting, of which every fourth is read unless all are

# Pages of which a rewriting says something else, and why.
_DEPEND: dict[str, set[str]] = {
    # `%` beside seats may be theirs, `% of votes` is not
    **{words: {"parts_and_numbers"} for words in ("% of votes", "Vote share", "Vote %", "% of the vote")},
    # on a page that nowhere speaks of an election, only `Candidate` and `Votes` do
    **{words: {"places_in_an_order"} for words in ("Tally", "Nominee", "Contestant", "Person")},
    # `Party` is surer than `Alliance`, other words are not
    **{words: {"countries_as_totals"} for words in ("Affiliation", "Party name", "Political affiliation")},
    "Party or alliance": {"alliances_and_days", "party_or_alliance_beside_party"},  # then both columns are called so
    "source in a row": {"parties_by_their_names"},  # wider than a table without header, whose title spans it no more
    # pictures of parties, which nobody writes in bold; whole names in a table with two headers; numbers, no words;
    # a header that another row runs on from; headers within a call, whose arguments a bar parts
    "bold headers": {
        "folded_tables",
        "wards_by_their_numbers",
        "rows_run_together",
        "mixed_rounds",
        "polls_abroad",
        "headers_in_mid_table",
        "counts_without_their_number",
        "ballots_by_bare_numbers",
        "counts_by_bare_numbers",
    },
    "Jurisdiction": {"norway_counties"},  # counties in the United States alone
}


def records_of(wikitext: str, title: str) -> Records:
    """A page's election records without their rows' numbers, which rewriting moves."""
    page = parse_page(wikitext, title, 1)
    found: Records = Counter()
    for table in ELECTION_TABLES:
        for record in getattr(page, table):
            found[(table, *(value for name, value in record._asdict().items() if name != "row_no"))] += 1
    return found


@cache
def pages() -> tuple[tuple[str, str, str, Records], ...]:
    cases = [(path.stem, read_case(path)) for path in CASES]
    return tuple((name, case.title, case.wikitext, records_of(case.wikitext, case.title)) for name, case in cases)


def _compared(rewrite: Rewriting, named: str) -> int:
    """The number of pages that were rewritten; every one of them gives the records it gave."""
    other = [
        (name, title, rewritten, before)
        for name, title, wikitext, before in pages()
        if name not in _DEPEND.get(named, ()) and (rewritten := rewrite(wikitext)) != wikitext
    ]
    part = other if LONG or len(other) < MANY else other[zlib.crc32(named.encode()) % EVERY :: EVERY]
    differ = {
        name: f"lost {list(before - after)[:2]}, new {list(after - before)[:2]}"
        for name, title, rewritten, before in part
        if (after := records_of(rewritten, title)) != before
    }
    assert not differ
    return len(other)


@pytest.mark.parametrize("name", MARKUP)
def test_the_same_in_other_markup(name: str) -> None:
    assert _compared(MARKUP[name], name) > 20


@pytest.mark.parametrize(("words", "instead"), [(words, other) for words, others in WORDS.items() for other in others])
def test_the_same_in_other_words(words: str, instead: str) -> None:
    assert _compared(other_words(words, instead), instead) > 2
