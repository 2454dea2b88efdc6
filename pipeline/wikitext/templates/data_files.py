"""Reads the YAML files beside the code; a key that stands twice in one place is an error and not silently the last."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from pipeline.package_yaml import LOADER


class MalformedEntryError(ValueError):
    """A data file says something that no rule can be made of: names the file and the entry."""


class Loader(LOADER):  # type: ignore[misc]
    """YAML's safe loader that refuses repeated keys."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """The mapping of a node. Raises MalformedEntryError for a key that it has twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise MalformedEntryError(f"line {node.value[number][0].start_mark.line + 1}: {key!r} stands twice")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def load_yaml(text: str) -> Any:
    """The content of a YAML text. Raises MalformedEntryError for a repeated key."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 (a safe loader)


@cache
def data_file(name: str) -> Any:
    """The content of `data/NAME`. Raises MalformedEntryError as load_yaml does."""
    return load_yaml(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
