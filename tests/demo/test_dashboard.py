"""The newspaper's figures of xã An Ngãi, as anybody reads them from the public page."""

import json
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.agencies.models import Agency
from motcua.demo import an_ngai
from motcua.dossiers.cash_desk import paid_online
from motcua.dossiers.models import Dossier
from motcua.indicators.keeping import catch_up
from motcua.kernel.clock import VIETNAM

pytestmark = pytest.mark.usefixtures("demo")


def test_the_page_tells_744_of_747_and_what_was_paid_online() -> None:
    catch_up(at=datetime(2026, 11, 23, 8, tzinfo=VIETNAM))
    commune = Agency.objects.get(unit__code=an_ngai.UNIT_CODE, province__code="77")
    query = {"tu": "2024-03-01", "den": "2024-09-15", "format": "json"}

    response = Client().get(reverse("public:agency-figures", args=[commune.code]), query)

    found = {
        one["key"]: (one["numerator"], one["denominator"])
        for one in json.loads(response.content)["figures"]
    }
    paid = paid_online(Dossier.objects.filter(agency=commune, accepted_at__year=2024))
    assert found["on_time"] == (744, 747)
    assert found["online"] == (706, 747)
    assert found["paid_online"] == (paid.online, paid.with_fee)
    assert paid.online > 0
