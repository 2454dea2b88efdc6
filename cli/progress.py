"""How far a run is: a bar on a terminal, plain lines elsewhere, JSON on wish; all on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cli.logs import JsonProgress, is_json
from pipeline.steps.engine import Progress
from pipeline.steps.lines import Lines


@contextmanager
def progress() -> Iterator[Progress]:
    """JSON if that was asked for; else a bar where stderr is a terminal, lines where it is not."""
    if is_json():
        yield JsonProgress()
        return
    if not sys.stderr.isatty():
        yield Lines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    from cli.bar import bar

    with bar() as shown:
        yield shown
