"""Paths for DuckDB, whatever the dataset's folder is called.

DuckDB takes `?` in a database's path for the start of parameters and looks for its log before it, so such a file is
built elsewhere and moved; reading it is no trouble. In the path of a Parquet file `*`, `?` and `[` make a pattern.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def parquet_pattern(path: Path) -> str:
    """The pattern that matches this one file: `data[1]/a.parquet` is `data[[]1]/a.parquet`."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


@contextmanager
def place_to_write(path: Path) -> Iterator[Path]:
    """The path itself, or one that DuckDB can write to; the file is moved to its path when the block ends well."""
    if "?" not in str(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="canvass-") as folder:
        elsewhere = Path(folder, path.name)
        yield elsewhere
        shutil.move(elsewhere, path)
