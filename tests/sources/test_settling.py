"""Which revision of a history has settled: pure cases, and what holds for every history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.revision import RevisionRef
from pipeline.sources.settling import REVERT_RADIUS, settled

NOW = datetime(2024, 11, 10, tzinfo=UTC)


def history(*revisions: tuple[float, str] | tuple[float, str, tuple[str, ...]]) -> list[RevisionRef]:
    """Revisions, newest first, each (age in hours, text, tags)."""
    return [
        RevisionRef(1, "T", len(revisions) - n, NOW - timedelta(hours=r[0]), r[1], r[2] if len(r) == 3 else ())
        for n, r in enumerate(revisions)
    ]


def chosen(hours: float, *revisions: tuple[float, str] | tuple[float, str, tuple[str, ...]]) -> str | None:
    ref = settled(history(*revisions), NOW, timedelta(hours=hours))
    return ref.sha1 if ref else None


def test_tagged_as_reverted_is_passed_over() -> None:
    assert chosen(24, (25, "bad", ("mw-reverted",)), (90, "good")) == "good"
    assert chosen(24, (25, "bad", ("mw-reverted",))) is None


def test_two_bad_edits_undone_at_once() -> None:
    assert chosen(24, (1, "good"), (26, "worse"), (27, "bad"), (90, "good"), (99, "older")) == "good"


def test_an_edit_that_later_edits_built_upon_has_settled() -> None:
    assert chosen(24, (1, "c"), (25, "b"), (90, "a")) == "b"


def test_the_same_text_saved_twice_reverts_nothing() -> None:
    assert chosen(24, (1, "b"), (25, "b"), (90, "a")) == "b"


def test_text_that_returns_after_long_is_no_revert() -> None:
    steps = [(25.0 + n, f"edit {n}") for n in range(REVERT_RADIUS + 3)]
    assert chosen(24, (1, "old"), *steps, (900, "old")) == "edit 0"


def test_settle_zero_is_the_newest_whatever_was_done_to_it() -> None:
    assert chosen(0, (0, "bad", ("mw-reverted",)), (25, "good")) == "bad"
    assert chosen(0) is None


edits = st.tuples(st.floats(-50, 200), st.sampled_from("abc"), st.sampled_from([(), ("mw-reverted",)]))


@given(st.lists(edits, max_size=12), st.floats(0.1, 100))
def test_what_is_chosen_is_old_enough_and_never_from_the_future(
    revisions: list[tuple[float, str, tuple[str, ...]]], hours: float
) -> None:
    ordered = history(*sorted(revisions))
    ref = settled(ordered, NOW, timedelta(hours=hours))
    if ref is not None:
        assert ref in ordered
        assert ref.timestamp is not None and ref.timestamp <= NOW - timedelta(hours=hours)
        assert "mw-reverted" not in ref.tags
