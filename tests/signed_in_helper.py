"""Helpers who have signed in."""

from django.test import Client

from motcua.guidance.models import Helper
from tests.guidance.unit import open_unit


def sign_in_helper(client: Client, helper: Helper | None = None) -> Helper:
    """Sign ``client`` in as ``helper``, by default somebody new in a unit of their own."""
    found = helper or open_unit().helper()
    assert found.account is not None
    client.force_login(found.account, backend="motcua.accounts.backends.AccountBackend")
    return found
