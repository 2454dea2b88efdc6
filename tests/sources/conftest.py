"""An empty MediaWiki for each test module, and a settings object for tests."""

from __future__ import annotations

import pytest

from pipeline.settings import Settings
from tests.real_wiki import Wiki


@pytest.fixture(scope="module")
def wiki(mediawiki: Wiki) -> Wiki:
    """An empty wiki, the test module's own while it runs."""
    mediawiki.reset()
    return mediawiki


@pytest.fixture
def settings() -> Settings:
    """Fast retries and no rate limit to speak of; everything else as shipped."""
    return Settings(backoff_seconds=0.01, requests_per_minute=100_000, timeout_seconds=30)
