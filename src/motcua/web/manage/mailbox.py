"""What is told to citizens: the words, and every message with where it stands.

Recipients are masked. The body of a message is shown only where no mail server is set up:
there this page is the mailbox in which the demonstration's letters arrive.
"""

from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers.daily.outbox import silent_channels
from motcua.kernel import clock, sms
from motcua.kernel.errors import DomainError
from motcua.notifications.models import (
    Channel,
    Message,
    MessageState,
    MessageTemplate,
    QuietHours,
)
from motcua.notifications.services import fill, try_again
from motcua.notifications.wordings import places_of, set_quiet_hours, set_words
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import Chip

TOPICS: Final = {
    "lodged": gettext_lazy("Khi nộp trực tuyến"),
    "accepted": gettext_lazy("Khi tiếp nhận hồ sơ"),
    "received": gettext_lazy("Khi cơ quan giải quyết nhận hồ sơ"),
    "ready": gettext_lazy("Khi có kết quả"),
    "refused": gettext_lazy("Khi từ chối tiếp nhận"),
    "supplement": gettext_lazy("Khi yêu cầu bổ sung giấy tờ"),
    "resubmitted": gettext_lazy("Khi nhận giấy tờ bổ sung, chưa tiếp nhận"),
    "payment_asked": gettext_lazy("Khi yêu cầu thực hiện nghĩa vụ tài chính"),
    "resumed": gettext_lazy("Khi tiếp tục xử lý"),
    "apology": gettext_lazy("Khi xin lỗi và hẹn lại"),
    "withdrawn": gettext_lazy("Khi người nộp rút hồ sơ"),
    "stopped": gettext_lazy("Khi dừng giải quyết"),
    "refused_result": gettext_lazy("Khi từ chối sau thẩm định"),
    "reopened": gettext_lazy("Khi mở lại hồ sơ"),
    "recalled": gettext_lazy("Khi hoàn tác việc báo xong nhầm"),
    "posted": gettext_lazy("Khi giao kết quả cho bưu chính"),
    "post_attempted": gettext_lazy("Khi bưu tá đến mà chưa gặp"),
    "post_back": gettext_lazy("Khi bưu chính trả kết quả về"),
    "office_wrote": gettext_lazy("Khi cán bộ nhắn cho người nộp"),
    "lodged_for_you": gettext_lazy("Báo chủ hồ sơ khi có người nộp thay"),
    "appointment": gettext_lazy("Khi đặt hoặc đổi lịch hẹn"),
    "appointment_near": gettext_lazy("Nhắc lịch hẹn, chiều hôm trước"),
    "appointment_off": gettext_lazy("Khi cơ quan hủy lịch hẹn"),
    "petition_code": gettext_lazy("Mã xác nhận để gửi phản ánh"),
    "petition_received": gettext_lazy("Khi nhận phản ánh"),
    "petition_refused": gettext_lazy("Khi không tiếp nhận phản ánh"),
    "petition_forwarded": gettext_lazy("Khi chuyển phản ánh cơ quan khác"),
    "petition_asked": gettext_lazy("Khi hỏi thêm người gửi phản ánh"),
    "petition_answered": gettext_lazy("Khi trả lời phản ánh"),
    "petition_reopened": gettext_lazy("Khi mở lại phản ánh"),
    "petition_settled": gettext_lazy("Hỏi lại phản ánh sau bốn tuần"),
    "petition_turned_over": gettext_lazy("Khi phản ánh được xử lý theo luật khác"),
    "rating_answered": gettext_lazy("Báo người đánh giá cơ quan đã làm gì"),
}
_TO_OFFICERS: Final = {
    "digest": gettext_lazy("Thư sáng cho cán bộ"),
    "early-warning": gettext_lazy("Nhắc bước sắp hết hạn"),
    "outbox-stuck": gettext_lazy("Báo thư bị kẹt"),
    "idle-account": gettext_lazy("Nhắc tài khoản lâu không dùng"),
    "impersonation": gettext_lazy("Báo quản trị xem với tư cách mình"),
    "idle-closed": gettext_lazy("Báo tài khoản đã đóng vì lâu không dùng"),
    "outbox-silent": gettext_lazy("Báo kênh gửi im lặng"),
    "portal-late": gettext_lazy("Báo Cổng quốc gia chậm nhận"),
    "portal-refused": gettext_lazy("Báo Cổng quốc gia từ chối"),
    "citizen-wrote": gettext_lazy("Báo người nộp nhắn"),
    "calendar-months-ahead": gettext_lazy("Báo lịch chưa đủ"),
    "webhook-stopped": gettext_lazy("Báo tin cho hệ thống khác tự tắt"),
}
"""Letters whose words are the product's own; nobody edits them here."""
_PLACE_WORDS: Final = {
    "code": gettext_lazy("mã hồ sơ"),
    "due": gettext_lazy("ngày hẹn trả"),
    "url": gettext_lazy("địa chỉ tra cứu"),
    "rating": gettext_lazy("địa chỉ phiếu đánh giá"),
    "desk": gettext_lazy("bộ phận một cửa"),
    "phone": gettext_lazy("điện thoại"),
    "result": gettext_lazy("cách nhận kết quả"),
    "reason": gettext_lazy("lý do"),
    "detail": gettext_lazy("nội dung cụ thể"),
}
_SAMPLE: Final = {
    "code": "H29.68-261123-0021",
    "due": "17:00, thứ Năm 26/11/2026",
    "url": "http://vidu.vn/tra-cuu/ABCD-EFGH-JKMN/",
    "rating": "http://vidu.vn/danh-gia/ABCD-EFGH-JKMN/",
    "desk": "Trung tâm Phục vụ hành chính công",
    "phone": "0254 000 0000",
    "result": "nhận tại quầy",
    "reason": "bản sao chưa chứng thực",
    "detail": "1. Giấy tờ chứng minh nơi cư trú: bản sao có chứng thực",
}
PAGE_SIZE: Final = 50


