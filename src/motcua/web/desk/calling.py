"""People to be told by telephone: the list, and one call."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.selectors import to_call
from motcua.dossiers.services.calling import PRINCIPAL_TOPIC, log_call
from motcua.dossiers.services.receipts import stored_people
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.services import PersonInput
from motcua.web import formats
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.after import at_own_desk
from motcua.web.desk.correction import CallForm
from motcua.web.desk.handing import list_page
from motcua.web.reading import opened

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
NEWS: Final = {
    "supplement": gettext_lazy("Cần bổ sung giấy tờ"),
    "payment_asked": gettext_lazy("Cần nộp nghĩa vụ tài chính"),
    "apology": gettext_lazy("Xin lỗi, hẹn lại ngày trả"),
    "ready": gettext_lazy("Có kết quả"),
    "refused": gettext_lazy("Không tiếp nhận"),
    "refused_result": gettext_lazy("Không đủ điều kiện giải quyết"),
    "withdrawn": gettext_lazy("Đã rút hồ sơ"),
    "stopped": gettext_lazy("Dừng giải quyết"),
    "reopened": gettext_lazy("Mở lại hồ sơ"),
    "recalled": gettext_lazy("Báo nhầm có kết quả"),
    "post_back": gettext_lazy("Kết quả về lại quầy"),
    PRINCIPAL_TOPIC: gettext_lazy("Báo chủ hồ sơ: có người nộp thay"),
}
_SAY: Final = {
    "post_back": gettext_lazy(
        "“Bưu chính chưa trao được kết quả hồ sơ %(procedure)s. Mời ông/bà đến %(desk)s nhận, "
        "hoặc cho biết địa chỉ để gửi lại.”"
    ),
    "supplement": gettext_lazy(
        "“Hồ sơ %(procedure)s cần bổ sung giấy tờ. Mời ông/bà đến %(desk)s nhận phiếu ghi rõ "
        "cần gì, bổ sung đủ trong một lần.”"
    ),
    "payment_asked": gettext_lazy(
        "“Hồ sơ %(procedure)s đã đến bước nộp tiền theo thông báo. Nộp xong, xin ông/bà báo "
        "cho %(desk)s.”"
    ),
    "apology": gettext_lazy(
        "“Chúng tôi xin lỗi ông/bà: hồ sơ %(procedure)s chưa kịp trả đúng hẹn, xin hẹn lại "
        "%(due)s.”"
    ),
    "refused": gettext_lazy(
        "“%(desk)s chưa tiếp nhận được hồ sơ %(procedure)s. Mời ông/bà đến nhận phiếu ghi lý do "
        "và việc có thể làm tiếp.”"
    ),
    "refused_result": gettext_lazy(
        "“Hồ sơ %(procedure)s đã xem xét xong và không đủ điều kiện giải quyết. Mời ông/bà đến "
        "%(desk)s nhận văn bản trả lời có ghi lý do.”"
    ),
    "withdrawn": gettext_lazy(
        "“Hồ sơ %(procedure)s đã được rút theo yêu cầu. Mời ông/bà đến %(desk)s nhận lại giấy tờ.”"
    ),
    "stopped": gettext_lazy(
        "“Hồ sơ %(procedure)s dừng giải quyết. Mời ông/bà đến %(desk)s nhận thông báo và giấy tờ.”"
    ),
    "reopened": gettext_lazy(
        "“Hồ sơ %(procedure)s được mở lại để giải quyết tiếp, hẹn trả %(due)s.”"
    ),
    "recalled": gettext_lazy(
        "“Xin lỗi ông/bà, hồ sơ %(procedure)s chưa có kết quả, chúng tôi đã báo nhầm. Hẹn trả "
        "%(due)s.”"
    ),
    PRINCIPAL_TOPIC: gettext_lazy(
        "“Có người vừa nộp thay ông/bà hồ sơ %(procedure)s. Nếu ông/bà không nhờ, xin báo ngay "
        "cho %(desk)s.”"
    ),
}
_READY: Final = gettext_lazy(
    "“Kết quả hồ sơ %(procedure)s đã có. Mời ông/bà mang giấy hẹn và căn cước đến %(desk)s.”"
)


@requires(*DESK)
@require_GET
@never_cache
def calls(request: StaffRequest) -> HttpResponse:
    """List people without mail who are to be told by telephone."""
    return list_page(request, to_call(request.actor), "call_since", "desk/calls.html", news=NEWS)


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def call(request: StaffRequest, key: str) -> HttpResponse:
    """Show whom to call, what to say and what was tried; keep how the call ended."""
    dossier, desk = at_own_desk(request, key)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            log_call(
                dossier,
                outcome=form.cleaned_data["outcome"],
                note=form.cleaned_data["note"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            known_as = dossier.code or dossier.tracking_code
            messages.success(request, _("Đã ghi cuộc gọi về hồ sơ %(code)s.") % {"code": known_as})
            return redirect("desk:calls")
    if asked := opened(request, dossier, clock.now()):
        return asked
    personal = DossierPersonalData.objects.get(dossier=dossier)
    context: dict[str, Any] = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "called": _whom_to_call(dossier, personal),
        "say": what_to_say(dossier, desk.desk),
        "calls": list(dossier.calls.select_related("officer")),
        "form": form,
        "today": clock.today(),
    }
    return render(request, "desk/call.html", context, status=422 if form.errors else 200)


def _whom_to_call(dossier: Dossier, personal: DossierPersonalData) -> PersonInput:
    """Return the applicant, or the principal where somebody lodged for them."""
    people = stored_people(personal)
    is_for_principal = dossier.call_topic == PRINCIPAL_TOPIC
    return people.get("principal" if is_for_principal else "applicant", people["applicant"])


def what_to_say(dossier: Dossier, desk: Desk) -> str:
    """Return the sentence an officer reads out on the telephone."""
    words = _SAY.get(dossier.call_topic, _READY)
    due_at = dossier.due_at
    return str(words) % {
        "procedure": dossier.procedure.name,
        "desk": desk.name,
        "due": formats.moment(clock.local(due_at)) if due_at else _("sau khi hồ sơ xử lý tiếp"),
    }
