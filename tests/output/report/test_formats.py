"""How values are written."""

from __future__ import annotations

from datetime import date

import pytest

from output.report.formats import count, day, place, share, signed


@pytest.mark.parametrize(
    ("value", "written"), [(3.2, "+3.20"), (-0.5, "\u22120.50"), (0.0, "0.00"), (-0.001, "0.00"), (None, "")]
)
def test_signed(value, written):
    assert signed(value) == written


def test_nothing_is_not_zero():
    assert (count(None), share(None), day(None)) == ("", "", "")
    assert (count(0), count(1_803_800), share(0.0), share(61.937)) == ("0", "1,803,800", "0.00 %", "61.94 %")
    assert day(date(2004, 11, 2)) == "2 November 2004"


def test_a_key_in_words():
    key = '{"page_id":7,"table_no":3,"row_no":4,"area_type":"county","area":"Kent","party":null}'
    assert place(key) == "table 3, row 4, county, Kent"
    assert place('{"page_id":7}') == ""
