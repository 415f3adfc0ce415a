"""The page of one initiative at work, and everything that is done to it with a button."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.initiatives import policies
from motcua.initiatives.content import Kind, Level, Reach
from motcua.initiatives.lifecycle import INITIATIVE, Action, State
from motcua.initiatives.models import Evaluation, Initiative
from motcua.initiatives.selectors import family_of, rounds_of, similar_to
from motcua.initiatives.services import councils, registry
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.initiatives.acting import Doing, acted, told
from motcua.web.initiatives.forms import ActForm
from motcua.web.initiatives.room import reads, tabs
from motcua.web.manage import fields

_A: Final = Action
BUTTONS: Final = (
    _A.REGISTER,
    _A.TAKE_UP,
    _A.FIND_ELIGIBLE,
    _A.OPEN_SCORING,
    _A.RECOMMEND,
    _A.RECOGNISE,
    _A.PUBLISH,
    _A.REFER_UP,
    _A.APPLY,
    _A.SEND_BACK,
    _A.REFUSE,
    _A.SCORE_AGAIN,
    _A.NOT_RECOGNISE,
    _A.WITHDRAW_PUBLICATION,
    _A.END,
)
"""In the order of the page. Closing a round has one button, whatever comes of it."""


@reads
@require_safe
def one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one initiative with what may be done to it."""
    return show(request, policies.access_initiative(request.actor, ref), None, "")


@reads
@require_POST
def act(request: StaffRequest, ref: UUID, action: str) -> HttpResponse:
    """Do one act; what is refused comes back with everything that was typed."""
    found = policies.access_initiative(request.actor, ref)
    return acted(
        request,
        found,
        ActForm(request.POST),
        _ACTS.get(action),
        page="initiatives:one",
        refused=lambda form: show(request, found, form, action),
    )


def show(
    request: StaffRequest, found: Initiative, form: ActForm | None, tried: str
) -> HttpResponse:
    """Answer with the page; ``tried`` is the act that was refused."""
    found = policies.access_initiative(request.actor, found.ref)
    state = State(found.state)
    versions = list(found.versions.order_by("-number"))
    asked = request.GET.get("ban", "")
    version = next((one for one in versions if str(one.number) == asked), versions[0])
    rounds = [_round(one) for one in rounds_of(found)]
    doable = [
        action
        for action in BUTTONS
        if state in INITIATIVE[action].sources
        and policies.may(request.actor, action, found)
        and (action is not _A.PUBLISH or not found.is_published)
        and (action is not _A.WITHDRAW_PUBLICATION or found.is_published)
        and (action is not _A.REFER_UP or registry.may_refer_up(found))
    ]
    may_write = policies.may(request.actor, _A.REVISE, found)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "one": found,
        "state": state,
        "kind": Kind(found.kind),
        "version": version,
        "versions": versions,
        "acts": doable,
        "tried": tried,
        "form": form or ActForm(),
        "alike": similar_to(found) if state in {State.DRAFT, State.UNDER_REVIEW} else [],
        "may_write": may_write and state in INITIATIVE[_A.REVISE].sources,
        "reaches": _reaches(found),
        "recognitions": list(found.recognitions.select_related("council")),
        "rounds": rounds,
        "family": family_of(found),
        "events": told(found.events.all()),
        "today": clock.today(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "initiatives/one.html", context, status=status)


def _reaches(found: Initiative) -> list[tuple[str, str]]:
    """Return how far a reach its council may recognise, as choices."""
    level = Level(found.council.level) if found.council is not None else Level.PROVINCE
    return [(one.value, one.label) for one in level.reaches]


def _round(evaluation: Evaluation) -> dict[str, Any]:
    """Return a round; while it is open, who has scored but not how."""
    is_closed = evaluation.closed_at is not None
    return {
        "evaluation": evaluation,
        "is_closed": is_closed,
        "summary": councils.summary_of(evaluation),
        "criteria": evaluation.scheme.scheme.criteria,
        "seats": [
            {"seat": seat, "sheet": getattr(seat, "sheet", None), "is_told": is_closed}
            for seat in sorted(evaluation.seats.all(), key=lambda one: one.officer.sort_key)
        ],
    }


def _plain(action: Action, said: fields.Words) -> Doing[Initiative]:
    def doing(found: Initiative, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
        registry.advance(found, action, actor=actor, at=at)
        return str(said)

    return doing


def _noted(service: Callable[..., object], said: fields.Words) -> Doing[Initiative]:
    def doing(found: Initiative, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
        service(found, actor=actor, at=at, note=typed["note"])
        return str(said)

    return doing


def _register(found: Initiative, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    kept = registry.register(found, actor=actor, at=at)
    return _("Đã đăng ký, mã %(code)s.") % {"code": kept.code}


def _open(found: Initiative, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    evaluation = councils.open_scoring(found, actor=actor, at=at)
    able = evaluation.seats.filter(conflict="").count()
    return _("Đã mở chấm điểm, %(n)d thành viên được mời.") % {"n": able}


def _close(found: Initiative, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    summary = councils.close_scoring(found, minutes=typed["note"], actor=actor, at=at)
    if summary.passes:
        return _("Đã chốt điểm: hội đồng đề nghị công nhận.")
    return _("Đã chốt điểm: chưa đạt điểm công nhận.")


def _again(found: Initiative, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    councils.score_again(found, reason=typed["note"], actor=actor, at=at)
    return _("Đã khép lần chấm này. Mở chấm điểm để chấm lại.")


def _recognise(found: Initiative, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    if typed["on"] is None:
        raise registry.InitiativeError(_("Xin ghi ngày quyết định."))
    registry.recognise(
        found,
        number=typed["number"],
        on=typed["on"],
        reach=Reach(typed["reach"] or Reach.UNIT),
        actor=actor,
        at=at,
    )
    return _("Đã ghi quyết định công nhận.")


def _refer_up(found: Initiative, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    registry.refer_up(found, actor=actor, at=at)
    return _("Đã gửi lên hội đồng tỉnh. Công nhận của đơn vị giữ nguyên.")


def _publish(found: Initiative, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    registry.publish(found, actor=actor, at=at)
    return _("Đã đưa vào thư viện mô hình.")


_ACTS: Final[dict[str, Doing[Initiative]]] = {
    _A.REGISTER: _register,
    _A.TAKE_UP: _plain(_A.TAKE_UP, gettext_lazy("Đã nhận kiểm tra.")),
    _A.FIND_ELIGIBLE: _plain(_A.FIND_ELIGIBLE, gettext_lazy("Đã xác nhận hợp lệ.")),
    _A.SEND_BACK: _noted(registry.send_back, gettext_lazy("Đã trả lại để bổ sung.")),
    _A.REFUSE: _noted(registry.refuse, gettext_lazy("Đã ghi là không đủ điều kiện.")),
    _A.OPEN_SCORING: _open,
    _A.RECOMMEND: _close,
    _A.SCORE_AGAIN: _again,
    _A.RECOGNISE: _recognise,
    _A.NOT_RECOGNISE: _noted(registry.not_recognise, gettext_lazy("Đã ghi là không công nhận.")),
    _A.PUBLISH: _publish,
    _A.REFER_UP: _refer_up,
    _A.WITHDRAW_PUBLICATION: _noted(
        registry.withdraw_publication, gettext_lazy("Đã gỡ khỏi thư viện.")
    ),
    _A.APPLY: _plain(_A.APPLY, gettext_lazy("Đã ghi nhận áp dụng.")),
    _A.END: _noted(registry.end, gettext_lazy("Đã dừng.")),
}
