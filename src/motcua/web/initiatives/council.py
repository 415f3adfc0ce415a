"""Councils, of a province and of a unit: founding one, who sits in it, by what it judges."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Officer
from motcua.initiatives import policies
from motcua.initiatives.content import Level
from motcua.initiatives.models import Council, CouncilMember
from motcua.initiatives.models.councils import CouncilSeatTitle
from motcua.initiatives.scoring import MOST_CRITERIA, Scheme, ScoringError, checked_criteria
from motcua.initiatives.services import councils
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, slug
from motcua.web.access import StaffRequest
from motcua.web.initiatives.room import registers, tabs
from motcua.web.languages.told import joined
from motcua.web.manage import fields

SPARE_ROWS: Final = 2
_LONGEST_ID: Final = 30
_LONGEST_NUMBER: Final = 18


class FoundForm(forms.Form):
    """A new council: whose, and what it is called."""

    name = fields.text(
        gettext_lazy("Tên hội đồng"), gettext_lazy("Xin ghi tên hội đồng."), most=200
    )

    def __init__(self, able: Sequence[tuple[Agency, Level]], data: Any = None) -> None:
        super().__init__(data)
        self.able = {f"{level.value}-{agency.pk}": (agency, level) for agency, level in able}
        self.fields["whose"] = fields.choice(
            gettext_lazy("Hội đồng của"),
            [
                (key, joined(": ", (level.label, agency.name)))
                for key, (agency, level) in self.able.items()
            ],
        )
        self.order_fields(["whose", "name"])

    def clean_whose(self) -> tuple[Agency, Level]:
        """Return the agency and the level."""
        return self.able[self.cleaned_data["whose"]]


class SeatForm(forms.Form):
    """A new member, by the name of the account."""

    username = fields.text(
        gettext_lazy("Tên đăng nhập của thành viên"),
        gettext_lazy("Xin ghi tên đăng nhập."),
        most=150,
        hint=gettext_lazy(
            "Hội đồng tỉnh: cán bộ của cơ quan nào trong tỉnh cũng được. Hội đồng đơn vị: chỉ "
            "người của đơn vị."
        ),
    )
    title = fields.choice(gettext_lazy("Là"), CouncilSeatTitle.choices)


class SchemeForm(forms.Form):
    """Pass mark and quorum; the criteria are rows."""

    pass_mark = fields.whole_number(
        gettext_lazy("Điểm công nhận"), gettext_lazy("Xin ghi điểm công nhận."), least=1, most=100
    )
    quorum_percent = fields.whole_number(
        gettext_lazy("Ít nhất bao nhiêu phần trăm thành viên chấm"),
        gettext_lazy("Xin ghi phần trăm thành viên."),
        least=1,
        most=100,
        hint=gettext_lazy("Tính trên số thành viên được chấm, làm tròn lên."),
    )


@registers
@require_safe
def council(request: StaffRequest) -> HttpResponse:
    """Show a council that one runs: the one asked for, else the first; or where to found one."""
    if "hd" in request.GET or policies.councils_run_by(request.actor).exists():
        return _shown(request, _asked(request), SeatForm())
    return _founding(request, FoundForm(_foundable(request.actor)))


@registers
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: StaffRequest) -> HttpResponse:
    """Found a council: of the province, or of one's own unit."""
    form = FoundForm(_foundable(request.actor), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agency, level = form.cleaned_data["whose"]
        name, actor = form.cleaned_data["name"], request.actor
        try:
            made = councils.found_council(agency, name, actor=actor, at=clock.now(), level=level)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lập hội đồng. Thêm thành viên để mở chấm điểm."))
            return redirect(_address(made))
    return _founding(request, form)


def _foundable(actor: Actor) -> list[tuple[Agency, Level]]:
    """Return for whom a council may be founded, and at which level."""
    provincial = policies.may_found(actor, is_provincial=True)[:1]
    own = policies.may_found(actor, is_provincial=False)
    return [
        *((agency, Level.PROVINCE) for agency in provincial),
        *((agency, councils.level_of(agency)) for agency in own),
    ]


def _founding(request: StaffRequest, form: FoundForm) -> HttpResponse:
    own = policies.units_of(request.actor).values("province_id")
    provincial = Council.objects.select_related("agency").filter(level=Level.PROVINCE.value)
    context = {
        "tabs": tabs(request),
        "form": form,
        "others": provincial.filter(province_id__in=own).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/no_council.html", context, status=status)


def _asked(request: StaffRequest) -> Council:
    """Return the council that the address names, else the first. Raises Http404."""
    asked = request.GET.get("hd", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) <= _LONGEST_NUMBER):
        raise Http404
    return policies.access_council(request.actor, int(asked) if asked else None)


def _address(council: Council, view: str = "council") -> str:
    return reverse(f"initiatives:{view}", query={"hd": council.pk})


@registers
@require_POST
def seat(request: StaffRequest) -> HttpResponse:
    """Let an officer sit in the council."""
    found = _asked(request)
    form = SeatForm(request.POST)
    if form.is_valid():
        officer = (
            Officer.objects.filter(
                account__username=clean(form.cleaned_data["username"]), is_active=True
            )
            .select_related("agency")
            .first()
        )
        try:
            if officer is None:
                raise ScoringError(_("Không có cán bộ nào dùng tên đăng nhập này."))
            councils.seat_member(
                found,
                officer,
                actor=request.actor,
                on=clock.today(),
                title=form.cleaned_data["title"],
            )
        except DomainError as error:
            form.add_error("username", str(error))
        else:
            messages.success(
                request, _("Đã thêm %(name)s vào hội đồng.") % {"name": officer.full_name}
            )
            return redirect(_address(found))
    return _shown(request, found, form)


@registers
@require_POST
def unseat(request: StaffRequest, member_id: int) -> HttpResponse:
    """Let a member sit no longer from tomorrow on."""
    found = _asked(request)
    member = get_object_or_404(
        CouncilMember.objects.select_related("council"), pk=member_id, council=found
    )
    councils.unseat_member(member, actor=request.actor, on=clock.today())
    messages.success(request, _("Từ mai người này thôi là thành viên."))
    return redirect(_address(found))


@registers
@require_http_methods(["GET", "HEAD", "POST"])
def scheme(request: StaffRequest) -> HttpResponse:
    """Show by what is judged; write the next version."""
    found = _asked(request)
    stored = found.schemes.order_by("-number").first()
    if stored is None:
        raise Http404
    rows = [(one.id, one.label, str(one.most)) for one in stored.scheme.criteria]
    initial = {"pass_mark": stored.pass_mark, "quorum_percent": stored.quorum_percent}
    form = SchemeForm(request.POST or None, initial=initial)
    if request.method == "POST":
        rows = _rows_typed(request.POST)
        if form.is_valid():
            try:
                criteria = checked_criteria([(key, label, _most(m)) for key, label, m in rows])
                councils.set_scheme(
                    found,
                    Scheme(
                        tuple(criteria),
                        form.cleaned_data["pass_mark"],
                        form.cleaned_data["quorum_percent"],
                    ),
                    actor=request.actor,
                    at=clock.now(),
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã có thang điểm mới. Lần chấm đang mở giữ bản cũ."))
                return redirect(_address(found))
    spare = min(SPARE_ROWS, MOST_CRITERIA - len(rows))
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "council": found,
        "stored": stored,
        "rows": rows + [("", "", "")] * spare,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/scheme.html", context, status=status)


def _shown(request: StaffRequest, found: Council, form: SeatForm) -> HttpResponse:
    today = clock.today()
    members = (
        CouncilMember.objects.valid_on(today)
        .filter(council=found)
        .select_related("officer__agency")
        .order_by("title", "officer__sort_key")
    )
    context = {
        "tabs": tabs(request),
        "council": found,
        "members": list(members),
        "others": [
            {
                "label": one.name,
                "url": _address(one),
                "is_current": one.pk == found.pk,
                "count": None,
                "icon": "",
            }
            for one in policies.councils_run_by(request.actor)
        ],
        "may_found": bool(_foundable(request.actor)),
        "stored": found.schemes.latest("number"),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "initiatives/council.html", context, status=status)


def _rows_typed(data: QueryDict) -> list[tuple[str, str, str]]:
    """Return the rows that say something; what is new gets a key of its own."""
    columns = [data.getlist(name)[: MOST_CRITERIA + 1] for name in ("id", "label", "most")]
    rows: list[tuple[str, str, str]] = []
    for key, label, most in zip(*columns, strict=False):
        tidy = clean(label)[:60]
        if not tidy and not most.strip():
            continue
        taken = {row[0] for row in rows}
        wanted = slug(key)[:_LONGEST_ID] or slug(tidy)[:_LONGEST_ID] or "tieu-chi"
        while wanted in taken or wanted == "remark":
            wanted = f"{wanted}-{len(rows) + 1}"
        rows.append((wanted, tidy, most.strip()[:6]))
    return rows


def _most(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() else 0