class WordsForm(forms.Form):
    """Subject and body of a kind of mail."""

    subject = fields.text(gettext_lazy("Tiêu đề"), gettext_lazy("Xin ghi tiêu đề thư."), most=200)
    body = fields.long_text(gettext_lazy("Nội dung"), gettext_lazy("Xin ghi nội dung thư."))
    valid_from = fields.day(gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày."))


class ShortWordsForm(forms.Form):
    """Words of a kind of short message; ``is_plain`` sends them without marks."""

    body = fields.long_text(gettext_lazy("Nội dung"), gettext_lazy("Xin ghi nội dung tin."))
    is_plain = forms.BooleanField(
        label=gettext_lazy("Gửi không dấu (160 chữ một tin; có dấu chỉ 70 chữ)"), required=False
    )
    valid_from = fields.day(gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày."))


@reads
@require_safe
def words(request: StaffRequest) -> HttpResponse:
    """List the words in force for each topic and channel, and the quiet hours."""
    today = clock.today()
    in_force = MessageTemplate.objects.valid_on(today).order_by("topic", "-valid_from")
    found: dict[tuple[str, str], MessageTemplate] = {}
    for row in in_force:
        found.setdefault((row.topic, row.channel), row)
    topics = dict.fromkeys([*TOPICS, *(topic for topic, _channel in found)])
    context = {
        "topics": [
            (
                topic,
                _topic_name(topic),
                found.get((topic, Channel.EMAIL)),
                found.get((topic, Channel.SMS)),
            )
            for topic in topics
        ],
        "quiet": QuietHours.objects.valid_on(today).order_by("channel", "-valid_from"),
    }
    return render(request, "manage/words.html", context)


def _topic_name(topic: str) -> str:
    known = {**TOPICS, **_TO_OFFICERS}
    return str(known[topic]) if topic in known else topic


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def words_edit(request: StaffRequest, topic: str) -> HttpResponse:
    """Change the words of one topic on a channel; a sample shows how they read."""
    channel = Channel.SMS if request.GET.get("kenh") == Channel.SMS else Channel.EMAIL
    rows = list(
        MessageTemplate.objects.filter(topic=topic, channel=channel).order_by("-valid_from")
    )
    today = clock.today()
    current = next((row for row in rows if row.is_valid_on(today)), rows[0] if rows else None)
    initial = {
        "subject": current.subject if current else "",
        "body": current.body if current else "",
        "is_plain": current.is_plain if current else True,
        "valid_from": today,
    }
    kind = WordsForm if channel == Channel.EMAIL else ShortWordsForm
    form = kind(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "preview":
        try:
            said = {"subject": "", **form.cleaned_data}
            set_words(topic=topic, channel=channel, actor=request.actor, **said)
        except DomainError as error:
            form.add_error("body", str(error))
        else:
            messages.success(request, _("Đã lưu. Tin viết từ ngày đó dùng lời mới."))
            return redirect("manage:words")
    shown = form.data if form.is_bound else initial
    sample = fill(str(shown.get("body", "")), _SAMPLE)
    if channel == Channel.SMS and shown.get("is_plain"):
        sample = sms.plain(sample)
    context = {
        "topic": topic,
        "topic_name": _topic_name(topic),
        "is_short": channel == Channel.SMS,
        "form": form,
        "rows": rows,
        "places": [(name, _PLACE_WORDS[name]) for name in places_of(channel)],
        "sample_subject": fill(str(shown.get("subject", "")), _SAMPLE),
        "sample_body": sample,
        "length": sms.length_of(sample),
        "today": today,
    }
    return render(request, "manage/words_edit.html", context, status=422 if form.errors else 200)


class QuietForm(forms.Form):
    """When a channel disturbs nobody, from a day on."""

    channel = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=Channel)
    begins = forms.TimeField(
        label=gettext_lazy("Từ giờ"),
        error_messages={"invalid": gettext_lazy("Giờ ghi như 21:00.")},
    )
    ends = forms.TimeField(
        label=gettext_lazy("Đến giờ"),
        error_messages={"invalid": gettext_lazy("Giờ ghi như 07:00.")},
    )
    valid_from = fields.day(gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày."))


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def quiet_hours(request: StaffRequest) -> HttpResponse:
    """Set the hours in which a channel disturbs nobody."""
    initial = {
        "channel": Channel.SMS,
        "begins": "21:00",
        "ends": "07:00",
        "valid_from": clock.today(),
    }
    form = QuietForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_quiet_hours(actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu giờ yên tĩnh."))
            return redirect("manage:words")
    status = 422 if form.errors else 200
    return render(request, "manage/quiet_hours.html", {"form": form}, status=status)


@reads
@require_safe
def outbox(request: StaffRequest) -> HttpResponse:
    """List messages, the newest first; read on from the last one seen. Two statements."""
    state = request.GET.get("loc", "")
    found = Message.objects.order_by("-pk")
    if state in MessageState.values:
        found = found.filter(state=state)
    after = request.GET.get("sau", "")
    if after.isascii() and after.isdecimal() and len(after) < 19:  # noqa: PLR2004, fits a bigint
        found = found.filter(pk__lt=int(after))
    rows = list(found[: PAGE_SIZE + 1])
    listed = rows[:PAGE_SIZE]
    last = f"?loc={state}&sau={listed[-1].pk}" if len(rows) > PAGE_SIZE else ""
    context = {
        "rows": [(row, mask_address(row.recipient)) for row in listed],
        "filters": _state_chips(state),
        "next_url": last,
        "first_url": f"?loc={state}" if after else "",
        "shows_bodies": not settings.MAIL_IS_CONFIGURED,
        "topics": TOPICS,
        "silences": [(Channel(one.channel).label, one) for one in silent_channels(clock.now())],
    }
    return render(request, "manage/outbox.html", context)


def _state_chips(state: str) -> list[Chip]:
    counts = dict(Message.objects.values_list("state").annotate(Count("pk")))
    everything = Chip(_("Tất cả"), "?loc=", state not in MessageState.values, sum(counts.values()))
    return [
        everything,
        *(
            Chip(str(found.label), f"?loc={found}", found == state, counts.get(found, 0))
            for found in MessageState
        ),
    ]


def mask_address(address: str) -> str:
    """Hide whose address it is, but not where it leads: ``h***@vidu.vn``."""
    name, at, place = address.rpartition("@")
    return f"{name[:1]}***{at}{place}" if at else f"***{address[-3:]}"


@reads
@require_safe
def message(request: StaffRequest, ref: str) -> HttpResponse:
    """Show one message: state, attempts, error, and its words where no mail server is set up."""
    found = get_object_or_404(Message, ref=ref)
    context = {
        "message": found,
        "recipient": mask_address(found.recipient),
        "shows_bodies": not settings.MAIL_IS_CONFIGURED,
        "topic_name": _topic_name(found.topic),
    }
    return render(request, "manage/message.html", context)


@changes
@require_POST
def message_again(request: StaffRequest, ref: str) -> HttpResponse:
    """Put a message that failed back in the queue; one already sent is not sent twice."""
    found = get_object_or_404(Message, ref=ref)
    if found.state in {MessageState.SENT, MessageState.DELIVERED}:
        messages.info(request, _("Thư này đã gửi rồi nên không gửi lại."))
    else:
        try_again(found, at=clock.now())
        messages.success(request, _("Đã xếp thư vào hàng chờ gửi lại."))
    return redirect("manage:message", ref)
