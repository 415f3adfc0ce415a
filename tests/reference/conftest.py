"""The whole of what we ship, loaded once for a module."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from motcua.kernel.clock import VIETNAM
from motcua.reference.outcome import Outcome
from motcua.reference.setup import load_reference

LOADED_AT = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Outcome]]:
    """Load everything in one transaction that is rolled back after the module's last test.

    Each test, marked as one of the database, has its own transaction inside this one.
    """
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_reference(at=LOADED_AT)
        transaction.set_rollback(True)
