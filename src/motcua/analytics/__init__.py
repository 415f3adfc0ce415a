"""Figures over Parquet files of facts: embedded by DuckDB, or on a cluster by Spark."""
