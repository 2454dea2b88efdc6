"""Polls of American and British articles, old and new; rows that are no polls."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.elections.opinion.polls import read_sample
from pipeline.elections.reading import ElectionReading, read_election_page
from pipeline.elections.words.dates import read_dates
from pipeline.wikitext.page import read_page

BOX = """{{Infobox election
| election_date = November 8, 2022
| nominee1 = [[John Fetterman]] | party1 = Democratic Party (United States)
| nominee2 = [[Mehmet Oz]] | party2 = Republican Party (United States)
}}
=== Polling ===
"""


def read(wikitext: str, title: str = "2022 United States Senate election in Pennsylvania") -> ElectionReading:
    return read_election_page(read_page(wikitext, title), 1)


def shares(found: ElectionReading, row_no: int) -> dict[str, float | None]:
    return {result.choice: result.pct for result in found.poll_results if result.row_no == row_no}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,149 (LV)", (1149, "LV")),
        ("1,149 LV", (1149, "LV")),
        ("506 likely voters", (506, "likely voters")),
        ("1,000 (A)", (1000, "A")),
        ("800", (800, None)),
        ("600+ (LV)", (None, None)),
        ("~1,000", (None, None)),
        ("–", (None, None)),
        ("", (None, None)),
        ("500–600", (None, None)),
    ],
)
def test_samples(text: str, expected: tuple[int | None, str | None]) -> None:
    assert read_sample(text) == expected


def test_an_american_table() -> None:
    found = read(
        BOX
        + """{| class="wikitable"
|- valign=bottom
! Poll source
! Date(s)<br />administered
! Sample<br />size{{efn|key}}
! Margin<br />of error
! style="width:100px;"|John<br />Fetterman (D)
! Mehmet<br />Oz<br /><small>Republican</small>
! Other /<br />Undecided
! Lead
|-
|style="text-align:left;"|[[InsiderAdvantage]] (R)<ref>x</ref>
|data-sort-value="2022-11-07"|November 6–7, 2022
|750 (LV)
|± 3.6%
|46%
|{{party shading/Republican}}|'''48%'''
|–
|2%
|-
| rowspan=2|Emerson College
| rowspan=2|December 28, 2021 – January 3, 2022
|1,000 (LV)
|± 3.0%
|46%||<1%||4%||
|-
|1,400 (RV)
|
|44%||46.5%||||
|-
| colspan="8" | October 25: the only debate
|-
| Average of polls || || || || 46% || 47% || ||
|-
| No figures || October 1 || 500 || || – || – || – ||
|}"""
    )
    assert [p[2:] for p in found.polls] == [
        (1, 1, "InsiderAdvantage (R)", date(2022, 11, 6), date(2022, 11, 7), 750, "LV", 3.6),
        (1, 2, "Emerson College", date(2021, 12, 28), date(2022, 1, 3), 1000, "LV", 3.0),
        (1, 3, "Emerson College", date(2021, 12, 28), date(2022, 1, 3), 1400, "RV", None),
    ]
    assert shares(found, 1) == {"John Fetterman": 46.0, "Mehmet Oz": 48.0, "Other / Undecided": None}
    assert shares(found, 2) == {"John Fetterman": 46.0, "Mehmet Oz": None, "Other / Undecided": 4.0}
    assert shares(found, 3) == {"John Fetterman": 44.0, "Mehmet Oz": 46.5, "Other / Undecided": None}


def test_names_in_cells_before_their_percentages() -> None:
    found = read(
        """{| class="wikitable"
! Poll Source !! Sample Size !! Margin of Error !! Date !! Democrat !! % !! Republican !! %
|-
| Survey USA || 517 || 4.4 || Mar 14-16, 2008 || Hillary Clinton || 44 || '''John McCain''' || 48
|-
| Survey USA || || || Dec. 17, 2007 || '''Hillary Clinton''' || 46 || Mike Huckabee || 45
|}""",
        "Opinion polling for the 2008 election in Iowa",
    )
    assert [p[2:] for p in found.polls] == [
        (1, 1, "Survey USA", date(2008, 3, 14), date(2008, 3, 16), 517, None, 4.4),
        (1, 2, "Survey USA", date(2007, 12, 17), date(2007, 12, 17), None, None, None),
    ]
    assert shares(found, 1) == {"Hillary Clinton": 44.0, "John McCain": 48.0}
    assert shares(found, 2) == {"Hillary Clinton": 46.0, "Mike Huckabee": 45.0}


def test_a_british_table() -> None:
    found = read(
        """== Opinion polling ==
