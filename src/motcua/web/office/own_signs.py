"""Signs of one's own work: what is seen of them, what was written, and one's answer."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Officer
from motcua.indicators.gaming import asking, counting, notes
from motcua.indicators.gaming.asking import NOTHING, Shown
from motcua.indicators.gaming.signs import BY_KEY
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web import figures
from motcua.web.access import StaffRequest, signed_in
from motcua.web.leader.sign_forms import AnswerForm
from motcua.web.leader.signs import Looked, looked_at, row


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own(request: StaffRequest) -> HttpResponse:
    """Show an officer the signs of their own work, and take their answer to one."""
    officer: Officer | None = getattr(request.user, "officer", None)
    looked = looked_at(request)
    if officer is None or looked is None:
        # There is nothing to answer to.
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return render(request, "leader/signs_later.html", status=status)
    whole = asking.province(looked.asked, looked.counted)
    rates = counting.by_officer(looked.asked, [officer.pk])
    shown = asking.of_officers(whole, rates, [officer.pk])[officer.pk]
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _answer(request, looked, officer, shown, form)
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Đã gửi. Lãnh đạo đơn vị và người kiểm tra đọc được."))
            return redirect(looked.address("office:own-signs"))
    today = clock.today()

    def address(name: str) -> str:
        return reverse("office:own-signs", query={"ky": name})

    context = {
        "officer_name": officer.full_name,
        "label": looked.chosen.label,
        "period": looked.chosen.period,
        "counted_at": looked.counted.counted_at,
        "chips": figures.period_chips(looked.chosen, today, address),
        **figures.neighbours(looked.chosen, today, address),
        "rows": [row(one) for one in shown if one.rate.whole],
        "notes": [
            {"note": one, "sign": BY_KEY.get(one.key)} for one in notes.notes_about(officer.pk)
        ],
        "form": form,
        "here_url": looked.address("office:own-signs"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/own_signs.html", context, status=status)


def _answer(
    request: StaffRequest, looked: Looked, officer: Officer, shown: list[Shown], form: AnswerForm
) -> None:
    key = form.cleaned_data["key"]
    rate = next((one.rate for one in shown if one.sign.key == key), NOTHING)
    about = notes.About(key, officer.agency_id, officer.pk, looked.asked.period, rate)
    notes.answer(about, form.cleaned_data["text"], actor=request.actor, at=clock.now())
