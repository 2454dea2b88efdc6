"""Articles beside official returns, on pages and returns of our own; figures are the certified ones or made up."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.errors import UsageError
from pipeline.quality.official.comparing import NEEDED, compare
from pipeline.quality.official.layouts import read_returns
from pipeline.records import Area, AreaResult, Election, PageTable, Result
from schemas.frames import frame_of
from tests.quality.pages_read import read_source

col = pl.col
TRUTH = Path(__file__).parents[4] / "shared" / "truth"
SAMPLE_YEARS = {("CT", 2000), ("MA", 2004), ("RI", 2008), ("VA", 2008), ("VT", 2008), ("LA", 2016), ("NH", 2016)}
MEDSL = "year,state,state_po,county_name,county_fips,office,candidate,party,candidatevotes,totalvotes,version,mode"


def page(title, year, rows, names, lines=(), page_id=1):
    """The tables of an article: `rows` (area, geoid, votes by candidate, total), `lines` (line, name, party, votes)."""
    key = (title, page_id, 1)
    areas, cells = [], []
    for row_no, (area, geoid, votes, total) in enumerate(rows, start=1):
        place = (*key, row_no, "county", area)
        areas.append(Area(*place, geoid=geoid, is_total=area == "Totals", total_votes=total))
        cells += [AreaResult(*place, name, party, v, None) for (name, party), v in zip(names, votes, strict=True)]
    results = [
        Result(title, page_id, 2, n, "Results", line, party, candidate=name, votes=votes)
        for n, (line, name, party, votes) in enumerate(lines, start=1)
    ]
    records = {
        "pages": [
            {
                "page_id": page_id, "title": title, "url": "https://en.wikipedia.org/w/index.php?oldid=7",
                "history_url": "", "rev_id": 7, "rev_sha1": "0" * 40, "wikitext_bytes": 1, "source": "folder",
                "licence": "CC BY-SA 4.0", "parse_status": "ok",
            }
        ],
        "elections": [Election(title, page_id, 1, year=year)],
        "areas": areas, "area_results": cells, "results": results,
        "page_tables": [PageTable(page_id, 1, "Results > By county", None, "areas", 9, 9, 1)],
    }  # fmt: skip
    return {name: frame_of(name, records.get(name, [])) for name in NEEDED}


def returns(tmp_path, *rows, head=MEDSL):
    path = tmp_path / "returns.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return read_returns(path)


def medsl(year, state, county, fips, candidate, party, votes, total, mode="TOTAL"):
    return f'{year},,{state},{county},{fips},US PRESIDENT,"{candidate}",{party},{votes},{total},20220315,{mode}'


def told(done, *columns, **where):
    rows = done.differences.filter(*[col(name) == value for name, value in where.items()])
    return rows.select(columns).rows()


TWO = (("John Kerry", "Democratic"), ("George W. Bush", "Republican"), ("Others", None))
ESSEX = ("Essex", "25009", (194068, 135114, 4051), 333233)


def essex(*changed):
    """Essex County's return of 2004."""
    rows = {"KERRY, JOHN": ("DEMOCRAT", 194068), "GEORGE W. BUSH": ("REPUBLICAN", 135114), "OTHER": ("", 4051)}
    rows |= dict(changed)
    return [medsl(2004, "MA", "ESSEX", 25009, name, party, votes, 333233) for name, (party, votes) in rows.items()]


def massachusetts(*rows, lines=()):
    return page("2004 United States presidential election in Massachusetts", 2004, rows, TWO, lines)


