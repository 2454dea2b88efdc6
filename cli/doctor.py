"""`canvass doctor`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import given_dataset, json_option
from cli.printing import print_json, say
from pipeline.errors import UsageError

MARKS = {"ok": "ok", "warning": "WARN", "fault": "FAULT"}


def _dataset_anyway(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    """As for every command; where the settings are wrong, which is told below, the usual folder."""
    try:
        return given_dataset(ctx, param, value)
    except UsageError:
        return Path("dataset")


@click.command(short_help="Look at machine, settings, dataset and source, and say what to do.")
@click.option("--source", metavar="S", help="The source to look at (default: the settings').")
@click.option(
    "--dataset",
    metavar="DIR",
    callback=_dataset_anyway,
    help="The dataset's folder (default: the settings', else `dataset`).",
)
@json_option
@click.pass_context
def doctor(ctx: click.Context, source: str | None, dataset: Path, as_json: bool) -> None:
    """Look at the machine, the settings, the dataset, the source and the services, and say what to do about each fault.

    Nothing is changed. A wiki is asked one question, a channel of alerts nothing. Exit code 0: no fault, warnings at
    most; else what a refresh would end with: 2 settings or services, 3 the source, 4 the dataset or the machine.

    \b
    canvass doctor
    canvass doctor --source wikipedia --json
    """
    from pipeline.settings import read_settings
    from pipeline.steps.doctor.dataset import examine_dataset
    from pipeline.steps.doctor.machine import examine_machine
    from pipeline.steps.doctor.schedule import examine_schedule
    from pipeline.steps.doctor.sign import Sign, worst_exit_code
    from pipeline.steps.doctor.source import examine_source

    signs = [*examine_machine(dataset), *examine_dataset(dataset)]
    try:
        settings = read_settings()
    except UsageError as error:
        what = f"{error.what} ({error.where})" if error.where else error.what
        signs.append(Sign("settings", "settings", "fault", what, error.remedy or "Mend that place"))
    else:
        signs += examine_source(settings, source or settings.source, dataset)
    signs += examine_schedule(dataset)
    if as_json:
        print_json([asdict(sign) for sign in signs])
    else:
        for sign in signs:
            say(f"{MARKS[sign.status]:<6} {sign.name:<14} {sign.what}")
            if sign.status != "ok" and sign.remedy:
                say(f"{'':<6} {'':<14} → {sign.remedy}")
        faults, warnings = (sum(sign.status == status for sign in signs) for status in ("fault", "warning"))
        say(f"\n{len(signs)} looked at: {faults} faults, {warnings} warnings")
    ctx.exit(worst_exit_code(signs))
