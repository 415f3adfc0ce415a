"""A ward that is told things: who listens there and above it, and feedback made to order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.models import Feedback, FeedbackWay
from motcua.petitions.services import handling
from motcua.petitions.services.lodging import NewFeedback, take_in
from tests import factories
from tests.documents.conftest import clamd
from tests.dossiers.conftest import committed_database, migrated_template
from tests.factories import THURSDAY_MORNING, AgencyFactory

__all__ = ["clamd", "committed_database", "migrated_template"]

TEXT = (
    "Tôi nộp hồ sơ xin cấp bản sao giấy khai sinh, cán bộ hẹn ba lần vẫn chưa trả kết quả, "
    "lần nào đến cũng phải chờ cả buổi sáng."
)


@dataclass
class House:
    """A ward, the committee above it and a department, each with who listens there."""

    ward: Agency
    above: Agency
    department: Agency
    officer: Actor
    leader: Actor
    desk: Actor
    receiver: Actor
    elsewhere: Actor
    elsewhere_receiver: Actor

    def new(self, **fields: Any) -> NewFeedback:
        """Return feedback told by telephone."""
        said = NewFeedback(
            agency_id=self.ward.pk,
            subject="delay",
            title="Hẹn ba lần chưa trả kết quả",
            text=TEXT,
            full_name="Nguyễn Thị Hoà",
            address="12 Lê Lợi, phường An Ngãi",
            phone="0900 000 012",
            email="hoa@example.vn",
            way=FeedbackWay.PHONE,
        )
        return replace(said, **fields)

    def feedback(self, state: FeedbackState = FeedbackState.RECEIVED, **fields: Any) -> Feedback:
        """Return feedback led to ``state`` on Thursday morning."""
        at = THURSDAY_MORNING
        one = take_in(self.new(**fields), actor=self.desk, at=at)
        if state is FeedbackState.RECEIVED:
            return one
        handling.accept(one.pk, subject="delay", actor=self.officer, at=at)
        if state is FeedbackState.AWAITING_PETITIONER:
            handling.ask(one.pk, question="Hẹn ngày nào?", actor=self.officer, at=at)
        if state in {FeedbackState.AWAITING_APPROVAL, FeedbackState.ANSWERED}:
            answer = handling.propose(
                one.pk, text="Đã kiểm tra, đã trả kết quả.", actor=self.officer, at=at
            )
            if state is FeedbackState.ANSWERED:
                handling.approve(one.pk, answer_id=answer.pk, actor=self.leader, at=at)
        one.refresh_from_db()
        return one


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "tệp"
    settings.UPLOADS_FOLDER = tmp_path / "gửi dở"


def build_house() -> House:
    """Fill an empty database with agencies and people."""
    factories.message_templates()
    above = AgencyFactory.create(name="UBND thành phố")
    ward = AgencyFactory.create(parent=above, province=above.province, unit=above.province)
    department = AgencyFactory.create(province=above.province, unit=above.province)

    def somebody(role: Role, agency: Agency, name: str) -> Actor:
        return factories.actor_with(role, agency=agency, full_name=name)

    return House(
        ward=ward,
        above=above,
        department=department,
        officer=somebody(Role.PETITION_OFFICER, ward, "Lê Văn Nghe"),
        leader=somebody(Role.APPROVER, ward, "Võ Thành Đạt"),
        desk=somebody(Role.DESK_OFFICER, ward, "Lê Thị Thu Hà"),
        receiver=somebody(Role.COMPLAINT_OFFICER, ward, "Phan Thị Kín"),
        elsewhere=somebody(Role.PETITION_OFFICER, department, "Trần Sở Ngành"),
        elsewhere_receiver=somebody(Role.COMPLAINT_OFFICER, department, "Đỗ Thanh Tra"),
    )


@pytest.fixture
def house(db: None) -> House:
    """Return the agencies and whoever works there."""
    del db
    return build_house()


Lead = Callable[[], object]
