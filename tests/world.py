"""A small province at work: two communes, everybody in them, a dossier in every state.

Built through the services, as the product itself would, for tests that look at whole pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, Desk, Installation, Officer, Unit
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.agencies.services import cover_absence
from motcua.documents.holding import NewPaper, hold_paper
from motcua.documents.models import HeldPaper, PaperKind, StoredFile
from motcua.dossiers.closing import close_day, database_now
from motcua.dossiers.models import Dossier, Draft, IssuedForm, OnlineDraft, Visit
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.calling import log_call
from motcua.dossiers.services.drafts import accept_draft, attach_file, open_draft, save_draft
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, Lodging, PaperInput, Settlement
from motcua.dossiers.services.numbering import set_pattern
from motcua.dossiers.services.refusing import refuse_dossier
from motcua.dossiers.services.returning import return_result
from motcua.indicators.keeping import catch_up
from motcua.kernel.clock import VIETNAM
from motcua.kernel.fees import FeeRule
from motcua.kernel.limits import Limit, LimitUnit
from motcua.notifications.models import Message, MessageState
from motcua.procedures import services as procedures
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.process import default_process
from motcua.procedures.terms import commit_limit, set_fee, set_synonyms
from motcua.reference.calendar import load_calendar
from motcua.reference.fees import load_exemptions
from motcua.reference.forms import load_forms
from motcua.reference.messages import load_messages
from motcua.reference.setup import load_code_pattern
from tests import factories
from tests.factories import (
    CONTENT,
    LONG_AGO,
    AgencyFactory,
    DeskFactory,
    OfficerFactory,
    ProcedureFactory,
    UnitFactory,
)
from tests.papers import a_pdf
from tests.world_exchange import play_exchange
from tests.world_guidance import play_guidance
from tests.world_hall import play_hall
from tests.world_initiatives import play_initiatives
from tests.world_life import play_life
from tests.world_money import play_money
from tests.world_online import play_online
from tests.world_petitions import play_petitions
from tests.world_privacy import play_privacy
from tests.world_rankings import play_rankings
from tests.world_surveys import play_surveys

MONDAY: Final = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
"""Now, for whoever visits: the day before a holiday in the middle of the week."""
FRIDAY: Final = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
EARLY_NOVEMBER: Final = datetime(2026, 11, 3, 8, 15, tzinfo=VIETNAM)
SCAN: Final = a_pdf()
NAMES: Final = {
    Role.DESK_OFFICER: "Lê Thị Thu Hà",
    Role.HANDLING_OFFICER: "Trần Quốc Bảo",
    Role.REVIEWER: "Phạm Ngọc Ánh",
    Role.APPROVER: "Võ Thành Đạt",
    Role.CLERK: "Ngô Thị Kiều",
    Role.CASHIER: "Đặng Hữu Phước",
    Role.HEAD_OF_DESK: "Bùi Mỹ Hạnh",
    Role.ADMINISTRATOR: "Hồ Minh Triết",
    Role.AUDITOR: "Đinh Công Sơn",
    Role.ORGANISER: "Huỳnh Thị Sen",
    Role.PETITION_OFFICER: "Tô Minh Châu",
    Role.COMPLAINT_OFFICER: "Lý Văn Nghĩa",
    Role.REFORM_OFFICER: "Phan Thanh Trúc",
}


@dataclass
class Place:
    """One commune: its agency, its desk, and somebody for each role."""

    agency: Agency
    desk: Desk
    officers: dict[Role, Officer] = field(default_factory=dict)

    def actor(self, role: Role) -> Actor:
        """Return who holds ``role`` here."""
        account = self.officers[role].account
        assert account is not None
        return actor_of(account, MONDAY.date())

    def username(self, role: Role) -> str:
        """Return the name by which the holder of ``role`` signs in."""
        account = self.officers[role].account
        assert account is not None
        return str(account.username)


@dataclass
class World:
    """What a test may point at."""

    province: Unit
    here: Place
    elsewhere: Place
    marital: Procedure
    birth: Procedure
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    draft: Draft | None = None
    online_draft: OnlineDraft | None = None
    visit: Visit | None = None
    scan: StoredFile | None = None
    receipt: IssuedForm | None = None


def build_world() -> World:
    """Fill an empty, migrated database."""
    load_code_pattern()
    load_forms()
    load_messages()
    load_exemptions()
    province = UnitFactory.create(code="77", search_text="ba ria vung tau")
    here = _place(province, "H06.25.03", "UBND xã An Bình", "an-binh")
    elsewhere = _place(province, "H06.25.04", "UBND xã Long Tân", "long-tan")
    Installation.objects.create(
        unit=province,
        site_name="Trung tâm Phục vụ hành chính công",
        parent_name="UBND tỉnh Bà Rịa - Vũng Tàu",
        hotline="0254 000 0000",
        address="Số 1 đường Mẫu",
        default_desk=here.desk,
    )
    load_calendar()
    for place in (here, elsewhere):
        place.agency.refresh_from_db()
        place.desk.agency.refresh_from_db()
    world = World(province, here, elsewhere, *_catalogue())
    _configure(world)
    _play(world)
    catch_up(at=MONDAY)
    return world


def _place(province: Unit, code: str, name: str, slug: str) -> Place:
    agency = AgencyFactory.create(code=code, name=name, province=province, unit=province)
    desk = DeskFactory.create(agency=agency, code=f"mot-cua-{slug}")
    place = Place(agency, desk)
    for role in Role:
        place.officers[role] = OfficerFactory.create(
            agency=agency,
            desk=desk if role in {Role.DESK_OFFICER, Role.HEAD_OF_DESK} else None,
            roles=[role],
            full_name=NAMES[role],
            position=role.label,
            account__username=f"{role.value.replace('_', '-')}.{slug}",
            account__display_name=NAMES[role],
        )
    OfficerFactory.create(agency=agency, account=None, full_name="Đỗ Văn Tám")
    return place


def _catalogue() -> tuple[Procedure, Procedure]:
    channels = [{**channel, "fee_dong": 15_000} for channel in CONTENT["channels"]]
    papers: list[dict[str, Any]] = [
        {"id": "p1", "case": "", "name": "Tờ khai cấp Giấy xác nhận", "kind": "submit"},
        {"id": "p2", "case": "", "name": "Quyết định ly hôn (nếu đã ly hôn)", "kind": "submit"},
        {"id": "p3", "case": "", "name": "Thẻ căn cước", "kind": "present"},
    ]
    counted = [{**paper, "originals": 1, "copies": 0} for paper in papers]
    words = {
        "steps": "Bước 1. Nộp hồ sơ tại bộ phận một cửa.\nBước 2. Nhận kết quả theo ngày hẹn.",
        "conditions": "Không.",
        "legal_basis": "Luật Hộ tịch 60/2014/QH13",
        "applicant": "Công dân Việt Nam",
        "executing_agency": "Ủy ban nhân dân cấp xã",
        "competent_authority": "Ủy ban nhân dân cấp xã",
    }
    marital = ProcedureFactory.create(
        code="1.004873", content={"channels": channels, "papers": counted, **words}
    )
    set_synonyms(marital, "Xác nhận độc thân\nGiấy độc thân", actor=SYSTEM)
    birth = ProcedureFactory.create(code="1.001193", name="Đăng ký khai sinh", content=words)
    assert birth.current_version is not None
    birth.current_version.warnings = ["Thời hạn của kênh trực tuyến không có trong dữ liệu nguồn."]
    birth.current_version.save(update_fields=["warnings"])
    return marital, birth


def _configure(world: World) -> None:
    administrator = world.here.actor(Role.ADMINISTRATOR)
    since: dict[str, Any] = {
        "valid_from": LONG_AGO,
        "valid_to": None,
        "legal_basis": "Quyết định 12/QĐ-UBND",
        "actor": administrator,
    }
    commit_limit(
        agency=world.here.agency,
        procedure=world.birth,
        limit=Limit(1, LimitUnit.WORKING_DAY),
        **since,
    )
    set_fee(
        province=world.province,
        procedure=world.marital,
        channel="",
        rule=FeeRule(15_000, basis=since["legal_basis"]),
        **{name: value for name, value in since.items() if name != "legal_basis"},
    )
    set_pattern(
        agency=world.elsewhere.agency,
        pattern="{agency}-{yy}{mm}{dd}-{number:04}",
        **since,
    )
    draft = procedures.open_draft(world.birth, actor=administrator)
    content = {**draft.content, "process": default_process().to_document()}
    procedures.save_draft(
        draft, content=content, change_note="Lập quy trình riêng", actor=administrator
    )
    officers = world.here.officers
    cover_absence(
        absent=officers[Role.APPROVER],
        covering=officers[Role.REVIEWER],
        from_on=date(2026, 11, 23),
        to_on=date(2026, 11, 27),
        reason="Nghỉ phép",
        actor=administrator,
    )


def lodging(world: World, number: str, **fields: Any) -> Lodging:
    """Return a marital-status dossier, paid for; ``person`` changes the applicant."""
    person = {"email": "", **fields.pop("person", {})}
    values: dict[str, Any] = {
        "applicant": factories.applicant(number, **person),
        "papers": (PaperInput(name="Tờ khai cấp Giấy xác nhận", paper_id="p1"),),
        "fee": FeeInput(settlement=Settlement.PAID),
        "knows_of_duplicate": True,
        **fields,
    }
    return factories.lodging(world.marital, world.here.agency, **values)


def _acting(world: World, role: Role, at: datetime) -> Mapping[str, Any]:
    context = factories.context_of(world.here.desk)
    return {"context": context, "actor": world.here.actor(role), "at": at}


def _accept(world: World, taken: Lodging, at: datetime) -> Dossier:
    return accept_at_desk(taken, **_acting(world, Role.DESK_OFFICER, at))


def finish(world: World, dossier: Dossier, at: datetime) -> None:
    """Take a dossier through the default process."""
    for role in (Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK):
        complete_step(dossier.pk, outcome="done", **_acting(world, role, at))


def _play(world: World) -> None:
    _play_desk(world)
    _play_office(world)
    _play_far(world)
    play_life(world)
    play_privacy(world)
    play_guidance(world, MONDAY)
    play_petitions(world)
    world.online_draft = play_online(world, MONDAY)
    play_hall(world, MONDAY)
    play_money(world.here.agency, world.dossiers["owing"], MONDAY)
    play_surveys(world, MONDAY)
    play_initiatives(world, MONDAY)
    play_rankings(world, MONDAY)
    play_exchange(world, MONDAY)
    # Long enough ago that nothing of this world is in it, and the rest can go on.
    now = database_now()
    close_day(now.date() - timedelta(days=2), at=now)
    for name, dossier in world.dossiers.items():
        world.dossiers[name] = Dossier.objects.get(pk=dossier.pk)


def _play_desk(world: World) -> None:
    desk_officer = world.here.actor(Role.DESK_OFFICER)
    first = open_draft(world.here.desk, actor=desk_officer, at=MONDAY)
    world.visit = first.visit
    world.scan = attach_file(
        first, SimpleUploadedFile("to-khai.pdf", SCAN), actor=desk_officer, at=MONDAY
    )
    told = factories.applicant("077196004213", full_name="Đỗ Nguyễn Thùy Dương")
    acting = _acting(world, Role.DESK_OFFICER, MONDAY)
    taken = replace(
        lodging(world, "077196004213", applicant=told, visit_id=first.visit_id),
        papers=(PaperInput(name="Tờ khai", paper_id="p1", file_id=world.scan.pk),),
    )
    world.dossiers["accepted"] = accept_draft(first, taken, **acting)
    _hold_birth_certificate(world, world.dossiers["accepted"], world.scan)
    second = open_draft(world.here.desk, actor=desk_officer, at=MONDAY, visit=first.visit)
    world.dossiers["second"] = accept_draft(
        second, lodging(world, "077196004213", visit_id=first.visit_id), **acting
    )
    world.receipt = world.dossiers["accepted"].forms.filter(kind="receipt").first()
    world.draft = open_draft(world.here.desk, actor=desk_officer, at=MONDAY)
    save_draft(
        world.draft,
        {
            "procedure": world.marital.code,
            "channel": "direct",
            "applicant_name": "Mai Thị Lụa",
            "relation": "self",
            "paper-p1": "on",
            "paper-p1_form": "original",
            "paper-p1_count": "1",
            "fee": "paid:cash",
            "result_mode": "at_desk",
            "sets_count": "1",
        },
        at=MONDAY,
    )
    attach_file(world.draft, SimpleUploadedFile("quet.pdf", SCAN), actor=desk_officer, at=MONDAY)
    posted = {"channel": Channel.POST, "submitted_at": FRIDAY}
    for name, number in (("submitted", "077190000021"), ("refused", "077190000022")):
        world.dossiers[name] = lodge_dossier(lodging(world, number, **posted), **acting)
    refuse_dossier(
        world.dossiers["refused"].pk,
        reasons=["Tờ khai chưa ký"],
        legal_basis="Nghị định 118/2025/NĐ-CP, Điều 12",
        advice="Ký tờ khai rồi nộp lại",
        **acting,
    )


def _hold_birth_certificate(world: World, dossier: Dossier, scan: StoredFile) -> None:
    """Let the desk have put a paper into the applicant's store."""
    kind = PaperKind.objects.create(
        code="giay-khai-sinh", name="Giấy khai sinh", names="giấy khai sinh"
    )
    hold_paper(
        NewPaper(
            person_id=dossier.principal_id,
            kind=kind,
            name="Giấy khai sinh (bản chính)",
            file_id=scan.pk,
            source=HeldPaper.Source.DESK,
            source_key=dossier.tracking_code,
            officer_id=world.here.officers[Role.DESK_OFFICER].pk,
            number="12/2019",
            valid_from=date(2019, 4, 2),
        ),
        at=MONDAY,
    )


