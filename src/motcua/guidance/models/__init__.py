"""Tables of guidance: programmes, helpers, rosters, sessions."""

from motcua.guidance.models.forces import Availability, Force, Helper, Training
from motcua.guidance.models.programmes import Programme, ProgrammeVersion
from motcua.guidance.models.rosters import (
    Absence,
    Assignment,
    Attendance,
    Shift,
    ShiftPattern,
    Swap,
)
from motcua.guidance.models.sessions import (
    GuidanceSession,
    LaterAct,
    SessionRemark,
    SessionVoid,
    StaffGuided,
)

__all__ = [
    "Absence",
    "Assignment",
    "Attendance",
    "Availability",
    "Force",
    "GuidanceSession",
    "Helper",
    "LaterAct",
    "Programme",
    "ProgrammeVersion",
    "SessionRemark",
    "SessionVoid",
    "Shift",
    "ShiftPattern",
    "StaffGuided",
    "Swap",
    "Training",
]
