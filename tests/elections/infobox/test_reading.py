"""Election infoboxes of several countries and ages: small boxes of ours, every value."""

from __future__ import annotations

from datetime import date

from pipeline.elections.infobox.reading import read_infoboxes
from pipeline.records import Candidate, Election
from pipeline.wikitext.page import read_page


def read(wikitext: str, title: str = "2012 Testland election") -> tuple[list[Election], list[Candidate]]:
    return read_infoboxes(read_page(wikitext, title), 7)


STATE = """{{Infobox election
| election_name = 1996 United States presidential election in Testland
| country = Testland
| type = presidential
| ongoing = no
| previous_election = 1992 United States presidential election in Testland
| previous_year = 1992
| next_election = [[2000 United States presidential election in Testland|2000]]
| next_year = [[2000 United States presidential election in Testland|2000]]
| election_date = {{start date|1996|11|05}}
| turnout = 71.41% ({{increase}} 3.21%)<ref>x</ref>
| image1 = [[File:Bill_Clinton.jpg|x150px]]
| nominee1 = '''[[Bill Clinton]]''' (incumbent)
| party1 = [[Democratic Party (United States)|Democratic]]
| home_state1 = [[Arkansas]]
| running_mate1 = '''[[Al Gore]]'''
| electoral_vote1 = '''12'''
| popular_vote1 = '''1,571,763'''
| percentage1 = '''61.47%'''
| image2 = File:Dole.png
| nominee2 = [[Bob Dole]]
| party2 = Republican Party (United States)
| electoral_vote2 = 0
| popular_vote2 = 718,107
| percentage2 = 28.09%
| image3 =
| nominee3 =
| party3 =
| title = President
| before_election = [[Bill Clinton]]
| before_party = Democratic Party (United States)
| after_election = Bill Clinton
| after_party = Democratic Party (United States)
}}"""


def test_a_state_in_a_presidential_election() -> None:
    elections, candidates = read(STATE, "1996 United States presidential election in Testland")
    title = "United States presidential election in Testland"
    assert elections == [
        Election(
            f"1996 {title}", 7, 1, f"1996 {title}", "Testland", "presidential", "President", date(1996, 11, 5),
            "November 5, 1996", 1996, False, f"1992 {title}", 1992, f"2000 {title}", 2000, 71.41, 3.21,
            "Bill Clinton", "Democratic Party (United States)", "Bill Clinton", "Democratic Party (United States)",
        )
    ]  # fmt: skip
    assert candidates == [
        Candidate(
            f"1996 {title}", 1, "Bill Clinton", "Bill Clinton", "Democratic Party (United States)", None, "Arkansas",
            "Al Gore", 12, 1571763, 61.47, None, "Bill Clinton.jpg", True,
        ),
        Candidate(
            f"1996 {title}", 2, "Bob Dole", "Bob Dole", "Republican Party (United States)", None, None,
            None, 0, 718107, 28.09, None, "Dole.png", False,
        ),
    ]  # fmt: skip


def test_numbering_keeps_its_gap_and_a_leader_may_be_missing() -> None:
    _, candidates = read(
        """{{Infobox election
| leader1 = Ann Lee | party1 = Labour Party (UK) | seats1 = '''13''' | percentage1 = 48.5%
| leader2 = [[Bo Roe]] | party2 = Conservative Party (UK) | seats2 = 1 | seat_change2 = {{decrease}} 7
| leader4 = n/a{{efn|None.}} | party4 = Independent politician | seats4 = 2
}}"""
    )
    assert [(c.ordinal, c.name, c.party, c.seats) for c in candidates] == [
        (1, "Ann Lee", "Labour Party (UK)", 13),
        (2, "Bo Roe", "Conservative Party (UK)", 1),
        (4, None, "Independent politician", 2),
    ]
    assert all(c.is_winner is None for c in candidates)


