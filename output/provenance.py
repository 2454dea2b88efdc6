"""Where a release came from: the code and the run behind it, as datapackage.json tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a release.

    `parser_version` decides the cause of changes: same revision and another parser is "code".
    `run` takes whatever else is worth keeping (scope, as-of time, seconds), as plain texts.
    """

    parser_version: str
    source: str = ""
    software_version: str = ""
    run: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """A plain mapping for datapackage.json."""
        return asdict(self) | {"run": dict(self.run)}
