"""The life of a finding through versions: new, ongoing, resolved, waived. Compares two lists of findings by id."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from schemas import TABLES


def with_status(found: pl.DataFrame, before: pl.DataFrame | None, waived: Collection[str] = ()) -> pl.DataFrame:
    """The table `findings`: what was found now, and what the version before had and is gone, as resolved.

    A resolved finding is told of in one version only. `waived`: the finding_ids that are waived now.
    """
    schema = TABLES["findings"]
    known = (schema.empty() if before is None else before).filter(pl.col("status") != "resolved")
    seen = known.select("finding_id", pl.col("first_seen_version"))
    status = (
        pl.when(pl.col("finding_id").is_in(list(waived)))
        .then(pl.lit("waived"))
        .when(pl.col("finding_id").is_in(known["finding_id"].to_list()))
        .then(pl.lit("ongoing"))
        .otherwise(pl.lit("new"))
    )
    now = found.join(seen, on="finding_id", how="left", maintain_order="left").with_columns(status.alias("status"))
    gone = known.join(found, on="finding_id", how="anti").with_columns(pl.lit("resolved").alias("status"))
    columns = [pl.col(name).cast(dtype) for name, dtype in schema.dtypes.items()]
    return pl.concat([now.select(columns), gone.select(columns)]).sort("finding_id")
