"""Why a revision is held, in one sentence for whoever is on call. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.quality.holds.judging import Reason

MOST = 3  # reasons that are spelt out
LONGEST = 160  # characters of one; it may quote a whole heading


def in_words(reasons: Sequence[Reason]) -> str:
    """“Suffolk, John Kerry: 182,592, now 1,825,920 votes; … and 4 more (figure_jump, sums_break)”.

    Of each rule the gravest first, then the next of each, so that the first words tell of different things.
    """
    by_rule: dict[str, list[Reason]] = {}
    for reason in reasons:
        by_rule.setdefault(reason.rule, []).append(reason)
    rounds = range(max(map(len, by_rule.values()), default=0))
    ordered = [of_rule[nth] for nth in rounds for of_rule in by_rule.values() if nth < len(of_rule)]
    told = "; ".join(_short(reason.message) for reason in ordered[:MOST])
    more = f"; and {len(ordered) - MOST:,} more" if len(ordered) > MOST else ""
    return f"{told}{more} ({', '.join(by_rule)})"


def _short(message: str) -> str:
    words = " ".join(message.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 2].rstrip() + " …"
