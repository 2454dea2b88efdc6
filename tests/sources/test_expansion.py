"""Templates expanded by a real MediaWiki, many at once, and kept so that they need not be asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archiving.expansions import Expansion, Expansions
from pipeline.errors import DatasetError
from pipeline.settings import Settings
from pipeline.sources.api.client import ActionApi
from pipeline.sources.api.expansion import expand_templates, templates_called
from tests.real_wiki import Wiki


@pytest.mark.mediawiki
def test_many_texts_in_one_request(wiki: Wiki, settings: Settings, tmp_path: Path) -> None:
    wiki.load(
        {
            "Template:Double": "{{#expr: 2 * {{{1}}} }}",
            "Template:Twice": "#REDIRECT [[Template:Double]]",
            "Template:Rows": "{|\n| {{{1}}}\n|}",
        },
        tmp_path / "wiki",
    )
    numbers = {f"{{{{Double|{n}}}}} votes": f"{2 * n} votes" for n in range(150)}
    texts = {
        **numbers,
        "{{twice|4}}": "8",
        "{{Rows|x}}": "{|\n| x\n|}",
        "plain": "plain",
        "": "",
        "{{Nothing like it}}": "[[:Template:Nothing like it]]",
        " spaces and\nlines \n": " spaces and\nlines \n",
    }
    api = ActionApi(wiki.api, settings)
    answers = {answer.wikitext: answer for answer in expand_templates(api, [*texts, "plain"])}
    assert {text: answer.expanded for text, answer in answers.items()} == texts
    assert api.traffic.requests == 2  # the texts, the templates' revisions
    template, _, rev_id = answers["{{twice|4}}"].templates[0].partition("@")
    assert template == "Template:Double" and int(rev_id) > 0
    assert answers["{{Nothing like it}}"].templates == ()

    # Hostile neighbours: an unclosed comment, nowiki or template swallows what follows, so they are told apart.
    hostile = ["{{Double|1}}", "<!-- ", "{{Double|2}}", "<nowiki>", "{{Double|3}}", "{{Double|", "{{Double|4}}"]
    expanded = {answer.wikitext: answer.expanded for answer in expand_templates(api, hostile)}
    assert [expanded[f"{{{{Double|{n}}}}}"] for n in (1, 2, 3, 4)] == ["2", "4", "6", "8"]


def test_answers_are_kept_and_replaced(tmp_path: Path) -> None:
    first = Expansion("http://127.0.0.1/w/api.php", "{{x}}", "old", ("Template:X@1",))
    expansions = Expansions(tmp_path)
    assert expansions.add([first]) == 1
    assert Expansions(tmp_path).add([first]) == 0
    assert Expansions(tmp_path).add([first._replace(expanded="new", templates=("Template:X@2",))]) == 1
    again = Expansions(tmp_path)
    assert (again.expand("{{x}}"), again.expand("{{y}}")) == ("new", "{{y}}")
    assert "{{x}}" in again and again.get("{{y}}") is None
    (tmp_path / "archive" / "expansions" / "broken.parquet").write_bytes(b"PAR1")
    with pytest.raises(DatasetError, match="broken"):
        Expansions(tmp_path)


@pytest.mark.parametrize(
    ("wikitext", "names"),
    [
        ("{{nts|1}} {{Nowrap|{{nts|2}}}}", ["nts", "Nowrap"]),
        ("{{Party_color\n|x}}", ["Party color"]),
        ("{{#if: a | {{b}} }} {{{param}}}", ["b"]),
        ("[[a|b]] {{", []),
    ],
)
def test_templates_called(wikitext: str, names: list[str]) -> None:
    assert templates_called(wikitext) == names


@given(st.text("{}|#[]\n ab_", max_size=60))
def test_templates_called_takes_any_text(wikitext: str) -> None:
    assert all(name.strip() for name in templates_called(wikitext))
