"""A comparison with official returns as a page to read, Markdown."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipeline.quality.official.comparing import Comparison
from pipeline.quality.templating import markdown_template


def comparison_markdown(done: Comparison, *, version: str, name: str, layout: str) -> str:
    """The summary by state and year, how many figures have which reason, and what was left out of the returns."""
    counts = done.differences.group_by("reason").len().sort("len", "reason", descending=[True, False])
    looked_up = done.differences.filter(pl.col("on_page").is_not_null())
    values: dict[str, Any] = {
        "version": version,
        "name": name,
        "layout": layout,
        "notes": done.notes,
        "reasons": counts.rows(),
        "on_page": looked_up["on_page"].sum(),
        "looked_up": looked_up.height,
        "summary": done.summary.sort("year", "state", "title", "table_no").to_dicts(),
    }
    return markdown_template("comparison.md.j2").render(**values)
