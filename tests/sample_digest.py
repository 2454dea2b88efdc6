"""The SHA-256 of each data table that the bundled sample makes: the same bytes on every machine, or the suite fails.

    python -m tests.sample_digest        writes tests/known/sample_digest.json anew, after a wanted change of reading

The pages' bytes and the code decide it, and the library that writes Parquet, which is pinned and named in the file.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from output.folder import Release
from schemas import DATA_TABLES, SCHEMA_VERSION

FILE = Path(__file__).parent / "known" / "sample_digest.json"


def digest_of(release: Release) -> dict[str, Any]:
    """What is compared, and what it was made with."""
    return {
        "schema": SCHEMA_VERSION,
        "pyarrow": pa.__version__,
        "content": release.content_hash,
        "tables": {name: release.hashes[name] for name in sorted(DATA_TABLES)},
    }


def known() -> Mapping[str, Any]:
    """The digest in the repository."""
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def main() -> None:
    """Refreshes from the sample and writes the file."""
    from pipeline.settings import Settings
    from pipeline.steps.refresh import Request, refresh

    with tempfile.TemporaryDirectory() as folder:
        summary = refresh(Request(Settings(), "sample", Path(folder) / "dataset"))
        FILE.write_text(json.dumps(digest_of(Release(Path(summary.path))), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
