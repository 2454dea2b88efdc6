"""What a user can set: `canvass.toml`, then the environment (`CANVASS_…`), then options; later ones win.

Nothing here reads pages or writes files. A key that does not exist is an error that names the nearest right one.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from pipeline.errors import UsageError
from pipeline.wrong_settings import hint, in_words

CONFIG_VARIABLE = "CANVASS_CONFIG"
_PREFIX = "CANVASS_"
_SHIPPED_SCOPES = Path(__file__).with_name("scopes.toml")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ScopeSettings(BaseModel):
    """Which pages belong to a dataset: the union of what the keys reach, less what `only` excludes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: str = ""
    titles: tuple[Words, ...] = ()
    categories: tuple[Words, ...] = ()  # with or without "Category:", sub-categories included
    category_depth: int = Field(default=3, ge=0, le=20)  # 0: the category's own pages alone
    templates: tuple[Words, ...] = ()  # pages that embed one of them
    pattern: tuple[Words, ...] | Words = ()  # "{year} … in {state}": every combination of years and states
    years: tuple[Words | int, ...] = ()  # 2004, "1992-2028", "1992-2028 step 4", or words like "1788–89"
    states: tuple[Words, ...] = ()  # empty: the 50 states and D.C., each from the first election it could vote in
    series: tuple[Words, ...] = ()  # articles from which previous and next elections are followed
    only: tuple[Words, ...] | Words = ()  # patterns that a title must match; {anything} stands for any words
    limit: int = Field(default=50_000, ge=1)  # guard: the search for members stops here and says so


class AlertSettings(BaseModel):
    """Where new and resolved findings are sent: channels as Apprise URLs, which hold secrets: never shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    urls: tuple[SecretStr, ...] = ()
    severity: Literal["error", "warning", "info"] = "warning"  # the mildest to tell of


class HoldSettings(BaseModel):
    """When a page's newer revision is held back. Rules and their thresholds: docs/hold-rules.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = True
    not_for: tuple[Words, ...] = ()  # sources, as `pages.source` names them: folder, sample, dump, wikipedia, an URL
    settled_days: int = Field(default=90, ge=0)  # an election is settled so long after its day
    off: tuple[Words, ...] = ()  # rules that are not asked
    thresholds: dict[str, float] = {}  # by rule, in place of its own


# What stands in a table of its own: [alerts], [scopes.NAME].
_TABLES: dict[str, type[BaseModel]] = {"alerts": AlertSettings, "holds": HoldSettings, "scopes": ScopeSettings}


class Settings(BaseSettings):
    """Everything that can be set, with its default; frozen, so that a run cannot change its mind."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    source: Words = "sample"
    scope: str = "us-presidential-by-state"  # for the API and for dumps
    dataset: Path = Path("dataset")
    public_url: str = ""  # where the dataset's folder is on the web, for links to reports; "" where it is not
    log_format: Literal["text", "json"] = "text"  # of what long commands tell on stderr
    metrics: str = "canvass.prom"  # Prometheus textfile of the last refresh, in the dataset's folder; "": none
    settle_hours: float = Field(default=0, ge=0)  # 0: take the newest revision, however young

    user_agent: str = ""  # "my-dataset/1.0 (me@example.org)"; Wikimedia wants a contact in it
    requests_per_minute: float = Field(default=120, gt=0)  # 429 answers are honoured besides
    titles_per_request: int = Field(default=50, ge=1, le=500)  # 500 is for accounts with the bot right
    maxlag_seconds: int = Field(default=5, ge=0)  # 0: do not ask for it
    timeout_seconds: float = Field(default=60, gt=0)  # for the connection, and between two pieces of an answer
    retries: int = Field(default=6, ge=0)
    backoff_seconds: float = Field(default=1.0, ge=0)  # doubled after each failure, plus as much jitter at most

    processes: int = Field(default=0, ge=0)  # 0: one per core
    page_seconds: float = Field(default=10, gt=0)  # parsing a page may take so long
    most_faults: float = Field(default=0.1, ge=0, le=1)  # of the pages canvass itself may fail on
    most_vanished: float = Field(default=0.25, ge=0, le=1)  # of the pages may leave the source at once
    page_megabytes: float = Field(default=32, gt=0)  # a larger page is skipped and reported

    alerts: AlertSettings = AlertSettings()
    holds: HoldSettings = HoldSettings()
    scopes: dict[str, ScopeSettings] = {}

    @field_validator("dataset")
    @classmethod
    def _is_folder(cls, dataset: Path) -> Path:
        if re.match(r"[a-z0-9+.-]{2,}:/", str(dataset)):  # a Path has lost the second slash
            raise ValueError("a folder; an object store's URL goes to `canvass refresh --dataset`")
        return dataset

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, environment, canvass.toml, in falling order of precedence."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=settings_file())

    def scope_named(self, name: str) -> ScopeSettings:
        """The scope of that name, the user's own before a shipped one. Raises UsageError."""
        known = shipped_scopes() | self.scopes
        if name not in known:
            raise UsageError(f"there is no scope {name!r}{hint(name, known)}")
        return known[name]


def settings_file() -> Path | None:
    """The file that CANVASS_CONFIG names, or `canvass.toml` in the working folder, or None. Raises UsageError."""
    if named := os.environ.get(CONFIG_VARIABLE):
        if not Path(named).is_file():
            raise UsageError(f"{CONFIG_VARIABLE} names a file that does not exist", where=named)
        return Path(named)
    here = Path("canvass.toml")
    return here if here.is_file() else None


def read_settings(**options: Any) -> Settings:
    """The settings at hand; options that are None are not given. Raises UsageError for a wrong key or value."""
    path = settings_file()
    wrong = [name for name in os.environ if name.startswith(_PREFIX) and not _is_variable(name)]
    if wrong:
        known = [_PREFIX + field.upper() for field in Settings.model_fields]
        raise UsageError(f"unknown environment variable {wrong[0]}{hint(wrong[0], known)}")
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML: {error}", where=str(path)) from error
    except SettingsError as error:
        raise UsageError(f"{error}", remedy="In the environment, lists and tables are written as JSON") from error
    except ValidationError as error:
        variable = _PREFIX + "__".join(map(str, error.errors()[0]["loc"])).upper()
        place = variable if variable in os.environ else str(path or "")
        what, remedy = in_words(error, Settings, _TABLES)
        raise UsageError(what, where=place, remedy=remedy) from error


def shipped_scopes() -> dict[str, ScopeSettings]:
    """The scopes that come with canvass, by name."""
    scopes = tomllib.loads(_SHIPPED_SCOPES.read_text(encoding="utf-8"))
    return {name: ScopeSettings.model_validate(values) for name, values in scopes.items()}


def _is_variable(name: str) -> bool:
    field = name.removeprefix(_PREFIX).lower().partition("__")[0]
    return name == CONFIG_VARIABLE or field in Settings.model_fields
