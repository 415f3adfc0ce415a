"""The words of the letters to officers, heads and administrators: all in this place.

They go to people who work here, so no administrator edits them as he does those to citizens.
They hold codes, procedures, days and officers' names; never the name of an applicant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy

from motcua.dossiers.models import Step
from motcua.kernel import clock
from motcua.notifications.rates import Silence

_END: Final = gettext_lazy("Thư này gửi tự động, xin không trả lời.")

_LONGEST_NAME: Final = 80
"""Of a procedure in a line; some names fill a page."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """How much is late, due today and about to be late, and the lines that show the first."""

    late: int
    today: int
    soon: int
    steps: Sequence[Step]

    @property
    def total(self) -> int:
        """Return how much there is to say."""
        return self.late + self.today + self.soon

    @property
    def words(self) -> str:
        """Return the figures as one clause."""
        parts = [
            (self.late, _("%(n)d quá hạn")),
            (self.today, _("%(n)d đến hạn hôm nay")),
            (self.soon, _("%(n)d sắp trễ")),
        ]
        return ", ".join(text % {"n": count} for count, text in parts if count)


@dataclass(frozen=True, slots=True)
class Tasks:
    """What else waits for a head."""

    apologies: int = 0
    results: int = 0
    lodged: int = 0
    stuck: int = 0

    @property
    def lines(self) -> list[str]:
        """Return one line for each that there is."""
        listed = [
            (self.apologies, _("%(n)d văn bản xin lỗi chờ ký")),
            (self.results, _("%(n)d kết quả chờ duyệt")),
            (self.lodged, _("%(n)d hồ sơ nộp đến chờ trả lời")),
            (self.stuck, _("%(n)d hồ sơ mắc kẹt, cần người gỡ")),
        ]
        return ["- " + text % {"n": count} for count, text in listed if count]


def digest(
    name: str, on: date, *, own: Urgent, office: Urgent | None, tasks: Tasks, at: datetime
) -> Letter | None:
    """Return the morning's letter; None when there is nothing to say."""
    parts: list[str] = []
    if own.total:
        parts += [_("Việc của ông/bà: %(words)s.") % {"words": own.words}, *_lines(own, at), ""]
    if office is not None and office.total:
        parts += [_("Cả đơn vị: %(words)s.") % {"words": office.words}]
        # A head who does all the work would read every line twice.
        if [step.pk for step in office.steps] != [step.pk for step in own.steps]:
            parts += _lines(office, at, with_holder=True)
        parts += [""]
    if tasks.lines:
        parts += [_("Chờ ông/bà quyết định:"), *tasks.lines, ""]
    if not parts:
        return None
    told = office if office is not None and office.total else own
    subject = _("Việc sáng %(day)s") % {"day": f"{on:%d/%m}"}
    if told.total or tasks.lines:
        subject += ": " + (told.words or tasks.lines[0].removeprefix("- "))
    place = "/can-bo/don-vi/" if office is not None else "/can-bo/viec/"
    body = [_("Chào %(name)s,") % {"name": name}, "", *parts, _("Xem và làm ngay:")]
    return Letter(subject, "\n".join([*body, settings.PUBLIC_ADDRESS + place, "", str(_END)]))


def warning(step: Step, *, at: datetime) -> Letter:
    """Return the letter that is written once when a step has used most of its time."""
    dossier = step.dossier
    due_at = step.due_at or dossier.due_at
    values = {
        "code": str(dossier),
        "step": step.name,
        "procedure": dossier.procedure.name,
        "due": _moment(due_at, at) if due_at else "",
        "promised": _moment(dossier.due_at, at) if dossier.due_at else "",
    }
    body = _(
        "Hồ sơ %(code)s đang ở bước “%(step)s” do ông/bà giữ và sắp hết thời gian.\n\n"
        "Thủ tục: %(procedure)s\nHạn của bước: %(due)s\nĐã hẹn người dân: %(promised)s"
    )
    address = f"{settings.PUBLIC_ADDRESS}/can-bo/ho-so/{dossier}/"
    return Letter(
        _("Sắp đến hạn: %(code)s, bước %(step)s") % values,
        "\n".join([body % values, "", address, "", str(_END)]),
    )


