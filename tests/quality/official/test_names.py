"""Which candidate of the returns is which one of the article."""

from __future__ import annotations

import pytest

from pipeline.quality.official.names import Named, matched


def pairs(article, returns):
    """Who is who, by name or party; entries are a name or (name, party)."""
    ours, theirs = (
        [Named(*who) if isinstance(who, tuple) else Named(who) for who in side] for side in (article, returns)
    )
    return {ours[i].name or ours[i].party: theirs[j].name for i, j in matched(ours, theirs).items()}


@pytest.mark.parametrize(
    ("article", "returns"),
    [
        ("John Kerry", "KERRY, JOHN"),
        ("John Kerry", "JOHN F KERRY"),
        ("John Kerry", "KERRY JOHN"),
        ("John Kerry", "KERRY, JOHN F."),
        ("Kerry", "JOHN KERRY"),
        ("Joe Biden", "BIDEN, JOSEPH R. JR"),
        ("Donald Trump", "DONALD J TRUMP"),
        ("Bill Clinton", "CLINTON, WILLIAM"),
        ("Gloria La Riva", "LARIVA, GLORIA ESTELLA"),
        ("Rocky De La Fuente", 'DE LA FUENTE, ROQUE "ROCKY"'),
        ("George H. W. Bush", "BUSH, GEORGE H.W."),
        ("Michael Badnarik", "BADNARICK MICHAEL"),
        ("Ron Paul", "PAUL RONALD ''RON''"),
        ("José Serrano", "SERRANO, JOSE"),
        ("None of These Candidates", "NONE OF THESE CANDIDATES"),
        (("Jill Stein", "Green"), ("STEIN, JILL", "GREEN-RAINBOW")),
    ],
)
def test_one_person_under_two_names(article, returns):
    assert len(pairs([article], [returns])) == 1


@pytest.mark.parametrize(
    ("article", "returns"),
    [
        ("Mike Levin", "LEVIN, SANDER"),
        (("John Smith", "Democratic"), ("SMITH, MARY", "REPUBLICAN")),
        ("Ralph Nader", "COBB DAVID"),
        (("Pat Buchanan", "Reform"), ("RALPH NADER", "GREEN")),
        (("Kerry", "Democratic"), ("BUSH", "DEMOCRAT")),
        ("", "JOHN KERRY"),
        (("Cole", "Republican"), ("COLES", "REPUBLICAN")),  # a letter of four is another name
        (("Clinton", "Green"), ("CLAYTON", "GREEN")),
        (None, "JOHN KERRY"),
    ],
)
def test_two_people(article, returns):
    if article == "Mike Levin":  # the only Levin of both sides would do
        assert pairs(["Mike Levin", "Sander Levin"], [returns]) == {"Sander Levin": returns}
    else:
        assert pairs([article], [returns]) == {}


def test_two_of_one_surname_stay_apart():
    assert pairs(["Henry Wallace", "George Wallace"], ["WALLACE GEORGE C", "WALLACE HENRY A"]) == {
        "Henry Wallace": "WALLACE HENRY A",
        "George Wallace": "WALLACE GEORGE C",
    }
    assert pairs(["Smith", "Jones"], ["SMITH, ANN", "SMITH, BOB"]) == {}  # which one nobody can say


def test_a_party_decides_where_nobody_is_named():
    returns = [("AL GORE", "DEMOCRAT"), ("GEORGE W. BUSH", "REPUBLICAN")]
    assert pairs([("Republican", "Republican"), (None, "Democratic")], returns) == {
        "Republican": "GEORGE W. BUSH",
        "Democratic": "AL GORE",
    }


def test_of_two_alike_the_one_of_the_party_is_meant():
    returns = [("SMITH, JOHN A", "REPUBLICAN"), ("SMITH, JOHN B", "DEMOCRAT")]
    assert pairs([("John Smith", "Democratic")], returns) == {"John Smith": "SMITH, JOHN B"}