def test_what_is_equal_is_equal_and_what_differs_is_told_with_its_place(tmp_path):
    done = compare(massachusetts(ESSEX), returns(tmp_path, *essex()))
    assert set(done.differences["reason"]) == {"equal"}
    assert done.findings.is_empty()
    (line,) = done.summary.to_dicts()
    assert (line["areas_matched"], line["figures"], line["equal"], line["equal_pct"]) == (1, 4, 4, 100.0)

    wrong = compare(massachusetts(ESSEX), returns(tmp_path, *essex(("GEORGE W. BUSH", ("REPUBLICAN", 130000)))))
    (row,) = wrong.differences.filter(col("candidate") == "George W. Bush").to_dicts()
    assert (row["votes"], row["returns_votes"], row["difference"]) == (135114, 130000, 5114)
    assert row["difference_pct"] == pytest.approx(3.9338, abs=1e-4)
    assert (row["page_id"], row["table_no"], row["row_no"], row["geoid"]) == (1, 1, 1, "25009")
    assert row["url"] == "https://en.wikipedia.org/w/index.php?oldid=7#By_county"
    (finding,) = wrong.findings.to_dicts()
    assert (finding["check_id"], finding["severity"], finding["expected"]) == (
        "official_area_votes",
        "warning",
        "130000",
    )
    loose = compare(massachusetts(ESSEX), returns(tmp_path, *essex(("GEORGE W. BUSH", ("", 130000)))), tolerance=5)
    assert loose.findings["severity"].to_list() == ["info"]


@pytest.mark.parametrize(
    ("article", "kerry", "bush", "reason"),
    [
        ((194086, 135114, 4051), 194068, 135114, "swapped_digits"),
        ((135114, 194068, 4051), 194068, 135114, "swapped_candidates"),
        ((194100, 135114, 4051), 194068, 135114, "differs"),
        ((194100, 135114, 4019), 194068, 135114, "counted_as_other"),
    ],
)
def test_reasons(tmp_path, article, kerry, bush, reason):
    rows = essex(("KERRY, JOHN", ("DEMOCRAT", kerry)), ("GEORGE W. BUSH", ("REPUBLICAN", bush)))
    done = compare(massachusetts(("Essex", "25009", article, None)), returns(tmp_path, *rows))
    assert told(done, "reason", candidate="John Kerry") == [(reason,)]


def test_an_error_needs_a_table_that_agrees_elsewhere(tmp_path):
    codes = [25001, 25003, 25005, 25007]
    rows = [(f"County {n}", str(n), (500 + n, 400, 9), 909 + n) for n in codes]
    lines = [
        medsl(2004, "MA", f"C{n}", n, who, "", votes, 909 + n)
        for n in codes
        for who, votes in (("KERRY JOHN", 500 + n), ("BUSH GEORGE W.", 400), ("OTHER", 9))
    ]
    done = compare(
        massachusetts(*rows, ("Essex", "25009", (194068, 153114, 4051), 333233)), returns(tmp_path, *lines, *essex())
    )
    assert done.findings.select("severity", "check_id", "observed").rows() == [
        ("error", "official_area_votes", "153114")
    ]


def test_lines_of_several_parties_are_summed(tmp_path):
    names = (("John Kerry", "Democratic"), ("George W. Bush", "Republican"))
    rows = [
        medsl(2004, "NY", "ALBANY", 36001, "JOHN KERRY", "DEMOCRAT", 86213, 100),
        medsl(2004, "NY", "ALBANY", 36001, "JOHN KERRY", "WORKING FAMILIES", 2991, 100),
        medsl(2004, "NY", "ALBANY", 36001, "GEORGE W. BUSH", "REPUBLICAN", 52369, 100),
    ]
    title = "2004 United States presidential election in New York"
    done = compare(page(title, 2004, [("Albany", "36001", (89204, 52369), None)], names), returns(tmp_path, *rows))
    assert told(done, "reason", "returns_party", candidate="John Kerry") == [("equal", "DEMOCRAT + WORKING FAMILIES")]
    done = compare(page(title, 2004, [("Albany", "36001", (86213, 52369), None)], names), returns(tmp_path, *rows))
    assert told(done, "reason", candidate="John Kerry") == [("one_line_of_several",)]
    assert done.findings.is_empty()

    # The other way round: the article has the lines, the returns one of them and the rest among others.
    lines = [
        ("candidate", "John Kerry", "Democratic", 86213), ("candidate", "John Kerry", "Working Families", 2991),
        ("total", None, None, 89204), ("candidate", "George W. Bush", "Republican", 52369),
        ("total", None, None, 52369),
    ]  # fmt: skip
    head = "year,geoid,candidate,votes"
    rows = ["2004,36,John Kerry,86213", "2004,36,George W. Bush,52369", "2004,36,Other,2991"]
    done = compare(page(title, 2004, [], names, lines), returns(tmp_path, *rows, head=head))
    assert told(done, "reason", "votes", candidate="John Kerry") == [("one_line_of_several", 89204)]
    assert told(done, "reason", measure="total") == []


