"""docs/templates.md says what is so: its entries are entries, its case holds for them, its lists are the code's."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import get_args

from pipeline.wikitext.calls import split_call
from pipeline.wikitext.templates.data_files import load_yaml
from pipeline.wikitext.templates.parser_functions import FUNCTIONS
from pipeline.wikitext.templates.registry import KEYS, Meaning, entries, lookup, read_entry
from pipeline.wikitext.templates.render import render_call

DOCS = Path(__file__).parents[3] / "docs" / "templates.md"
TEXT = DOCS.read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind, their indent taken off."""
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```", TEXT, flags=re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(body) for _, body in found]


def test_the_example_is_an_entry_and_its_case_holds() -> None:
    ((name, entry),) = load_yaml(blocks("yaml")[0]).items()
    assert lookup(name) is None, "the example should be of a template that is not there"
    rule = read_entry("docs", name, entry)
    call, rendered = blocks("case")[0].partition("\n")[2].split("\n=>\n")
    written = split_call(call)
    assert written.name.lower() == name
    assert render_call(rule, written.as_mapping()) == rendered.strip()


def test_the_family_is_as_the_data_has_it() -> None:
    ((name, entry),) = load_yaml(blocks("yaml")[1]).items()
    listed = next(listed for _, key, listed in entries() if key == name)
    assert {key: listed[key] for key in entry} == entry


def test_keys_meanings_files_and_functions_are_all_told() -> None:
    for word in (*KEYS, *get_args(Meaning), *FUNCTIONS.keys() - {"#tag"}, *{source for source, _, _ in entries()}):
        assert f"`{word}`" in TEXT, word
