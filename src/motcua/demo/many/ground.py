"""Where the many dossiers lie: agencies with a desk and officers, and procedures."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from motcua.accounts.models import Account
from motcua.agencies.models import (
    Agency,
    AgencyKind,
    CalendarVersion,
    Desk,
    Officer,
    RoleAssignment,
    Unit,
    UnitLevel,
)
from motcua.agencies.roles import Role
from motcua.demo.names import full_name
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import fold, slug, sort_key
from motcua.kernel.workdays import national_calendar
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.process import STANDARD_DAY_MINUTES, Outcome, Process, ProcessStep
from motcua.procedures.services import search_text_of

SINCE: Final = date(2018, 6, 21)
STAFF: Final = (
    Role.DESK_OFFICER,
    Role.HANDLING_OFFICER,
    Role.REVIEWER,
    Role.APPROVER,
    Role.CLERK,
)
"""One officer of each in every agency."""
DONE: Final = "done"
_PROVINCE: Final = "00"
_STEPS: Final = (
    ("appraise", "Thẩm định hồ sơ", Role.HANDLING_OFFICER, 50),
    ("review", "Kiểm tra, trình ký", Role.REVIEWER, 20),
    ("approve", "Phê duyệt kết quả", Role.APPROVER, 20),
    ("issue", "Vào sổ, đóng dấu", Role.CLERK, 10),
)
"""Key, name, role, and the share of the limit in percent."""
_PROCEDURES: Final = (
    ("Cấp bản sao trích lục hộ tịch", "Hộ tịch", 1),
    ("Chứng thực chữ ký trong giấy tờ", "Chứng thực", 2),
    ("Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", 3),
    ("Đăng ký lại khai sinh", "Hộ tịch", 5),
    ("Đăng ký hộ kinh doanh", "Kinh doanh", 3),
    ("Thay đổi, cải chính thông tin hộ tịch", "Hộ tịch", 6),
    ("Trợ cấp xã hội hằng tháng", "Bảo trợ xã hội", 10),
    ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng", 15),
    ("Đăng ký biến động đất đai", "Đất đai", 10),
    ("Cấp đổi giấy chứng nhận quyền sử dụng đất", "Đất đai", 7),
    ("Xác nhận mức độ khuyết tật", "Bảo trợ xã hội", 20),
    ("Cấp giấy phép môi trường", "Môi trường", 30),
)
"""Name, field and limit in working days."""


@dataclass(frozen=True, slots=True)
class Place:
    """An agency with its desk and the officer of each role."""

    agency: Agency
    desk: Desk
    officers: Mapping[Role, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """A procedure with its version, limit and process."""

    procedure_id: int
    version_id: int
    code: str
    limit: Limit
    process: Process


@transaction.atomic
def lay_places(many: int, chance: random.Random) -> list[Place]:
    """Add ``many`` agencies of a made-up province, each with a desk and officers."""
    province, _is_new = Unit.objects.get_or_create(
        code=_PROVINCE,
        level=UnitLevel.PROVINCE,
        valid_from=SINCE,
        defaults={"name": "Đo Tải", "full_name": "Tỉnh Đo Tải"},
    )
    calendar = national_calendar()
    version, _is_new = CalendarVersion.objects.get_or_create(
        digest=calendar.digest(), defaults={"content": calendar.to_dict()}
    )
    before = Agency.objects.filter(province=province).count()
    return [
        _place(number, province, version, chance)
        for number in range(before + 1, before + many + 1)
    ]


def _place(number: int, province: Unit, version: CalendarVersion, chance: random.Random) -> Place:
    name = f"UBND xã Đo Tải {number}"
    agency = Agency.objects.create(
        code=f"H99.{number // 900:02}.{number % 900:03}",
        name=name,
        search_text=fold(name),
        kind=AgencyKind.COMMUNE_COMMITTEE,
        unit=province,
        province=province,
        calendar_version=version,
        valid_from=SINCE,
    )
    desk = Desk.objects.create(
        agency=agency,
        code=f"do-tai-{number}",
        name="Bộ phận Tiếp nhận và Trả kết quả",
        valid_from=SINCE,
    )
    officers = {role: _officer(role, number, agency, desk, chance) for role in STAFF}
    return Place(agency, desk, officers)


def _officer(role: Role, number: int, agency: Agency, desk: Desk, chance: random.Random) -> int:
    name = full_name(chance, chance.choice(("male", "female")))
    # Without a password: nobody signs in with it until somebody sets one.
    account = Account.objects.create_account(
        f"do-tai-{slug(role.value)}-{number}", None, display_name=name
    )
    officer = Officer.objects.create(
        account=account, agency=agency, desk=desk, full_name=name, sort_key=sort_key(name)
    )
    RoleAssignment.objects.create(officer=officer, agency=agency, role=role, valid_from=SINCE)
    return int(officer.pk)


@transaction.atomic
def lay_procedures() -> list[Subject]:
    """Publish the procedures, unless that is done; return them."""
    return [_subject(number, *row) for number, row in enumerate(_PROCEDURES, start=1)]


def _subject(number: int, name: str, field: str, days: int) -> Subject:
    limit = Limit(days, LimitUnit.WORKING_DAY)
    process = _process(days)
    code = f"9.{number:06}"
    procedure, is_new = Procedure.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "field": field,
            "field_slug": slug(field),
            "levels": ["commune"],
        },
    )
    if is_new:
        procedure.current_version = ProcedureVersion.objects.create(
            procedure=procedure,
            number=1,
            status=ProcedureVersion.Status.PUBLISHED,
            valid_from=SINCE,
            content=_content(name, field, limit, process),
        )
        procedure.search_text = search_text_of(procedure)
        procedure.save(update_fields=["current_version", "search_text"])
    version_id = procedure.current_version_id
    assert version_id is not None  # noqa: S101 - published above, now or earlier
    return Subject(procedure.pk, version_id, code, limit, process)


def _process(days: int) -> Process:
    minutes = days * STANDARD_DAY_MINUTES
    following: Sequence[str] = [*[key for key, *_rest in _STEPS[1:]], "end"]
    return Process(
        tuple(
            ProcessStep(
                key, name, role.value, minutes * share // 100, (Outcome(DONE, "Xong", then),)
            )
            for (key, name, role, share), then in zip(_STEPS, following, strict=True)
        )
    )


def _content(name: str, field: str, limit: Limit, process: Process) -> dict[str, Any]:
    return {
        "name": name,
        "field": field,
        "channels": [
            {
                "channel": channel,
                "limit": {"value": limit.value, "unit": str(limit.unit)},
                "fee_dong": 0,
            }
            for channel in ("direct", "online", "post")
        ],
        "papers": [
            {"id": "p1", "name": "Tờ khai", "kind": "submit", "originals": 1, "copies": 0},
        ],
        "results": [{"code": f"KQ.{slug(name)[:30]}", "name": name}],
        "process": process.to_document(),
    }
