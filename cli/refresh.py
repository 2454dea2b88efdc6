"""`canvass refresh`."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.completion import complete_scope
from cli.logs import log_format_option, log_summary, tell
from cli.options import Moment, json_option, place_option
from cli.printing import print_json, say
from cli.progress import progress
from cli.streams import keep_from_children
from pipeline.errors import CanvassError

if TYPE_CHECKING:
    from pipeline.steps.refresh import Request, Summary


@click.command(short_help="Fetch what changed, parse, check, publish a version if anything differs.")
@click.option(
    "--source",
    metavar="S",
    help="sample, wikipedia, an API's URL, a folder of *.wikitext, or a dump (.xml, .bz2, .gz, .zst).",
)
@click.option(
    "--scope",
    metavar="NAME",
    shell_complete=complete_scope,
    help="Which pages of a wiki or dump: a scope of the settings.",
)
@place_option
@click.option("--as-of", type=Moment(), metavar="TIME", help="Each page's revision of that time (wikis only).")
@click.option(
    "--settle", type=click.FloatRange(min=0), metavar="HOURS", help="Take revisions that have stood for so long."
)
@click.option(
    "--expand", is_flag=True, help="Ask the wiki for templates that canvass does not know; the answers are kept."
)
@click.option("--strict", is_flag=True, help="Exit with 1 where new findings of severity error were published.")
@click.option(
    "--prefect/--plain",
    default=None,
    help="As a Prefect flow, or without Prefect (default: a flow where PREFECT_API_URL is set).",
)
@click.option(
    "--dask",
    metavar="N|ADDRESS",
    help="Parse on Dask: N workers here, or a scheduler's (extra `dask`; implies --prefect).",
)
@log_format_option
@json_option
@click.pass_context
def refresh(
    ctx: click.Context,
    source: str | None,
    scope: str | None,
    dataset: Path | str,
    as_of: datetime | None,
    settle: float | None,
    expand: bool,
    strict: bool,
    prefect: bool | None,
    dask: str | None,
    as_json: bool,
) -> None:
    """Fetch what changed, parse, check, and publish a version if anything differs.

    Safe to run twice, to kill and to run again: the version before stays `latest` until the new one is whole. With a
    store's URL the dataset is fetched into this machine's cache, refreshed there and sent back (see `upload`).

    \b
    canvass refresh
    canvass refresh --source pages/ --dataset /srv/elections --strict
    canvass refresh --source wikipedia --dataset s3://my-bucket/elections
    """
    from output.remote.working_copy import working_copy
    from pipeline.settings import read_settings
    from pipeline.steps.refresh import Request

    settings = read_settings()
    if prefect is None:
        prefect = bool(dask or os.environ.get("PREFECT_API_URL"))
    if dask and not prefect:
        raise click.UsageError("--dask needs Prefect: leave --plain out")
    with working_copy(dataset, tell) as folder:
        request = Request(
            settings=settings,
            source=source or settings.source,
            dataset=folder,
            scope=scope,
            as_of=as_of,
            settle=timedelta(hours=settle) if settle is not None else None,
            expand=expand,
        )
        summary = _as_flow(request, dask) if prefect else _plainly(request)
    log_summary(summary.as_json())
    if as_json:
        print_json(summary.as_json())
    else:
        from pipeline.steps.summary_lines import summary_lines

        say("\n".join(summary_lines(summary)))
    ctx.exit(1 if strict and summary.new_errors else 0)


def _as_flow(request: Request, dask: str | None) -> Summary:
    keep_from_children()  # before Prefect is imported: its handlers take stderr as it is then
    from flows import refresh_flow

    return refresh_flow(request, dask)


def _plainly(request: Request) -> Summary:
    from pipeline.steps.refresh import refresh as run

    try:
        with progress() as shown:
            return run(request, progress=shown)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_kept(request.dataset)) from None


def _kept(dataset: Path) -> str:
    """What a run that was interrupted leaves, in words."""
    from output.folder import latest
    from pipeline.archive import Archive

    last = latest(dataset)
    version = f"the latest version is still {last.version}" if last else "no version is published yet"
    try:
        count = Archive(dataset).size().revisions
    except (CanvassError, OSError):
        return version
    return f"{version}; {count:,} fetched revisions are kept in the archive, the same command goes on from there"
