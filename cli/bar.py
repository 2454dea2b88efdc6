"""A progress bar on a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipeline.printable import one_line


class RateColumn(ProgressColumn):
    """Pages a second: of late while a step runs, over all of it when it is done."""

    def render(self, task: Task) -> Text:
        """Nothing where a step counts nothing, or has only begun."""
        rate = task.finished_speed or task.speed
        counted = rate and task.total and task.total > 1
        return Text(f"{rate:,.0f}/s" if counted else "", style="progress.data.speed")


class Bar:
    """One line per step; finished ones stay."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task: int | None = None
        self._step = ""

    def begin(self, step: str, total: int | None = None) -> None:
        """End the step before and show this one."""
        self.finish()
        self._step = step
        self._task = self._shown.add_task(step, total=total)

    def advance(self, pages: int = 1) -> None:
        """Move on."""
        if self._task is not None:
            self._shown.advance(self._shown.task_ids[-1], pages)

    def note(self, message: str) -> None:
        """Beside the step's name."""
        if self._task is not None:
            self._shown.update(self._shown.task_ids[-1], description=f"{self._step}: {escape(one_line(message))}")

    def say(self, message: str) -> None:
        """A line above the bars."""
        self._shown.console.print(escape(one_line(message)), highlight=False)

    def finish(self) -> None:
        """The current step is done."""
        if self._task is not None:
            current = self._shown.tasks[-1]
            self._shown.update(current.id, total=current.total or 1, completed=current.total or 1)


@contextmanager
def bar() -> Iterator[Bar]:
    """Bars on stderr while the block runs."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as shown:
        steps = Bar(shown)
        yield steps
        steps.finish()
