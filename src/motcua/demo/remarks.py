"""What officers wrote down for one another, who looked at what, and lists they keep."""

import random
from datetime import timedelta
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.town import Town
from motcua.demo.troubles import in_hand
from motcua.dossiers.models import DossierNote, DossierRead, SavedView
from motcua.kernel import clock

NOTES: Final = (
    "Đã gọi cho người nộp, hẹn sáng mai mang bản chính tới đối chiếu.",
    "Cùng lô đất với một hồ sơ năm trước, xem hồ sơ lưu trước khi thẩm định.",
    "Người nộp là người cao tuổi, nhờ báo qua điện thoại của con gái ghi trong tờ khai.",
    "Lãnh đạo yêu cầu trình trong ngày vì sắp đến hạn.",
    "Phòng Kinh tế đã kiểm tra thực địa, biên bản kẹp trong hồ sơ giấy.",
)
READ_MINUTES: Final = 25
VIEWS: Final = {
    Role.HANDLING_OFFICER: (
        ("Giao cho tôi, sắp đến hạn", "loc=sap-den-han&giao=toi"),
        ("Chờ người nộp", "loc=cho-nguoi-nop"),
    ),
    Role.REVIEWER: (("Chưa ai ký nhận", "loc=chua-ky-nhan"),),
}


def leave_remarks(town: Town) -> None:
    """Leave some notes and reads at what is open, and each role's kept lists."""
    chance = random.Random(f"{town.seed}:{town.reference_on}:remarks")  # noqa: S311 - a play
    open_ones = list(in_hand(town).order_by("pk"))
    writers = town.hall.by_role[Role.HANDLING_OFFICER]
    for text, dossier in zip(NOTES, chance.sample(open_ones, len(NOTES)), strict=True):
        writer = chance.choice(writers)
        last = clock.local(dossier.events.latest("sequence").happened_at)
        at = max(last, town.until - timedelta(minutes=READ_MINUTES))
        assert writer.officer_id is not None  # noqa: S101 - an officer
        DossierNote.objects.create(
            dossier=dossier, officer_id=writer.officer_id, text=text, written_at=at
        )
        DossierRead.objects.update_or_create(
            dossier=dossier,
            officer_id=writer.officer_id,
            day=clock.day_of(at),
            defaults={"first_at": at, "last_at": at, "count": 2},
        )
    _keep_lists(town)


def _keep_lists(town: Town) -> None:
    for role, views in VIEWS.items():
        officer_id = town.hall.actor(role).officer_id
        assert officer_id is not None  # noqa: S101 - an officer
        for name, query in views:
            SavedView.objects.get_or_create(
                officer_id=officer_id,
                name=name,
                defaults={"query": query, "saved_at": town.until},
            )
