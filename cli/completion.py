"""`canvass completion`: what a shell needs to complete commands, options and names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands, options, versions, tables, checks and scopes.

    \b
    eval "$(canvass completion bash)"                                        in ~/.bashrc
    eval "$(canvass completion zsh)"                                         in ~/.zshrc
    canvass completion fish > ~/.config/fish/completions/canvass.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click knows no completion for {shell}")
    root = ctx.find_root().command
    click.echo(kind(root, {}, "canvass", "_CANVASS_COMPLETE").source())


def complete_version(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The versions in the dataset, newest first; nothing where there is none."""
    from output.folder import published

    try:
        return _items(reversed(published(Path(ctx.params.get("dataset") or "dataset"))), begun)
    except Exception:  # a completion never disturbs the line that is being typed
        return []


def complete_table(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The data tables."""
    from schemas import DATA_TABLES

    return _items(DATA_TABLES, begun)


def complete_check(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The checks."""
    from pipeline.quality.registry import checks

    return _items(sorted(check.id for check in checks()), begun)


def complete_scope(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The scopes of the settings and the shipped ones."""
    from pipeline.settings import read_settings, shipped_scopes

    try:
        return _items(sorted(shipped_scopes() | read_settings().scopes), begun)
    except Exception:  # as above: settings at fault are told when a command runs
        return []


def _items(names: Any, begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if str(name).startswith(begun)]
