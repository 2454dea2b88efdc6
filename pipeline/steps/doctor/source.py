"""The settings, the source that they name, and the channels of alerts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from output.folder import latest
from pipeline.errors import UsageError
from pipeline.quality.alerts.channels import AppriseChannel
from pipeline.settings import Settings, settings_file
from pipeline.sources.api.client import ActionApi
from pipeline.sources.opening import WIKIPEDIA
from pipeline.sources.scopes import Scope
from pipeline.steps.doctor.sign import Sign, examined
from pipeline.steps.holding import with_known_rules
from pipeline.steps.outbox import Outbox

SECONDS_TO_ANSWER = 10
CLOCK_OFF = timedelta(minutes=5)


def examine_source(settings: Settings, source: str, dataset: Path) -> Iterator[Sign]:
    """All signs of the settings, the source and the services."""
    yield from examined("settings", (partial(settings_at_hand, settings),))
    yield from examined("source", (partial(source_at_hand, settings, source),))
    yield from examined("services", (partial(channels, settings, dataset),))


def settings_at_hand(settings: Settings) -> Iterator[Sign]:
    """Where they come from, and whether the scope exists."""
    for name in {settings.scope, *settings.scopes}:
        Scope(name, settings.scope_named(name))  # raises where there is none, or it cannot be read
    with_known_rules(settings.holds)
    path = settings_file()
    what = f"{path or 'no canvass.toml here: defaults'}; scope {settings.scope}"
    if path is not None and settings.alerts.urls and path.stat().st_mode & 0o004 and "urls" in path.read_text("utf-8"):
        remedy = f"chmod o-r {path}, or set CANVASS_ALERTS__URLS in the environment instead"
        yield Sign(
            "settings", "settings", "warning", f"{what}; it holds alerts' URLs and everybody may read it", remedy
        )
    else:
        yield Sign("settings", "settings", "ok", what)


def source_at_hand(settings: Settings, source: str) -> Iterator[Sign]:
    """Whether the source answers: one request to a wiki; of a path, whether it can be read."""
    if source == "sample":
        yield Sign("source", "source", "ok", "sample: pages that come with canvass, no network")
    elif source == "wikipedia" or urlsplit(source).scheme in ("http", "https"):
        yield from _wiki(settings, WIKIPEDIA if source == "wikipedia" else source)
    elif not Path(source).exists():
        yield Sign("source", "source", "fault", f"there is no folder or file {source!r}", "Set `source`, or --source")
    elif not os.access(source, os.R_OK):
        yield Sign("source", "source", "fault", f"{source} cannot be read", "Give this user read access")
    else:
        yield Sign("source", "source", "ok", f"{source} is there")


def _wiki(settings: Settings, url: str) -> Iterator[Sign]:
    hasty = settings.model_copy(update={"retries": 0, "timeout_seconds": SECONDS_TO_ANSWER})
    try:
        api = ActionApi(url, hasty)
    except UsageError as error:  # no contact in the User-Agent
        yield Sign("source", "user agent", "fault", error.what, error.remedy)
        return
    yield Sign("source", "user agent", "ok", settings.user_agent or "a wiki on this machine needs none")
    general = api.get(action="query", meta="siteinfo", siprop="general").get("query", {}).get("general", {})
    name, generator = general.get("sitename", "a wiki"), general.get("generator", "of no known version")
    yield Sign("source", "source", "ok", f"{url} answers: {name}, {generator}")
    yield from _clock(str(general.get("time", "")))


def _clock(theirs: str) -> Iterator[Sign]:
    """Whether this machine's clock is the wiki's, more or less: versions, settling and schedules go by it."""
    try:
        off = datetime.now(UTC) - datetime.fromisoformat(theirs)
    except (ValueError, TypeError):
        return  # a wiki that does not say
    if abs(off) > CLOCK_OFF:
        way = "ahead of" if off > timedelta(0) else "behind"
        what = f"this machine's clock is {abs(off).total_seconds() / 60:,.0f} minutes {way} the wiki's"
        yield Sign("machine", "clock", "warning", what, "Set it, by NTP: `timedatectl set-ntp true`")
    else:
        yield Sign("machine", "clock", "ok", "as the wiki's")


def channels(settings: Settings, dataset: Path) -> Iterator[Sign]:
    """Whether the alerts' URLs are such, and what is still to be sent; nothing is sent, nothing of the URLs told."""
    if not settings.alerts.urls:
        yield Sign("services", "alerts", "ok", "no channel is set: findings.atom and `canvass findings --new` tell")
        return
    import apprise

    numbered = list(enumerate(settings.alerts.urls, start=1))
    wrong = [number for number, url in numbered if not apprise.Apprise().add(url.get_secret_value())]
    if wrong:
        what = f"alert channel {', '.join(map(str, wrong))} is no URL that Apprise knows"
        yield Sign("services", "alerts", "fault", what, "Mend alerts.urls: docs/alerts.md")
        return
    box, release = Outbox(dataset), latest(dataset)
    what = f"{len(numbered)} channels, severity {settings.alerts.severity}"
    known = [AppriseChannel(url, number).key for number, url in numbered]
    behind = [key for key in known if release and key in box.entries and box.entries[key].told != release.path.name]
    if box.was_damaged:
        remedy = "Move it away: alerts then tell of what comes from then on"
        yield Sign("services", "alerts", "warning", f"{what}; outbox.json cannot be read", remedy)
    elif behind:
        remedy = "The next `canvass refresh` tries again, and says what came of it"
        yield Sign(
            "services", "alerts", "warning", f"{what}; {len(behind)} have not heard of the latest version", remedy
        )
    else:
        yield Sign("services", "alerts", "ok", what)
