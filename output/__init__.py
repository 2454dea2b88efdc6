"""Writers: Parquet, DuckDB, release folders."""
