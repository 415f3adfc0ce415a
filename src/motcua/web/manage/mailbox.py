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

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Message, MessageState, MessageTemplate
from motcua.notifications.services import fill, try_again
from motcua.notifications.wordings import PLACES, set_words
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import Chip

TOPICS: Final = {
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
    "lodged_for_you": gettext_lazy("Báo chủ hồ sơ khi có người nộp thay"),
}
_TO_OFFICERS: Final = {
    "digest": gettext_lazy("Thư sáng cho cán bộ"),
    "early-warning": gettext_lazy("Nhắc bước sắp hết hạn"),
    "outbox-stuck": gettext_lazy("Báo thư bị kẹt"),
    "calendar-months-ahead": gettext_lazy("Báo lịch chưa đủ"),
}
"""Letters whose words are the product's own; nobody edits them here."""
_PLACE_WORDS: Final = {
    "code": gettext_lazy("mã hồ sơ"),
    "due": gettext_lazy("ngày hẹn trả"),
    "url": gettext_lazy("địa chỉ tra cứu"),
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
    "desk": "Trung tâm Phục vụ hành chính công",
    "phone": "0254 000 0000",
    "result": "nhận tại quầy",
    "reason": "bản sao chưa chứng thực",
    "detail": "1. Giấy tờ chứng minh nơi cư trú: bản sao có chứng thực",
}
PAGE_SIZE: Final = 50


class WordsForm(forms.Form):
    """Subject and body of a kind of message."""

    subject = fields.text(gettext_lazy("Tiêu đề"), gettext_lazy("Xin ghi tiêu đề thư."), most=200)
    body = fields.long_text(gettext_lazy("Nội dung"), gettext_lazy("Xin ghi nội dung thư."))
    valid_from = fields.day(gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày."))


@reads
@require_safe
def words(request: StaffRequest) -> HttpResponse:
    """List the words in force for each topic."""
    today = clock.today()
    in_force = MessageTemplate.objects.valid_on(today).order_by("topic", "-valid_from")
    found: dict[str, MessageTemplate] = {}
    for row in in_force:
        found.setdefault(row.topic, row)
    topics = dict.fromkeys([*TOPICS, *found])
    context = {
        "topics": [(topic, _topic_name(topic), found.get(topic)) for topic in topics],
    }
    return render(request, "manage/words.html", context)


def _topic_name(topic: str) -> str:
    known = {**TOPICS, **_TO_OFFICERS}
    return str(known[topic]) if topic in known else topic


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def words_edit(request: StaffRequest, topic: str) -> HttpResponse:
    """Change the words of one topic; a sample letter shows how they read."""
    rows = list(MessageTemplate.objects.filter(topic=topic).order_by("-valid_from"))
    today = clock.today()
    current = next((row for row in rows if row.is_valid_on(today)), rows[0] if rows else None)
    initial = {
        "subject": current.subject if current else "",
        "body": current.body if current else "",
        "valid_from": today,
    }
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "preview":
        try:
            set_words(topic=topic, actor=request.actor, **form.cleaned_data)
        except DomainError as error:
            form.add_error("body", str(error))
        else:
            messages.success(request, _("Đã lưu. Thư viết từ ngày đó dùng lời mới."))
            return redirect("manage:words")
    shown = form.data if form.is_bound else initial
    context = {
        "topic": topic,
        "topic_name": _topic_name(topic),
        "form": form,
        "rows": rows,
        "places": [(name, _PLACE_WORDS[name]) for name in PLACES],
        "sample_subject": fill(str(shown.get("subject", "")), _SAMPLE),
        "sample_body": fill(str(shown.get("body", "")), _SAMPLE),
        "today": today,
    }
    return render(request, "manage/words_edit.html", context, status=422 if form.errors else 200)


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
    if found.state == MessageState.SENT:
        messages.info(request, _("Thư này đã gửi rồi nên không gửi lại."))
    else:
        try_again(found, at=clock.now())
        messages.success(request, _("Đã xếp thư vào hàng chờ gửi lại."))
    return redirect("manage:message", ref)