def test_ways_of_voting_are_collapsed_and_lines_that_are_no_candidate_are_told_apart(tmp_path):
    def county(candidate, votes, mode):
        return medsl(2004, "MA", "ESSEX", "25009.0", candidate, "", votes, 333233, mode)

    rows = [
        county("JOHN KERRY", 194000, "ELECTION DAY"), county("JOHN KERRY", 68, "ABSENTEE"),
        county("GEORGE W. BUSH", 135114, "TOTAL VOTES"), county("GEORGE W. BUSH", 5000, "ABSENTEE"),
        county("SCATTERING", 4051, "TOTAL"), county("TOTAL VOTES CAST", 999, "TOTAL"),
        county("UNDERVOTES", 77, "TOTAL"), county("OVERVOTES", 3, "TOTAL"), county("SPOILED", "NA", "TOTAL"),
    ]  # fmt: skip
    done = compare(massachusetts(ESSEX), returns(tmp_path, *rows))
    assert set(done.differences["reason"]) == {"equal"}
    ballots = ("Essex", "25009", (194068, 135114, 4051), 333313)
    done = compare(massachusetts(ballots), returns(tmp_path, *rows))
    assert told(done, "reason", measure="total") == [("void_votes",)]
    assert done.findings.is_empty()


def test_who_is_named_on_one_side_alone_is_among_others(tmp_path):
    names = (*TWO[:2], ("Ralph Nader", "Independent"), ("Others", None))
    title = "2004 United States presidential election in Massachusetts"
    done = compare(
        page(title, 2004, [("Essex", "25009", (194068, 135114, 51, 4000), None)], names), returns(tmp_path, *essex())
    )
    assert told(done, "reason", candidate="Ralph Nader") == [("among_others",)]
    assert told(done, "reason", "votes", "returns_votes", measure="others") == [("equal", 4051, 4051)]


def test_invented_codes_renumbered_counties_and_a_city_that_counts_for_itself(tmp_path):
    alaska = page("2004 United States presidential election in Alaska", 2004, [("Juneau", "02110", (9, 8, 1), 18)], TWO)
    rows = [medsl(2004, "AK", "DISTRICT 10", "02110", "JOHN KERRY", "DEMOCRAT", 5, 7)]
    rows += [medsl(2004, "AK", "DISTRICT 10", "02110", "GEORGE W. BUSH", "REPUBLICAN", 2, 7), *essex()]
    done = compare(alaska, returns(tmp_path, *rows))
    assert set(done.differences["reason"]) <= {"other_areas"}
    assert any("Alaska" in note for note in done.notes)

    dakota = "2016 United States presidential election in South Dakota"
    names = (("Hillary Clinton", "Democratic"), ("Donald Trump", "Republican"))
    rows = [
        medsl(2016, "SD", "OGLALA LAKOTA", 46113, who, "", n, 2819)
        for who, n in (("CLINTON, HILLARY", 2505), ("TRUMP, DONALD J", 241))
    ]
    done = compare(page(dakota, 2016, [("Oglala Lakota", "46102", (2505, 241), None)], names), returns(tmp_path, *rows))
    assert set(done.differences["reason"]) == {"equal"}

    missouri = "2016 United States presidential election in Missouri"
    rows = [
        medsl(2016, "MO", name, code, who, "", n, 9)
        for name, code, votes in (("JACKSON", 29095, (71237, 91557)), ("KANSAS CITY", 36000, (97735, 24654)))
        for who, n in zip(("CLINTON, HILLARY", "TRUMP, DONALD J"), votes, strict=True)
    ]
    together = page(missouri, 2016, [("Jackson", "29095", (168972, 116211), None)], names)
    apart = [("Jackson", "29095", (71237, 91557), None), ("Kansas City", None, (97735, 24654), None)]
    for tables in (together, page(missouri, 2016, apart, names)):
        assert set(compare(tables, returns(tmp_path, *rows)).differences["reason"]) == {"equal"}


