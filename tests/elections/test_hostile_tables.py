"""Tables that no article has: the election side lets them be and says why; nothing takes the square of their size."""

from __future__ import annotations

import pytest

from pipeline.parse import parse_page

WIDE = " !! ".join(f"Candidate {n}" for n in range(20_000))
CELLS = " || ".join(map(str, range(20_000)))


@pytest.mark.parametrize(
    "text",
    [
        f"{{|\n! County !! {WIDE}\n|-\n| Essex || {CELLS}\n|}}",
        f"{{|\n! Party !! Candidate !! {WIDE.replace('Candidate', 'Votes')}\n|-\n| Green || Roe || {CELLS}\n|}}",
        "{|\n! County !! " + "colspan=1000 | A !! " * 20 + f"\n|-\n| Essex || {CELLS}\n|}}",
    ],
)
@pytest.mark.timeout(60)
def test_table_wider_than_any_is_not_read(text: str) -> None:
    records = parse_page(text, "2004 United States presidential election in Massachusetts")
    assert [table.kind for table in records.page_tables] == ["unknown"]
    assert [met.reason for met in records.coverage if met.construct == "table_layout"] == ["wider than 500 columns"]
    assert len(records.cells) > 40_000


@pytest.mark.timeout(60)
def test_a_column_of_equal_names_is_read_in_proportion_to_its_length() -> None:
    rows = "|-\n| Richmond || 100 || 45.0%\n" * 3000
    records = parse_page("{|\n! County !! Kerry !! %\n" + rows + "|}", "2004 election in Virginia")
    assert len(records.cells) == 3 * 3001
