"""What an officer may be in an agency. Pure."""

from enum import StrEnum


class Role(StrEnum):
    """A role held in one agency. Values are stored: add, never rename."""

    DESK_OFFICER = "desk_officer"
    HANDLING_OFFICER = "handling_officer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    CLERK = "clerk"
    CASHIER = "cashier"
    HEAD_OF_DESK = "head_of_desk"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    ORGANISER = "organiser"
    PETITION_OFFICER = "petition_officer"
    COMPLAINT_OFFICER = "complaint_officer"
    REFORM_OFFICER = "reform_officer"

    @property
    def label(self) -> str:
        """Return the role as people say it."""
        return LABELS[self]


LABELS = {
    Role.DESK_OFFICER: "Cán bộ một cửa",
    Role.HANDLING_OFFICER: "Chuyên viên thụ lý",
    Role.REVIEWER: "Lãnh đạo phòng",
    Role.APPROVER: "Lãnh đạo cơ quan",
    Role.CLERK: "Văn thư",
    Role.CASHIER: "Thủ quỹ",
    Role.HEAD_OF_DESK: "Trưởng bộ phận một cửa",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.AUDITOR: "Kiểm tra, giám sát",
    Role.ORGANISER: "Điều phối hướng dẫn",
    Role.PETITION_OFFICER: "Tiếp nhận phản ánh",
    Role.COMPLAINT_OFFICER: "Tiếp công dân",
    Role.REFORM_OFFICER: "Cán bộ cải cách hành chính",
}
CHOICES = [(role.value, label) for role, label in LABELS.items()]
STEP_ROLES = (
    Role.DESK_OFFICER,
    Role.HANDLING_OFFICER,
    Role.REVIEWER,
    Role.APPROVER,
    Role.CLERK,
    Role.CASHIER,
    Role.HEAD_OF_DESK,
)
"""Roles that a step of an internal process can be given to."""
