"""Settings: where they come from, who wins, and what a slip of the pen is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import ScopeSettings, Settings, read_settings, shipped_scopes


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_file() -> None:
    settings = read_settings()
    assert (settings.source, settings.dataset, settings.scope) == (
        "sample",
        Path("dataset"),
        "us-presidential-by-state",
    )


def test_file_then_environment_then_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("canvass.toml").write_text(
        'source = "wikipedia"\nretries = 3\nmaxlag_seconds = 9\n[alerts]\nurls = ["json://127.0.0.1"]'
    )
    monkeypatch.setenv("CANVASS_RETRIES", "4")
    monkeypatch.setenv("CANVASS_MAXLAG_SECONDS", "7")
    settings = read_settings(maxlag_seconds=1, user_agent=None)
    assert (settings.source, settings.retries, settings.maxlag_seconds) == ("wikipedia", 4, 1)
    assert [url.get_secret_value() for url in settings.alerts.urls] == ["json://127.0.0.1"]


def test_canvass_config_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("canvass.toml").write_text("retries = 1")
    (tmp_path / "other.toml").write_text("retries = 2")
    monkeypatch.setenv("CANVASS_CONFIG", str(tmp_path / "other.toml"))
    assert read_settings().retries == 2
    monkeypatch.setenv("CANVASS_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(UsageError, match=r"none\.toml"):
        read_settings()


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('user_agnet = "x"', "'user_agnet'; did you mean 'user_agent'"),
        ('[alerts]\nurl = ["x"]', r"'alerts\.url'; did you mean 'urls'"),
        ('[scopes.mine]\ntitels = ["x"]', r"'scopes\.mine\.titels'; did you mean 'titles'"),
        ("retries = -1", r"'retries' is -1 .*It takes a number from 0 up \(default: 6\)"),
        ('requests_per_minute = "many"', "'requests_per_minute' is 'many' .*It takes a number"),
        ('log_format = "xml"', "'log_format' is 'xml' .*It takes 'text' or 'json'"),
        ("[scopes.t]\npattern = 5", r"'scopes\.t\.pattern' is 5 .*It takes a list, .* or a text in quotes$"),
        ('[scopes.t]\ntitles = ["", 4]', r"'scopes\.t\.titles\.0' is ''; wrong as well: scopes\.t\.titles\.1 "),
        ('[alerts]\nurls = "json://token"', r"'alerts\.urls' cannot be used \(canvass\.toml\)\. It takes a list"),
        ('dataset = "s3://b/x"', "'dataset' is 's3:/*b/x'.*It takes a folder"),
        ("retries = ", "not valid TOML"),
    ],
)
def test_a_wrong_key_is_told_the_right_one(toml: str, told: str) -> None:
    Path("canvass.toml").write_text(toml)
    with pytest.raises(UsageError, match=told) as caught:
        read_settings()
    assert "canvass.toml" in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_wrong_variable_is_told_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANVASS_USERAGENT", "x")
    with pytest.raises(UsageError, match="CANVASS_USERAGENT; did you mean 'CANVASS_USER_AGENT'"):
        read_settings()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CANVASS_ALERTS__URL", '["json://127.0.0.1"]', "did you mean 'urls'.*CANVASS_ALERTS__URL"),
        ("CANVASS_ALERTS__URLS", "json://127.0.0.1", "written as JSON"),
        ("CANVASS_RETRIES", "many", "'retries'.*CANVASS_RETRIES"),
    ],
)
def test_a_wrong_value_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=told):
        read_settings()


def test_a_scope_of_the_users_own_comes_before_a_shipped_one() -> None:
    Path("canvass.toml").write_text(
        '[scopes.massachusetts-2004]\ntitles = ["Mine"]\n[scopes.new]\npattern = "{year} x"'
    )
    settings = read_settings()
    assert settings.scope_named("massachusetts-2004").titles == ("Mine",)
    assert settings.scope_named("new").pattern == "{year} x"
    with pytest.raises(UsageError, match="did you mean 'us-senate'"):
        settings.scope_named("us-senat")


def test_the_scopes_that_the_design_promises_are_shipped() -> None:
    promised = {"us-presidential-by-state", "us-senate", "uk-general-by-constituency", "massachusetts-2004"}
    assert promised <= set(shipped_scopes())
    assert Settings().scope in promised


def test_the_example_file_shows_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    example = (Path(__file__).parents[1] / "canvass.toml").read_text()
    lines = [line.removeprefix("# ") for line in example.splitlines() if re.match(r"# (\w+ = |\[)", line)]
    Path("all.toml").write_text("\n".join(lines))
    monkeypatch.setenv("CANVASS_CONFIG", "all.toml")
    shown = read_settings()
    shown_keys = {line.split(" = ")[0].strip("[]") for line in lines}
    assert set(Settings.model_fields) - {"scopes"} <= shown_keys
    defaults = Settings.model_construct()
    for name in set(Settings.model_fields) - {"scopes", "user_agent"}:
        assert getattr(shown, name) == getattr(defaults, name), name
    assert set(ScopeSettings.model_fields) - {"description"} <= shown_keys
