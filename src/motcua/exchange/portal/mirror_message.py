"""What the portal tells of a dossier that a ministry's system handles, as values. Pure.

Dates are those of the message: nothing is reckoned here, only held against one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.dossiers.lifecycle import State
from motcua.exchange.portal.receiving_message import (
    LONGEST_CODE,
    MessageError,
    instant,
    needed,
    needed_instant,
    number_of,
    words,
)
from motcua.indicators.facts import Outcome
from motcua.kernel.punctuality import Punctuality, by_day
from motcua.kernel.text import mask_name
from motcua.procedures.models import Channel

MOST_STEPS: Final = 60
CHANNELS: Final = {"1": Channel.DIRECT, "2": Channel.ONLINE, "3": Channel.POST}
STATES: Final = {str(state.national_code): state for state in State}
_OUTCOMES: Final = {
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.STOPPED: Outcome.STOPPED,
    State.FINISHED: Outcome.FINISHED,
    State.RETURNED: Outcome.FINISHED,
}
_NOT_ACCEPTED: Final = frozenset({State.SUBMITTED, State.NOT_ACCEPTED})
_KEPT: Final = (
    *("MaHoSo", "MaTTHC", "TenTTHC", "TenLinhVuc", "KenhThucHien", "DonViXuLy", "NoiNopHoSo"),
    *("MaDonVi", "NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo", "NgayTra"),
    "NgayKetThucXuLy",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One word on a dossier handled elsewhere."""

    number: int
    code: str
    agency: str
    procedure: str
    procedure_name: str
    field: str
    channel: Channel
    owner: str
    handled_by: str
    state: State
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    waiting_at: datetime | None
    ended_at: datetime | None
    returned_at: datetime | None
    progress: tuple[dict[str, str], ...]

    @property
    def outcome(self) -> Outcome:
        """Return how it ended, or that it has not."""
        return _OUTCOMES.get(self.state, Outcome.OPEN)

    @property
    def by_day(self) -> Punctuality | None:
        """Return how the message's end stands to the message's date, by the day, as facts do."""
        measured = self.ended_at or self.waiting_at
        if measured is None:
            return None
        found = by_day(measured, self.due_at) if self.due_at else Punctuality.ON_TIME
        if self.outcome is not Outcome.FINISHED and found.is_kept:
            return Punctuality.ON_TIME
        return found


def read_told(entry: Mapping[str, Any]) -> Told:
    """Return an entry as values. Raises MessageError."""
    said = entry.get("HoSo")
    if not isinstance(said, Mapping):
        raise MessageError(_("Tin sai: thiếu HoSo."))
    state = STATES.get(words(said, "TrangThaiHoSo"))
    channel = CHANNELS.get(words(said, "KenhThucHien"))
    if state is None:
        raise MessageError(_("Tin sai: TrangThaiHoSo phải từ 1 đến 10."))
    if channel is None:
        raise MessageError(_("Tin sai: KenhThucHien phải là 1, 2 hoặc 3."))
    is_accepted = state not in _NOT_ACCEPTED
    told = Told(
        number=number_of(entry),
        code=needed(said, "MaHoSo", most=LONGEST_CODE).upper(),
        agency=words(said, "MaDonVi", most=40) or needed(said, "DonViXuLy"),
        procedure=needed(said, "MaTTHC", most=40),
        procedure_name=needed(said, "TenTTHC", most=2000),
        field=needed(said, "TenLinhVuc", most=160),
        channel=channel,
        owner=mask_name(words(said, "ChuHoSo"))[:255],
        handled_by=words(said, "DonViXuLy"),
        state=state,
        submitted_at=needed_instant(said, "NgayNopHoSo"),
        accepted_at=needed_instant(said, "NgayTiepNhan") if is_accepted else None,
        due_at=instant(said, "NgayHenTra") if is_accepted else None,
        waiting_at=_waiting_at(said) if state is State.AWAITING_SUPPLEMENT else None,
        ended_at=_ended_at(said) if state in _OUTCOMES else None,
        returned_at=instant(said, "NgayTra") if state is State.RETURNED else None,
        progress=_progress(entry.get("TienDo")),
    )
    if told.accepted_at and told.ended_at and told.ended_at < told.accepted_at:
        raise MessageError(_("Tin sai: NgayKetThucXuLy trước NgayTiepNhan."))
    return told


def kept_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of an entry is kept while it cannot be taken in: no person but a short name."""
    said = entry.get("HoSo")
    if not isinstance(said, Mapping):
        return {"So": entry.get("So")}
    kept = {name: said[name] for name in _KEPT if name in said}
    kept["ChuHoSo"] = mask_name(words(said, "ChuHoSo"))
    asked = said.get("DanhSachHoSoBoSung")
    if isinstance(asked, list):
        names = ("NgayBoSung", "NgayTiepNhanBoSung")
        kept["DanhSachHoSoBoSung"] = [
            {name: one.get(name) for name in names} for one in asked if isinstance(one, Mapping)
        ]
    return {"So": entry.get("So"), "HoSo": kept, "TienDo": _kept_steps(entry.get("TienDo"))}


def _kept_steps(steps: object) -> list[dict[str, Any]]:
    return [
        {
            "ThoiDiemXuLy": step["at"],
            "PhongBanXuLy": step["unit"],
            "ChucDanh": step["title"],
            "TrangThai": State(step["state"]).national_code if step["state"] else "",
        }
        for step in _progress(steps)
    ]


def _waiting_at(said: Mapping[str, Any]) -> datetime | None:
    """Return since when papers are waited for: the last request that has no answer."""
    asked = said.get("DanhSachHoSoBoSung")
    listed = [one for one in asked if isinstance(one, Mapping)] if isinstance(asked, list) else []
    opened = [
        found
        for one in listed
        if not words(one, "NgayTiepNhanBoSung") and (found := instant(one, "NgayBoSung"))
    ]
    return max(opened, default=None)


def _ended_at(said: Mapping[str, Any]) -> datetime:
    found = instant(said, "NgayKetThucXuLy") or instant(said, "NgayTra")
    if found is None:
        raise MessageError(_("Tin sai: hồ sơ đã xong mà thiếu NgayKetThucXuLy."))
    return found


def _progress(steps: object) -> tuple[dict[str, str], ...]:
    """Return when which office dealt with it; words and names of people are not kept."""
    listed = steps if isinstance(steps, list) else []
    found = []
    for step in listed[-MOST_STEPS:]:
        if not isinstance(step, Mapping):
            continue
        state = STATES.get(words(step, "TrangThai"))
        found.append(
            {
                "at": _step_at(step),
                "unit": words(step, "PhongBanXuLy"),
                "title": words(step, "ChucDanh"),
                "state": state.value if state else "",
            }
        )
    return tuple(found)


def _step_at(step: Mapping[str, Any]) -> str:
    """Return when; a step whose time cannot be read is shown without one."""
    try:
        at = instant(step, "ThoiDiemXuLy")
    except MessageError:
        return ""
    return at.isoformat() if at else ""
