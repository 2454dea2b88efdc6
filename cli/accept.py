"""`canvass accept`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import dataset_option
from cli.printing import say

if TYPE_CHECKING:
    from pipeline.archive import Archive

_PAGES = "SELECT page_id, title, rev_id, held_rev_id FROM pages ORDER BY title, page_id"


@click.command(short_help="Take a revision that is held back.")
@click.argument("page", metavar="PAGE")
@click.option("--rev", "rev_id", type=int, metavar="N", help="The revision (default: the one that is held).")
@click.option("--reason", help="Why it is right; kept in the file.")
@click.option("--by", metavar="NAME", help="Who looked at it; kept in the file.")
@dataset_option
def accept(page: str, rev_id: int | None, reason: str | None, by: str | None, dataset: Path) -> None:
    """Write into the dataset's accepted.yaml that a held revision is right; the next refresh takes it.

    PAGE is a title, a part of one that only one held page has, or a page id. What is accepted is that very revision: a
    later one is judged again, against it. The file is small and sorted, so that it can be reviewed like code.

    \b
    canvass accept "Massachusetts" --reason "as certified by the state"
    canvass accept 1234567 --rev 1200000017
    """
    from output.folder import open_release
    from output.sql import query
    from pipeline.archive import Archive
    from pipeline.quality.holds.accepted import Acceptance, write_acceptance

    answer = query(open_release(dataset), _PAGES)
    found = _named(page, [dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
    archive = Archive(dataset)
    revision = _revision(found, rev_id, archive)
    sha1 = archive.known().get((found["page_id"], revision))
    acceptance = Acceptance(
        found["title"], found["page_id"], revision, found["rev_id"], sha1, reason, by, datetime.now(UTC).date()
    )
    path, is_new = write_acceptance(dataset, acceptance)
    if is_new:
        say(f"accepted in {path}: revision {revision} of {found['title']}; the next refresh takes it")
    else:
        say(f"revision {revision} of {found['title']} was accepted already, see {path}")


def _revision(page: Mapping[str, Any], rev_id: int | None, archive: Archive) -> int:
    """The revision meant. Raises UsageError where none is held, or the one named was never fetched."""
    from pipeline.errors import UsageError

    held = page["held_rev_id"]
    if rev_id is None and held is None:
        raise UsageError(
            f"no revision of {page['title']!r} is held",
            remedy="`canvass held` lists what is; --rev names another revision",
        )
    if rev_id is not None and rev_id != held and (page["page_id"], rev_id) not in archive.known():
        hint = f"held is {held}" if held is not None else "none is held"
        raise UsageError(f"revision {rev_id} of {page['title']!r} was never fetched; {hint}")
    return int(held if rev_id is None else rev_id)


def _named(words: str, pages: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The page meant: by its id, its title, or words that only one title has, held pages before others.

    Raises UsageError that names the pages it could be.
    """
    from pipeline.errors import UsageError

    held = [page for page in pages if page["held_rev_id"] is not None]
    for among in (held, pages):
        exact = [page for page in among if words in (str(page["page_id"]), page["title"])]
        partly = [page for page in among if words.casefold() in page["title"].casefold()]
        found = exact or partly
        if len(found) == 1:
            return found[0]
        if found:
            titles = "; ".join(f"{page['title']} ({page['page_id']})" for page in found[:8])
            raise UsageError(f"{words!r} can be {len(found)} pages", remedy=f"Name one by title or id: {titles}")
    near = difflib.get_close_matches(words, [page["title"] for page in pages], n=3, cutoff=0.4)
    hint = f"Did you mean {', '.join(map(repr, near))}?" if near else "`canvass held` lists what is held"
    raise UsageError(f"there is no page {words!r} in the latest version", remedy=hint)
