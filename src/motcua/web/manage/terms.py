"""Committed limits, fees, who pays nothing, how long is kept: added and ended, never erased."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies.models import Agency, Unit, UnitLevel
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import ALL_OF_IT, FeeRule, FeeUnit, Relief
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import fold
from motcua.procedures import terms
from motcua.procedures.models import (
    Channel,
    CommittedLimit,
    FeeExemption,
    Procedure,
    ProvincialFee,
    RetentionRule,
)
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.draft_rows import LIMIT_UNITS
from motcua.web.manage.paging import page_of
from motcua.web.manage.people_forms import agency_by_code

_KINDS: Final[dict[str, type[Model]]] = {
    "cam-ket": CommittedLimit,
    "muc-phi": ProvincialFee,
    "mien-phi": FeeExemption,
    "luu-tru": RetentionRule,
}
_PAGES: Final = {
    "cam-ket": "manage:limits",
    "muc-phi": "manage:fees",
    "mien-phi": "manage:exemptions",
    "luu-tru": "manage:retention",
}
_NO_PROCEDURE: Final = gettext_lazy("Không có thủ tục nào mang mã này. Xin xem lại mã.")


class TermForm(fields.LastDayMixin):
    """Days and basis, which every term has; ``act`` writes it."""

    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi căn cứ: số, ngày văn bản.")
    )
    valid_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày."))
    valid_to = fields.day(
        gettext_lazy("Đến hết ngày"), hint=gettext_lazy("Để trống: đến khi có thay đổi.")
    )

    def clean_procedure(self) -> Procedure:
        """Return the procedure whose code was typed."""
        code = self.cleaned_data["procedure"].strip()
        found = Procedure.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(str(_NO_PROCEDURE))
        return found

    def days(self) -> dict[str, Any]:
        """Return the days and the basis, as the services take them."""
        return {
            name: self.cleaned_data[name] for name in ("legal_basis", "valid_from", "valid_to")
        }


def _procedure_code() -> forms.CharField:
    return fields.text(
        gettext_lazy("Mã thủ tục"),
        gettext_lazy("Xin ghi mã thủ tục, như 1.004873."),
        most=40,
    )


class LimitForm(TermForm):
    """What an agency promises."""

    procedure = _procedure_code()
    agency = fields.text(
        gettext_lazy("Mã cơ quan"), gettext_lazy("Xin ghi mã cơ quan, như H06.25.03."), most=35
    )
    value = fields.whole_number(
        gettext_lazy("Thời hạn cam kết"), gettext_lazy("Xin ghi thời hạn."), least=1, most=3650
    )
    unit = fields.choice(gettext_lazy("Đơn vị"), LIMIT_UNITS)
    field_order = ["procedure", "agency", "value", "unit"]

    def clean_agency(self) -> Agency:
        """Return the agency whose code was typed."""
        return agency_by_code(self.cleaned_data["agency"])

    def act(self, request: StaffRequest) -> None:
        """Write the commitment."""
        typed = self.cleaned_data
        terms.commit_limit(
            agency=typed["agency"],
            procedure=typed["procedure"],
            limit=Limit(typed["value"], LimitUnit(typed["unit"])),
            actor=request.actor,
            **self.days(),
        )


class FeeForm(TermForm):
    """What a province takes."""

    procedure = _procedure_code()
    province = fields.choice(gettext_lazy("Tỉnh, thành phố"), [])
    channel = fields.choice(
        gettext_lazy("Cách nộp"),
        [("", gettext_lazy("Mọi cách nộp")), *Channel.choices],
        required=False,
    )
    amount_dong = fields.whole_number(
        gettext_lazy("Mức thu (đồng)"),
        gettext_lazy("Xin ghi mức thu; không thu thì ghi 0."),
    )
    per = fields.choice(
        gettext_lazy("Tính theo"), [(unit.value, unit.label) for unit in FeeUnit], required=False
    )
    further_from = fields.whole_number(
        gettext_lazy("Từ trang thứ"),
        least=2,
        most=500,
        hint=gettext_lazy("Chỉ khi tính theo trang; để trống: mọi trang như nhau."),
    )
    further_dong = fields.whole_number(gettext_lazy("Mỗi trang tiếp theo (đồng)"))
    most_dong = fields.whole_number(gettext_lazy("Tối đa mỗi bản (đồng)"))
    field_order = [
        "procedure",
        "province",
        "channel",
        "amount_dong",
        "per",
        "further_from",
        "further_dong",
        "most_dong",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = Unit.objects.filter(
            level=UnitLevel.PROVINCE, province_agencies__isnull=False
        ).distinct()
        field = self.fields["province"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101, narrows the type
        field.choices = [(str(unit.pk), unit.full_name) for unit in provinces]

    def clean(self) -> dict[str, Any]:
        """Check that what is said of pages is whole, and said where pages are counted."""
        typed = dict(super().clean() or {})
        further = (typed.get("further_from"), typed.get("further_dong"))
        if (further[0] is None) != (further[1] is None):
            name = "further_from" if further[0] is None else "further_dong"
            self.add_error(name, _("Xin ghi cả hai: từ trang thứ mấy và bao nhiêu một trang."))
        is_by_page = typed.get("per") == FeeUnit.PAGE
        if not is_by_page and (further[0] is not None or typed.get("most_dong") is not None):
            self.add_error(
                "per", _("Mức bớt theo trang và mức tối đa chỉ đi với cách tính trang.")
            )
        return typed

    def act(self, request: StaffRequest) -> None:
        """Write the fee."""
        typed = self.cleaned_data
        terms.set_fee(
            province=Unit.objects.get(pk=typed["province"]),
            procedure=typed["procedure"],
            channel=typed["channel"],
            rule=FeeRule(
                amount_dong=typed["amount_dong"],
                per=FeeUnit(typed["per"] or FeeUnit.DOSSIER),
                further_from=typed["further_from"],
                further_dong=typed["further_dong"],
                most_dong=typed["most_dong"],
                basis=typed["legal_basis"],
            ),
            valid_from=typed["valid_from"],
            valid_to=typed["valid_to"],
            actor=request.actor,
        )


class ExemptionForm(TermForm):
    """Who pays nothing, or less."""

    name = fields.text(
        gettext_lazy("Đối tượng"), gettext_lazy("Xin ghi đối tượng, như Người có công."), most=160
    )
    code = fields.text(
        gettext_lazy("Mã"),
        most=40,
        hint=gettext_lazy("Để trống: lấy theo tên. Ghi mã cũ để thay câu chữ của đối tượng đó."),
    )
    percent = fields.whole_number(
        gettext_lazy("Được bớt (%)"),
        least=1,
        most=ALL_OF_IT,
        hint=gettext_lazy("Để trống hoặc 100: miễn. 50: nộp một nửa."),
    )
    evidence = fields.text(
        gettext_lazy("Giấy tờ chứng minh"),
        hint=gettext_lazy(
            "Như Giấy chứng nhận hộ nghèo. Để trống khi hồ sơ tự cho thấy, không cần giấy khác."
        ),
    )
    field_order = ["name", "code", "percent", "evidence"]

    def act(self, request: StaffRequest) -> None:
        """Write the exemption."""
        typed = self.cleaned_data
        code = slugify(typed["code"] or fold(typed["name"]))[:40]
        relief = Relief(
            code=code,
            name=typed["name"],
            percent=typed["percent"] or ALL_OF_IT,
            basis=typed["legal_basis"],
            evidence=typed["evidence"],
        )
        terms.set_exemption(
            relief,
            valid_from=typed["valid_from"],
            valid_to=typed["valid_to"],
            actor=request.actor,
        )


class RetentionForm(TermForm):
    """How long personal data are kept."""

    procedure = fields.text(
        gettext_lazy("Mã thủ tục"),
        most=40,
        hint=gettext_lazy("Để trống: mọi thủ tục chưa có quy tắc riêng."),
    )
    years = fields.whole_number(
        gettext_lazy("Số năm sau khi kết thúc"),
        most=100,
        least=1,
        hint=gettext_lazy("Để trống: lưu vĩnh viễn."),
    )
    field_order = ["procedure", "years"]

    def clean_procedure(self) -> Procedure | None:  # type: ignore[override]
        """Return the procedure whose code was typed; None for all the others."""
        return super().clean_procedure() if self.cleaned_data["procedure"].strip() else None

    def act(self, request: StaffRequest) -> None:
        """Write the rule."""
        typed = self.cleaned_data
        terms.set_retention(
            procedure=typed["procedure"],
            years=typed["years"],
            actor=request.actor,
            **self.days(),
        )


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: StaffRequest) -> HttpResponse:
    """Show and add the limits that agencies promise."""
    rows = CommittedLimit.objects.select_related("agency", "procedure").order_by(
        "procedure__code", "agency__code", "-valid_from"
    )
    return _terms_page(request, "cam-ket", rows, LimitForm, "manage/limits.html")


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: StaffRequest) -> HttpResponse:
    """Show and add the fees that a province sets."""
    rows = ProvincialFee.objects.select_related("province", "procedure").order_by(
        "procedure__code", "channel", "-valid_from"
    )
    return _terms_page(request, "muc-phi", rows, FeeForm, "manage/fees.html")


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def exemptions(request: StaffRequest) -> HttpResponse:
    """Show and add the categories of people who pay nothing or less."""
    rows = FeeExemption.objects.order_by("order", "code", "-valid_from")
    return _terms_page(request, "mien-phi", rows, ExemptionForm, "manage/exemptions.html")


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: StaffRequest) -> HttpResponse:
    """Show and add how long personal data are kept after a dossier is closed."""
    rows = RetentionRule.objects.select_related("procedure").order_by(
        F("procedure__code").asc(nulls_first=True), "-valid_from"
    )
    return _terms_page(request, "luu-tru", rows, RetentionForm, "manage/retention.html")


@changes
@require_POST
def retention_confirm(request: StaffRequest, term_id: int) -> HttpResponse:
    """Make a proposal a rule, with the schedule it rests on."""
    row = get_object_or_404(RetentionRule, pk=term_id, is_proposal=True)
    basis = " ".join(request.POST.get("legal_basis", "").replace("\x00", "").split())[:255]
    if basis:
        terms.confirm_retention(row, legal_basis=basis, actor=request.actor)
        messages.success(
            request, _("Đã xác nhận quy tắc. Từ nay hồ sơ hết hạn được lập danh sách.")
        )
    else:
        messages.error(request, _("Xin ghi căn cứ: số, ngày của danh mục thời hạn lưu trữ."))
    return redirect("manage:retention")


def _terms_page(
    request: StaffRequest,
    kind: str,
    rows: QuerySet[Any],
    form_type: type[LimitForm] | type[FeeForm] | type[ExemptionForm] | type[RetentionForm],
    template: str,
) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:40]
    form = form_type(request.POST or None, initial=_initial(words))
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Dòng cũ, nếu có, kết thúc vào hôm trước."))
            return redirect(_PAGES[kind])
    if words and kind != "mien-phi":
        rows = rows.filter(Q(procedure__code__startswith=words))
    context = {
        "page": page_of(rows, request),
        "form": form,
        "words": words,
        "kind": kind,
        "today": clock.today(),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _initial(words: str) -> dict[str, Any]:
    return {"procedure": words, "valid_from": clock.today(), "unit": LimitUnit.WORKING_DAY}


@changes
@require_POST
def term_end(request: StaffRequest, kind: str, term_id: int) -> HttpResponse:
    """End a term on the day given."""
    row = get_object_or_404(_KINDS.get(kind, CommittedLimit), pk=term_id)
    assert isinstance(row, CommittedLimit | ProvincialFee | FeeExemption | RetentionRule)  # noqa: S101, narrows
    try:
        last_day = fields.day_typed(request.POST.get("last_day", ""))
        terms.end_term(row, last_day, actor=request.actor)
    except ValidationError:
        messages.error(request, _("Ngày kết thúc không có thật. Xin ghi lại."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Đã kết thúc vào hết ngày %(day)s.") % {"day": f"{last_day:%d/%m/%Y}"}
        )
    return redirect(_PAGES.get(kind, "manage:limits"))
