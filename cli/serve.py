"""`canvass serve`."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import NoReturn

import click

from cli.logs import log_format_option, tell
from cli.options import place_option


@click.command(short_help="Run refresh on a schedule, with Prefect.")
@click.option(
    "--cron",
    required=True,
    metavar="CRON",
    help="When: minute, hour, day of month, month, weekday; a sixth field is seconds.",
)
@click.option("--timezone", default="UTC", show_default=True, metavar="ZONE", help="What the schedule's hours mean.")
@click.option("--source", metavar="S", help="As for refresh (default: the settings').")
@click.option("--scope", metavar="NAME", help="As for refresh.")
@place_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Where a server of our own listens (default: 4200, or a free one).",
)
@log_format_option
def serve(
    cron: str, timezone: str, source: str | None, scope: str | None, dataset: Path | str, port: int | None
) -> None:
    """Run refresh on a schedule until Ctrl-C or SIGTERM.

    The Prefect server is the one that PREFECT_API_URL (or Prefect's profile) names, else one that runs on this machine,
    else one that is started here and ended again; its page shows every run. Two runs never work on a dataset at once.
    Settings and environment are those of this command; change them, and start it again.

    \b
    canvass serve --cron "0 6 * * *"
    canvass serve --cron "30 */4 * * *" --timezone America/New_York --source wikipedia --dataset /srv/elections
    """
    from flows import refresh
    from pipeline.orchestration.engine import name_on_server
    from pipeline.orchestration.schedule import cron_schedule
    from pipeline.orchestration.schedule import serve as run_until_stopped
    from pipeline.orchestration.server import prefect_server
    from pipeline.settings import read_settings

    settings = read_settings()
    if scope is not None:
        settings.scope_named(scope)
    schedule = cron_schedule(cron, timezone)
    where = str(dataset.absolute()) if isinstance(dataset, Path) else dataset
    place = Path(source or settings.source)
    parameters = {
        "source": str(place.absolute()) if place.exists() else source or settings.source,
        "scope": scope,
        "dataset": where,
    }
    for number in (signal.SIGTERM, signal.SIGHUP):  # while the server starts; the schedule has handlers of its own
        signal.signal(number, _stop)
    with prefect_server(port) as (url, is_ours):
        page = url.removesuffix("/api")
        tell(f"Prefect server {'started' if is_ours else 'found'}: {page}")
        tell(f"refresh of {dataset} from {parameters['source']}: {cron} ({timezone}); Ctrl-C ends it")
        run_until_stopped(refresh, name_on_server(dataset), schedule, parameters, f"Refresh of {where}")
        tell("stopped; the schedule is paused until the next start")


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
