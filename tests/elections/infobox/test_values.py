"""Values of infobox fields as editors write them, one way of writing per line."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.elections.infobox.reading import read_infoboxes
from pipeline.records import Candidate, Election
from pipeline.wikitext.page import read_page


def read(field: str, value: str) -> tuple[Election, list[Candidate]]:
    fields = {
        "election_name": "A vote",
        "country": "Testland",
        "nominee1": "Ann Lee",
        "party1": "Foo Party",
        field: value,
    }
    call = "{{Infobox election\n" + "".join(f"| {name} = {text}\n" for name, text in fields.items()) + "}}"
    elections, candidates = read_infoboxes(read_page(call, "2008 vote in Testland"), 1)
    return elections[0], candidates


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("{{start date|2008|11|4}} (general election)", date(2008, 11, 4)),
        ("November 4, 2008<br>{{small|(first round)}}", date(2008, 11, 4)),
        ("{{start date text|4 November 2008}}", date(2008, 11, 4)),
        ("November 4, 2008 (general)<br>December 2, 2008 (runoff)", None),
        ("October 31 – December 2, 1828", None),
        ("{{strange|2008|11|4}}", None),
    ],
)
def test_days(value: str, day: date | None) -> None:
    assert read("election_date", value)[0].election_date == day


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("51.2% ({{increase}} 2.1%)", 51.2),
        ("51.2%{{decrease}}2.1 pp", 51.2),
        ("51.2% (+2.1)", 51.2),
        ("{{#expr: 100 * 5 / 8 round 1}}%", 62.5),
        ("{{percentage|1234|5678|2}}", 21.73),
        ("{{decrease}}41.2%", None),
        ("51.2% / 48%", None),
        ("152%", None),
        ("{{strange|51.2%}}", None),
    ],
)
def test_shares(value: str, share: float | None) -> None:
    assert read("percentage1", value)[1][0].pct == share


@pytest.mark.parametrize(
    ("value", "seats"),
    [
        ("'''326''' {{increase}} 28", 326),
        ("326<br>{{increase}}28", 326),
        ("326 (+28)", 326),
        ("'''326''' / 650", 326),
        ("{{Composition bar|326|650|#f00}}", 326),
        ("12+3", None),
        ("{{increase}} 326", None),
        ("{{strange|326}}", None),
    ],
)
def test_seats(value: str, seats: int | None) -> None:
    assert read("seats1", value)[1][0].seats == seats


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("[[Ann Lee]]<br>{{small|Labour leader}}", "Ann Lee"),
        ("[[Ann Lee]]<br><small>[[Moonlight Party]]</small>", "Ann Lee"),
        ("[[Ann Lee]]<br/>(replacing [[Bo Roe]])", "Ann Lee"),
        ("[[Ann Lee|Ann D.<br>Lee]]", "Ann D. Lee"),
        ("[[Ann Lee]]<br>[[Bo Roe]]", "Ann Lee / Bo Roe"),
        ("'''[[Ann Lee]]''", "Ann Lee"),
        ("[[Ann Lee]] &<br />[[Bo Roe]]", "Ann Lee & Bo Roe"),
        ("{{nowr|'''[[Ann Lee]]'''}}", "Ann Lee"),
    ],
)
def test_names(value: str, name: str) -> None:
    assert read("nominee1", value)[1][0].name == name


@pytest.mark.parametrize("value", ["''(none)''", "none", "No candidate", "—", "{{TBD}}", "''To be determined''"])
def test_nobody_beside_a_candidate(value: str) -> None:
    assert read("running_mate1", value)[1][0].running_mate is None


@pytest.mark.parametrize(
    ("value", "party"),
    [
        ("[[Foo Party]]<br/>{{small|([[Bar Alliance]])}}", "Foo Party"),
        ("[[Foo Party|Foo]]/[[Bar Party|Bar]]", "Foo Party / Bar Party"),
        ("{{ubl|[[Foo Party]]|[[Bar Party]]}}", "Foo Party / Bar Party"),
        ("Foo_Party", "Foo Party"),
        ("[[Foo Party|Foo]] (minority)", "Foo Party"),
        ("Foo/Bar–[[Baz Party|Baz]]", "Foo/Bar–Baz"),
    ],
)
def test_parties(value: str, party: str) -> None:
    assert read("party1", value)[1][0].party == party


@pytest.mark.parametrize("value", ["[[Foo Par", "{{nowrap|Foo", "Foo Party\nseats1=12", "[[Foo (Testland)|]]"])
def test_broken_markup_is_no_party(value: str) -> None:
    assert read("party1", value)[1][0].party is None


@pytest.mark.parametrize("value", ["[[Ann L", "[", "[[Ann Lee]", "{{sortname|Ann"])
def test_broken_markup_is_no_name(value: str) -> None:
    assert read("nominee1", value)[1][0].name is None


def test_the_field_that_a_page_breaks_off_in() -> None:
    box = "{{Infobox election\n| nominee1 = Ann Lee\n| popular_vote1 = 1,234,567\n| electoral_vote1 = 1"
    found = read_infoboxes(read_page(box, "2008 vote"), 1)[1][0]
    assert (found.popular_vote, found.electoral_vote) == (1234567, None)


def test_the_last_field_of_an_unclosed_box_before_prose() -> None:
    box = "{{Infobox election\n| nominee1 = Ann Lee\n| after_party = Foo Party\n}\nThe vote was held.\n"
    assert read_infoboxes(read_page(box, "2008 vote"), 1)[0][0].after_party is None


def test_the_article_of_a_link_into_a_section() -> None:
    assert read("previous_election", "2004 vote in Testland#Results")[0].previous_election == "2004 vote in Testland"


def test_an_image_with_a_mark_behind_it() -> None:
    assert read("image1", "3x4.svg{{!}}border")[1][0].image == "3x4.svg"


def test_an_image_with_a_character_entity() -> None:
    assert read("image1", "Lee &amp; Roe.jpg")[1][0].image == "Lee & Roe.jpg"
