"""Dossiers that end otherwise than hoped, or do not stay ended; and dates that were not kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db.models import Q

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.demo import outcomes
from motcua.demo.handling import carry_through
from motcua.demo.moments import midnight
from motcua.demo.town import Town
from motcua.demo.troubles import BUSY, Trouble, Victim, at_role, in_hand, lately
from motcua.demo.ward_processes import CHANGES
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import Apology, Dossier, DossierEvent, Origin, Result
from motcua.dossiers.services.apologies import draft_apology, sign_apology
from motcua.dossiers.services.ending import MoneyEnding, stop_dossier, withdraw_dossier
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.payments.models import Refund

WITHDRAWN: Final = "Người nộp không còn nhu cầu, đề nghị rút hồ sơ."
NOT_REFUNDED: Final = "Quy định thu phí minh họa: hồ sơ đã thẩm định thì không hoàn."
STOPPED: Final = (
    "Người nộp đã được giải quyết cùng nội dung tại UBND phường Tam Thắng nên dừng hồ sơ này."
)
REFUSED: Final = (
    "Vị trí đề nghị thuộc hành lang bảo vệ công trình, không phù hợp quy hoạch đã phê duyệt.",
    "Luật Xây dựng năm 2014, Điều 91",
)
REFUSED_PEOPLE: Final = (
    "Theo kết quả xác minh, người yêu cầu đang có quan hệ hôn nhân được đăng ký hợp pháp.",
    "Nghị định 123/2015/NĐ-CP, Điều 22",
)
REOPENED: Final = "Bản đã trả ghi sai ngày sinh, người nộp đề nghị cấp lại bản đúng."
REOPENED_BASIS: Final = "Luật Hộ tịch năm 2014, Điều 28"
REOPENED_DAYS: Final = 2
LATE_BECAUSE: Final = (
    "Cần xác minh thêm nơi thường trú trước đây của người yêu cầu, cơ quan được hỏi trả lời chậm.",
    "Hồ sơ cần kiểm tra thực địa, lịch kiểm tra phải dời do thời tiết.",
)
RESERVED: Final = 2
"""Working days that the new date lies ahead of the reference day, at least."""
WITH_RESULT: Final = tuple(code for code, change in CHANGES.items() if change.needs_result)


def _open_refunds(town: Town) -> int:
    del town
    return Refund.objects.filter(paid_at__isnull=True).count()


def _ended(state: State) -> Callable[[Town], int]:
    def there(town: Town) -> int:
        return Dossier.objects.filter(
            origin=Origin.DEMO,
            agency=town.hall.agency,
            state=state,
            ended_at__gte=lately(town, 8),
        ).count()

    return there


def _withdraw_and_refund(victim: Victim) -> bool:
    return _withdraw(victim, MoneyEnding.REFUND, "")


def _withdraw_and_keep(victim: Victim) -> bool:
    return _withdraw(victim, MoneyEnding.KEEP, NOT_REFUNDED)


def _withdraw(victim: Victim, money: MoneyEnding, basis: str) -> bool:
    withdraw_dossier(
        victim.dossier.pk,
        reason=WITHDRAWN,
        money=money,
        money_basis=basis,
        returned_papers=_papers(victim),
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _papers(victim: Victim) -> list[str]:
    return [paper.name for paper in victim.dossier.papers.order_by("order")]


def _stop(victim: Victim) -> bool:
    stop_dossier(
        victim.dossier.pk,
        reason=STOPPED,
        money=MoneyEnding.NONE,
        money_basis="",
        returned_papers=_papers(victim),
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _refused(town: Town) -> int:
    return Result.objects.filter(
        outcome=Result.Outcome.REFUSED,
        voided_at__isnull=True,
        dossier__agency=town.hall.agency,
        made_at__gte=lately(town, 8),
    ).count()


def _refuse(victim: Victim) -> bool:
    """Write a refusal after appraisal and carry it through to the counter."""
    is_civil = victim.dossier.procedure.code == "1.004873"
    reason, basis = REFUSED_PEOPLE if is_civil else REFUSED
    outcomes.refuse(
        victim.dossier,
        victim.actor,
        victim.town.hall.context,
        reason=reason,
        legal_basis=basis,
        at=victim.at,
    )
    carry_through(victim.dossier, victim.town, victim.chance, began_at=victim.at)
    return True


def _reopened(town: Town) -> int:
    return DossierEvent.objects.filter(
        action=Action.REOPEN,
        dossier__agency=town.hall.agency,
        dossier__state__in=BUSY,
    ).count()


def _reopen(victim: Victim) -> bool:
    reopen_dossier(
        victim.dossier.pk,
        reason=REOPENED,
        legal_basis=REOPENED_BASIS,
        working_days=REOPENED_DAYS,
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _drafted(town: Town) -> int:
    return Apology.objects.filter(
        dossier__agency=town.hall.agency,
        dossier__state__in=BUSY,
        signed_at__isnull=True,
        dropped_at__isnull=True,
    ).count()


def _nearly_late(town: Town) -> Q:
    tomorrow = midnight(town.next_days(1)[0]) + timedelta(days=1)
    return Q(due_at__lt=tomorrow, apologies__isnull=True)


def _draft(victim: Victim) -> bool:
    draft_apology(victim.dossier.pk, actor=SYSTEM, at=victim.town.until)
    return True


def _signed(town: Town) -> int:
    return Apology.objects.filter(
        dossier__agency=town.hall.agency,
        dossier__state__in=BUSY,
        signed_at__isnull=False,
    ).count()


def _sign(victim: Victim) -> bool:
    reason = victim.chance.choice(LATE_BECAUSE)
    draft_apology(victim.dossier.pk, reason=reason, actor=SYSTEM, at=victim.at)
    sign_apology(
        victim.dossier.pk,
        reason=reason,
        new_due_on=victim.town.next_days(RESERVED)[-1],
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.town.until,
    )
    return True


ENDINGS: Final = (
    Trouble(
        "withdrawn",
        2,
        _open_refunds,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            money_state=MoneyState.PAID, results__isnull=True
        ),
        _withdraw_and_refund,
        Role.DESK_OFFICER,
    ),
    Trouble(
        "withdrawn-kept",
        3,
        _ended(State.WITHDRAWN),
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            money_state=MoneyState.PAID, results__isnull=True
        ),
        _withdraw_and_keep,
        Role.DESK_OFFICER,
    ),
    Trouble(
        "stopped",
        1,
        _ended(State.STOPPED),
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            money_state=MoneyState.NOTHING_DUE, results__isnull=True
        ),
        _stop,
        Role.APPROVER,
    ),
    Trouble(
        "refused-after",
        2,
        _refused,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            procedure__code__in=WITH_RESULT, results__isnull=True
        ),
        _refuse,
    ),
    Trouble(
        "reopened",
        2,
        _reopened,
        lambda town: Dossier.objects.filter(
            origin=Origin.DEMO,
            agency=town.hall.agency,
            receiving_agency=town.hall.agency,
            state=State.RETURNED,
            finished_at__gte=lately(town, 12),
        ),
        _reopen,
        Role.APPROVER,
    ),
    Trouble(
        "apology-signed",
        2,
        _signed,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(_nearly_late(town)),
        _sign,
        Role.APPROVER,
    ),
    Trouble(
        "apology-drafted",
        4,
        _drafted,
        lambda town: in_hand(town).filter(_nearly_late(town)),
        _draft,
    ),
)
