"""The data dictionary in docs/ is the one that the schemas make, and leaves no column out."""

from __future__ import annotations

from schemas import TABLES
from schemas.dictionary import DOCUMENT, data_dictionary


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == data_dictionary(), "run: python -m schemas.dictionary"


def test_every_table_and_column_is_in_it():
    text = data_dictionary()
    for schema in TABLES.values():
        section = text.split(f"### {schema.name}\n")[1].split("\n### ")[0]
        for column in schema.columns:
            assert f"| `{column.name}` |" in section
            assert column.description in section
