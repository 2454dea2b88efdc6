"""Tells pages of shows, prizes and sports, where `Contestant | Votes | %` is nobody's election, by their infoboxes.

Which infoboxes these are stands in `other_pages.yaml`. Looks at no table.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.elections.kinds.view import folded, speaks_of_election
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import Page


def other_subject(page: Page) -> str | None:
    """The infobox that says what a page is about, if all its boxes are of such subjects; None for any other page."""
    boxes = [box.template for box in page.infoboxes]
    if not boxes or not all(map(_registry().knows, boxes)) or speaks_of_election(folded(page.title)):
        return None
    return boxes[0]


@cache
def _registry() -> WordRegistry:
    data = package_yaml(Path(__file__).with_name("other_pages.yaml"))
    return WordRegistry([("other", data["infoboxes"])])
