"""`canvass serve`."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from cli.logs import log_format_option, tell
from cli.options import place_option
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.orchestration.schedule import Task

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds, before a lost server is looked for again


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
    from pipeline.orchestration.schedule import Task, alone, cron_schedule, next_run
    from pipeline.settings import read_settings
    from pipeline.sources.api.address import public_address

    settings = read_settings()
    if scope is not None:
        settings.scope_named(scope)
    wanted = source or settings.source
    if wanted.startswith(("http://", "https://")):
        public_address(wanted)  # Prefect's page shows it
    place = Path(wanted)
    parameters = {
        "source": str(place.absolute()) if place.exists() else wanted,
        "scope": scope,
        "dataset": str(dataset.absolute()) if isinstance(dataset, Path) else dataset,
    }
    task = Task(
        refresh,
        cron_schedule(cron, timezone),
        parameters,
        dataset.absolute() if isinstance(dataset, Path) else dataset,
    )
    with alone(task):
        what = f"refresh of {dataset} from {parameters['source']}: {cron} ({timezone})"
        _until_stopped(task, port, lambda: f"{what}, next at {next_run(cron, timezone):%Y-%m-%d %H:%M:%S}")


def _until_stopped(task: Task, port: int | None, what: Callable[[], str]) -> None:
    """A server that is lost is started again, or waited for: the schedule goes on for years."""
    from pipeline.orchestration.schedule import serve as serve_on
    from pipeline.orchestration.server import prefect_server
    from pipeline.orchestration.serving import ServerLostError

    has_run, pause = False, FIRST_PAUSE
    while True:
        for number in (signal.SIGTERM, signal.SIGHUP):  # while the server starts; the schedule has handlers of its own
            signal.signal(number, _stop)
        begun = time.monotonic()
        try:
            with prefect_server(port) as server:
                tell(f"Prefect server {'started' if server.is_ours else 'found'}: {server.url.removesuffix('/api')}")
                tell(f"{what()}; Ctrl-C ends it")
                has_run = True
                serve_on(task, server, tell)
                return
        except ServerLostError as error:
            tell(f"the Prefect server {error}. A run at work was ended, its dataset is as it was")
        except UsageError as error:
            if not has_run:
                raise
            tell(str(error))
        if time.monotonic() - begun > LONGEST_PAUSE:
            pause = FIRST_PAUSE  # that one held for a while
        tell(f"the schedule goes on in {pause:g} seconds, with a server that answers or is started then")
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
