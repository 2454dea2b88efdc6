"""The Python of docs/analysis.md and of the notebook runs, in order, beside a dataset."""

from __future__ import annotations

import json
import re

import pytest

from tests.docs.conftest import DOCS

PYTHON = re.compile(r"^```python\n(.+?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def beside_the_dataset(dataset, monkeypatch):
    monkeypatch.chdir(dataset.parent)


@pytest.mark.usefixtures("beside_the_dataset")
def test_analysis(capsys):
    names = {}
    for snippet in PYTHON.findall((DOCS / "analysis.md").read_text(encoding="utf-8")):
        exec(compile(snippet, "analysis.md", "exec"), names)
    assert names["best"]["area"].to_list()[:3] == ["Hampshire", "Franklin", "Dukes"]
    assert names["shares"].index[0][3] == "Diana DeGette" and 0.5 < names["shares"].iloc[0] < 1
    assert "2" in capsys.readouterr().out.rpartition("differ")[2]  # Essex's votes, and the percentage that is computed


@pytest.mark.usefixtures("beside_the_dataset")
def test_notebook():
    notebook = json.loads((DOCS / "first-look.ipynb").read_text(encoding="utf-8"))
    assert (notebook["nbformat"], {cell["cell_type"] for cell in notebook["cells"]}) == (4, {"code", "markdown"})
    names = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "first-look.ipynb", "exec"), names)
    assert names["moves"].height == 14
    assert names["correlation"] > 0.5
    assert json.loads(names["chart"].to_json())["encoding"]["x"]["field"] == "nader_2000"
