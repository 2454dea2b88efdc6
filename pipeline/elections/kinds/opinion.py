"""Recognises what people expected: predictions by source, polls, and averages of polls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.elections.kinds.registry import Evidence, recogniser
from pipeline.elections.kinds.view import TableView, folded
from pipeline.elections.opinion.poll_columns import read_poll_columns, role_of
from pipeline.elections.opinion.polls_across import turned_polls
from pipeline.elections.opinion.predictions import is_day, is_part, is_rating, is_source
from pipeline.elections.opinion.race_ratings import rating_columns
from pipeline.elections.opinion.ratings import RATING_TEMPLATES
from pipeline.elections.words.figures import percent
from pipeline.elections.words.rounding import A_POLLS_SHARES
from pipeline.wikitext.remembering import remembered

_RATINGS: Final = ("predictions?", "(?:race |election )?ratings?", "forecasts?", "competitive.*")


_OF_LEADERS: Final = (  # what polls ask besides for whom one would vote
    r"(?:preferred|predicted|best|better) (?:prime minister|premier|pm|chancellor|taoiseach|first minister|leader)s?"
    r"(?: .*)?",
    r"preferred (?:(?:regional |minister[- ])?president|lehendakari)(?: .*)?",
    r"(?:(?:who is )?(?:most |more |best )?)suit(?:ed|able|ability)(?: .*)?",
    r"leaders?(?:hip)? (?:approval|ratings?|polling|evaluations?|polls)(?: .*)?",
    r"(?:net |government |job )?approval(?: ratings?| polling| polls)?",
    r"(?:dis)?satisfaction(?: ratings?)?",
    r"(?:un)?favou?rability(?: ratings?)?",
    r"(?:minister[- ]president|prime minister(?:ial)?|premier|chancellor|governing mayor|head of government)"
    r"(?: candidates?)? (?:polls?|polling|preferences?|surveys?)(?: .*)?",
    r"(?:preferred|favou?red|favou?rite) (?:coalition|government|outcome)s?(?: .*)?|coalition preferences?",
    r"(?:expected|perceived) (?:winner|outcome|result)s?|victory (?:expectation|likelihood|preference)s?",
    r"party identification|political (?:sympath(?:y|ies)|preference)",
    r"(?:candidates?[’']? |voters?[’']? |electoral )?rejection(?: rates?| polls?| index)?|negative vot(?:e|ing)",
    r"(?:vot(?:e|ing|ers?)|electoral) (?:potential|ceiling|threshold)s?|(?:name )?recognition|awareness",
    r"second[- ](?:choices?|preferences?)(?: (?:of )?(?:voters|polls?|polling))?",
    r"(?:government|country) direction|right/wrong (?:track|direction)",
    r"(?:interest|advocacy|special interest) groups?(?: .*)?|(?:voting )?scorecards?|group ratings?|voting records?",
    r"(?:most important |key |top )?issues?(?! \d)(?: (?:polls?|polling|of importance))?(?: ?[:–-] .*)?",
    r"who won(?: .*)?|debate winners?|won the debate.*|winner of .*debate",
)
_OF_DEBATES: Final = re.compile(
    r"(?!.*\b(?:post|pre|after|before|following|since)\b).*\bdebates?(?: (?:reception|reactions?|polls?|polling))?"
)


@remembered
def _is_of_debates(said: str) -> bool:
    """Whether a title or heading speaks of debates, and not of polls around them."""
    return "debate" in (words := folded(said)) and bool(_OF_DEBATES.fullmatch(words))


def _asks(view: TableView) -> bool:
    """Whether a table has a column of those who ask."""
    return any((role_of(column.text) or role_of(column.top)) == "pollster" for column in view.columns)


def _speaks_of_ratings(view: TableView) -> bool:
    return view.says(*_RATINGS) or "ratings" in folded(view.page_title)


@recogniser(at_most=0.98)
def predictions(view: TableView) -> Evidence | None:
    """Columns for source and rating, or one row of ratings under the sources' names (`State | Cook | Sabato`)."""
    has_source = any(is_source(column) for column in view.columns)
    rated = [
        row
        for _, row in view.body
        if any(call.name in RATING_TEMPLATES for cell in row.cells if (calls := cell.calls) for call in calls)
    ]
    has_rating = has_source and _has_rating(view, is_rated=bool(rated))
    if has_rating and not rated and not view.is_of_election:
        return None  # what critics thought of a record
    if has_rating:
        score = 0.95 if rated or view.says("predictions?", "ratings?", "forecasts?") else 0.75
        return Evidence("predictions", score, "columns for the source and its rating")
    if not rated:
        in_words = rating_columns(view) if len(view.body) > 1 and _speaks_of_ratings(view) else ()
        return Evidence("predictions_by_area", 0.92, f"{len(in_words)} columns of ratings") if in_words else None
    if len(rated) > 1 or has_source:
        return Evidence("predictions_by_area", 0.98, f"ratings of {len(rated)} races, a row each")
    return Evidence("predictions", 0.9, "one row of ratings under the sources' names")


