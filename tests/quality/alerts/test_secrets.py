"""A wrong setting of a channel is told without its URL, in the traceback of --debug as well."""

from __future__ import annotations

import traceback

import pytest

from pipeline.errors import UsageError
from pipeline.settings import read_settings

SECRET = "hunter2"


@pytest.mark.parametrize(
    "toml",
    [
        f'[alerts]\nurls = "slack://{SECRET}"',
        f'[alerts]\nurls = {{ slack = "slack://{SECRET}" }}',
        f'[alerts]\nurls = [["slack://{SECRET}"]]',
        f'alerts = "slack://{SECRET}"',
        f'alerts = ["slack://{SECRET}"]',
    ],
)
def test_in_the_file(toml, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "canvass.toml").write_text(toml)
    with pytest.raises(UsageError, match="alerts") as caught:
        read_settings()
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("value", [f"slack://{SECRET}", f'["slack://{SECRET}"', f'{{"a": "slack://{SECRET}"}}'])
def test_in_the_environment(value, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANVASS_ALERTS__URLS", value)
    with pytest.raises(UsageError, match="alerts") as caught:
        read_settings()
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_settings_do_not_show_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANVASS_ALERTS__URLS", f'["slack://{SECRET}"]')
    settings = read_settings()
    assert settings.alerts.urls[0].get_secret_value() == f"slack://{SECRET}"
    assert SECRET not in repr(settings)
    assert SECRET not in settings.model_dump_json()
