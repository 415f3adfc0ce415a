"""The settings of analytics."""

import pytest

from motcua.conf.analytics import analytics_settings
from motcua.conf.env import SettingError


def test_duckdb_counts_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOTCUA_ANALYTICS_ENGINE", raising=False)
    monkeypatch.delenv("MOTCUA_SPARK_MASTER", raising=False)

    found = analytics_settings()

    assert (found.engine, found.master) == ("duckdb", "")


def test_spark_is_where_it_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_ANALYTICS_ENGINE", "spark")
    monkeypatch.setenv("MOTCUA_SPARK_MASTER", "spark://here:7077")

    found = analytics_settings()

    assert (found.engine, found.master) == ("spark", "spark://here:7077")


def test_another_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_ANALYTICS_ENGINE", "hive")

    with pytest.raises(SettingError, match="duckdb hoặc spark"):
        analytics_settings()
