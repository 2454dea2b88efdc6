"""DATASET/refresh.json: what the last run that ended well was made of, so that the same again is not built again.

A hint, never a source: without it, or where it is damaged, everything is built and published only if it differs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from output.folder import Release
from pipeline.parsing.version import PARSER_VERSION, digest_of
from pipeline.quality.holds.accepted import FILE as ACCEPTED
from pipeline.quality.waivers import FILE as WAIVERS
from pipeline.steps.gather import Gathered
from pipeline.steps.run import Run

_ROOT = Path(__file__).resolve().parents[2]
STATE = "refresh.json"


def fingerprint(run: Run, gathered: Gathered) -> str:
    """A digest of all that the outcome follows from: revisions, what was met, decisions, the code from end to end."""
    decisions = [path for name in (WAIVERS, ACCEPTED) if (path := run.dataset / name).is_file()]
    decided = (digest_of(decisions), repr(run.settings.holds), run.request.as_of is not None)
    digest = hashlib.sha256()
    parts = (
        run.source.name,
        run.newest_answers,
        PARSER_VERSION,
        _code(),
        decided,
        gathered.revisions,
        gathered.problems,
    )
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


@cache
def _code() -> str:
    """Of the code as this process has it: an update beside a run that goes on is the next one's."""
    return digest_of(_ROOT / folder for folder in ("pipeline", "schemas", "output"))


def stands(run: Run, inputs: str) -> bool:
    """Whether the latest version was made of these very inputs."""
    return run.before is not None and _of_latest(run).get("inputs") == inputs


def keep_state(dataset: Path, inputs: str, release: Release, judged_by: str, held: Mapping[int, Sequence[Any]]) -> None:
    """Note what the latest version was made of; `held`: by page, the revision (id, SHA-1) that is held back."""
    holds = {"by": judged_by, "held": {str(page_id): list(of_page) for page_id, of_page in held.items()}}
    staged = dataset / f".{STATE}"
    staged.write_text(json.dumps({"inputs": inputs, "version": release.version, "holds": holds}), encoding="utf-8")
    staged.replace(dataset / STATE)


def last_judgement(run: Run, judged_by: str) -> dict[int, tuple[int, str]]:
    """The revisions (id, SHA-1) that the latest version holds back, by page; none where others would judge now."""
    try:
        holds = _of_latest(run)["holds"]
        held = {int(page_id): (int(rev_id), str(sha1)) for page_id, (rev_id, sha1) in holds["held"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    return held if holds.get("by") == judged_by else {}


def _of_latest(run: Run) -> dict[str, Any]:
    """The state, where it is the latest version's; else empty."""
    state = _read(run.dataset)
    is_latest = isinstance(state, dict) and run.before is not None and state.get("version") == run.before.version
    return state if is_latest else {}


def _read(dataset: Path) -> Any:
    try:
        return json.loads((dataset / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
