"""`canvass upload` and `canvass download`: a dataset's folder to object storage and back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.logs import log_format_option, tell
from cli.options import dataset_option, json_option
from cli.printing import print_json, say


@click.command(short_help="Copy the dataset to object storage (s3://…).")
@click.argument("url")
@dataset_option
@click.option("--prune", is_flag=True, help="Remove there what was pruned or compacted here.")
@click.option("--check", is_flag=True, help="Read every file back and compare its hash.")
@log_format_option
@json_option
def upload(url: str, dataset: Path, prune: bool, check: bool, as_json: bool) -> None:
    """Copy the dataset to URL, an address that fsspec knows: s3://BUCKET/PREFIX with `pip install canvass[s3]`.

    Only what is new is sent; what did not change between versions is copied within the store. latest.json is written
    last, so readers find the version before or the whole new one. Credentials come from the environment.

    \b
    canvass upload s3://my-bucket/elections
    AWS_ENDPOINT_URL=https://minio.example.org canvass upload s3://my-bucket/elections --check
    """
    from output.remote.copying import upload as send
    from output.remote.store import Store

    done = send(dataset, Store(url), prune=prune, check=check, say=tell)
    if as_json:
        print_json(asdict(done))
        return
    say(
        f"version {done.version}: {done.sent:,} files sent ({done.sent_bytes / 1e6:,.1f} MB), {done.copied:,} copied "
        f"there, {done.unchanged:,} unchanged, {done.removed:,} removed"
    )


@click.command(short_help="Copy a dataset from object storage to a folder.")
@click.argument("url")
@dataset_option
@click.option("--all", "everything", is_flag=True, help="Every version (default: the latest, with archive and runs).")
@log_format_option
@json_option
def download(url: str, dataset: Path, everything: bool, as_json: bool) -> None:
    """Copy the dataset at URL to the folder: archive, waivers, runs and the latest version. Every hash is compared.

    \b
    canvass download s3://my-bucket/elections --dataset elections
    """
    from output.remote.copying import download as fetch
    from output.remote.store import Store

    done = fetch(Store(url), dataset, everything=everything, say=tell)
    if as_json:
        print_json(asdict(done))
    else:
        say(f"version {done.version}: {done.sent:,} files fetched ({done.sent_bytes / 1e6:,.1f} MB) to {dataset}")
