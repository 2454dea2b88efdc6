"""What most tests of whole refreshes leave out, since they do not look at it and it takes half of a small refresh."""

from __future__ import annotations

import pytest

import output.report
import pipeline.quality.running
from pipeline.quality.registry import checks


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the checks of pages as such run, and no report is written: in this process, not in programs it starts."""
    of_pages = tuple(check for check in checks() if check.table == "pages")
    monkeypatch.setattr(pipeline.quality.running, "checks", lambda: of_pages)
    monkeypatch.setattr(output.report, "write_report", lambda _release: None)
