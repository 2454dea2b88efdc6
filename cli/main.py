"""The command `canvass`: its group, and how errors end: one line on stderr and an exit code.

Commands live in a file each; what takes long to import (polars, pandera, Prefect) is imported inside them.
"""

from __future__ import annotations

import difflib
import errno
import os
import sys
from typing import Any

import click

from cli.accept import accept
from cli.archive import archive
from cli.attribution import attribution
from cli.changes import changes
from cli.check import check
from cli.compare import compare
from cli.completion import completion
from cli.diff import diff
from cli.doctor import doctor
from cli.explain import explain
from cli.export import export
from cli.findings import findings
from cli.held import held
from cli.logs import is_json, log_error
from cli.pin import pin, unpin
from cli.printing import say
from cli.prune import prune
from cli.refresh import refresh
from cli.report import open_report, report
from cli.runs import runs
from cli.serve import serve
from cli.sql import sql
from cli.store import download, upload
from cli.streams import CUT_SHORT, UNWRITTEN, UnreadError, UnwrittenError, finish_unread, take_streams
from cli.verify import verify
from cli.versions import versions
from cli.waive import waive
from pipeline.errors import CanvassError, DatasetError
from pipeline.printable import one_line

INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h: a fault of canvass itself
INTERRUPTED = 130
# No access, no room, no device: what a user has to mend.
_OF_THE_MACHINE = frozenset(
    getattr(errno, name)
    for name in "EACCES EPERM EROFS ENOSPC EDQUOT EFBIG EIO EMFILE ENFILE ESTALE EISDIR ENOTDIR".split()  # noqa: SIM905
)
HELP_OPTIONS = ["-h", "--help"]
SECTIONS = (
    ("Make a version", ("refresh", "serve", "runs", "doctor")),
    ("Look into it", ("open", "report", "sql", "explain", "attribution", "export")),
    ("What is wrong", ("findings", "check", "compare", "waive", "held", "accept")),
    ("Through time", ("versions", "changes", "diff", "verify", "pin", "unpin", "prune")),
    ("Storage and shell", ("archive", "upload", "download", "completion")),
)
# They change something, or answer by their exit code: they go on to their end though nobody reads what they print.
TO_THEIR_END = {"refresh", "serve", "doctor", "open", "report", "export", "compare", "waive", "accept", "verify", "pin"}
TO_THEIR_END |= {"unpin", "prune", "archive", "upload", "download"}


class Commands(click.Group):
    """A group that names the command that was probably meant."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click, by what they are for."""
        told = {name for _, names in SECTIONS for name in names}
        rest = tuple(name for name in self.list_commands(ctx) if name not in told)
        for heading, names in (*SECTIONS, ("More", rest)):
            lines = [(name, self.commands[name].get_short_help_str(90)) for name in names if name in self.commands]
            if lines:
                with formatter.section(heading):
                    formatter.write_dl(lines)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click, with a suggestion where there is no such command."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"there is no command {name!r}.{hint}")
        if name in TO_THEIR_END:
            finish_unread()
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As click, which would take any broken pipe, a server's or a process's, for a reader that has gone away."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise RuntimeError(f"{type(error).__name__}: {error}") from error


@click.group(cls=Commands, context_settings={"help_option_names": HELP_OPTIONS, "max_content_width": 110})
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="canvass")
def cli(debug: bool) -> None:
    """Wikipedia's election results as a checked, versioned dataset.

    \b
    canvass refresh                                  read the bundled sample into dataset/
    canvass sql "SELECT title, parse_status FROM pages"
    canvass findings                                 what the checks hold against it

    Exit codes: 0 done; 1 with --strict: new findings of severity error; 2 wrong usage; 3 the source could not be
    read; 4 the dataset is locked or damaged; 141 the answer was cut short, as by `| head`. A refresh is finished and
    published, and has its own code, though nobody reads what it prints.
    """


for command in (
    refresh,
    serve,
    runs,
    doctor,
    upload,
    download,
    versions,
    diff,
    changes,
    sql,
    check,
    findings,
    waive,
    compare,
    held,
    accept,
    explain,
    attribution,
    export,
    report,
    open_report,
    verify,
    pin,
    unpin,
    prune,
    archive,
    completion,
):
    cli.add_command(command)


def main() -> None:
    """The console script."""
    debug = "--debug" in sys.argv
    take_streams()
    try:
        # Colours where click sees a terminal, and not where the user wants none: https://no-color.org
        code = cli.main(standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None)
        sys.stdout.flush()
    except CanvassError as error:
        code = _ended(error, str(error), error.exit_code, debug)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        kept = str(error.__cause__ or error)  # click turns one into the other
        code = _ended(error, f"interrupted; {kept or 'the dataset is as it was'}", INTERRUPTED, False)
    except UnreadError:  # canvass sql … | head
        code = CUT_SHORT
    except UnwrittenError as error:
        code = _ended(error, f"the answer could not be written: {error}", UNWRITTEN, debug)
    except OSError as error:  # the machine's doing, not canvass's
        if error.errno not in _OF_THE_MACHINE:
            code = _internal(error, debug)
        else:
            place = f" ({error.filename})" if error.filename else ""
            remedy = "Mend that and run again; what was published stands"
            code = _ended(error, f"{error.strerror or error}{place}. {remedy}", DatasetError.exit_code, debug)
    except Exception as error:  # the last resort, so that a user never sees a traceback unasked
        code = _internal(error, debug)
    sys.exit(code)


def _internal(error: Exception, debug: bool) -> int:
    message = f"internal error: {type(error).__name__}: {error} (--debug shows where)"
    return _ended(error, message, INTERNAL_ERROR, debug)


def _ended(error: BaseException, message: str, code: int, debug: bool) -> int:
    if debug:
        raise error
    line = one_line(" ".join(message.split()))
    if is_json():
        log_error(line, code)
    else:
        say(f"canvass: {line}", err=True)
    return code
