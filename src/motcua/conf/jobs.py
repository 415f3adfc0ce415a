"""The timetable of the day: which job, from which hour of Vietnam on, how often."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from django.conf import settings

from motcua.conf.nightly import back_up
from motcua.dossiers.daily.apologies import draft_apologies
from motcua.dossiers.daily.closing import close_days
from motcua.dossiers.daily.digest import send_digests, send_warnings
from motcua.dossiers.daily.erasures import erase_what_was_confirmed, list_what_is_due
from motcua.dossiers.daily.idle import look_after_idle
from motcua.dossiers.daily.jobs import Job, Report, in_batches
from motcua.dossiers.daily.letters import to_administrators
from motcua.dossiers.daily.outbox import tell_of_silence, tell_of_stuck_mail
from motcua.dossiers.daily.post import write_to_administrators
from motcua.dossiers.daily.scans import drop_stale_uploads, scan_what_waits
from motcua.dossiers.daily.sweeps import mend_what_is_safe
from motcua.dossiers.services import online_drafts
from motcua.exchange.portal.outgoing_alarm import watch_portal
from motcua.exchange.portal.receiving import receive_from_portal
from motcua.exchange.reminders import sweep_exchange, warn_of_expiry
from motcua.guidance.alerts import tell_of_gaps
from motcua.hall.services.sweeping import forget_names, give_up_missed, remind_of_tomorrow
from motcua.indicators import keeping
from motcua.indicators.closed.closing import close_figures
from motcua.indicators.digest_mail import send_digests_of_units
from motcua.indicators.effect_keeping import measure_models
from motcua.indicators.gaming import keeping as traces
from motcua.indicators.guiding_acts import find_later_acts
from motcua.indicators.indexing.closing import close_periods
from motcua.indicators.indexing.running import keep_running
from motcua.initiatives.reminders import remind_of_commitments
from motcua.kernel import clock
from motcua.opendata.publishing import publish_open_data
from motcua.payments.services import reconciling
from motcua.petitions.selectors import to_ask_again
from motcua.petitions.services.hearing import ask_again
from motcua.petitions.services.lodging import delete_abandoned
from motcua.reference.findings import Grade
from motcua.reference.health import look_at_calendars
from motcua.reference.moving import uploads

BACKUP: Final = "backup"
CALENDAR: Final = "calendar-months-ahead"
EVENING: Final = time(17, 0)
"""A morning's letter is of no use after the day's work."""


def watch_the_calendar(*, at: datetime, report: Report) -> None:
    """Tell the administrators, once a month, which days of the next 14 months are not settled."""
    on = clock.day_of(at)
    lines = [
        f"{finding.subject}: {finding.sentence}"
        for finding in look_at_calendars(on)
        if finding.grade is not Grade.GOOD
    ]
    if lines:
        letter = to_administrators("Lịch 14 tháng tới chưa đủ", lines, "/quan-tri/lich/")
        report.done += write_to_administrators(letter, CALENDAR, f"{on:%Y-%m}", on=on, at=at)


def keep_facts(*, at: datetime, report: Report) -> None:
    """Bring the facts of dossiers up to date, so that pages tell of the last few minutes."""
    report.done += keeping.catch_up(at=at)
    traces.catch_up(at=at)


def drop_old_uploads(*, at: datetime, report: Report) -> None:
    """Delete the tables of old dossiers that nobody confirmed within their days."""
    report.done += uploads.drop_stale(at=at)


def drop_old_drafts(*, at: datetime, report: Report) -> None:
    """Delete what citizens began to fill in and nobody came back to, with its files."""
    report.done += online_drafts.delete_abandoned(at=at)


def ask_petitioners_again(*, at: datetime, report: Report) -> None:
    """Ask, four weeks after an answer, whether what was fed back is settled."""
    for batch in in_batches(to_ask_again(at)):
        for one in batch:
            report.attempt(one.code, partial(ask_again, one.pk, at=at))


def drop_old_feedback(*, at: datetime, report: Report) -> None:
    """Delete feedback that nobody sent within two days, with its pictures."""
    report.done += delete_abandoned(at=at)


def look_over_facts(*, at: datetime, report: Report) -> None:
    """Mend the facts that no catching up finds: those of a time when the clock was behind."""
    report.done += keeping.look_over(at=at)


def look_for_payments(*, at: datetime, report: Report) -> None:
    """Ask the gateway what became of orders that wait."""
    settled, report.problems = reconciling.ask_about_open_orders(at=at)
    report.done += settled


def reconcile_payments(*, at: datetime, report: Report) -> None:
    """Compare the books of the gateway and the bank with ours; differences get a page."""
    found, report.problems = reconciling.reconcile(at=at)
    report.done += found


# In this order, where several are due at once: the morning's letters tell what the ones
# before them have found.
JOBS: Final = (
    # A little less than the five minutes in which the worker asks.
    Job("facts", "Cập nhật số liệu", keep_facts, time(0, 0), every=timedelta(minutes=4)),
    Job(
        "index-running",
        "Đếm chỉ số 766 của các kỳ đang chạy",
        keep_running,
        time(0, 0),
        every=timedelta(minutes=4),
    ),
    Job(
        "scans",
        "Quét mã độc các tệp còn chờ",
        scan_what_waits,
        time(0, 0),
        every=timedelta(minutes=4),
    ),
    Job(
        "stale-uploads",
        "Bỏ tệp gửi dở quá hai ngày, tệp gửi xong mà không nộp quá bảy ngày",
        drop_stale_uploads,
        time(0, 0),
        every=timedelta(hours=1),
    ),
    Job(
        "erasure",
        "Xóa dữ liệu đã được xác nhận",
        erase_what_was_confirmed,
        time(0, 0),
        every=timedelta(minutes=15),
    ),
    Job(
        "payments",
        "Hỏi cổng về khoản đang chờ, lập biên lai",
        look_for_payments,
        time(0, 0),
        every=timedelta(minutes=4),
    ),
    Job(
        "portal-in",
        "Nhận hồ sơ và thay đổi danh mục từ Cổng quốc gia",
        receive_from_portal,
        time(0, 0),
        every=timedelta(minutes=4),
    ),
    Job(
        "hall",
        "Nhả chỗ hẹn không đến, khép số chờ của ngày cũ",
        give_up_missed,
        time(0, 0),
        every=timedelta(minutes=4),
    ),
    Job(
        "portal",
        "Soát việc đồng bộ Cổng quốc gia",
        watch_portal,
        time(0, 0),
        every=timedelta(minutes=30),
    ),
    # Again and again: a day that cannot be closed yet is closed as soon as it can.
    Job("close", "Khóa sổ ngày", close_days, time(0, 5), every=timedelta(minutes=10)),
    Job("figures", "Khóa số liệu ngày", close_figures, time(0, 20), every=timedelta(minutes=10)),
    Job(
        "index-766",
        "Khóa chỉ số 766 của kỳ đã hết",
        close_periods,
        time(0, 25),
        every=timedelta(minutes=10),
    ),
    Job("later-acts", "Tìm việc tự làm sau khi được hướng dẫn", find_later_acts, time(0, 40)),
    Job("facts-nightly", "Soát lại toàn bộ số liệu", look_over_facts, time(1, 0)),
    Job("open-data", "Lập dữ liệu mở của ngày", publish_open_data, time(1, 10)),
    Job(BACKUP, "Sao lưu", back_up, time(1, 30)),
    Job("effects", "Đo tác động của các mô hình", measure_models, time(2, 0)),
    Job("reconcile", "Đối soát tiền nộp trực tuyến", reconcile_payments, time(2, 30)),
    Job(
        "retention",
        "Lập danh sách dữ liệu hết hạn lưu",
        list_what_is_due,
        time(5, 0),
        monthly=True,
    ),
    Job("uploads", "Xóa tệp hồ sơ cũ quá ba ngày chưa chuyển", drop_old_uploads, time(5, 30)),
    Job("online-drafts", "Xóa bản nháp trực tuyến bỏ dở", drop_old_drafts, time(5, 40)),
    Job("feedback-drafts", "Xóa phản ánh viết dở", drop_old_feedback, time(5, 42)),
    Job("idle", "Nhắc, đóng tài khoản lâu không dùng", look_after_idle, time(5, 45)),
    Job("appointment-names", "Xóa tên trong lịch hẹn đã qua 30 ngày", forget_names, time(5, 50)),
    Job("api-sweep", "Dọn mã truy cập, tệp bỏ dở của kết nối", sweep_exchange, time(5, 55)),
    Job("sweep", "Gỡ hồ sơ mắc kẹt", mend_what_is_safe, time(6, 0)),
    Job("apologies", "Soạn sẵn văn bản xin lỗi", draft_apologies, time(6, 30)),
    Job("calendar", "Soát lịch 14 tháng tới", watch_the_calendar, time(7, 0), monthly=True),
    Job("outbox", "Soát thư bị kẹt", tell_of_stuck_mail, time(7, 10)),
    Job("silence", "Soát kênh báo tin im lặng", tell_of_silence, time(7, 12)),
    Job("api-expiry", "Nhắc kết nối sắp hết hạn", warn_of_expiry, time(7, 13), EVENING),
    Job("guidance-gaps", "Báo ca trực thiếu người", tell_of_gaps, time(7, 13), EVENING),
    Job(
        "commitments",
        "Nhắc cam kết sau chuyến học tập",
        remind_of_commitments,
        time(7, 13),
        EVENING,
    ),
    Job("feedback-settled", "Hỏi lại sau bốn tuần", ask_petitioners_again, time(7, 14), EVENING),
    Job("digest", "Thư sáng cho cán bộ và lãnh đạo", send_digests, time(7, 15), EVENING),
    Job("unit-digest", "Bản tin đơn vị cho lãnh đạo", send_digests_of_units, time(7, 20), EVENING),
    Job(
        "warnings",
        "Nhắc bước sắp hết thời gian",
        send_warnings,
        time(7, 30),
        EVENING,
        every=timedelta(hours=1),
    ),
    Job("appointments", "Nhắc lịch hẹn ngày mai", remind_of_tomorrow, EVENING, time(20, 30)),
)
RUN_BY_HAND: Final = "run_daily_job"
"""The worker's task that runs one job when an administrator asks for it."""
JOB_NAMES: Final = tuple(job.name for job in JOBS)


def scheduled() -> list[Job]:
    """Return the jobs that run by themselves: all, but the backup where it is switched off."""
    return [job for job in JOBS if job.name != BACKUP or settings.BACKUP_NIGHTLY]


def job_called(name: str) -> Job:
    """Return the job with that name. Raises KeyError."""
    return {job.name: job for job in JOBS}[name]
