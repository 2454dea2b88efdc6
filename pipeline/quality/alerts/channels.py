"""Where alerts are sent: a channel per Apprise URL, and whatever else can send a message (see `flows.py`).

URLs hold secrets: nothing here says one, or a part of one, in a name, a log line or an error. Apprise is imported only
when there is something to send.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import unquote

from pydantic import SecretStr

from pipeline.quality.alerts.message import Message

_SHORTEST_SECRET = 3  # shorter parts of a URL cannot be told from ordinary words of a log line
# Libraries that log what they send, and where to.
_TALKATIVE = ("apprise", "urllib3", "requests", "smtplib")


class SendError(Exception):
    """A message did not go out; the text says why, and holds no secret."""


class Channel(Protocol):
    """Somewhere to send messages to."""

    @property
    def key(self) -> str:
        """The same for the same address in every run; shows nothing of it."""

    @property
    def name(self) -> str:
        """What to call it in logs."""

    def send(self, message: Message) -> None:
        """Raises SendError where it did not go out."""


class AppriseChannel:
    """One URL of `[alerts] urls`; `number` is its place there, from 1."""

    def __init__(self, url: SecretStr, number: int) -> None:
        self._url = url
        self.name = f"alert channel {number}"
        self.key = hashlib.sha256(url.get_secret_value().encode()).hexdigest()[:12]

    def send(self, message: Message) -> None:
        """Raises SendError: the URL is none that Apprise knows, or the service did not take the message."""
        import apprise

        url = self._url.get_secret_value()
        with _log_of_apprise() as lines:
            try:
                # A redirect makes a GET of a POST: a login page would take the message, and nobody would hear of it.
                asset = apprise.AppriseAsset(http_redirects=False)
                service: Any = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
                if not service:
                    raise SendError("Apprise does not understand its URL; see https://appriseit.com/services/")
                is_text = service.notify_format == apprise.NotifyFormat.TEXT
                sender = apprise.Apprise()  # it, not the service, turns HTML into the service's own markup
                sender.add(service)
                sent = sender.notify(
                    body=message.text if is_text else message.html,
                    title=message.title,
                    notify_type=apprise.NotifyType.WARNING if message.news.new.groups else apprise.NotifyType.SUCCESS,
                    body_format=apprise.NotifyFormat.TEXT if is_text else apprise.NotifyFormat.HTML,
                )
            except SendError:
                raise
            except Exception as error:  # a service's own fault must not reach the run, nor its words the log
                raise SendError(f"{type(error).__name__} while sending") from None
        if not sent:
            raise SendError(without_secrets("; ".join(lines[-2:]), url) or "the service did not take it")


@contextmanager
def _log_of_apprise() -> Iterator[list[str]]:
    """What apprise logs meanwhile, kept from every other log: its lines may show the URL."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name.startswith("apprise"):
                lines.append(record.getMessage())

    keeper = Keeper(logging.WARNING)
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [keeper], False
    try:
        yield lines
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate


def without_secrets(text: str, url: str) -> str:
    """The text with every part of the URL behind its scheme blotted out, as written and percent-decoded."""
    rest = url.partition("://")[2]
    for mark in "/:@?&=,;#":
        rest = rest.replace(mark, " ")
    parts = {variant for part in rest.split() for variant in (part, unquote(part))}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST_SECRET:
            text = text.replace(part, "***")
    return " ".join(text.split())
