"""`canvass held`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from cli.options import csv_option, dataset_option, json_option
from cli.printing import print_rows, say

_COLUMNS = ("title", "held_rev_id", "kept_rev_id", "since_version", "days", "held_reason")
_MORE = ("page_id", "diff_url", "kept_url", "history_url", "accepted_on", "accepted_by")
_STATEMENT = """
    SELECT p.title, p.held_rev_id, p.rev_id, f.first_seen_version, v.created_at, p.held_reason,
        p.page_id, p.url, p.history_url
    FROM pages p
    LEFT JOIN findings f ON f.page_id = p.page_id AND f.check_id = 'page_held' AND f.status <> 'resolved'
    LEFT JOIN versions v ON v.version = f.first_seen_version
    WHERE p.held_rev_id IS NOT NULL ORDER BY v.created_at, p.title"""


@click.command(short_help="List the pages whose newest revision is held back.")
@dataset_option
@csv_option
@json_option
def held(dataset: Path, as_csv: bool, as_json: bool) -> None:
    """List the pages of the latest version whose newest revision is held back as implausible, and why; oldest first.

    The dataset keeps the revision before. The link shows the difference between the two: if it is vandalism, revert it
    there; if it is right, take it with `canvass accept`. What was accepted is held until the next refresh.

    \b
    canvass held
    canvass held --json
    """
    from output.folder import open_release
    from output.sql import query
    from pipeline.quality.holds.accepted import read_accepted
    from pipeline.sources.links import diff_link

    now = datetime.now(UTC)
    accepted = {(entry.page_id, entry.revision): entry for entry in read_accepted(dataset)}
    rows = []
    for title, held_rev, kept_rev, since, created, reason, page_id, url, history in query(
        open_release(dataset), _STATEMENT
    ).rows:
        days = (now - created.replace(tzinfo=UTC)).days if created is not None else None
        links = (diff_link(url, held_rev), url, history)
        entry = accepted.get((page_id, held_rev))
        said = (entry.on, entry.by) if entry else (None, None)
        rows.append((title, held_rev, kept_rev, since, days, reason, page_id, *links, *said))
    if as_json or as_csv:
        print_rows(_COLUMNS + _MORE, rows, as_json=as_json, as_csv=as_csv)
        return
    if not rows:
        say("nothing is held")
    for title, held_rev, kept_rev, since, days, reason, page_id, diff, _, history, on, by in rows:
        age = f", {days} days" if days else ""
        say(title)
        say(f"  held     revision {held_rev}, since version {since}{age}; kept: {kept_rev} (page {page_id})")
        say(f"  because  {reason}")
        if (page_id, held_rev) in accepted:
            say(f"  accepted{f' on {on}' if on else ''}{f' by {by}' if by else ''}; the next refresh takes it")
        for name, link in (("look", diff), ("history", history)):
            if link:
                say(f"  {name:<8} {link}")