def test_embedded_and_further_boxes_have_numbers() -> None:
    elections, candidates = read(
        """{{Infobox election
| nominee1 = Ann Lee | party1 = A | percentage1 = 51%
| module = {{Infobox legislative election | embed = yes | party1 = [[B Party]] | seats1 = 5 }}
}}
== Primary ==
{{Infobox election | candidate1 = Bo Roe | party1 = A }}"""
    )
    assert [e.election_id for e in elections] == [f"2012 Testland election{n}" for n in ("", "#2", "#3")]
    assert [(c.election_id[-2:], c.name, c.party) for c in candidates] == [
        ("on", "Ann Lee", "A"),
        ("#2", None, "B Party"),
        ("#3", "Bo Roe", "A"),
    ]


def test_a_referendum_has_a_name_and_no_office() -> None:
    (election,), candidates = read(
        "{{Infobox referendum | title = Shall it be? | date = {{Start date|2016|6|23|df=y}} | turnout = 72.21% }}"
    )
    assert (election.election_name, election.office, election.election_date) == (
        "Shall it be?",
        None,
        date(2016, 6, 23),
    )
    assert election.turnout_pct == 72.21
    assert not candidates


def test_two_polling_days_are_no_date_but_have_a_year() -> None:
    (election,), _ = read("{{Infobox election | election_date = 17 and 24 February 2013 }}", "Testland election")
    assert (election.election_date, election.election_date_text, election.year) == (
        None,
        "17 and 24 February 2013",
        2013,
    )


def test_figures_of_two_rounds_in_one_field_are_the_first_s_without_a_majority() -> None:
    _, (candidate,) = read(
        """{{Infobox election | leader1 = Ann Lee
| popular_vote1 = 5,977,045 (1st round) 9,722,022 (2nd round) | percentage1 = 23.49% (1st round)<br />38.20% (2nd round)
}}"""
    )
    assert (candidate.popular_vote, candidate.pct) == (5977045, 23.49)


def test_figures_of_two_rounds_that_say_no_round_are_left_alone() -> None:
    _, (candidate,) = read("{{Infobox election | nominee1 = Ann Lee | percentage1 = 23.49%<br />58.20% }}")
    assert candidate.pct is None


def test_rows_of_parties_numbered_alike_are_not_mixed() -> None:
    _, (candidate,) = read(
        """{{Infobox election
| leader1 = Ann Lee
| party1 = A | seats1 = 322 | percentage1 = 53.4%
| party1 = B | seats1 = 7 | percentage1 = 1.0%
}}"""
    )
    assert (candidate.name, candidate.party, candidate.seats, candidate.pct) == ("Ann Lee", None, None, None)


def test_a_single_field_given_twice_is_the_last() -> None:
    _, (candidate,) = read("{{Infobox election | nominee1 = Ann Lee | party1 = A | party1 = B }}")
    assert candidate.party == "B"


def test_cropped_images_and_replaced_nominees() -> None:
    _, (first, second) = read(
        """{{Infobox election
| image1 = {{CSS image crop|Image = Ann Lee 2012.jpg|bSize = 180|cWidth = 125}}
| nominee1 = [[Ann Lee (politician)|Ann Lee]] ''(replacing [[Bo Roe]])''
| nominee2 = [[Cy Doe|Cy<br />Doe]]<br />(withdrawn)
}}"""
    )
    assert (first.name, first.name_link, first.image) == ("Ann Lee", "Ann Lee (politician)", "Ann Lee 2012.jpg")
    assert (second.name, second.name_link) == ("Cy Doe", "Cy Doe")


def test_a_page_without_election_boxes() -> None:
    assert read("{{Infobox person | name = Ann Lee }} text") == ([], [])


def test_two_parties_and_a_party_below_the_holder() -> None:
    elections, (candidate,) = read(
        """{{Infobox election
| nominee1 = '''[[Ann Lee]]'''
| party1 = [[Democratic Party (United States)|Democratic]]<br />[[Working Families Party|Working Families]]
| percentage1 = 59.62%
| after_election = [[Ann Lee]]<br />[[Democratic Party (United States)|Democratic]]
}}"""
    )
    assert candidate.party == "Democratic Party (United States) / Working Families Party"
    assert elections[0].after_election == "Ann Lee"
    assert candidate.is_winner
