"""docs/cli.md, made from the commands themselves: `python -m cli.reference > docs/cli.md`."""

from __future__ import annotations

from typing import Any

import click

from cli.main import HELP_OPTIONS, cli

HEAD = """# The command line

Made from the commands by `python -m cli.reference > docs/cli.md`; a test keeps it so.
"""


WIDE: dict[str, Any] = {"max_content_width": 100, "terminal_width": 100, "help_option_names": HELP_OPTIONS}


def reference() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD, _section(cli, "canvass")]
    parts += [_section(command, f"canvass {name}") for name, command in sorted(cli.commands.items())]
    return "\n".join(parts)


def _section(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, **WIDE)
    return f"## {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
