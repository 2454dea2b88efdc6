"""`canvass pin` and `canvass unpin`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import dataset_option
from cli.printing import say


@click.command(short_help="Keep a version from being pruned.")
@click.argument("version")
@click.option("--reason", default="", help="Why it has to stay; `canvass versions` shows it.")
@dataset_option
def pin(version: str, reason: str, dataset: Path) -> None:
    """Keep VERSION from being pruned, for instance because a paper cites it.

    \b
    canvass pin 2026.11.23-1 --reason "cited in a paper"
    """
    from output.folder import open_release
    from output.versions import pin as keep

    name = open_release(dataset, version).path.name
    keep(dataset, name, reason)
    say(f"pinned {name}")


@click.command(short_help="Let a pinned version be pruned again.")
@click.argument("version")
@dataset_option
def unpin(version: str, dataset: Path) -> None:
    """Let VERSION be pruned again.

    \b
    canvass unpin 2026.11.23-1
    """
    from output.versions import unpin as let_go

    let_go(dataset, version)
    say(f"unpinned {version}")
