"""Whom a short name means among many, and the one candidate of a party."""

from __future__ import annotations

import pytest

from pipeline.elections.named_people import NamedPeople, PagePeople
from pipeline.elections.words.names import name_tokens
from pipeline.records import Candidate

NAMES = [
    "Ann Lee",
    "Bo Lee",
    "Franklin D. Roosevelt",
    "Theodore Roosevelt",
    "Carlos Delgado Altieri",
    "Mario Cuomo",
    "Robert La Follette",
    "Ann Lee",
    "Lai Ching-te",
    "Julia Louis-Dreyfus",
]


def people(*names: str, election: str = "e", party: str | None = None) -> list[Candidate]:
    """Candidates of these names."""
    return [Candidate(election, number, name, party=party) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("A. Lee", ["Ann Lee"]),
        ("Lee", ["Ann Lee", "Bo Lee"]),
        ("FDR", ["Franklin D. Roosevelt"]),
        ("TR", []),
        ("Lai", ["Lai Ching-te"]),
        ("Ching-te Lai", ["Lai Ching-te"]),
        ("Julia", []),
        ("Delano Roosevelt", ["Franklin D. Roosevelt"]),
        ("Carlos Delgado", ["Carlos Delgado Altieri"]),
        ("Delgado", []),
        ("Mario M. Cuomo", ["Mario Cuomo"]),
        ("Mario Cuomo M.", ["Mario Cuomo"]),
        ("La Follette", ["Robert La Follette"]),
        ("Ann", []),
    ],
)
def test_whom_words_mean(words: str, names: list[str]) -> None:
    named = NamedPeople(people(*NAMES))
    for _ in range(2):  # asked again, it answers the same
        assert [person.name for person in named.meant_by(name_tokens(words))] == names


def test_the_first_of_one_name_is_meant() -> None:
    (person,) = NamedPeople(people(*NAMES)).meant_by(("ann", "lee"))
    assert person.ordinal == 1


def test_an_election_s_candidates_come_before_those_of_all_and_these_before_the_tables() -> None:
    page = PagePeople(people("Ann Lee", election="a") + people("Bo Lee", election="b"), people("Cy Lee", "Di Roe"))
    assert page.meant_by(("lee",), None) is None
    assert page.meant_by(("lee",), "b") == page.meant_by(("bo", "lee"), None)
    assert page.meant_by(("lee",), "c") is None
    assert (roe := page.meant_by(("roe",), "a")) is not None
    assert roe.name == "Di Roe"


def test_a_party_s_one_candidate() -> None:
    tories = people("Ann Lee", election="a", party="Conservative Party (UK)")
    page = PagePeople(
        tories + people("Bo Roe", election="b", party="Conservative Party (UK)"), people("Cy", party="SNP")
    )
    assert page.of_party("Conservative", "United Kingdom", None) is None
    assert page.of_party("Conservative", "United Kingdom", "a") == tories[0]
    assert page.of_party("Labour", "United Kingdom", None) is None


def test_a_person_with_two_boxes_is_one_candidate_of_the_party() -> None:
    twice = people("Ann Lee", election="a", party="Labour Party (UK)") + people("Ann Lee", party="Labour Party (UK)")
    assert PagePeople(twice, []).of_party("Labour", "United Kingdom", None) == twice[0]
