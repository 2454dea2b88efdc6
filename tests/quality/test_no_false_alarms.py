"""Ways of voting and of counting that look like faults and are none: nothing worse than a note is told of them."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.quality.reference import reference_tables
from pipeline.quality.running import check_tables
from tests.quality.pages_read import read_source
from tests.steps.folder import write

D, R = "Democratic Party (United States)", "Republican Party (United States)"
TURNS = range(1, 1000)


def infobox(title, state, day, *nominees):
    """nominees: (name, party, votes, percent, electoral votes); None is left out."""
    lines = ["{{Infobox election", f"| election_name = {title}", f"| country = {state}", "| type = presidential"]
    lines.append(f"| election_date = {day}")
    for n, values in enumerate(nominees, start=1):
        fields = zip(("nominee", "party", "popular_vote", "percentage", "electoral_vote"), values, strict=True)
        lines += [f"| {name}{n} = {value}" for name, value in fields if value is not None]
    return "\n".join([*lines, "}}\n"])


def table(*rows):
    """A wikitable; the first row is its header."""
    head, *body = [" || ".join(map(str, row)) for row in rows]
    return (
        '{| class="wikitable"\n! ' + head.replace(" || ", " !! ") + "".join(f"\n|-\n| {row}" for row in body) + "\n|}\n"
    )


def of(votes, total):
    return f"{votes:,}", f"{100 * votes / total:.2f}%"


def ballots_cast():
    """Percentages of all ballots in the tables, of valid votes in the infobox."""
    counties = {
        "Addison": (9000, 5000, 300, 210),
        "Bennington": (7000, 6100, 250, 190),
        "Caledonia": (4000, 5200, 99, 160),
        "Chittenden": (40000, 17000, 900, 800),
        "Essex": (1000, 1600, 30, 40),
    }
    sums = [sum(row[n] for row in counties.values()) for n in range(4)]
    valid, cast = sum(sums[:3]), sum(sums)
    names = ("Barack Obama", "Mitt Romney", "Others", "Blank votes")
    lines = [(name, *of(votes, cast)) for name, votes in zip(names, sums, strict=True)]
    rows = [(c, *(x for v in row[:3] for x in of(v, sum(row))), row[3], f"{sum(row):,}") for c, row in counties.items()]
    box = [(name, party, *of(v, valid), ev) for name, party, v, ev in zip(names, (D, R), sums, (3, 0), strict=False)]
    return (
        infobox("2012", "Vermont", "November 6, 2012", *box)
        + "==Results==\n"
        + table(("Candidate", "Votes", "%"), *lines, ("Total votes", f"{cast:,}", "100%"))
        + "===By county===\n"
        + table(("County", "Obama", "%", "Romney", "%", "Others", "%", "Blank", "Total ballots"), *rows)
    )


def faithless():
    """Two candidates got electors' votes and nobody else's."""
    return infobox(
        "2016", "Washington", "November 8, 2016", ("Hillary Clinton", D, "1,742,718", "52.54%", 8),
        ("Donald Trump", R, "1,221,747", "36.83%", 0), ("Colin Powell", R, None, None, 3),
        ("Faith Spotted Eagle", D, None, None, 1),
    ) + "==Results==\n" + table(
        ("Party", "Candidate", "Votes", "%"), ("Democratic", "Hillary Clinton", "1,742,718", "52.5%"),
        ("Republican", "Donald Trump", "1,221,747", "36.8%"), ("Others", "Others", "352,554", "10.6%"),
        ("Total", "", "3,317,019", "100.0%"),
    )  # fmt: skip


def renamed():
    """A county under its old name that links to the article of the new one."""
    official = reference_tables()["official_counties"].filter((pl.col("state") == "SD") & (pl.col("until") > 2012))
    names = [name for name in official["name"] if "Oglala" not in name and "Shannon" not in name]
    links = [f"[[{name}, South Dakota|{name.removesuffix(' County')}]]" for name in names]
    links.append("[[Oglala Lakota County, South Dakota|Shannon]]")
    rows = [(link, 500 + n, 700 + n, 1200 + 2 * n) for n, link in zip(TURNS, links, strict=False)]
    return (
        infobox("2012", "South Dakota", "November 6, 2012")
        + "==Results by county==\n"
        + table(("County", "Obama", "Romney", "Total"), *rows)
    )


FUSION = table(
    ("Party", "Candidate", "Votes", "%"), ("Democratic", "Andrew Cuomo", "2,609,465", "56.07%"),
    ("Working Families", "Andrew Cuomo", "154,835", "3.33%"), ("Independence", "Andrew Cuomo", "146,576", "3.15%"),
    ("", "'''Total'''", "2,910,876", "62.54%"), ("Republican", "Carl Paladino", "1,289,817", "27.71%"),
    ("Conservative", "Carl Paladino", "232,215", "4.99%"), ("", "'''Total'''", "1,522,032", "32.70%"),
)  # fmt: skip
LEHMAN = """{{Election box begin | title=1938 New York gubernatorial election}}
{{Election box winning candidate with party link|party=Democratic Party (US)|candidate=Herbert Lehman|votes=1,971,307}}
{{Election box candidate with party link|party=American Labor Party|candidate=Herbert Lehman|votes=419,979}}
{{Election box candidate with party link|party=Republican Party (US)|candidate=Thomas Dewey|votes=2,302,505}}
{{Election box candidate with party link|party=Independent Progressive|candidate=Thomas Dewey|votes=24,387}}
{{Election box total|votes=4,718,178}}
{{Election box end}}
"""
ROUNDS = """{| class="wikitable"
! rowspan=2 | Party !! rowspan=2 | Candidate !! colspan=2 | Round 1 !! colspan=2 | Round 2
|-
! Votes !! % !! Votes !! %
|-
| Democratic || Jared Golden || 132,013 || 45.58% || 142,440 || 50.62%
|-
| Republican || Bruce Poliquin || 134,184 || 46.33% || 138,931 || 49.38%
|-
| Independent || Tiffany Bond || 16,552 || 5.71% || colspan=2 | Eliminated
|-
| Independent || Will Hoar || 6,875 || 2.37% || colspan=2 | Eliminated
|-
! colspan=2 | Total || 289,624 || 100% || 281,371 || 100%
|}
"""
WARD = """{{Election box begin | title=Abbey (3)}}
{{Election box candidate with party link|party=Labour Party (UK)|candidate=Ann Lee|votes=1,831|percentage=67.8}}
{{Election box candidate with party link|party=Labour Party (UK)|candidate=Bob May|votes=1,764|percentage=65.3}}
{{Election box candidate with party link|party=Labour Party (UK)|candidate=Cy Fox|votes=1,701|percentage=63.0}}
{{Election box candidate with party link|party=Conservative Party (UK)|candidate=Di Roe|votes=990|percentage=36.7}}
{{Election box turnout|votes=2,700|percentage=38.2}}
{{Election box registered electors|reg. electors=7,068}}
{{Election box end}}
"""
PARISHES = """{| class="wikitable"
! rowspan=2 | Parish !! colspan=3 | First round !! colspan=3 | Runoff
|-
! Blanco !! Jindal !! Total !! Blanco !! Jindal !! Total
|-
| Acadia || 3,000 || 4,000 || 7,000 || 9,000 || 8,000 || 17,000
|-
| Allen || 2,000 || 1,500 || 3,500 || 4,000 || 2,500 || 6,500
|-
| Ascension || 5,000 || 6,000 || 11,000 || 11,000 || 12,000 || 23,000
|-
| Total || 10,000 || 11,500 || 21,500 || 24,000 || 22,500 || 46,500
|}
"""
BLANKET = table(
    ("Party", "Candidate", "Votes", "%"), ("Democratic", "Kathleen Blanco", "10,000", "46.51%"),
    ("Republican", "Bobby Jindal", "11,500", "53.49%"), ("Total", "", "21,500", "100.00%"),
)  # fmt: skip
BLANCO = ("Kathleen Blanco", D, "24,000", "51.61%", None), ("Bobby Jindal", R, "22,500", "48.39%", None)
CUOMO = ("Andrew Cuomo", D, "2,910,876", "62.54%", None), ("Carl Paladino", R, "1,522,032", "32.70%", None)
GOLDEN = ("Jared Golden", D, "142,440", "50.62%", None), ("Bruce Poliquin", R, "138,931", "49.38%", None)
RESULTS = "==Results==\n"
PAGES = {
    "2012 United States presidential election in Vermont": ballots_cast(),
    "2016 United States presidential election in Washington (state)": faithless(),
    "2012 United States presidential election in South Dakota": renamed(),
    "2010 New York gubernatorial election": infobox("2010", "New York", "November 2, 2010", *CUOMO) + RESULTS + FUSION,
    "2018 United States House of Representatives election in Maine District 2": infobox(
        "2018", "Maine", "November 6, 2018", *GOLDEN
    ) + RESULTS + ROUNDS,
    "2003 Louisiana gubernatorial election": infobox("2003", "Louisiana", "November 15, 2003", *BLANCO)
    + f"==Blanket primary==\n{BLANKET}==Results by parish==\n{PARISHES}",
    "1938 New York gubernatorial election": "==Results==\n" + LEHMAN,
    "2018 Testborough Borough Council election": "==Ward results==\n===Abbey===\n" + WARD,
}  # fmt: skip


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alarms") / "source"
    write(folder, **{title.replace(" ", "_"): text for title, text in PAGES.items()})
    read = read_source(str(folder))
    assert set(read.tables["pages"]["parse_status"]) == {"ok"}
    assert read.tables["areas"].height > 70
    assert read.tables["results"].height > 20
    return check_tables(read.tables, None, read.problems, read.source_problems).findings


def test_nothing_is_called_a_fault(findings):
    worse = findings.filter(pl.col("severity") != "info")
    assert worse.select("check_id", "election_id", "message").rows() == []


def test_faults_of_many_rows_are_told_of_once():
    row = {
        "table_name": "area_results",
        "page_id": 1,
        "rev_id": 7,
        "record_key": "{}",
        "reason": "the same key again, copy ",
    }
    rows = [row | {"record": f'{{"n":{n}}}', "reason": f"{row['reason']}{n}"} for n in range(252)]
    found = check_tables({"quarantine": pl.DataFrame(rows)}).findings
    (message,) = found["message"]
    assert message == '252 rows of area_results are in quarantine: the same key again; the first: {"n":0}'
