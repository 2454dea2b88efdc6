"""Numbers in every form met, and the forms that are no numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.elections.words.numbers import (
    is_nothing,
    read_count,
    read_count_and_percent,
    read_margin_of_error,
    read_percent,
    read_signed_count,
    read_signed_percent,
)

NOTHING = ["", " ", "—", "–", "-", "−", "n/a", "N/A", "TBD", "tba", "?", "n/a[b]", "\u200b", "\u00a0"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,803,800", 1803800),
        ("17, 624", 17624),
        ("12,34,567", 1234567),
        ("1 803 800", 1803800),
        ("1\u202f803\u202f800", 1803800),
        ("1\u00a0803\u00a0800", 1803800),
        ("1'803'800", 1803800),
        ("１２，３４５", 12345),
        ("12,345[a]", 12345),
        ("12,345[note 3]", 12345),
        ("12,345*", 12345),
        ("1,749 (est)", 1749),
        ("749 (Est.)", 749),
        ("749 (a)", 749),
        ("749²", 749),
        ("749 (D)", None),
        ("(est)", None),
        ("12,345†", 12345),
        ("26 seats", 26),
        ("0", 0),
        ("1.803.800", None),
        ("1.803", None),
        ("1234,567", None),
        ("1,23", None),
        ("1,803 800", None),
        ("007", None),
        ("-12", None),
        ("12–15", None),
        ("about 12", None),
        ("5,977,045 (1st round) 9,722,022 (2nd round)", None),
        ("61.9%", None),
        ("９", 9),
    ],
)
def test_counts(text: str, count: int | None) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_none_and_never_zero(text: str) -> None:
    assert is_nothing(text)
    assert read_count(text) is None
    assert read_percent(text) is None
    assert read_signed_count(text) is None
    assert read_signed_percent(text) is None
    assert read_margin_of_error(text) is None


@pytest.mark.parametrize(
    ("text", "pct"),
    [
        ("61.94%", 61.94),
        ("61.94", 61.94),
        ("61.94 %", 61.94),
        ("(61.94%)", 61.94),
        ("61,94%", 61.94),
        (".5%", 0.5),
        ("100%", 100.0),
        ("0", 0.0),
        ("0.00%", 0.0),
        ("54.6%[b]", 54.6),
        ("<0.01%", None),
        ("~45%", None),
        ("1,234", None),
        ("-3%", None),
        ("12.3.4", None),
        ("45–48%", None),
        ("23.49% (1st round) 38.20% (2nd round)", None),
    ],
)
def test_percentages(text: str, pct: float | None) -> None:
    assert read_percent(text) == pct


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("+3.21", 3.21),
        ("-4.5%", -4.5),
        ("–4.5%", -4.5),
        ("−4.5%", -4.5),
        ("(−4.5%)", -4.5),
        ("▲ 3.2 pp", 3.2),
        ("▼0.62 percentage points", -0.62),
        ("+1,234.5%", 1234.5),
        ("-0.0", 0.0),
        ("4.5", 4.5),
        ("0.33▲", 0.33),
        ("12.61 pp ▼", -12.61),
        ("▲ -3", None),
        ("▼ +3", None),
        ("3▲ 4", None),
        ("±3.1", None),
        ("New", None),
        ("N/A", None),
    ],
)
def test_signed_percentages(text: str, change: float | None) -> None:
    assert read_signed_percent(text) == change


def test_a_change_without_its_direction_is_unknown() -> None:
    assert read_signed_percent("4.5", sign_required=True) is None
    assert read_signed_percent("▲4.5", sign_required=True) == 4.5
    assert read_signed_percent("0.0", sign_required=True) == 0.0


@pytest.mark.parametrize(
    ("text", "count"),
    [("−1,234", -1234), ("▼ 8", -8), ("+3", 3), ("▲8", 8), ("406,940▼", -406940), ("26", 26), ("- ", None)],
)
def test_signed_counts(text: str, count: int | None) -> None:
    assert read_signed_count(text) == count


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("± 3.1%", 3.1),
        ("±3.1", 3.1),
        ("±\u00a04.2%", 4.2),
        ("+/- 4%", 4.0),
        ("+/−3.5 pp", 3.5),
        ("4.5", 4.5),
        ("3–4", None),
    ],
)
def test_margins_of_error(text: str, points: float | None) -> None:
    assert read_margin_of_error(text) == points


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("1,234,567 (60.1%)", (1234567, 60.1)),
        ("68.17% 174,419", (174419, 68.17)),
        ("1,234 votes (5.2%)", (1234, 5.2)),
        ("5.2% (1,234)", (1234, 5.2)),
        ("68.17%", (None, 68.17)),
        ("174,419", (174419, None)),
        ("23.49% (1st round) 38.20% (2nd round)", (None, None)),
        ("—", (None, None)),
    ],
)
def test_counts_with_percentages(text: str, pair: tuple[int | None, float | None]) -> None:
    assert tuple(read_count_and_percent(text)) == pair


@given(st.integers(0, 10**12))
def test_every_grouping_of_a_count_is_read(number: int) -> None:
    western = f"{number:,}"
    for written in (str(number), western, western.replace(",", " "), western.replace(",", "\u202f")):
        assert read_count(written) == number
    assert read_count(f"{western}[a]") == number


@given(st.integers(-9999, 9999))
def test_every_minus_means_the_same(hundredths: int) -> None:
    value = hundredths / 100
    for minus in "-−–":
        assert read_signed_percent(f"{value:+.2f}%".replace("-", minus)) == pytest.approx(value)


@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 999))
def test_points_never_group_a_count(a: int, b: int, c: int) -> None:
    assert read_count(f"{a}.{b:03d}.{c:03d}") is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text: str) -> None:
    count, pct = read_count(text), read_percent(text)
    assert count is None or (count >= 0 and any(ch.isdigit() for ch in text))
    assert pct is None or pct >= 0
    read_signed_percent(text)
    read_margin_of_error(text)
    read_count_and_percent(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["[a]", "1,", "1 ", "(", "▲1% ", "12,345 (", "*"])
def test_a_hostile_cell_is_no_figure(unit: str) -> None:
    text = unit * 50_000
    assert read_count(text) is None
    assert read_percent(text) is None
    assert tuple(read_count_and_percent(text)) == (None, None)
    assert not is_nothing(text)
