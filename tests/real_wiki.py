"""A real MediaWiki on loopback, where this machine can run one; installed once and kept for the next run."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

SHARED = Path(__file__).parents[2] / "shared" / "mediawiki"
UP = SHARED / "mediawiki-up"


class Wiki:
    """Steers a MediaWiki with `mediawiki-up`."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.api = self.run("up").strip()

    def run(self, *arguments: str, text: str | None = None) -> str:
        command = [str(UP), str(self.work), *arguments]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=240, check=False)
        if done.returncode:
            raise RuntimeError(f"mediawiki-up {' '.join(arguments)}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def reset(self) -> None:
        """Back to the empty wiki."""
        self.run("reset")
        self.api = self.run("up").strip()

    def edit(self, title: str, text: str, timestamp: str | None = None) -> None:
        self.run("edit", title, "-", *(["--timestamp", timestamp] if timestamp else []), text=text)

    def load(self, pages: dict[str, str], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for title, text in pages.items():
            name = title.replace("%", "%25").replace("/", "%2F").replace(" ", "_")
            (folder / f"{name}.wikitext").write_text(text)
        self.run("load", str(folder))


def started() -> Iterator[Wiki]:
    """The wiki, nobody else's meanwhile; skips, saying why, where there can be none."""
    if not UP.is_file():
        pytest.skip("../shared/mediawiki is not there")
    work = Path(os.environ.get("MEDIAWIKI_WORK", Path(tempfile.gettempdir()) / f"canvass-mediawiki-{os.getuid()}"))
    with FileLock(f"{work}.lock"):
        try:
            wiki = Wiki(work)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"no MediaWiki can be started here: {error}")
        try:
            yield wiki
        finally:
            wiki.run("down")
