"""One address that names several machines, and a worker that outlives a lost database."""

import asyncio
import os
import signal

import pytest
from procrastinate.exceptions import ConnectorException

from motcua.conf import worker
from motcua.conf.database import django_database
from motcua.runtime.database import check_reachable, place_of
from motcua.runtime.errors import OperatorError
from tests.loops import run_apart

TWO = "postgresql://motcua:bi-mat@csdl-1,csdl-2:5433/motcua?sslmode=verify-full"


def test_the_machine_that_takes_what_is_written_is_used() -> None:
    found = django_database(TWO)

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("csdl-1,csdl-2", ",5433", "motcua")
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert int(found["OPTIONS"]["tcp_user_timeout"]) == 15_000


def test_what_the_address_says_itself_comes_first() -> None:
    found = django_database(f"{TWO}&target_session_attrs=primary&keepalives_idle=60")
    one = django_database("postgresql://motcua@csdl-1/motcua")

    assert found["OPTIONS"]["target_session_attrs"] == "primary"
    assert found["OPTIONS"]["keepalives_idle"] == "60"
    assert "target_session_attrs" not in one["OPTIONS"]


def test_all_machines_away_is_one_sentence_without_the_password() -> None:
    address = "postgresql://motcua:bi-mat@127.0.0.1:1,127.0.0.1:2/motcua"

    with pytest.raises(OperatorError, match="không có PostgreSQL nào đang nghe") as caught:
        check_reachable(address)

    assert "bi-mat" not in str(caught.value)
    assert "127.0.0.1,127.0.0.1" in place_of(address)


def test_a_worker_asks_a_lost_database_again_until_it_is_asked_to_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(len(begun))
        if len(begun) == 1:
            raise ConnectorException
        if len(begun) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(60)

    monkeypatch.setattr(worker, "_work_while_the_database_answers", work)
    monkeypatch.setattr(worker, "AGAIN_SECONDS", 0.01)

    before = signal.getsignal(signal.SIGTERM)
    try:
        run_apart(worker._work_off_the_queue())  # noqa: SLF001
    finally:
        signal.signal(signal.SIGTERM, before)

    assert begun == [0, 1, 2]
