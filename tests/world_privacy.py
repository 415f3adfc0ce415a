"""What concerns personal data in the small province: reads, requests, what is due for erasure."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, Dossier, Erasure, SubjectRequest
from motcua.dossiers.services.reading import Reader, give_reason, record_access, remember_reading
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import RetentionRule

if TYPE_CHECKING:
    from tests.world import World

FRIDAY_NIGHT: Final = datetime(2026, 11, 20, 21, 40, tzinfo=VIETNAM)


def play_privacy(world: "World") -> None:
    """Leave reads worth a look, requests waiting and answered, and dossiers due for erasure."""
    _read_at_night(world)
    _ask(world)
    _be_due(world)


def _read_at_night(world: "World") -> None:
    clerk = Reader(world.here.actor(Role.CLERK), FRIDAY_NIGHT, is_outside_hours=True)
    auditor = Reader(world.here.actor(Role.AUDITOR), FRIDAY_NIGHT)
    remember_reading(world.dossiers["late"], clerk, is_document=True)
    give_reason(world.dossiers["late"], auditor, reason="complaint", words="Đơn 12/PAKN")
    remember_reading(world.dossiers["late"], auditor)
    kinds = AccessRecord.Kind
    record_access(kinds.NUMBER_SEARCH, clerk, rows=1, number="077190000032")
    record_access(
        kinds.BOOK_PRINT,
        clerk,
        rows=747,
        subject="UBND xã An Bình, 01/11/2026-30/11/2026",
        agency_id=world.here.agency.pk,
    )


def _ask(world: "World") -> None:
    head = world.here.officers[Role.HEAD_OF_DESK]
    dossier = Dossier.objects.get(pk=world.dossiers["in_progress"].pk)
    told = {
        "agency": world.here.agency,
        "person": dossier.applicant,
        "person_name": dossier.applicant.full_name,
        "received_at": FRIDAY_NIGHT,
        "received_by": head,
        "due_at": FRIDAY_NIGHT + timedelta(days=5),
    }
    SubjectRequest.objects.create(
        kind="correct", dossier=dossier, words="Số điện thoại đã đổi.", **told
    )
    SubjectRequest.objects.create(
        kind="see",
        state="granted",
        words="Xem những gì đang giữ.",
        answered_at=FRIDAY_NIGHT,
        answered_by=head,
        answer="Đã trao tệp dữ liệu tại quầy.",
        file_sha256="ab" * 32,
        dossiers_count=1,
        **told,
    )


def _be_due(world: "World") -> None:
    rule = RetentionRule.objects.create(
        years=10, legal_basis="Danh mục thời hạn lưu trữ 2020", valid_from=date(2018, 6, 21)
    )
    RetentionRule.objects.create(
        procedure=world.birth,
        legal_basis="Đề xuất",
        valid_from=date(2018, 6, 21),
        is_proposal=True,
    )
    for name, hold in (("returned", ""), ("stopped", "Còn tiền phải hoàn cho người nộp.")):
        Erasure.objects.create(
            dossier=world.dossiers[name],
            rule=rule,
            due_on=date(2026, 11, 1),
            listed_at=FRIDAY_NIGHT,
            hold=hold,
        )
