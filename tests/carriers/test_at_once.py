"""The post tells the same news twenty times at once, over real connections."""

import json
from typing import Any

from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from motcua.agencies.roles import Role
from motcua.delivery.models import Parcel, ParcelEvent
from motcua.dossiers.lifecycle import DeliveryState, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.posting import Outgoing, hand_to_post
from motcua.kernel import clock
from motcua.kernel.signed_json import signature
from tests.dossiers.conftest import committed_database, migrated_template
from tests.dossiers.lives import TUESDAY, open_office
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.whole_records import assert_chained

__all__ = ["committed_database", "migrated_template"]
CALLBACKS = 20
SECRET = "khoa-buu-chinh"  # noqa: S105 - of this test


def test_twenty_identical_callbacks_deliver_once(
    committed_database: str, settings: Settings
) -> None:
    del committed_database
    settings.POST_SECRET = SECRET
    office = open_office(fee_dong=0)
    dossier = office.advance(office.accepted(), 3)
    hand_to_post(
        [Outgoing(dossier.pk, "Nguyễn Thị Hoà", "0900000012", "Ấp Một", "EMP1VN")],
        postman="Trần Văn Thư",
        **office.by(Role.DESK_OFFICER, TUESDAY),
    )
    parcel = Parcel.objects.get()
    event = {"id": "EMP1VN-1", "kind": "delivered", "at": TUESDAY.isoformat()}
    body = json.dumps({"ref": str(parcel.ref), "events": [event]}).encode()
    connection.close()

    def call() -> Any:
        signed = signature(body, SECRET, int(clock.now().timestamp()))
        return (
            Client()
            .post(
                "/goi-lai/buu-chinh/",
                body,
                content_type="application/json",
                headers={"X-Signature": signed},
            )
            .status_code
        )

    answers = at_once(*[call] * CALLBACKS)

    assert set(answers) == {204}
    assert ParcelEvent.objects.filter(parcel=parcel, kind="delivered").count() == 1
    home = Dossier.objects.get(pk=dossier.pk)
    assert (home.state, home.delivery_state) == (State.RETURNED, DeliveryState.HANDED_OVER)
    assert home.events.filter(action="return_result").count() == 1
    assert_chained(home)
