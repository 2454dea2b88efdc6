"""Two elections in a state of three counties, with everything that the report shows; names can be made hostile."""

from __future__ import annotations

from datetime import date

from pipeline.records import (
    Area,
    AreaResult,
    Candidate,
    Elector,
    InfoboxFieldRecord,
    PageTable,
    Poll,
    PollResult,
    Prediction,
)
from pipeline.records import Election as ElectionRecord
from pipeline.records import Result as ResultRecord
from schemas.frames import frame_of
from tests.output.small import finding, page

COUNTIES = {"Kent": "10001", "New Castle": "10003", "Sussex": "10005"}
# Votes by county: Democratic, Republican, others.
VOTES = {
    2000: {"Kent": (22_790, 24_081, 1_374), "New Castle": (127_539, 78_587, 6_869), "Sussex": (29_739, 34_620, 1_593)},
    2004: {"Kent": (23_875, 31_578, 538), "New Castle": (139_000, 91_000, 2_300), "Sussex": (32_000, 47_000, 700)},
}
PEOPLE = {2000: ("Al Gore", "George W. Bush"), 2004: ("John Kerry", "George W. Bush")}


def title_of(year, words="presidential election in Delaware"):
    """2004 presidential election in Delaware."""
    return f"{year} {words}"


def election(
    year, page_id, *, words="presidential election in Delaware", url=None, name=None, remark="The sum differs"
):
    """All tables of one page. `words` ends its title, `name` replaces the Democrat's, `remark` is a finding's."""
    title, previous = title_of(year, words), title_of(year - 4, words)
    democrat, republican = name or PEOPLE[year][0], PEOPLE[year][1]
    people = ((democrat, "Democratic"), (republican, "Republican"), ("Others", None))
    sums = [sum(votes[n] for votes in VOTES[year].values()) for n in range(3)]
    rows = {**VOTES[year], "Totals": sums}
    areas = [
        Area(title, page_id, 2, n, "county", area, geoid=COUNTIES.get(area), is_total=area == "Totals")
        for n, area in enumerate(rows, 1)
    ]
    area_results = [
        AreaResult(title, page_id, 2, n, "county", area, who, party, votes, round(100 * votes / sum(counts), 2))
        for n, (area, counts) in enumerate(rows.items(), 1)
        for (who, party), votes in zip(people, counts, strict=True)
    ]
    results = [
        ResultRecord(
            *(title, page_id, 1, n, title, "other" if party is None else "candidate", party),
            candidate=who,
            votes=votes,
            pct=round(100 * votes / sum(sums), 2),
            is_winner=n == 1,
        )
        for n, ((who, party), votes) in enumerate(zip(people, sums, strict=True), 1)
    ]
    polls = [
        Poll(title, page_id, 3, n, f"{name or 'Zogby'} {n}", None, date(year, 10, n), 600, "LV") for n in range(1, 13)
    ]
    answers = [
        PollResult(title, page_id, 3, poll.row_no, who, 45.0 + (poll.row_no * lean) % 7)
        for poll in polls
        for who, lean in ((democrat, 3), (republican, 5))
    ]
    facts = ElectionRecord(
        *(title, page_id, 1, title, "United States", "presidential", "President", date(year, 11, 2)),
        year=year,
        previous_election=previous,
        next_election=title_of(year + 4, words),
        turnout_pct=64.22,
        turnout_change_pp=-1.5,
    )
    records = {
        "elections": [facts],
        "candidates": [
            Candidate(title, n, who, party=f"{party} Party (United States)", popular_vote=sums[n - 1], is_winner=n == 1)
            for n, (who, party) in enumerate(people[:2], 1)
        ],
        "results": results,
        "areas": areas,
        "area_results": area_results,
        "predictions": [
            Prediction(title, page_id, 4, 1, name or "CNN", "Solid D", "Solid", "D", False, date(year, 9, 1))
        ],
        "polls": polls,
        "poll_results": answers,
        "electors": [Elector(title, page_id, 1, name or "Nancy W. Cook")],
        "infobox_fields": [InfoboxFieldRecord(page_id, 1, "infobox election", "nominee1", democrat, democrat)],
        "page_tables": [PageTable(page_id, 2, "Results > By county", name, "areas", 5, 4, 1)],
        "findings": [finding(finding_id=f"f{page_id}", page_id=page_id, election_id=title, message=remark, url=url)],
    }
    address = {} if url is None else {"url": url, "history_url": url}
    pages = frame_of("pages", [page(page_id, title, 100 + page_id, **address)])
    return {"pages": pages} | {table: frame_of(table, rows) for table, rows in records.items()}
