"""`python -m tests.reported.add_case BUNDLE [--name N] [--table T]`: a bundle of `canvass explain` becomes a case.

A case is a folder below `cases/`: the markup, who wrote it, and what should be read from it (`expected.json`, at first
what is read today). Put right there what is read wrongly; the test of the cases fails until the code reads it so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from pipeline.parsing.page_records import ELECTION_TABLES
from pipeline.steps.bundle import records_of
from pipeline.wikitext.page import read_page

CASES = Path(__file__).parent / "cases"


def add_case(bundle: Path, *, name: str | None = None, table_no: int | None = None, cases: Path = CASES) -> Path:
    """The folder of the new case. With `table_no`, of that table and the infobox alone. SystemExit: what is wrong."""
    try:
        with zipfile.ZipFile(bundle) as files:
            page = json.loads(files.read("page.json"))
            wikitext = files.read("page.wikitext").decode("utf-8", "surrogatepass")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{bundle} is no bundle of `canvass explain --bundle`: {error}") from error
    if table_no is not None:
        wikitext = only_table(wikitext, page["title"], table_no)
    folder = cases / (name or re.sub(r"[^0-9a-z]+", "_", page["title"].lower()).strip("_")[:60])
    if folder.exists():
        raise SystemExit(f"there is a case {folder.name} already: choose another --name")
    folder.mkdir(parents=True)
    (folder / "page.wikitext").write_text(wikitext, encoding="utf-8", errors="surrogatepass", newline="")
    source = {key: page[key] for key in ("title", "rev_id", "url", "history_url", "licence")}
    (folder / "source.json").write_text(json.dumps(source, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "expected.json").write_text(_lines(records_of(wikitext, page["title"])), encoding="utf-8")
    return folder


def differences(case: Path) -> list[str]:
    """What is read otherwise than the case expects, row by row; tables that it does not name are not compared."""
    title = json.loads((case / "source.json").read_text(encoding="utf-8"))["title"]
    wikitext = (case / "page.wikitext").read_bytes().decode("utf-8", "surrogatepass")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    found = records_of(wikitext, title)
    told = [f"{table}: there is no such table" for table in expected if table not in ELECTION_TABLES]
    for table, rows in expected.items():
        read = found.get(table, [])
        told += [f"{table}: not read: {json.dumps(row, ensure_ascii=False)}" for row in rows if row not in read]
        told += [f"{table}: not expected: {json.dumps(row, ensure_ascii=False)}" for row in read if row not in rows]
    return told


def only_table(wikitext: str, title: str, table_no: int) -> str:
    """The infoboxes, the table's headings and the table; SystemExit where the page has no such table."""
    page = read_page(wikitext, title)
    table = next((table for table in page.tables if table.table_no == table_no), None)
    if table is None:
        raise SystemExit(f"the page has no table {table_no}; it has {len(page.tables)}")
    boxes = [wikitext[box.start : box.end] for box in page.infoboxes if box.host_no is None]
    path, above = [], table.section_no
    for section in reversed(page.sections[: above + 1]):
        if section.heading and (not path or section.level < path[-1].level):
            path.append(section)
    headings = [f"{'=' * section.level}{section.heading}{'=' * section.level}" for section in reversed(path)]
    return "\n".join([*boxes, *headings, wikitext[table.start : table.end], ""])


def _lines(records: dict[str, list[dict[str, Any]]]) -> str:
    """JSON with a record on a line, so that a change of one is a change of a line."""
    tables = []
    for table, rows in records.items():
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
        tables.append(f'"{table}": [\n{lines}\n]')
    return "{\n" + ",\n".join(tables) + "\n}\n"


def main(arguments: list[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.reported.add_case", description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--name", help="the case's folder (default: from the title)")
    parser.add_argument("--table", type=int, help="keep only this table of the page, and its infoboxes")
    given = parser.parse_args(arguments)
    folder = add_case(given.bundle, name=given.name, table_no=given.table)
    print(f"wrote {folder}: put right in expected.json what is read wrongly, then: pytest tests/reported")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