def _play_office(world: World) -> None:
    started = {
        "in_progress": (FRIDAY, {}),
        "late": (EARLY_NOVEMBER, {}),
        "ready": (FRIDAY, {"email": "khang@example.vn"}),
        "to_call": (FRIDAY, {}),
        "returned": (EARLY_NOVEMBER, {}),
    }
    for place, (name, (at, person)) in enumerate(started.items(), start=31):
        taken = lodging(world, f"0771900000{place}", person=person)
        world.dossiers[name] = _accept(world, taken, at)
    complete_step(
        world.dossiers["in_progress"].pk,
        outcome="done",
        **_acting(world, Role.HANDLING_OFFICER, MONDAY),
    )
    finish(world, world.dossiers["ready"], MONDAY)
    finish(world, world.dossiers["to_call"], MONDAY)
    finish(world, world.dossiers["returned"], EARLY_NOVEMBER)
    desk_officer = world.here.actor(Role.DESK_OFFICER)
    log_call(
        world.dossiers["to_call"],
        outcome="no_answer",
        note="Gọi lại buổi chiều",
        actor=desk_officer,
        at=MONDAY,
    )
    return_result(
        world.dossiers["returned"].pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=desk_officer,
        at=FRIDAY,
    )
    Message.objects.filter(about=world.dossiers["ready"].code).update(
        state=MessageState.FAILED, attempts=12, last_error="SMTPException: không gửi được"
    )


def _play_far(world: World) -> None:
    """Accept for the other commune."""
    far = replace(lodging(world, "077190000041"), agency_id=world.elsewhere.agency.pk)
    world.dossiers["expected"] = _accept(world, far, MONDAY)
