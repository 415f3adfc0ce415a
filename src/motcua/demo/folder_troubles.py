"""Folders on the ward's tables: signed for, given to somebody, sent back, others asked."""

from datetime import date, timedelta
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.offices import Office
from motcua.demo.town import Town
from motcua.demo.troubles import BUSY, Trouble, Victim, at_role, in_hand, lately
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Consultation, Dossier, DossierEvent, Step
from motcua.dossiers.services.consulting import answer, ask_agency
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.steps import assign_step, return_step, take_step
from motcua.dossiers.services.undoing import undo
from motcua.kernel import clock

BUILDING: Final = ("1.013225", "1.013227", "1.002693")
LAND: Final = ("1.012796", "1.013978")
DAYS_TO_ANSWER: Final = (1, 1, 4)
SENT_BACK: Final = "Dự thảo ghi sai năm sinh của người yêu cầu, xin sửa lại theo giấy khai sinh."
UNDO_REASON: Final = "Bấm nhầm hồ sơ, chưa thẩm tra xong."
QUESTIONS: Final = {
    "building": (
        "Đề nghị cho biết lô đất có thuộc khu vực đã được phê duyệt quy hoạch chi tiết không, và "
        "chỉ giới xây dựng đang áp dụng."
    ),
    "land": "Đề nghị cho biết thửa đất có trong bản đồ địa chính không và có tranh chấp không.",
    "people": (
        "Đề nghị xác minh tình trạng hôn nhân của người yêu cầu trong thời gian thường trú tại "
        "địa bàn."
    ),
}
ANSWER: Final = (
    "Qua kiểm tra hồ sơ lưu, không có thông tin khác với nội dung người yêu cầu kê khai."
)


def _open_steps(town: Town) -> int:
    return Step.objects.filter(
        closed_at__isnull=True,
        received_at__isnull=False,
        agency=town.hall.agency,
        dossier__state__in=BUSY,
    ).count()


def _take(victim: Victim) -> bool:
    take_step(victim.dossier.pk, order=victim.order, actor=victim.actor, at=victim.at)
    return True


def _untouched(town: Town) -> list[int]:
    """Return the dossiers whose folder nobody has signed for and nobody was given."""
    steps = Step.objects.filter(
        closed_at__isnull=True,
        received_at__isnull=True,
        assignee__isnull=True,
        agency=town.hall.agency,
    )
    return list(steps.values_list("dossier_id", flat=True))


def _given(town: Town) -> int:
    return Step.objects.filter(
        closed_at__isnull=True,
        received_at__isnull=True,
        assignee__isnull=False,
        agency=town.hall.agency,
        dossier__state__in=BUSY,
    ).count()


def _assign(victim: Victim) -> bool:
    holders = victim.town.hall.by_role[Role.HANDLING_OFFICER]
    assign_step(
        victim.dossier.pk,
        order=victim.order,
        officer_id=victim.chance.choice(holders).officer_id,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _sent_back(town: Town) -> int:
    sent = Step.objects.filter(outcome=Step.SENT_BACK).values("dossier_id")
    return Dossier.objects.filter(agency=town.hall.agency, state__in=BUSY, pk__in=sent).count()


def _send_back(victim: Victim) -> bool:
    first = victim.dossier.steps.get(order=1)
    return_step(
        victim.dossier.pk,
        order=victim.order,
        to_order=first.order,
        reason=SENT_BACK,
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _asked(town: Town) -> int:
    return Consultation.objects.filter(
        dossier__agency=town.hall.agency, answered_at__isnull=True, closed_at__isnull=True
    ).count()


def _asked_of_land(town: Town) -> int:
    return Consultation.objects.filter(
        dossier__agency=town.hall.agency,
        agency=town.departments[0].agency,
        answered_at__isnull=True,
        closed_at__isnull=True,
    ).count()


def _ask(victim: Victim) -> bool:
    whom, question = _whom_to_ask(victim)
    ask_agency(
        victim.dossier.pk,
        agency_id=whom.agency.pk,
        question=question,
        due_on=_working_days_after(victim, victim.chance.choice(DAYS_TO_ANSWER)),
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _whom_to_ask(victim: Victim) -> tuple[Office, str]:
    land, building, _justice = victim.town.departments
    code = victim.dossier.procedure.code
    if code in BUILDING:
        return building, QUESTIONS["building"]
    if code in LAND:
        return land, QUESTIONS["land"]
    return victim.town.neighbours[0], QUESTIONS["people"]


def _working_days_after(victim: Victim, number: int) -> date:
    first = clock.day_of(victim.at) + timedelta(days=1)
    return victim.town.time.working_days(first, first + timedelta(days=21))[number - 1]


def _answered(town: Town) -> int:
    return Consultation.objects.filter(
        dossier__agency=town.hall.agency,
        dossier__state__in=BUSY,
        answered_at__isnull=False,
    ).count()


def _ask_and_hear(victim: Victim) -> bool:
    answered_at = victim.later(300)
    if answered_at == victim.at:
        return False
    _ask(victim)
    asked = Consultation.objects.get(dossier=victim.dossier)
    answer_it(asked, victim.town, victim)
    return True


def answer_it(asked: Consultation, town: Town, victim: Victim) -> None:
    """Let the asked agency answer, some hours later."""
    answer(
        asked,
        answer=ANSWER,
        file=None,
        actor=town.office_of(asked.agency_id).actor(Role.HANDLING_OFFICER),
        at=victim.later(300),
    )


def _undone(town: Town) -> int:
    return DossierEvent.objects.filter(
        action=Action.UNDO, dossier__agency=town.hall.agency, happened_at__gte=lately(town)
    ).count()


def _undo(victim: Victim) -> bool:
    """Close a step by mistake, and take that back ten minutes later."""
    undone_at = victim.later(10)
    if undone_at == victim.at:
        return False
    dossier = complete_step(
        victim.dossier.pk,
        outcome="done",
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    undo(
        dossier.pk,
        sequence=dossier.events_count,
        reason=UNDO_REASON,
        context=victim.town.hall.context,
        actor=victim.actor,
        at=undone_at,
    )
    return True


ASKED_FIRST: Final = (
    Trouble(
        "asked-land",
        2,
        _asked_of_land,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(procedure__code__in=LAND),
        _ask,
    ),
)
"""Land is rare, and others want those folders too."""
FOLDERS: Final = (
    Trouble(
        "undone",
        1,
        _undone,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            procedure__code__in=("1.004884", "1.004837", "1.004873")
        ),
        _undo,
    ),
    Trouble("sent-back", 2, _sent_back, lambda town: at_role(town, Role.APPROVER), _send_back),
    Trouble("asked", 5, _asked, lambda town: at_role(town, Role.HANDLING_OFFICER), _ask),
    Trouble(
        "answered", 2, _answered, lambda town: at_role(town, Role.HANDLING_OFFICER), _ask_and_hear
    ),
    Trouble(
        "assigned",
        4,
        _given,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(pk__in=_untouched(town)),
        _assign,
        Role.REVIEWER,
    ),
    Trouble(
        "taken", 20, _open_steps, lambda town: in_hand(town).filter(pk__in=_untouched(town)), _take
    ),
)
"""In this order: what is given to nobody yet is what somebody takes at the end."""
