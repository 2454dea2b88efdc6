"""Every dialect again with a column more, in another order, with its header again: the same records.

The pages are those of `pages/*.case`; `restructuring.py` writes their tables anew.
"""

from __future__ import annotations

import pytest

from tests.elections.restructuring import CHANGES, restructured
from tests.elections.test_rewritten import pages, records_of

# Pages of which a change says something else, and why.
_BEHIND = {
    "damaged_headers",  # another header cell fills the place of the one that is lost
    "lost_header_cell",
    "table_beside_itself",  # the column behind parts its halves unevenly
}
_DEPEND: dict[str, set[str]] = {
    "an empty column": _BEHIND,
    "a column of references": _BEHIND,
    "a column of notes": _BEHIND | {"countries_as_totals"},  # whose total is told by being bold throughout
}
_FEWEST = {"shares first": 10, "candidates reversed": 3, "the header again": 5}


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_records(name: str) -> None:
    but = _DEPEND.get(name, set())
    changed = [
        (page, title, text, before)
        for page, title, wikitext, before in pages()
        if page not in but and (text := restructured(wikitext, title, CHANGES[name])) != wikitext
    ]
    differ = {
        page: f"lost {list(before - after)[:2]}, new {list(after - before)[:2]}"
        for page, title, text, before in changed
        if (after := records_of(text, title)) != before
    }
    assert not differ
    assert len(changed) >= _FEWEST.get(name, 60)
