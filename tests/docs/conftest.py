"""The sample in two versions, as docs/recipes.py makes it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="session")
def recipes():
    """The module docs/recipes.py."""
    spec = importlib.util.spec_from_file_location("docs_recipes", DOCS / "recipes.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_recipes"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def dataset(recipes, tmp_path_factory):
    """A dataset of two versions, named `dataset` in its folder, as the snippets want it."""
    return recipes.sample_with_history(tmp_path_factory.mktemp("docs"))
