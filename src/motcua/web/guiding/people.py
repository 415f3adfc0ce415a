"""Forces and the people in them: adding, training, accounts."""

import uuid
from datetime import date
from typing import Any

from axes.utils import reset as reset_failures
from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency, Officer
from motcua.guidance.models import Force, Helper
from motcua.guidance.policies import access_helper, agencies_of, organised_by
from motcua.guidance.services import people as services
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold
from motcua.web.access import StaffRequest
from motcua.web.desk.typed import NameField, PhoneField
from motcua.web.guiding.room import organises, tabs
from motcua.web.manage import fields

MOST_HOURS = 200


class ForceForm(forms.Form):
    """A force by its name."""

    agency = fields.choice(gettext_lazy("Đơn vị"), ())
    name = fields.text(
        gettext_lazy("Tên lực lượng"), gettext_lazy("Xin ghi tên, như Đoàn Thanh niên."), most=80
    )

    def __init__(self, data: Any = None, *, agencies: list[Agency]) -> None:
        super().__init__(data, auto_id="luc-luong-%s")
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(one.pk), one.name) for one in agencies]


class HelperForm(forms.Form):
    """Somebody who guides."""

    full_name = NameField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        error_messages={"required": gettext_lazy("Xin ghi họ và tên.")},
    )
    force = fields.choice(gettext_lazy("Lực lượng"), ())
    phone = PhoneField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)
    officer = fields.choice(
        gettext_lazy("Là cán bộ của đơn vị"),
        (),
        required=False,
        hint=gettext_lazy("Chỉ chọn khi người này có trong danh sách cán bộ."),
    )
    may_be_named = fields.tick(
        gettext_lazy("Người này đồng ý nêu tên gọi ở trang “Ai trực hôm nay”")
    )
    is_active = fields.tick(gettext_lazy("Đang tham gia"))

    def __init__(self, data: Any = None, *, agency_ids: list[int], helper: Helper | None) -> None:
        initial: dict[str, Any] = {"is_active": True}
        if helper is not None:
            names = ("full_name", "phone", "may_be_named", "is_active")
            initial = {name: getattr(helper, name) for name in names}
            initial |= {"force": str(helper.force_id), "officer": str(helper.officer_id or "")}
        super().__init__(data, initial=initial, auto_id="o-%s")
        self.forces = {
            str(one.pk): one for one in Force.objects.filter(agency__in=agency_ids, is_active=True)
        }
        own = helper.officer_id if helper else None
        free = Officer.objects.filter(agency__in=agency_ids, is_active=True)
        self.officers = {str(one.pk): one for one in free.filter(Q(as_helper=None) | Q(pk=own))}
        for name, rows in (("force", self.forces), ("officer", self.officers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            none = [] if field.required else [("", "–")]
            field.choices = none + [(key, str(row)) for key, row in rows.items()]

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be written."""
        typed = self.cleaned_data
        return {
            **typed,
            "force": self.forces[typed["force"]],
            "officer": self.officers.get(typed["officer"]),
        }


class TrainingForm(forms.Form):
    """What somebody was taught."""

    title = fields.text(
        gettext_lazy("Lớp tập huấn"), gettext_lazy("Xin ghi tên lớp tập huấn."), most=160
    )
    on = fields.day(gettext_lazy("Ngày"), gettext_lazy("Xin ghi ngày học."))
    hours = fields.whole_number(
        gettext_lazy("Số giờ"), gettext_lazy("Xin ghi số giờ."), least=1, most=MOST_HOURS
    )


class UsernameForm(forms.Form):
    """The name by which a helper signs in."""

    username = forms.RegexField(
        label=gettext_lazy("Tên đăng nhập"),
        regex=r"^[a-z0-9][a-z0-9._-]{2,62}$",
        error_messages={
            "required": gettext_lazy("Xin ghi tên đăng nhập."),
            "invalid": gettext_lazy("Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm."),
        },
    )


@organises
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """List the forces with their people."""
    return _people_page(request, None)


@organises
@require_POST
def force_add(request: StaffRequest) -> HttpResponse:
    """Add a force."""
    agencies = list(agencies_of(request.actor))
    form = ForceForm(request.POST, agencies=agencies)
    if form.is_valid():
        agency = next(one for one in agencies if str(one.pk) == form.cleaned_data["agency"])
        try:
            services.add_force(agency, form.cleaned_data["name"], actor=request.actor)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Đã thêm lực lượng."))
            return redirect("guiding:people")
    return _people_page(request, form)


@organises
@require_http_methods(["GET", "HEAD", "POST"])
def helper_edit(request: StaffRequest, ref: uuid.UUID | None = None) -> HttpResponse:
    """Add somebody, or change what is known of them."""
    found = _helper(request, ref) if ref else None
    agency_ids = sorted(organised_by(request.actor))
    form = HelperForm(
        request.POST if request.method == "POST" else None, agency_ids=agency_ids, helper=found
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.save_helper(
                found or Helper(), form.values, actor=request.actor, at=clock.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("guiding:helper", kept.ref)
    context = {"form": form, "found": found, "tabs": tabs(request)}
    status = 422 if form.errors else 200
    return render(request, "guiding/helper_edit.html", context, status=status)


@organises
@require_safe
def helper_page(request: StaffRequest, ref: uuid.UUID) -> HttpResponse:
    """Show one helper."""
    return _helper_page(request, _helper(request, ref))


@organises
@require_POST
def training_add(request: StaffRequest, ref: uuid.UUID) -> HttpResponse:
    """Note what a helper was taught."""
    found = _helper(request, ref)
    form = TrainingForm(request.POST)
    if not form.is_valid():
        return _helper_page(request, found, refused=form)
    services.add_training(found, **form.cleaned_data, actor=request.actor)
    messages.success(request, _("Đã ghi tập huấn."))
    return redirect("guiding:helper", ref)


@organises
@require_POST
def account_open(request: StaffRequest, ref: uuid.UUID) -> HttpResponse:
    """Give a helper an account; the answer to the post shows its first password, once."""
    found = _helper(request, ref)
    form = UsernameForm(request.POST)
    if form.is_valid():
        try:
            password = services.open_helper_account(
                found, form.cleaned_data["username"], actor=request.actor
            )
        except DomainError as error:
            form.add_error("username", str(error))
        else:
            return _helper_page(request, _helper(request, ref), password=password)
    if found.account is not None:
        messages.info(request, _("Người này đã có tài khoản. Có thể đặt lại mật khẩu."))
        return redirect("guiding:helper", ref)
    return _helper_page(request, found, refused=form)


@organises
@require_POST
def account_reset(request: StaffRequest, ref: uuid.UUID) -> HttpResponse:
    """Give a helper's account a new first password, shown once."""
    found = _helper(request, ref)
    try:
        password = services.reset_helper_password(found, actor=request.actor)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("guiding:helper", ref)
    assert found.account is not None  # noqa: S101 - else there was nothing to reset
    reset_failures(username=found.account.username)
    return _helper_page(request, _helper(request, ref), password=password)


def _helper(request: StaffRequest, ref: uuid.UUID) -> Helper:
    try:
        return access_helper(request.actor, ref)
    except Helper.DoesNotExist:
        raise Http404 from None


def _people_page(request: StaffRequest, refused: ForceForm | None) -> HttpResponse:
    agencies = list(agencies_of(request.actor))
    since = date(clock.today().year, 1, 1)
    rows = (
        Helper.objects.filter(force__agency__in=agencies)
        .select_related("force__agency", "account")
        .annotate(
            shifts_count=Count("shifts", filter=Q(shifts__shift__on__gte=since), distinct=True),
            last_trained=Max("trainings__on"),
        )
        .order_by("force__name", "-is_active", "sort_key")
    )
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "people": list(rows),
        "forces": list(Force.objects.filter(agency__in=agencies)),
        "force_form": refused or ForceForm(agencies=agencies),
        "form": refused,
    }
    return render(request, "guiding/people.html", context, status=422 if refused else 200)


def _helper_page(
    request: StaffRequest,
    found: Helper,
    *,
    refused: forms.Form | None = None,
    password: str = "",
) -> HttpResponse:
    names = ".".join(fold(found.full_name).split())
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "person": found,
        "trainings": list(found.trainings.all()),
        "hours": found.trainings.aggregate(sum=Sum("hours"))["sum"] or 0,
        "absences": found.absences.filter(to_on__gte=clock.today()),
        "training_form": refused if isinstance(refused, TrainingForm) else TrainingForm(),
        "username_form": refused
        if isinstance(refused, UsernameForm)
        else UsernameForm(initial={"username": names}),
        "form": refused,
        "password": password,
    }
    response = render(request, "guiding/helper.html", context, status=422 if refused else 200)
    if password:
        # Shown this once; no cache and no history may keep it.
        response["Cache-Control"] = "no-store"
    return response
