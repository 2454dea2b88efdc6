"""`--expand`: unknown templates are settled by the wiki, once; the version can be built again without it."""

from __future__ import annotations

import re
import shutil

import pytest

from output.folder import latest
from output.sql import query
from pipeline.archiving.expansions import Expansions
from pipeline.errors import SourceError, UsageError
from pipeline.parse import parse_page
from pipeline.settings import ScopeSettings, Settings
from pipeline.steps.rebuild import verify
from pipeline.steps.refresh import Request, refresh
from tests.sources.fake_wiki import Fault, fake_wiki
from tests.steps.folder import page, run, titles_parsed, write

pytestmark = pytest.mark.usefixtures("bare")

TITLE = "2004 United States presidential election in Massachusetts"
OTHERS = tuple(f"2004 United States presidential election in {state}" for state in ("Maine", "Ohio", "Vermont"))
TEXT = (
    page(TITLE)
    .replace("194,068", "{{Votes of Essex|1=194068}}")
    .replace("1,803,800", "{{nowrap|{{Statewide|Kerry}}}}")
    .replace("135,114", "{{No such template|135114}}")
    + "Prose with {{Decoration|x}}.\n"
)
ANSWERS = {
    "{{Votes of Essex|1=194068}}": "194,068",
    "{{Statewide|Kerry}}": "1,803,800",
    "{{No such template|135114}}": "[[:Template:No such template]]",
}
COVERAGE = "SELECT name, occurrences, outcome, reason LIKE '%--expand would ask%' AS open FROM coverage"


@pytest.fixture
def wiki():
    with fake_wiki() as wiki:
        wiki.write(TITLE, TEXT)
        wiki.write("Template:Votes of Essex", "{{formatnum:{{{1}}}}}")
        wiki.write("Template:Statewide", "1,803,800")
        wiki.expand = lambda text: re.sub("|".join(map(re.escape, ANSWERS)), lambda call: ANSWERS[call[0]], text)
        yield wiki


def settings():
    scopes = {"one": ScopeSettings(titles=(TITLE, *OTHERS))}
    return Settings(requests_per_minute=1e6, processes=1, retries=0, scopes=scopes, scope="one")


def expand(wiki, dataset, expand=True):
    wiki.asked.clear()
    return refresh(Request(settings(), wiki.url, dataset, expand=expand))


def ask(dataset, sql):
    return query(latest(dataset), sql).rows


def values(dataset):
    (votes,) = ask(dataset, "SELECT popular_vote FROM candidates WHERE ordinal = 1")[0]
    essex = ask(dataset, "SELECT candidate, votes FROM area_results WHERE area = 'Essex' ORDER BY candidate")
    return votes, dict(essex)


def coverage(dataset):
    names = "('votes of essex', 'statewide', 'no such template', 'decoration')"
    return {row[0]: row[1:] for row in ask(dataset, f"{COVERAGE} WHERE name IN {names}")}


def test_the_wiki_settles_what_matters(wiki, tmp_path):
    expand(wiki, tmp_path, expand=False)
    assert "expand" not in wiki.asked
    assert values(tmp_path) == (None, {"George W. Bush": None, "John Kerry": None})
    # How many it would settle: three calls, and not the one in the prose.
    assert coverage(tmp_path) == {
        "votes of essex": (1, "unknown", True),
        "statewide": (1, "unknown", True),
        "no such template": (1, "unknown", True),
        "decoration": (1, "unknown", False),
    }
    summary = expand(wiki, tmp_path)
    assert summary.changed
    assert wiki.asked == {"ids": 2, "expand": 1}  # the page's newest revision, the templates' revisions
    assert values(tmp_path) == (1_803_800, {"George W. Bush": None, "John Kerry": 194_068})
    assert coverage(tmp_path)["votes of essex"] == (1, "parsed", False)
    assert coverage(tmp_path)["no such template"] == (1, "unknown", True)
    (written,) = ask(tmp_path, "SELECT wikitext FROM cells WHERE text = '194,068'")
    assert written[0].strip() == "{{Votes of Essex|1=194068}}"
    kept = Expansions(tmp_path).get("{{Votes of Essex|1=194068}}")
    assert kept.templates == (f"Template:Votes of Essex@{wiki.pages['Template:Votes of Essex'].rev_id}",)
    # What is kept is not asked for again, and nothing is published twice.
    again = expand(wiki, tmp_path)
    assert (again.changed, again.version) == (False, summary.version)
    assert wiki.asked == {"ids": 1}


def test_verify_needs_no_network(wiki, tmp_path):
    expand(wiki, tmp_path, expand=False)
    plain = latest(tmp_path)
    expand(wiki, tmp_path)
    expanded = latest(tmp_path)
    wiki.lasting = Fault(500)
    for release in (plain, expanded):
        assert verify(release, tmp_path, settings()).is_identical


def test_only_pages_that_a_new_answer_concerns_are_parsed_again(wiki, tmp_path, monkeypatch):
    maine, ohio, vermont = OTHERS
    dataset = tmp_path / "dataset"
    wiki.write(maine, page(maine))
    wiki.write(ohio, page(ohio).replace("135,114", "{{nowrap|{{Statewide|Bush}}}}"))
    expand(wiki, dataset)
    parsed = titles_parsed(monkeypatch)
    wiki.write(vermont, page(vermont).replace("135,114", "{{Statewide|Bush}} {{Decoration|x}}"))
    wiki.expand = lambda text: text.replace("{{Decoration|x}}", "(x)")
    wiki.write("Template:Decoration", "({{{1}}})")
    expand(wiki, dataset)
    # Vermont is read, and once more with the answer; Massachusetts has the same call in its prose. Ohio's was known.
    assert parsed == [vermont, TITLE, vermont]
    parsed.clear()
    assert not expand(wiki, dataset).changed
    assert parsed == []
    assert verify(latest(dataset), dataset, settings()).is_identical
    # Where all answers are known from the start, the bytes are the same.
    anew = tmp_path / "anew"
    (anew / "archive").mkdir(parents=True)
    shutil.copytree(dataset / "archive" / "expansions", anew / "archive" / "expansions")
    expand(wiki, anew)
    assert "expand" not in wiki.asked
    assert latest(anew).content_hash == latest(dataset).content_hash


def test_fields_with_a_column_matter():
    box = "{{Infobox election\n| nominee1 = {{A|1}}\n| image1 = {{B}}\n| votes1 = {{C}}\n| noleader = {{D}}\n}}"
    assert parse_page(box, TITLE).unsettled == ("{{A|1}}", "{{C}}")


def test_only_a_wiki_can_be_asked(tmp_path):
    write(tmp_path / "source", Massachusetts=page())
    with pytest.raises(UsageError, match="needs a wiki's API"):
        run(tmp_path / "source", tmp_path / "dataset", expand=True)


def test_a_wiki_that_fails_meanwhile_leaves_the_dataset(wiki, tmp_path):
    expand(wiki, tmp_path, expand=False)
    before = latest(tmp_path).version
    wiki.lasting, wiki.matches = Fault(500), "action=expandtemplates"
    with pytest.raises(SourceError, match="500"):
        expand(wiki, tmp_path)
    assert latest(tmp_path).version == before
    wiki.lasting = None
    assert expand(wiki, tmp_path).changed
