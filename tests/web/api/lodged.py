"""A whole dossier as a notary's software would send it."""

from typing import Any

from tests.api_clients import Caller
from tests.factories import UnitFactory
from tests.world import World


def ask_plainly(world: World) -> None:
    """Let the birth procedure ask with the plain form, in a province that has a commune."""
    world.birth.eform = None
    world.birth.save(update_fields=["eform"])
    UnitFactory.create(
        level="commune", name="An Bình", full_name="Xã An Bình", parent=world.province
    )


def birth_dossier(world: World, **more: Any) -> dict[str, Any]:
    """Return what is sent to lodge a birth."""
    return {
        "procedure": world.birth.code,
        "agency": world.here.agency.code,
        "applicant": {
            "full_name": "Lê Thị Bưởi",
            "number": "077199009991",
            "level": 2,
            "how": "chip_card",
        },
        "answers": {
            "request_text": "Khai sinh cho con",
            "result_mode": "electronic",
            "declaration": "yes",
            "applicant_name": "Lê Thị Bưởi",
            "applicant_number": "077199009991",
            "applicant_phone": "0903123456",
            "applicant_email": "buoi@example.vn",
            "applicant_address": {
                "province": world.province.code,
                "commune": "An Bình",
                "detail": "Số 2 đường Mẫu",
            },
        },
        "reference": "HD-2026/0042",
        **more,
    }


def lodged(client: Caller, world: World, **more: Any) -> dict[str, Any]:
    """Lodge a birth and return the answer."""
    answer = client.post("dossiers", birth_dossier(world, **more))
    assert answer.status_code == 201, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found