def idle_account(name: str, closes_on: date) -> Letter:
    """Return the warning to somebody who has not signed in for long."""
    body = _(
        "Chào %(name)s,\n\nTài khoản của ông/bà đã lâu không dùng. Nếu không đăng nhập trước ngày "
        "%(day)s, tài khoản sẽ tự đóng.\n\nCòn dùng thì chỉ cần đăng nhập một lần:"
    )
    values = {"name": name, "day": f"{closes_on:%d/%m/%Y}"}
    address = f"{settings.PUBLIC_ADDRESS}/tai-khoan/dang-nhap/"
    return Letter(
        _("Tài khoản sắp đóng vì lâu không dùng"),
        "\n".join([body % values, address, "", str(_END)]),
    )


def to_administrators(subject: str, lines: Sequence[str], place: str) -> Letter:
    """Return a letter to administrators: one line for each thing to look at."""
    listed = [f"- {line}" for line in lines]
    address = settings.PUBLIC_ADDRESS + place
    return Letter(subject, "\n".join([*listed, "", _("Xem và sửa:"), address, "", str(_END)]))


def stuck_outbox(failed: int, waiting: int) -> Letter:
    """Return the letter that says that mail does not leave."""
    lines = []
    if failed:
        lines.append(_("%(n)d thư không gửi được.") % {"n": failed})
    if waiting:
        lines.append(_("%(n)d thư chờ gửi đã hơn một giờ.") % {"n": waiting})
    return to_administrators(_("Thư đi bị kẹt"), lines, "/quan-tri/hop-thu/")


def silent_outbox(found: Sequence[tuple[str, Silence]]) -> Letter:
    """Return the letter that says that a channel has fallen silent."""
    line = _("%(channel)s: ngày %(day)s gửi %(sent)d tin, ngày thường khoảng %(usual)d.")
    lines = [
        line
        % {
            "channel": channel,
            "day": f"{one.day:%d/%m/%Y}",
            "sent": one.sent,
            "usual": one.usual,
        }
        for channel, one in found
    ]
    return to_administrators(_("Kênh báo tin im lặng khác thường"), lines, "/quan-tri/hop-thu/")


def _lines(urgent: Urgent, at: datetime, *, with_holder: bool = False) -> list[str]:
    lines = [_line(step, at, with_holder=with_holder) for step in urgent.steps]
    more = urgent.total - len(lines)
    if more > 0:
        lines.append("  " + _("và %(n)d hồ sơ khác") % {"n": more})
    return lines


def _line(step: Step, at: datetime, *, with_holder: bool) -> str:
    dossier = step.dossier
    due_at = dossier.due_at
    when = _("chưa có ngày hẹn")
    if due_at is not None:
        word = _("quá hạn từ %(due)s") if due_at < at else _("hẹn %(due)s")
        when = word % {"due": _moment(due_at, at)}
        if due_at >= at and step.due_at is not None and step.due_at < due_at:
            when += _(", hạn của bước %(due)s") % {"due": _moment(step.due_at, at)}
    holder = ""
    if with_holder:
        holder = step.assignee.full_name if step.assignee else _("chưa giao ai")
        holder = f", {holder}"
    return f"- {dossier} · {_short(dossier.procedure.name)} · {when} · {step.name}{holder}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _moment(instant: datetime, at: datetime) -> str:
    local = clock.local(instant)
    if local.date() == clock.day_of(at):
        return _("%(hour)s hôm nay") % {"hour": f"{local:%H:%M}"}
    return f"{local:%H:%M %d/%m/%Y}"
