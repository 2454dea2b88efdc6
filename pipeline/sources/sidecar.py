"""`NAME.json` beside `NAME.wikitext`: the ids and the time that a page in a folder has on its wiki.

Keys that are not known are ignored, so that a sidecar may carry notes of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.sources.local_file import TooLargeError, read_local

# Ids are BIGINT in every table; JSON and JavaScript are exact up to 2^53.
_MAX_ID = 2**53
MAX_BYTES = 2**16


class Sidecar(BaseModel):
    """What a sidecar may say; None where it does not."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    page_id: int | None = Field(default=None, ge=-_MAX_ID, le=_MAX_ID)
    rev_id: int | None = Field(default=None, ge=-_MAX_ID, le=_MAX_ID)
    timestamp: datetime | None = Field(default=None, strict=False)  # ISO 8601; without an offset it is UTC
    url: str = ""
    history_url: str = ""

    @field_validator("timestamp")
    @classmethod
    def _in_utc(cls, moment: datetime | None) -> datetime | None:
        if moment is None or moment.tzinfo is None:
            return moment.replace(tzinfo=UTC) if moment else None
        return moment.astimezone(UTC)


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar at `path`; an empty one where there is no file. Raises ValueError in words where it is broken."""
    try:
        text = read_local(path, MAX_BYTES)
    except FileNotFoundError:
        return Sidecar()
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    except TooLargeError as error:
        raise ValueError(f"{path.name} has {error}, a sidecar a few hundred") from error
    try:
        return Sidecar.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path.name} is broken: {f'{field}: ' if field else ''}{first['msg']}") from error
