"""`canvass report` and `canvass open`: where the browsable page of a version is."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import dataset_option, version_option
from cli.printing import say
from pipeline.errors import DatasetError


@click.command(short_help="Write the browsable page of a version, and say where it is.")
@dataset_option
@version_option
@click.option(
    "--to",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write it anew into this folder. (A published version keeps the page that it was published with.)",
)
def report(dataset: Path, version: str | None, to: Path | None) -> None:
    """Print the path of a version's report.html, which opens in a browser without network.

    A version that was published without one gets it in DATASET/reports/VERSION.

    \b
    canvass report
    canvass report --version 2026.11.23-1 --to /tmp/report
    """
    say(str(page_of(dataset, version, to)))


@click.command("open", short_help="Open the browsable page of a version.")
@dataset_option
@version_option
def open_report(dataset: Path, version: str | None) -> None:
    """Open a version's report.html in the browser.

    \b
    canvass open
    canvass open --version 2026.11.23-1
    """
    page = page_of(dataset, version)
    if click.launch(str(page)) != 0:
        say("no browser could be started; open this file:", err=True)
        say(str(page))


def page_of(dataset: Path, version: str | None, to: Path | None = None) -> Path:
    """The report.html of a version, written where there is none. DatasetError where it cannot be."""
    from output.folder import open_release

    release = open_release(dataset, version)
    published = release.path / "report.html"
    if to is None and published.is_file():
        return published.absolute()
    folder = to or dataset / "reports" / release.version
    from output.report import write_report

    try:
        return write_report(release, folder).absolute()
    except OSError as error:
        raise DatasetError(
            f"the report cannot be written: {error.strerror or error}", where=str(error.filename or folder)
        ) from error
