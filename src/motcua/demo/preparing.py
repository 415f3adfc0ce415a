"""Setting the demonstration up: reference data, people who work there, and the list of parts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.db import transaction

from motcua.agencies.models import Agency, Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of, configuration_stamp
from motcua.demo import an_ngai, fees, guidance, province, rankings, reform
from motcua.demo.accounts import ACCOUNTS_OF_2024, give_second_step, open_accounts
from motcua.demo.connections import connect
from motcua.demo.hall import set_up_hall
from motcua.demo.listeners import staff_listeners
from motcua.demo.loading import AN_NGAI, LIVING, SURVEY, alone
from motcua.demo.models import DemoPart, Stage
from motcua.demo.offices import Chair, fill_chairs, small_office
from motcua.demo.planning import COMMUNE_WEIGHTS, weights_among
from motcua.demo.privacy import keep_short
from motcua.demo.town import PROVINCE_CODE as LIVING_PROVINCE, living_desk, staff_the_town
from motcua.demo.ward_processes import publish_ward_processes
from motcua.kernel.limits import LimitUnit
from motcua.procedures.models import CommittedLimit, Procedure
from motcua.procedures.selectors import LimitUnpublishedError, NotInForceError, terms_for
from motcua.reference.setup import load_reference, settle_installation

Report = Callable[[str], None]
STAFFED_SINCE: Final = date(2024, 1, 1)
CHAIRS_OF_AN_NGAI: Final = (
    ("Công chức Văn phòng - Thống kê", (Role.DESK_OFFICER, Role.HEAD_OF_DESK), "Quầy 1"),
    ("Công chức Tư pháp - Hộ tịch", (Role.HANDLING_OFFICER, Role.REVIEWER), ""),
    ("Công chức phụ trách hệ thống", (Role.ADMINISTRATOR,), ""),
    ("Phó Chủ tịch UBND xã", (Role.APPROVER,), ""),
    ("Văn thư", (Role.CLERK, Role.CASHIER), ""),
)
"""The first three in the order of their accounts."""
FIRST_OF_REST: Final = 1_000


def prepare(*, seed: int, reference_on: date, at: datetime, report: Report) -> None:
    """Set the demonstration up unless it is; a second time changes nothing."""
    with alone():
        if DemoPart.objects.exists():
            return
        load_reference(report=report, at=at)
        with transaction.atomic():
            report("Cán bộ và tài khoản trình diễn")
            staff_the_town(seed=seed)
            set_up_hall(living_desk())
            agencies = province.agencies_of_2024()
            _staff_the_province(agencies, seed=seed)
            _commit_an_ngai(agencies)
            keep_short()
            _name_the_site()
            publish_ward_processes(at=at)
            _guide(agencies, seed=seed, at=at)
            connect(agencies, at=at)
            reform.settle(agencies, seed=seed, at=at, desk=living_desk())
            rankings.settle(
                agencies, living_desk().agency, seed=seed, reference_on=reference_on, at=at
            )
        with transaction.atomic():
            _list_parts(agencies, seed=seed, reference_on=reference_on, at=at)


def refresh(*, reference_on: date) -> bool:
    """List the part that moves the living unit to ``reference_on``; False when it is there.

    Most of what was open goes on to its end, and the work of the new days is added: the
    ledger is append-only, so nothing is taken away.
    """
    with alone(), transaction.atomic():
        living = DemoPart.objects.filter(key__startswith=f"{LIVING}:").order_by("-order")
        newest = living.first()
        if newest is None or newest.reference_on >= reference_on:
            return False
        part = _living_part(
            seed=newest.seed,
            reference_on=reference_on,
            order=newest.order + 1,
            since=newest.reference_on,
        )
        part.save()
    return True


def _staff_the_province(agencies: Sequence[Agency], *, seed: int) -> None:
    desks = {desk.agency_id: desk for desk in Desk.objects.filter(agency__in=agencies)}
    commune = _an_ngai(agencies)
    chairs = [Chair(commune, desks[commune.pk], *chair) for chair in CHAIRS_OF_AN_NGAI]
    officers = fill_chairs(chairs, seed=seed, since=STAFFED_SINCE)
    open_accounts({account.username: officers[i] for i, account in enumerate(ACCOUNTS_OF_2024)})
    set_up_hall(desks[commune.pk], since=STAFFED_SINCE)
    staff_listeners(desks[commune.pk], seed=seed, since=STAFFED_SINCE)
    give_second_step()
    others = [
        chair
        for agency in agencies
        if agency.pk != commune.pk
        for chair in small_office(
            agency, desks[agency.pk], is_department=agency.kind == "department"
        )
    ]
    fill_chairs(others, seed=seed, since=STAFFED_SINCE)


def _guide(agencies: Sequence[Agency], *, seed: int, at: datetime) -> None:
    thang_nhi = next(one for one in agencies if one.unit.code == province.THANG_NHI)
    guidance.settle(seed=seed, at=at, thang_nhi=thang_nhi, desk=living_desk())


def _an_ngai(agencies: Sequence[Agency]) -> Agency:
    return next(agency for agency in agencies if agency.unit.code == an_ngai.UNIT_CODE)


def _commit_an_ngai(agencies: Sequence[Agency]) -> None:
    commune = _an_ngai(agencies)
    procedures = Procedure.objects.in_bulk(an_ngai.COMMITTED_DAYS, field_name="code")
    CommittedLimit.objects.bulk_create(
        CommittedLimit(
            agency=commune,
            procedure=procedures[code],
            value=days,
            unit=LimitUnit.WORKING_DAY,
            legal_basis=an_ngai.COMMITTED_BASIS,
            valid_from=an_ngai.FIRST_DAY,
        )
        for code, days in an_ngai.COMMITTED_DAYS.items()
    )


def _name_the_site() -> None:
    desk = living_desk()
    settle_installation(
        LIVING_PROVINCE,
        site_name="Trung tâm Phục vụ hành chính công",
        parent_name="Ủy ban nhân dân phường Vũng Tàu",
        hotline=desk.phone or "0254 000 0000",
        address=desk.address or "Số 1 đường Mẫu, phường Vũng Tàu, Thành phố Hồ Chí Minh",
        default_desk=desk,
    )


def _list_parts(
    agencies: Sequence[Agency], *, seed: int, reference_on: date, at: datetime
) -> None:
    commune = _an_ngai(agencies)
    weights = weights_among(_in_force(commune))
    plans = an_ngai.plan(calendar_of(commune), weights, seed=seed)
    months = Counter(f"{planned.accepted_at:%Y-%m}" for planned in plans)
    shares = province.shares(agencies, weights, seed=seed)
    dealt = fees.deal(
        {AN_NGAI: plans}
        | {s.key: province.plan(s, calendar_of(s.agency), seed=seed) for s in shares},
        fees.Prices(commune).has_fee,
        seed=seed,
    )
    facts = {"agency": commune.code, "weights": weights, "dealt": dealt[AN_NGAI]}
    parts = [
        DemoPart(
            key=f"{AN_NGAI}:{month}",
            title=f"Xã An Ngãi, tháng {month[5:]}/{month[:4]}: {number} hồ sơ",
            stage=Stage.FIRST,
            order=order,
            seed=seed,
            reference_on=reference_on,
            planned=number,
            facts=facts,
        )
        for order, (month, number) in enumerate(sorted(months.items()), start=1)
    ]
    # The longest part goes first, so that no process waits for another at the end.
    parts.append(_living_part(seed=seed, reference_on=reference_on, order=0))
    parts.append(_survey_part(seed=seed, reference_on=reference_on))
    for share in shares:
        is_thang_nhi = share.agency.unit.code == province.THANG_NHI
        if is_thang_nhi:
            guidance.tell_2024(share, seed=seed, at=at)
        parts.append(
            DemoPart(
                key=share.key,
                title=f"{share.agency.name}: {share.mix.received} hồ sơ",
                stage=Stage.REST,
                order=0 if is_thang_nhi else FIRST_OF_REST + share.order,
                seed=seed,
                reference_on=reference_on,
                planned=share.mix.received,
                facts=replace(share, dealt=dealt[share.key]).to_facts(),
            )
        )
    DemoPart.objects.bulk_create(parts)


def _survey_part(*, seed: int, reference_on: date) -> DemoPart:
    """Return the survey of a sample, after the first parts, since it asks about what they hold."""
    return DemoPart(
        key=f"{SURVEY}:{AN_NGAI}",
        title="Điều tra mẫu về xã An Ngãi",
        stage=Stage.REST,
        order=0,
        seed=seed,
        reference_on=reference_on,
        planned=0,
    )


def _living_part(
    *, seed: int, reference_on: date, order: int, since: date | None = None
) -> DemoPart:
    return DemoPart(
        key=f"{LIVING}:{reference_on}",
        title=f"Phường Vũng Tàu, sáng {reference_on:%d/%m/%Y}",
        stage=Stage.FIRST,
        order=order,
        seed=seed,
        reference_on=reference_on,
        planned=0,
        facts={"since": since.isoformat()} if since else {},
    )


def _in_force(agency: Agency) -> list[str]:
    """Return the commune procedures that can be accepted in the play."""
    found = []
    for code in COMMUNE_WEIGHTS:
        try:
            terms_for(
                code,
                agency.pk,
                agency.province_id,
                "direct",
                an_ngai.FIRST_DAY,
                configuration_stamp(),
            )
        except (NotInForceError, LimitUnpublishedError):
            continue
        found.append(code)
    return found