def test_results_tables_beside_returns_by_state_and_tables_of_other_elections(tmp_path):
    head = "year,state,state_po,state_fips,state_cen,office,candidate,party_detailed,writein,candidatevotes,totalvotes"
    rows = [
        f"2004,MASSACHUSETTS,MA,25,14,US PRESIDENT,{who},{party},FALSE,{votes},2927455"
        for who, party, votes in (
            ('"KERRY, JOHN"', "DEMOCRAT", 1803800), ('"BUSH, GEORGE W."', "REPUBLICAN", 1071109),
            ("BLANK VOTE/SCATTERING", "", 15067), ('"BADNARIK, MICHAEL"', "LIBERTARIAN", 15022), ("OTHER", "NA", 22457),
        )
    ]  # fmt: skip
    lines = [
        ("candidate", "John Kerry", "Democratic", 1803800),
        ("candidate", "George W. Bush", "Republican", 1071109),
        ("candidate", "Michael Badnarik", "Libertarian", 15022),
        ("other", "Others", None, 22457),
        ("total", None, None, 2912388),
    ]
    done = compare(massachusetts(ESSEX, lines=lines), returns(tmp_path, *rows, head=head))
    assert told(done, "reason", "difference", measure="total") == [("void_votes", -15067)]
    assert set(done.differences.filter(col("measure") != "total")["reason"]) == {"equal"}
    assert set(done.differences["table_name"]) == {"results"}  # the returns have no counties
    primary = [("candidate", "John Kerry", "Democratic", 5), ("candidate", "John Edwards", "Democratic", 4)]
    other = compare(massachusetts(lines=primary), returns(tmp_path, *rows, head=head))
    assert other.differences.is_empty()


def test_a_county_that_only_the_returns_have_is_told(tmp_path):
    suffolk = [
        medsl(2004, "MA", "SUFFOLK", 25025, who, "", n, 7) for who, n in (("JOHN KERRY", 4), ("GEORGE W. BUSH", 3))
    ]
    done = compare(massachusetts(ESSEX), returns(tmp_path, *essex(), *suffolk))
    (finding,) = done.findings.to_dicts()
    assert (finding["check_id"], finding["message"]) == (
        "official_area_missing",
        "table 1 lacks 1 areas of the official returns: SUFFOLK",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "none of the layouts"),
        ("year,geoid,candidate,votes\nx,y,z,w\n", "no row of the returns"),
        ("", "cannot be read"),
    ],
)
def test_files_that_are_no_returns_are_one_clear_error(tmp_path, text, message):
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(UsageError, match=message):
        read_returns(tmp_path / "x.csv")
    with pytest.raises(UsageError, match="no such file"):
        read_returns(tmp_path / "y.csv")
    (tmp_path / "x.pdf").write_text(text)
    with pytest.raises(UsageError, match="neither CSV nor Parquet"):
        read_returns(tmp_path / "x.pdf")


def test_the_simple_layout(tmp_path):
    rows = ["2004,25009,John Kerry,194068", "2004,25009,George W. Bush,135114", "2004,25009,Others,4051", "2004,1,X,1"]
    read = returns(tmp_path, *rows, head="year,geoid,candidate,votes")
    assert set(read.lines["geoid"]) == {"25009", "01"}
    assert set(compare(massachusetts(ESSEX), read).differences["reason"]) == {"equal"}


@pytest.mark.shared
@pytest.mark.skipif(not TRUTH.is_dir(), reason="../shared/truth is not there")
def test_the_sample_equals_the_certified_returns():
    tables = {name: read_source("sample").tables[name] for name in NEEDED}
    done = compare(tables, read_returns(TRUTH / "medsl_county_long_2000_2024.parquet"))
    assert set(done.differences["reason"]) == {"equal", "among_others"}
    assert set(done.summary.select("state", "year").rows()) >= SAMPLE_YEARS
    assert done.differences.filter(col("reason") == "equal").height > 1000
    states = compare(tables, read_returns(TRUTH / "1976-2020-president.csv.gz"))
    massachusetts = states.differences.filter((col("state") == "MA") & (col("year") == 2004))
    assert set(massachusetts.filter(measure="total").select("reason", "difference").rows()) == {("void_votes", -15067)}
    assert set(massachusetts.filter(col("measure") != "total")["reason"]) == {"equal"}
    assert "error" not in set(states.findings["severity"])
