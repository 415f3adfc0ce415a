"""Where facts lie as files, and which engine counts over them, as the environment says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from motcua.conf import env

ENGINES: Final = ("duckdb", "spark")
_NONE = "-"


@dataclass(frozen=True, slots=True)
class AnalyticsSettings:
    """The engine, and where its cluster is; "" for none."""

    engine: str
    master: str


def analytics_settings() -> AnalyticsSettings:
    """Return the engine that counts. Raises SettingError."""
    engine = env.env("MOTCUA_ANALYTICS_ENGINE", ENGINES[0])
    if engine not in ENGINES:
        raise env.SettingError(
            f"MOTCUA_ANALYTICS_ENGINE đang là “{engine}”; hãy viết {' hoặc '.join(ENGINES)}."
        )
    master = env.env("MOTCUA_SPARK_MASTER", _NONE).removeprefix(_NONE)
    return AnalyticsSettings(engine, master)


def facts_folder() -> Path:
    """Return where the files of facts lie, unless a command says otherwise."""
    return env.data_folder() / "analytics" / "facts"
