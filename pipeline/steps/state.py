"""DATASET/refresh.json: what the last run that ended well was made of, so that the same again is not built again.

A hint, never a source: without it, or where it is damaged, everything is built and published only if it differs.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from output.folder import Release
from pipeline.parsing.version import PARSER_VERSION, digest_of
from pipeline.quality.waivers import FILE as WAIVERS
from pipeline.steps.gather import Gathered
from pipeline.steps.run import Run

_ROOT = Path(__file__).resolve().parents[2]
STATE = "refresh.json"


def fingerprint(run: Run, gathered: Gathered) -> str:
    """A digest of all that the outcome follows from: revisions, what was met, waivers, and the code from end to end."""
    code = digest_of(_ROOT / folder for folder in ("pipeline", "schemas", "output"))
    waivers = run.dataset / WAIVERS
    waived = digest_of([waivers]) if waivers.is_file() else ""
    digest = hashlib.sha256()
    parts = (run.source.name, run.newest_answers, PARSER_VERSION, code, waived, gathered.revisions, gathered.problems)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def stands(run: Run, inputs: str) -> bool:
    """Whether the latest version was made of these very inputs."""
    return run.before is not None and _read(run.dataset) == {"inputs": inputs, "version": run.before.version}


def keep_state(dataset: Path, inputs: str, release: Release) -> None:
    """Note what the latest version was made of."""
    staged = dataset / f".{STATE}"
    staged.write_text(json.dumps({"inputs": inputs, "version": release.version}), encoding="utf-8")
    staged.replace(dataset / STATE)


def _read(dataset: Path) -> Any:
    try:
        return json.loads((dataset / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
