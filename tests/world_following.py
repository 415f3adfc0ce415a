"""What citizens follow, made where a test asks for it: a request of their own, results by post."""

from typing import TYPE_CHECKING, Any

from motcua.agencies.roles import Role
from motcua.delivery.models import HandOver, Parcel
from motcua.delivery.services import Brought, take_in
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.pausing import ask_supplement
from motcua.dossiers.services.paying import open_charge_order
from motcua.dossiers.services.posting import Outgoing, hand_to_post
from motcua.payments.models import Order
from motcua.payments.services.orders import ask
from tests import factories
from tests.world_life import BASIS, FRIDAY, MISSING, MONDAY

if TYPE_CHECKING:
    from tests.world import World

__all__ = ["at_the_post", "brought", "own_order", "own_supplement", "to_post"]
OWNER = "077196004213"
"""Whoever the citizen of the visits is: the applicant of the dossier "accepted"."""


def _by(world: "World", role: Role, at: Any) -> dict[str, Any]:
    context = factories.context_of(world.here.desk)
    return {"context": context, "actor": world.here.actor(role), "at": at}


def _accepted(world: "World", name: str, **fields: Any) -> Dossier:
    from tests.world import lodging  # noqa: PLC0415 - the world is built of modules like this

    told = factories.applicant(OWNER, full_name="Đỗ Nguyễn Thùy Dương", email="")
    found = accept_at_desk(
        lodging(world, OWNER, applicant=told, **fields), **_by(world, Role.DESK_OFFICER, FRIDAY)
    )
    world.dossiers[name] = found
    return found


def _is_there(world: "World", name: str) -> bool:
    """Say whether the dossier is in the database still: a test takes back what it made.

    One world may stand in several copies of a database, in which keys mean different rows.
    """
    made = world.dossiers.get(name)
    if made is None:
        return False
    return Dossier.objects.filter(pk=made.pk, tracking_code=made.tracking_code).exists()


def own_supplement(world: "World") -> Dossier:
    """Return a dossier of the visits' citizen that waits for papers."""
    if not _is_there(world, "own_supplement"):
        dossier = _accepted(world, "own_supplement")
        ask_supplement(
            dossier.pk,
            items=MISSING,
            reason="Tờ khai chưa ký",
            legal_basis=BASIS,
            reply_by=None,
            **_by(world, Role.DESK_OFFICER, MONDAY),
        )
    return world.dossiers["own_supplement"]


def own_order(world: "World") -> Order:
    """Return how the visits' citizen pays for a dossier of theirs."""
    if not _is_there(world, "own_owing"):
        _accepted(world, "own_owing", fee=FeeInput(settlement=Settlement.LATER))
    dossier = world.dossiers["own_owing"]
    return ask(open_charge_order(dossier, None, at=MONDAY), "vietqr", at=MONDAY)


def to_post(world: "World", name: str = "to_post") -> Dossier:
    """Return a finished dossier whose result is to go home by post."""
    from tests.world import finish  # noqa: PLC0415 - as above

    if not _is_there(world, name):
        dossier = _accepted(world, name)
        finish(world, dossier, MONDAY)
        Dossier.objects.filter(pk=dossier.pk).update(result_mode="by_post")
    return world.dossiers[name]


def at_the_post(world: "World") -> Parcel:
    """Return a result of the visits' citizen on its way home."""
    dossier = to_post(world, "at_post")
    if not Parcel.objects.filter(reference=dossier.tracking_code).exists():
        out = Outgoing(dossier.pk, "Đỗ Nguyễn Thùy Dương", "0900000012", "Ấp Một", "EV1VN")
        hand_to_post([out], postman="Trần Văn Thư", **_by(world, Role.DESK_OFFICER, MONDAY))
    return Parcel.objects.select_related("hand_over").get(reference=dossier.tracking_code)


def brought(world: "World") -> HandOver:
    """Return the record of what the post brought in."""
    found = HandOver.objects.filter(is_incoming=True).first()
    return found or take_in(
        [Brought("EV2VN", "Phan Thị Sen", "Xác nhận tình trạng hôn nhân")],
        agency=world.here.agency,
        number=1,
        postman="Trần Văn Thư",
        signed_at=MONDAY,
        actor=world.here.actor(Role.DESK_OFFICER),
    )
