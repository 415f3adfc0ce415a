"""Two who answer one slip at once: one answer, and a sentence for the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.surveys.models import Response
from motcua.surveys.services.answering import RatedAlreadyError, rate
from tests.dossiers.conftest import committed_database, migrated_template  # noqa: F401
from tests.surveys.counter import LATER, LIKED, rated_office, returned, sender

TRIES = 6


@pytest.fixture
def dossier(committed_database: str) -> Dossier:  # noqa: F811
    del committed_database
    return returned(rated_office())


def test_of_many_at_once_one_is_kept(dossier: Dossier) -> None:
    start = Barrier(TRIES)

    def send(number: int) -> str:
        try:
            start.wait()
            rate(dossier, LIKED, sender=sender(f"may-{number}"), at=LATER)
        except RatedAlreadyError as error:
            return str(error)
        else:
            return "kept"
        finally:
            connection.close()

    with ThreadPoolExecutor(TRIES) as pool:
        told = sorted(pool.map(send, range(TRIES)))

    assert told.count("kept") == 1
    assert all("đã có một đánh giá" in words for words in told if words != "kept")
    assert Response.objects.count() == 1
