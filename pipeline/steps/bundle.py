"""A page and what canvass makes of it in one small zip: what a report "this page is read wrongly" needs.

Read by the code at hand, so that the bundle and the code it complains of agree. Holds nothing of the machine but the
versions of Python and of the libraries that read.
"""

from __future__ import annotations

import io
import json
import platform
import zipfile
from importlib.metadata import version
from typing import Any

from pipeline.parse import PARSER_VERSION, parse_page
from pipeline.parsing.page_records import ELECTION_TABLES
from pipeline.revision import Revision
from pipeline.wikitext.page import read_page

_LIBRARIES = ("canvass", "mwparserfromhell", "python-dateutil")
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same page gives the same bytes
_README = """\
A bundle of `canvass explain --bundle`: one revision of an article and what canvass read from it.

page.wikitext  the markup, by the article's authors, {licence}: {url}
page.json      title, ids, time, source
grid.json      every table as rows of cells [text, is_header], spans filled, and what it was taken for and why
records.json   the records read from it
versions.json  the code that read it

To report a page that is read wrongly, open an issue and attach this file. To turn it into a test of the repository:
make case BUNDLE=THIS.zip
"""


def bundle_of(revision: Revision, licence: str) -> bytes:
    """The zip; `licence` is the article's. The same revision and code give the same bytes. Never raises."""
    files = {
        "README.txt": _README.format(licence=licence, url=revision.url or f"source {revision.source}"),
        "page.wikitext": revision.wikitext,
        "page.json": _json(_page(revision) | {"licence": licence}),
        "grid.json": _json(_grids(revision)),
        "records.json": _json(records_of(revision.wikitext, revision.title)),
        "versions.json": _json(_versions()),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8", "surrogatepass"))
    return held.getvalue()


def records_of(wikitext: str, title: str) -> dict[str, list[dict[str, Any]]]:
    """The records of a page by table, without page_id, and without the values that are NULL; dates as text."""
    records = parse_page(wikitext, title)
    return {table: [_stated(record) for record in records[table]] for table in ELECTION_TABLES if records[table]}


def _stated(record: Any) -> dict[str, Any]:
    told = {name: value for name, value in record._asdict().items() if value is not None and name != "page_id"}
    return {name: value if isinstance(value, bool | int | float | str) else str(value) for name, value in told.items()}


def _page(revision: Revision) -> dict[str, Any]:
    names = ("title", "page_id", "rev_id", "timestamp", "url", "history_url", "source")
    return {name: getattr(revision, name) for name in names}


def _grids(revision: Revision) -> list[dict[str, Any]]:
    from pipeline.elections.reading import read_election_page

    page = read_page(revision.wikitext, revision.title)
    known = {found.table_no: found for found in read_election_page(page, revision.page_id).recognitions}
    return [
        {
            "table_no": table.table_no,
            "caption": table.caption,
            "kind": known[table.table_no].kind if table.table_no in known else "unknown",
            "reason": known[table.table_no].reason if table.table_no in known else "",
            "n_header_rows": table.n_header_rows,
            "rows": [[[cell.text, cell.is_header] for cell in row.cells] for row in table.rows],
        }
        for table in page.tables
    ]


def _versions() -> dict[str, str]:
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"parser": PARSER_VERSION, "python": platform.python_version()} | libraries


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
