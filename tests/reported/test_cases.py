"""Every case that was reported: what its page says is what is read. `make case BUNDLE=…` adds one."""

from __future__ import annotations

import json

import pytest

from tests.reported.add_case import CASES, differences

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_the_page_is_read_as_it_should_be(case):
    assert differences(case) == []


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_its_authors_are_named(case):
    source = json.loads((case / "source.json").read_text(encoding="utf-8"))
    assert source["title"] and source["licence"]
