"""The two engines: DuckDB in this process, Spark on a cluster. Both run the same statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from motcua.analytics.figures import VIEW, Asked, Line, lines, statement
from motcua.analytics.manifest import PATTERN
from motcua.kernel.errors import DomainError

_VIETNAM: Final = "Asia/Ho_Chi_Minh"


class EngineError(DomainError):
    """The engine is not there, or not set up."""

    code: ClassVar[str] = "analytics-engine"


class Name(StrEnum):
    """Which engine counts. Values stand in the setting."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Engine(Protocol):
    """Whatever answers a statement over the files that it was opened on."""

    def rows(self, text: str) -> Sequence[Sequence[Any]]:
        """Return what the statement says."""


def answer(engine: Engine, asked: Asked) -> list[Line]:
    """Return a figure."""
    return lines(engine.rows(statement(asked)), asked)


@contextmanager
def opened(name: Name, folder: Path, *, master: str = "") -> Iterator[Engine]:
    """Open an engine on the files in ``folder``; Spark on the cluster at ``master``."""
    with duckdb_on(folder) if name is Name.DUCKDB else spark_on(folder, master) as engine:
        yield engine


@dataclass(frozen=True, slots=True)
class DuckDB:
    """DuckDB within this process."""

    connection: Any

    def rows(self, text: str) -> Sequence[Sequence[Any]]:
        """Return what the statement says."""
        found: list[tuple[Any, ...]] = self.connection.execute(text).fetchall()
        return found


@contextmanager
def duckdb_on(folder: Path) -> Iterator[DuckDB]:
    """Open DuckDB on the files in ``folder``; nothing is written and nothing fetched."""
    import duckdb  # noqa: PLC0415 - 60 MB that only a command needs

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        files = str(folder / PATTERN).replace("'", "''")
        connection.execute(
            f"CREATE VIEW {VIEW} AS SELECT * FROM read_parquet('{files}')"  # noqa: S608
        )
        yield DuckDB(connection)


@dataclass(frozen=True, slots=True)
class Spark:
    """A cluster, through its driver here."""

    session: Any

    def rows(self, text: str) -> Sequence[Sequence[Any]]:
        """Return what the statement says."""
        return [tuple(row) for row in self.session.sql(text).collect()]


@contextmanager
def spark_on(folder: Path, master: str) -> Iterator[Spark]:
    """Open a session on the cluster at ``master`` over the files in ``folder``.

    The workers have to see the folder under the same path. Raises EngineError.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - the optional extra
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise EngineError(
            "Máy này chưa cài PySpark (gói “spark”). Hãy cài, hoặc dùng duckdb."
        ) from error
    if not master.startswith(("spark://", "yarn", "k8s://")):
        raise EngineError(
            "Hãy đặt MOTCUA_SPARK_MASTER là địa chỉ cụm Spark, như spark://may:7077."
        )
    builder = SparkSession.builder.appName("motcua").master(master)
    for key, value in _settings(master).items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise EngineError(
            f"Không mở được Spark ở {master}. Xin xem cụm có đang chạy không, máy này có Java 17 "
            "không; chi tiết ở trên."
        ) from error
    try:
        session.sparkContext.setLogLevel("ERROR")
        session.read.parquet(str(folder)).createOrReplaceTempView(VIEW)
        yield Spark(session)
    finally:
        session.stop()


def _settings(master: str) -> dict[str, str]:
    """Return the settings of a session; what is not here the cluster's own files say."""
    given = {
        "spark.sql.session.timeZone": _VIETNAM,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # A handful of groups comes out: two hundred parts would only be started.
        "spark.sql.shuffle.partitions": "8",
    }
    if "://127.0.0.1:" in master:
        given |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return given
