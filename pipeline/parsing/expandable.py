"""Which calls of unknown templates stand where it matters, and what that says for `coverage`.

It matters in cells of tables that records are taken from, or that nobody recognises, and in fields of election
infoboxes. For those `refresh --expand` asks the wiki; everything else is prose, pictures and decoration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping

from pipeline.elections.infobox.reading import field_registry, is_election_box
from pipeline.elections.kinds.registry import UNKNOWN
from pipeline.elections.reading import READERS
from pipeline.wikitext.answers import unknown_calls
from pipeline.wikitext.making import new
from pipeline.wikitext.model import Construct, Page
from pipeline.wikitext.templates.registry import normal_name

SETTLED = "expanded by the wiki (--expand)"
WOULD_SETTLE = "in a cell or field that matters: --expand would ask the wiki"


def calls_that_matter(page: Page, kinds: Mapping[int, str]) -> Counter[str]:
    """Unknown calls as written, with their number, in the page's tables of those kinds and its election infoboxes."""
    if not any(met.construct == "template" and met.outcome == "unknown" for met in page.constructs):
        return Counter()
    return Counter(call for markup in _markup_that_matters(page, kinds) for call in unknown_calls(markup))


def _markup_that_matters(page: Page, kinds: Mapping[int, str]) -> Iterator[str]:
    has_column = field_registry().has_column
    for box in page.infoboxes:
        if is_election_box(box):
            fields = box.fields.items()
            yield from (f.wikitext for name, f in fields if has_column(name) and not name.startswith("image"))
    for table in page.tables:
        if kinds.get(table.table_no, UNKNOWN) in {UNKNOWN, *READERS}:
            for row_no, row in enumerate(table.rows):
                for col_no, cell in enumerate(row.cells):
                    if (cell.origin_row, cell.origin_col) == (row_no, col_no):
                        yield cell.wikitext


def constructs_with_calls(
    constructs: Mapping[Construct, int], calls: Mapping[str, int], answered: Container[str]
) -> dict[Construct, int]:
    """The constructs, the unknown templates among them parted into settled, could be settled, and the rest."""
    settled: dict[str, int] = {}  # plain dicts, for a page may have a hundred thousand names: a Counter asks Python for
    open_calls: dict[str, int] = {}  # each that it has not met
    for call, count in calls.items():
        name = normal_name(call[2:-2].partition("|")[0])
        of_kind = settled if call in answered else open_calls
        of_kind[name] = of_kind.get(name, 0) + count
    parted: dict[Construct, int] = {}
    for met, count in constructs.items():
        kind, name, outcome, _ = met
        if kind == "template" and outcome == "unknown":
            done = min(count, settled.get(name, 0))
            could = min(count - done, open_calls.get(name, 0))
            if done:
                answer = new(Construct, (kind, name, "parsed", SETTLED))
                parted[answer] = parted.get(answer, 0) + done
            if could:
                question = new(Construct, (kind, name, outcome, WOULD_SETTLE))
                parted[question] = parted.get(question, 0) + could
            count -= done + could
        if count:
            parted[met] = parted.get(met, 0) + count
    return parted