=== 2019 ===
{| class="wikitable"
! rowspan=2|Pollster/client(s) !! rowspan=2|Dates conducted !! rowspan=2|Area !! rowspan=2|Sample size
! [[Conservative Party (UK)|Con]] !! Lab !! Others !! Lead
|-
! style="background:blue"| !! style="background:red"| !! style="background:grey"| !!
|-
! colspan=4|[[2019 United Kingdom general election|2019 general election]] !! 44.7% !! 33% !! 6% !! 11.7%
|-
| [[Survation]] || 10–11 Dec || GB || 2,395 || '''45%''' || 34% || 8%<br />{{small|1% for a new party}} || 11%
|-
| 9 Dec || colspan=7|A party changes its leader
|}""",
        "Opinion polling for the 2019 United Kingdom general election",
    )
    assert [p[2:] for p in found.polls] == [
        (1, 3, "Survation", date(2019, 12, 10), date(2019, 12, 11), 2395, None, None)
    ]
    assert shares(found, 3) == {"Con": 45.0, "Lab": 34.0, "Others": 8.0}


def test_days_of_publication_are_no_days_of_polling() -> None:
    found = read(
        """== Opinion polls ==
{| class="wikitable"
! Polling Firm !! Source !! Date Published !! A. Lee !! Others
|-
| RAI || [1] || 16 September 2012 || '''37.2%''' || 1.5%
|}""",
        "2013 Testland election",
    )
    assert [(p.pollster, p.field_start, p.field_end) for p in found.polls] == [("RAI", None, None)]


def test_averages_are_no_polls() -> None:
    found = read(
        BOX
        + """{| class="wikitable"
! Source of poll<br />aggregation !! Dates<br />administered !! John<br />Fetterman !! Mehmet<br />Oz
|-
| RealClearPolitics || October 24 – November 5, 2022 || 46.8% || 47.2%
|}"""
    )
    assert found.recognitions[0].kind == "poll_aggregate"
    assert not found.polls
    assert not found.poll_results


def test_parties_below_names_and_no_for_an_answer() -> None:
    found = read(
        """{{Infobox election | candidate1 = [[Emmanuel Macron]] | candidate2 = [[Marine Le Pen]] }}
