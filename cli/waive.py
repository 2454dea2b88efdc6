"""`canvass waive`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

import click

from cli.options import Moment, dataset_option
from cli.printing import say


@click.command(short_help="Waive a known finding.")
@click.argument("finding_id", metavar="ID")
@click.option("--reason", required=True, help="Why it is no fault, or who mends it.")
@click.option("--until", type=Moment(), metavar="DATE", help="Last day of the waiver (default: for good).")
@dataset_option
def waive(finding_id: str, reason: str, until: datetime | None, dataset: Path) -> None:
    """Write a finding into the dataset's waivers.yaml; from the next version on its status is `waived`.

    ID may be the beginning of one, four characters or more. The file is small and sorted, so that it can be kept under
    version control and reviewed like code; to end a waiver, take its entry out. Commands that list findings heed it at
    once.

    \b
    canvass waive 0f3a9c1d2b4e5f60 --reason "as certified by the state" --until 2027-01-31
    """
    from output.folder import open_release
    from output.sql import query
    from pipeline.quality.waivers import Waiver, write_waiver

    messages: dict[str, str] = dict(query(open_release(dataset), "SELECT finding_id, message FROM findings").rows)
    finding_id = _whole(finding_id, messages)
    path = write_waiver(dataset, finding_id, Waiver(reason, until, messages[finding_id]))
    if until is not None and until.date() < datetime.now(UTC).date():
        say(f"this waiver has ended already: its last day is {until:%Y-%m-%d}", err=True)
    lasts = f"until {until:%Y-%m-%d}" if until is not None else "for good"
    say(f"waived {lasts} in {path}: {messages[finding_id]}")


def _whole(given: str, messages: Mapping[str, str]) -> str:
    """The id that begins like that. UsageError where there is none, or more than one."""
    from pipeline.errors import UsageError

    beginning = [key for key in messages if len(given) > 3 and key.startswith(given.lower())]
    if len(beginning) == 1:
        return beginning[0]
    near = beginning or difflib.get_close_matches(given.lower(), messages, n=3, cutoff=0.7)
    told = "; ".join(f"{key} ({shorten(messages[key], 60, placeholder=' …')})" for key in near[:3])
    raise UsageError(
        f"{len(beginning)} findings begin with {given!r}" if beginning else f"there is no finding {given!r}",
        remedy=f"Did you mean {told}?" if told else "`canvass findings` lists them with their ids",
    )
