"""`canvass archive`."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import dataset_option, json_option
from cli.printing import print_json, say


@click.command(short_help="What the archive holds; put its files into one.")
@click.option("--compact", is_flag=True, help="Put all its files into one; every revision is kept, each text once.")
@dataset_option
@json_option
def archive(compact: bool, dataset: Path, as_json: bool) -> None:
    """Say how many revisions, texts, files and bytes the archive of raw wikitext has.

    A refresh that fetches something adds a file. After some hundred of them --compact makes opening faster again. It
    may be killed at any moment: the old files go only when the new one is whole.

    \b
    canvass archive --compact
    """
    from output.staging import dataset_lock
    from pipeline.archive import Archive

    if compact:
        with dataset_lock(dataset):
            kept = Archive(dataset)
            kept.compact()
    kept = Archive(dataset)
    counts = kept.size()._asdict()
    if as_json:
        print_json(counts)
    else:
        say(", ".join(f"{count:,} {name}" for name, count in counts.items()))
