"""The one place that reads the environment. Every value from outside passes through here."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from motcua.conf.database import django_database
from motcua.runtime.postgres import address, running_address

_COUNTS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Under this name prometheus-client looks for the folder that processes share."""
DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8000
HIGHEST_PORT: Final = 65_535
SECRET_BYTES: Final = 50


class SettingError(Exception):
    """A setting from outside cannot be used; the text is for whoever runs the product."""


def env(name: str, default: str | None = None) -> str:
    """Return the environment variable ``name``, or ``default``.

    An empty variable counts as unset. Raises SettingError when the variable is
    unset and has no default.
    """
    value = os.environ.get(name) or default
    if value is None:
        raise SettingError(f"Hãy đặt biến môi trường {name}.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """Return a switch, written ``true`` or ``false`` and in no other way."""
    value = env(name, "true" if default else "false")
    if value not in {"true", "false"}:
        raise SettingError(f"{name} đang là “{value}”; hãy viết true hoặc false.")
    return value == "true"


def env_int(name: str, *, default: int, lowest: int = 0, highest: int | None = None) -> int:
    """Return a whole number between ``lowest`` and ``highest``, both included."""
    text = env(name, str(default))
    # isdecimal alone would let the digits of other scripts pass.
    value = int(text) if text.isascii() and text.isdecimal() else -1
    if value < lowest or (highest is not None and value > highest):
        limits = f"từ {lowest}" + ("" if highest is None else f" đến {highest}")
        raise SettingError(f"{name} đang là “{text}”; hãy viết một số nguyên {limits}.")
    return value


def env_list(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Return the parts of a comma-separated variable, without blanks."""
    text = env(name, ",".join(default))
    return [part.strip() for part in text.split(",") if part.strip()]


def data_folder() -> Path:
    """Return where everything that is made at run time lives, as an absolute path.

    ``MOTCUA_DATA``, or ``var/`` of the checkout, or ``var/`` where one stands.
    """
    given = os.environ.get("MOTCUA_DATA")
    if given:
        return Path(given).expanduser().absolute()
    checkout = Path(__file__).resolve().parents[3]
    base = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return base / "var"


def share_counts() -> Path:
    """Let this process and its children count together with the others of this machine.

    Has to come before anything counts. Returns the folder. Raises SettingError.
    """
    folder = data_folder() / "metrics"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(f"Không tạo được {folder} ({error.strerror}).") from error
    os.environ[_COUNTS] = str(folder)
    return folder


def counts_folder() -> str | None:
    """Return the folder in which processes count together, or None where this one is alone."""
    return os.environ.get(_COUNTS) or None


def simulators_folder() -> Path | None:
    """Return the folder of the simulators that the demonstration starts, or None."""
    given = os.environ.get("MOTCUA_SIMULATORS")
    return Path(given).expanduser().absolute() if given else None


def given_database_url() -> str | None:
    """Return ``DATABASE_URL``, or None when the embedded PostgreSQL is wanted."""
    return os.environ.get("DATABASE_URL") or None


def database() -> dict[str, Any]:
    """Return Django's settings of the database: the given one or the embedded one.

    Where the embedded server does not run yet, its usual place stands in, so
    that settings can be read (to check them, say) without a database.
    """
    given = given_database_url()
    if given is not None:
        return django_database(given)
    data = data_folder()
    return django_database(running_address(data) or address(data / "postgres" / "socket"))


def host() -> str:
    """Return the address that the web server listens on (``MOTCUA_HOST``)."""
    return env("MOTCUA_HOST", DEFAULT_HOST)


def port() -> int:
    """Return the port that the web server listens on (``PORT``)."""
    return env_int("PORT", default=DEFAULT_PORT, lowest=1, highest=HIGHEST_PORT)


def secret_key() -> str:
    """Return ``MOTCUA_SECRET_KEY``, or a key made once and kept in the data folder.

    The key signs sessions, so it must outlive a restart and leave the machine
    in no backup of the code: hence a file of its own, readable by its owner only.
    """
    given = os.environ.get("MOTCUA_SECRET_KEY")
    if given:
        return given
    path = data_folder() / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return _make_secret_key(path)
    except PermissionError:
        raise SettingError(
            f"Không đọc được {path}: tệp này thuộc về người dùng khác. "
            "Hãy chạy bằng người dùng đó, hoặc đặt MOTCUA_DATA sang thư mục của bạn."
        ) from None


def _make_secret_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    # Private from its first moment, not made so afterwards.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    owner = path.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chown(draft, owner.st_uid, owner.st_gid)
    try:
        # A link, not a rename: of two processes that start together one wins,
        # and both read the same key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")


def inherited(**changes: str) -> dict[str, str]:
    """Return the environment for a child process: ours, with ``changes``."""
    return {**os.environ, **changes}


@contextmanager
def using(**changes: str) -> Iterator[None]:
    """Set variables for the length of a block, for what reads them by itself."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
