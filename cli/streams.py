"""Output that nobody reads any more: stdout into `| head`, stderr into a pipe, a terminal or a disk that is gone.

What is told of the work is worth less than the work: stderr never ends a command. An answer on stdout that nobody reads
ends the command that gives it, as SIGPIPE ends `ls | head`; a command that changes something goes on to its end.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from typing import TextIO

from typing_extensions import Buffer

CUT_SHORT = 128 + 13  # what a shell says of a program that SIGPIPE ended
UNWRITTEN = 74  # EX_IOERR of sysexits.h
_GONE = {errno.EPIPE, errno.EIO, errno.ENXIO}  # a pipe's reader; a terminal


class UnreadError(Exception):
    """Nobody reads stdout any more. No OSError: click takes a broken pipe for its own business."""


class UnwrittenError(Exception):
    """Stdout takes no more, as on a full disk."""


class _Told(io.FileIO):
    """Stderr: what cannot be written goes nowhere, to the end of the process."""

    def write(self, data: Buffer, /) -> int:
        """As any file, until it cannot."""
        try:
            return super().write(data)
        except OSError as error:
            _to_nowhere(self.fileno())  # children, too, write on
            self.lost(error)
            return memoryview(data).nbytes

    def lost(self, error: OSError) -> None:
        """What a lost line means: nothing."""


class _Answer(_Told):
    """Stdout."""

    may_go_unread = False

    def lost(self, error: OSError) -> None:
        """An answer that nobody reads need not be given, one that cannot be kept is a fault."""
        if error.errno not in _GONE:
            raise UnwrittenError(error.strerror) from error
        if not self.may_go_unread:
            raise UnreadError from error


def take_streams() -> None:
    """Put such streams in the place of stdout and stderr, once, and /dev/null where one was closed from the start: else
    the next file that is opened would have its number, and be written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            _to_nowhere(number)
    if _is(sys.stdout, 1):
        sys.stdout = _text(_Answer(1, "wb", closefd=False), sys.stdout)
    if _is(sys.stderr, 2):
        sys.stderr = _text(_Told(2, "wb", closefd=False), sys.stderr)


def finish_unread() -> None:
    """This command goes on to its end though nobody reads its answer."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, _Answer):
        raw.may_go_unread = True


def keep_from_children() -> None:
    """Processes that are started from now on have no stderr where ours is a pipe. One that is started by a library and
    writes into a pipe that nobody reads ends by it: so does Prefect's temporary server, and the flow with it."""
    raw = getattr(getattr(sys.stderr, "buffer", None), "raw", None)
    if isinstance(raw, _Told) and stat.S_ISFIFO(os.fstat(raw.fileno()).st_mode):
        sys.stderr.flush()
        sys.stderr = _text(_Told(os.dup(2), "wb"), sys.stderr)
        _to_nowhere(2)


def _text(raw: _Told, before: TextIO | None) -> TextIO:
    if before is None:
        return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace")
    by_line = bool(before.line_buffering or getattr(before, "write_through", False))
    return io.TextIOWrapper(io.BufferedWriter(raw), before.encoding, before.errors, line_buffering=by_line)


def _is(stream: TextIO | None, number: int) -> bool:
    """Not in a test, which puts something of its own there."""
    try:
        return stream is None or stream.fileno() == number
    except (OSError, ValueError):
        return False


def _to_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