def _has_rating(view: TableView, *, is_rated: bool) -> bool:
    """Whether a column's header says that it holds ratings; with ratings in cells, that of a day or a part does."""
    if any(is_rating(column) and (is_rated or not is_day(column)) for column in view.columns):
        return True
    return is_rated and any(map(is_part, view.columns))


def _are_no_shares(view: TableView, choices: Sequence[int]) -> bool:
    """Whether the percentages of some rows come to so much that they are no shares of one question's answers."""
    sums = [sum(percent(row.text_at(col)) or 0 for col in choices) for _, row in view.rows]
    return any(total > A_POLLS_SHARES for total in sums)


def _are_written_as_shares(view: TableView, choices: Sequence[int]) -> bool:
    """Whether some figure is no count of seats: 48.2, 73%."""
    return any("%" in (text := row.text_at(col)) or "." in text for _, row in view.rows for col in choices)


@recogniser(at_most=0.98)
def polls(view: TableView) -> Evidence | None:
    """A column for the pollster, one for date, sample or margin of error, and percentages per choice."""
    if view.says(*_OF_LEADERS) or any(_is_of_debates(said) for said in (view.page_title, *view.path)):
        return (
            Evidence("leader_polls", 0.98, "polls about leaders, issues or debates, not votes") if _asks(view) else None
        )
    roles = {role for column in view.columns if (role := role_of(column.text) or role_of(column.top))}
    if "aggregate" in roles:
        return Evidence("poll_aggregate", 0.95, "a source of averages of polls per row")
    asked = roles & {"date", "published", "sample", "moe"}
    says = view.says("poll(?:s|ing)?", "opinion polls?", "opinion polling", "surveys?")
    by_source = "source" in roles and asked and (says or "sample" in roles or {"date", "moe"} <= roles)
    on_leaving = "pollster" in roles and view.says("exit polls?")  # asked on the one day, of which no column tells
    if not (("pollster" in roles and asked) or by_source or on_leaving):
        return None  # `Party | Votes | % | ±% | Source` are results
    columns = read_poll_columns(view)
    if columns is None:
        return Evidence("polls", 0.5, "pollsters, but no percentages per choice") if "pollster" in roles else None
    if on_leaving and not asked and not _are_written_as_shares(view, [col for col, _ in columns.choices]):
        return None
    if not says and "poll" not in folded(view.page_title) and _are_no_shares(view, [col for col, _ in columns.choices]):
        return None  # Organization | Date | Brown | Mandel: how often each voted as it wished
    score = 0.95 if says else 0.94 if "pollster" in roles else 0.9
    if "pollster" in roles and len(asked) > 1:
        score = 0.97  # surer than a cell's look: `8%<br>{{small|SNP on 3%}}` is no list of candidates
    return Evidence("polls", score, f"columns for {', '.join(('the pollster', *sorted(asked)))} and choices")


@recogniser(at_most=0.98)
def polls_across(view: TableView) -> Evidence | None:
    """Pollsters as columns over rows of dates, samples and choices."""
    turned = turned_polls(view)
    found = polls(turned) if turned is not None else None
    if found is None or found.kind != "polls":
        return found
    return Evidence("polls_across", 0.98, f"turned round: {found.reason}")