== Opinion polls ==
{| class="wikitable"
! rowspan=2|Polling firm !! rowspan=2|Fieldwork date !! rowspan=2|{{abbr|Abs.|Abstention}}
! [[Jean-Luc Mélenchon|Mélenchon]]<br />{{small|[[La France Insoumise|FI]]}} !! [[Emmanuel Macron|Macron]]<br />EM !! No
|-
! style="background:red"| !! style="background:gold"| !! style="background:grey"|
|-
| Results of the first round || 23 Apr 2017 || 22.2% || 19.6% || 24.0% || 5%
|-
| Ifop || 20–21 Apr 2017 || 27% || 19,5% || '''24.5%''' || 4%
|}""",
        "2017 French presidential election",
    )
    assert [p.pollster for p in found.polls] == ["Ifop"]
    assert shares(found, 3) == {"Mélenchon": 19.5, "Emmanuel Macron": 24.5, "No": 4.0}


def test_match_ups_with_one_candidate_in_both() -> None:
    found = read(
        BOX
        + """{| class="wikitable"
! rowspan=2|Poll source !! rowspan=2|Date !! colspan=2|First !! colspan=2|Second
|-
! Oz !! Fetterman !! Oz !! Lamb
|-
| Marist || May 1, 2022 || 40% || 45% || 41% || 44%
|}"""
    )
    assert shares(found, 2) == {"First Oz": 40.0, "First Fetterman": 45.0, "Second Oz": 41.0, "Second Lamb": 44.0}


HEADERS = {
    "! colspan=2 | [[Primary vote]] !! colspan=2 | TPP vote\n|-\n! L/NP !! ALP !! L/NP !! ALP": {
        "L/NP": 41.0,
        "ALP": 40.0,
    },
    "! colspan=2 | Candidates\n|-\n! [[Ann Lee]] !! Bo Roe": {"Ann Lee": 41.0, "Bo Roe": 40.0},
    "! [[Labour Party (UK)|Lab]] !! Con\n|-\n! style='background:red' | !! style='background:blue' |": {
        "Lab": 41.0,
        "Con": 40.0,
    },
    "! {{Canadian party colour|CA|Liberal|background}} | [[Liberal Party of Canada|LPC]] !! CPC": {
        "LPC": 41.0,
        "CPC": 40.0,
    },
}


@pytest.mark.parametrize("header", HEADERS)
def test_headers_above_the_choices(header: str) -> None:
    spans = 'rowspan="2" | ' if "|-" in header else ""
    top, _, below = header.partition("\n|-\n")
    table = f'{{| class="wikitable"\n! {spans}Date\n! {spans}Firm\n{top}\n' + (f"|-\n{below}\n" if below else "")
    more = " || 51% || 49%" if "TPP" in header else ""
    table += f"|-\n| 5 May 2019 || Newspoll || 41% || 40%{more}\n|}}"
    page = read_page(f"== Polls ==\n{table}\n", "2019 Testland election")
    shares = {r.choice: r.pct for r in read_election_page(page, 1).poll_results}
    assert {choice: shares.get(choice) for choice in HEADERS[header]} == HEADERS[header]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sample size: 1,000 (LV)", (1000, "LV")),
        ("N=600", (600, None)),
        ("1,200 (1/4)", (1200, None)),
        ("600 LV, 700 RV", (None, None)),
    ],
)
def test_samples_in_words(written: str, read: tuple[int | None, str | None]) -> None:
    assert read_sample(written) == read


def test_seats_below_a_share_and_slashed_days() -> None:
    table = (
        '{| class="wikitable"\n! Pollster !! Fieldwork date !! Sample size !! PP !! PSOE\n|-\n'
        "| GAD3 || 1–5 Jun 2016 || 1,000 || 30.5<br/><small>130</small> || 22.1<br>84/86\n|}"
    )
    page = read_page(f"== Polls ==\n{table}\n", "2016 Testland election")
    assert [(r.choice, r.pct) for r in read_election_page(page, 1).poll_results] == [("PP", 30.5), ("PSOE", 22.1)]
    day = read_dates("10/31 - 11/2/08", month_first=True)
    assert day == (date(2008, 10, 31), date(2008, 11, 2))
    assert read_dates("10/31 - 11/2/08") is None


def test_a_row_that_lost_a_cell_is_not_read() -> None:
    rows = "| Foo || May 1, 2019 || 600 (LV) || 50% || 45%\n|-\n| Bar || May 2, 2019 || 600 (LV) || ±4% || 51% || 44%"
    table = f'{{| class="wikitable"\n! Poll source !! Date !! Sample !! MoE !! Lee !! Roe\n|-\n{rows}\n|}}'
    found = read_election_page(read_page(f"== Polls ==\n{table}\n", "2019 Testland election"), 1)
    assert [poll.pollster for poll in found.polls] == ["Bar"]
    assert any("rows not read" in construct.reason for construct in found.constructs)


def test_a_range_in_a_small_table_leaves_the_choice() -> None:
    rows = "| Foo || May 1, 2019 || 50–52% || 45%\n|-\n| Bar || May 2, 2019 || 51% || 44%"
    table = f'{{| class="wikitable"\n! Poll source !! Date !! [[Mehmet Oz|Oz]] !! John Fetterman\n|-\n{rows}\n|}}'
    found = read_election_page(read_page(BOX + table + "\n", "2022 United States Senate election in Pennsylvania"), 1)
    assert [(r.choice, r.pct) for r in found.poll_results][::2] == [("Mehmet Oz", None), ("Mehmet Oz", 51.0)]


def test_leading_candidates_and_parties_before_names() -> None:
    pairs = "! Poll source !! Date !! Leading candidate !! % !! Opponent !! % !! LV/RV"
    named = "! Poll source !! Date !! Democrat: John Fetterman !! Republican: Mehmet Oz"
    for header, row in (
        (pairs, "| Foo || May 1, 2022 || Fetterman || 50% || Oz || 45% || LV"),
        (named, "| Foo || May 1, 2022 || 50% || 45%"),
    ):
        found = read(f'{BOX}{{| class="wikitable"\n{header}\n|-\n{row}\n|}}\n')
        assert [(r.choice, r.pct) for r in found.poll_results] == [("John Fetterman", 50.0), ("Mehmet Oz", 45.0)]


def test_a_header_that_lost_a_cell_names_no_shares() -> None:
    rows = "| Foo || May 1, 2022 || 600 LV || 50% || 45%\n|-\n| Bar || May 2, 2022 || 600 LV || 51% || 44%"
    whole = "! Poll source !! Date !! Sample !! Fetterman !! Oz"
    for header, count in ((whole, 4), (whole.replace(" !! Date", ""), 0), (whole.replace("!! Oz", "!!"), 2)):
        found = read(f'{BOX}{{| class="wikitable"\n{header}\n|-\n{rows}\n|}}\n')
        assert len(found.poll_results) == count, header
