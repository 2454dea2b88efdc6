"""How far a run is: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.steps.engine import Progress
from pipeline.steps.lines import Lines


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar where stderr is a terminal, else lines."""
    if not sys.stderr.isatty():
        yield Lines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    from cli.bar import bar

    with bar() as shown:
        yield shown
