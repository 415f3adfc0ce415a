"""A given database that cannot be used is named in a sentence, without its password."""

from pathlib import Path

import psycopg
import pytest

from motcua.runtime.database import available, check_reachable, place_of
from motcua.runtime.errors import OperatorError
from motcua.runtime.postgres import running_address


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param(
            "postgresql://motcua:bi-mat@127.0.0.1:1/motcua",
            "“motcua” tại 127.0.0.1:1: không có PostgreSQL nào đang nghe ở đó",
            id="nobody listens",
        ),
        pytest.param(
            "postgresql:///motcua?host=/khong/co&password=bi-mat",
            "“motcua” tại /khong/co: không có PostgreSQL nào đang nghe ở đó",
            id="no socket",
        ),
        pytest.param("mysql://motcua:bi-mat@may/x", "DATABASE_URL viết chưa đúng", id="not ours"),
    ],
)
def test_unreachable_database_is_one_sentence(url: str, words: str) -> None:
    with pytest.raises(OperatorError) as caught:
        check_reachable(url)

    assert words in str(caught.value)
    assert "bi-mat" not in str(caught.value)


def test_missing_database_is_one_sentence(database_server: str) -> None:
    url = psycopg.conninfo.make_conninfo(database_server, dbname="khong_co")

    with pytest.raises(OperatorError, match="không có cơ sở dữ liệu hoặc người dùng này"):
        check_reachable(url)


def test_server_too_old_is_named(database_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.runtime.database.OLDEST_VERSION", 99)

    with pytest.raises(OperatorError, match="cần PostgreSQL 99 trở lên"):
        check_reachable(database_server)


def test_password_is_never_part_of_the_place() -> None:
    assert place_of("postgresql://an:bi-mat@may:5433/motcua") == "“motcua” tại may:5433"


def test_command_without_a_server_gets_one_for_its_length(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with available(None, tmp_path / "data") as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        with available(None, tmp_path / "data") as same:
            assert same == url

    assert running_address(tmp_path / "data") is None


def test_command_uses_the_given_database(database_server: str, tmp_path: Path) -> None:
    with available(database_server, tmp_path) as url:
        assert url == database_server

    assert list(tmp_path.iterdir()) == []
