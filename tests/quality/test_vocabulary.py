"""The shared words of SQL mean what the same words mean in Python."""

from __future__ import annotations

import duckdb
import pytest

from pipeline.elections.contest import is_stage
from pipeline.quality.vocabulary import define

TITLE = "2020 United States Senate election in Georgia"


@pytest.mark.parametrize(
    "behind", ["", "#2", "#12", "#Runoff", "#2nd round", "#1", "#Democratic primary – Runoff", "#2 A"]
)
def test_a_stage_is_one_in_sql_and_in_python(behind: str) -> None:
    with duckdb.connect() as connection:
        define(connection)
        (told,) = connection.execute("SELECT is_stage(?)", [TITLE + behind]).fetchone() or (None,)
    assert told is is_stage(TITLE + behind)


def test_stages_begin_with_a_figure_too() -> None:
    assert is_stage(f"{TITLE}#2nd round")
    assert not is_stage(f"{TITLE}#2")
