"""How a long command tells of itself on stderr: text for people, or JSON, an object a line, for what collects logs.

    {"level": "INFO", "logger": "canvass", "message": "fetch", "step": "fetch", "pages": 120, "time": "2026-11-25T…"}

Everything beyond ASCII and every control character is escaped, so no title of an article can forge a line.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import click

from cli.printing import say
from pipeline.steps.lines import SECONDS_BETWEEN_LINES

F = TypeVar("F", bound=Callable[..., Any])
VARIABLE = "CANVASS_LOG_FORMAT"
logger = logging.getLogger("canvass")
_is_json = False


def log_format_option(command: F) -> F:
    """--log-format, which takes effect before the command begins."""
    return click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        expose_value=False,
        is_eager=True,
        callback=_choose,
        help="How progress and errors are told on stderr (default: the settings', else text).",
    )(command)


def is_json() -> bool:
    """Whether this run logs in JSON."""
    return _is_json


def _choose(_ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    global _is_json
    if value is None:
        from pipeline.settings import read_settings

        value = read_settings().log_format
    _is_json = value == "json"
    if not _is_json:
        return
    from pythonjsonlogger.json import JsonFormatter

    handler = logging.StreamHandler(sys.stderr)
    names = {"levelname": "level", "name": "logger"}
    handler.setFormatter(JsonFormatter(["levelname", "name", "message"], rename_fields=names, timestamp="time"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    logger.setLevel(logging.INFO)
    # A flow's log, too, here and in the processes that a schedule starts; Prefect reads this when it is imported.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER", "json")
    os.environ[VARIABLE] = "json"


def tell(message: str) -> None:
    """A line for whoever watches."""
    if _is_json:
        logger.info(message)
    else:
        say(message, err=True)


def log_summary(summary: dict[str, Any]) -> None:
    """How a refresh ended, for logs in JSON; people read it on stdout."""
    if _is_json:
        logger.info("published" if summary["changed"] else "nothing changed", extra=summary)


def log_error(message: str, exit_code: int) -> None:
    """The error that ends a run."""
    logger.error(message, extra={"exit_code": exit_code})


class JsonProgress:
    """A record when a step begins, and then now and again."""

    def __init__(self) -> None:
        self._step, self._pages, self._of, self._last = "", 0, 0, 0.0

    def begin(self, step: str, total: int | None = None) -> None:
        """One record."""
        self._step, self._pages, self._of, self._last = step, 0, total or 0, time.monotonic()
        logger.info(step, extra={"step": step, "pages": total})

    def advance(self, pages: int = 1) -> None:
        """A record if the last one is long ago."""
        self._pages += pages
        if self._is_time():
            logger.info(self._step, extra={"step": self._step, "done": self._pages, "pages": self._of})

    def note(self, message: str) -> None:
        """A record if the last one is long ago."""
        if self._is_time():
            logger.info(message, extra={"step": self._step})

    def say(self, message: str) -> None:
        """One record."""
        logger.info(message, extra={"step": self._step})

    def _is_time(self) -> bool:
        if time.monotonic() - self._last <= SECONDS_BETWEEN_LINES:
            return False
        self._last = time.monotonic()
        return True
