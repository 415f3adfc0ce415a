"""Where the pages are of what came from the national portal."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import transaction

from motcua.agencies.roles import Role
from motcua.exchange.models import PortalLeft, PortalList, PortalMark
from motcua.exchange.portal.catalogue import take_proposed
from motcua.exchange.portal.mirror import take_mirrored
from tests.portal_offers import mirrored
from tests.world import MONDAY, World

Place = Callable[[World], Mapping[str, Any]]
CODE: Final = "G01.99-261110-0001"


def _left(_world: World) -> Mapping[str, Any]:
    """Let one list be read, and one entry of it be left."""
    PortalMark.objects.get_or_create(
        list=PortalList.LODGED, defaults={"number": 2, "read_at": MONDAY}
    )
    PortalLeft.objects.get_or_create(
        list=PortalList.LODGED,
        key="G22.99-2026-000123",
        defaults={
            "number": 2,
            "content": {},
            "reason": "Thủ tục 9.999999 chưa được công bố áp dụng nên chưa tiếp nhận được.",
            "left_at": MONDAY,
            "tried_at": MONDAY,
        },
    )
    return {}


def _proposed(world: World) -> Mapping[str, Any]:
    """Let the catalogue propose a change."""
    current = world.marital.current_version
    assert current is not None
    said = {name: one for name, one in current.content.items() if name != "process"}
    content = {**said, "conditions": "Có cam đoan về tình trạng hôn nhân."}
    code = world.marital.code
    document = {"format": "motcua-procedure", "edition": 1, "code": code, "content": content}
    entry = {"So": 1, "MaTTHC": code, "NgayHieuLuc": "2026-12-01", "NoiDung": document}
    with transaction.atomic():
        take_proposed(entry, None, at=MONDAY)
    return {"number": 1}


def _listed(world: World) -> Mapping[str, Any]:
    _proposed(world)
    return {}


def _mirrored(world: World) -> Mapping[str, Any]:
    """Let a ministry's system tell of a dossier."""
    step = {"ThoiDiemXuLy": "2026-11-10T10:00", "PhongBanXuLy": "Công an xã", "TrangThai": 4}
    entry = {"So": 1, "HoSo": mirrored(world.here.agency.code), "TienDo": [step]}
    with transaction.atomic():
        take_mirrored(entry, None, at=MONDAY)
    return {"code": CODE}


def _all_mirrored(world: World) -> Mapping[str, Any]:
    _mirrored(world)
    return {}


OF_PORTAL_IN: Final[Mapping[str, tuple[Role | None, Place, str]]] = {
    "manage:portal-in": (Role.ADMINISTRATOR, _left, ""),
    "manage:proposals": (Role.ADMINISTRATOR, _listed, ""),
    "manage:proposal": (Role.ADMINISTRATOR, _proposed, ""),
    "office:mirrored": (Role.HANDLING_OFFICER, _all_mirrored, ""),
    "office:mirrored-one": (Role.HANDLING_OFFICER, _mirrored, ""),
}
"""By whom each is opened, where, and with which query."""
NO_PAGES: Final = dict.fromkeys(
    ("manage:portal-in-again", "manage:proposal-take", "manage:proposal-refuse"), "a button"
)
