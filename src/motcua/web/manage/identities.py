"""Who signs with what: agencies' seals and officers' signatures. No key is ever seen here."""

from datetime import date, timedelta
from typing import Any, Final

from asn1crypto import pem
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency, Officer
from motcua.documents.file_kinds import PNG
from motcua.documents.models import StoredFile
from motcua.documents.services import FileRefusedError, store_file
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.signatures.certificates import as_cryptography, issuer_of, name_of
from motcua.signatures.models import ProviderKind, SigningIdentity
from motcua.signatures.selectors import certificates_of
from motcua.signatures.services.identities import end_identity, set_identity
from motcua.signatures.trust import parse_certificates
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import page_of

_MOST_BYTES: Final = 200_000
_SOON: Final = timedelta(days=30)


class IdentityForm(fields.LastDayMixin):
    """Whose signature, where its key is, and the certificate."""

    owner = fields.text(
        gettext_lazy("Của ai"),
        gettext_lazy("Xin ghi mã cơ quan hoặc tên đăng nhập của cán bộ."),
        most=150,
        hint=gettext_lazy("Mã cơ quan như H06.25.03, hoặc tên đăng nhập của cán bộ."),
    )
    provider = forms.ChoiceField(label=gettext_lazy("Khóa ở đâu"), choices=ProviderKind)
    key_label = fields.text(
        gettext_lazy("Tên khóa"),
        gettext_lazy("Xin ghi tên khóa ở nơi giữ nó."),
        most=120,
        hint=gettext_lazy("Nhãn trong thiết bị, tên tệp khóa, hoặc tài khoản ký số từ xa."),
    )
    certificate = forms.FileField(
        label=gettext_lazy("Chứng thư số"),
        error_messages={"required": gettext_lazy("Xin chọn tệp chứng thư (.pem, .cer).")},
    )
    image = forms.FileField(label=gettext_lazy("Ảnh chữ ký hoặc dấu (PNG)"), required=False)
    valid_from = fields.day(gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày."))
    valid_to = fields.day(
        gettext_lazy("Đến hết ngày"), hint=gettext_lazy("Để trống: đến khi có thay đổi.")
    )

    def clean_owner(self) -> Agency | Officer:
        """Return the agency or the officer."""
        typed = self.cleaned_data["owner"].strip()
        agency: Agency | None = Agency.objects.filter(code__iexact=typed).first()
        if agency is not None:
            return agency
        officer: Officer | None = (
            Officer.objects.filter(account__username__iexact=typed)
            .select_related("agency")
            .first()
        )
        if officer is None:
            raise ValidationError(_("Không có cơ quan hay cán bộ nào như vậy. Xin xem lại."))
        return officer

    def clean_certificate(self) -> str:
        """Return the certificates as PEM."""
        content = _small(self.cleaned_data["certificate"])
        try:
            found = parse_certificates(content)
        except ValueError as error:
            raise ValidationError(
                _("Tệp không phải chứng thư số (PEM hoặc DER). Xin chọn đúng tệp.")
            ) from error
        return b"".join(pem.armor("CERTIFICATE", one.dump()) for one in found).decode()

    def clean_image(self) -> "UploadedFile[Any] | None":
        """Take a small PNG and nothing else."""
        image: UploadedFile[Any] | None = self.cleaned_data.get("image")
        if image and not _small(image).startswith(b"\x89PNG"):
            raise ValidationError(_("Ảnh phải là tệp PNG, nền trong suốt."))
        return image or None


def _small(upload: "UploadedFile[Any]") -> bytes:
    if (upload.size or 0) > _MOST_BYTES:
        raise ValidationError(_("Tệp lớn quá 200 kB. Xin chọn tệp nhỏ hơn."))
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    return content


@reads
@require_safe
def identities(request: StaffRequest) -> HttpResponse:
    """Show who signs with what, and what ends soon. Citizens' are nobody's business here."""
    return _page(request, IdentityForm(initial={"valid_from": clock.today()}))


@changes
@require_http_methods(["POST"])
def identity_new(request: StaffRequest) -> HttpResponse:
    """Let an agency or an officer sign with a key."""
    form = IdentityForm(request.POST, request.FILES)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        upload = typed.pop("image")
        try:
            image = _stored(upload, request) if upload is not None else None
            set_identity(typed.pop("owner"), **typed, image=image, actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Lần ký sau dùng chứng thư này."))
            return redirect("manage:identities")
    return _page(request, form, status=422)


@changes
@require_POST
def identity_end(request: StaffRequest, identity_id: int) -> HttpResponse:
    """End the use of a key on the day given."""
    row = get_object_or_404(_shown(), pk=identity_id)
    try:
        last_day = fields.day_typed(request.POST.get("last_day", ""))
        end_identity(row, last_day, actor=request.actor)
    except ValidationError:
        messages.error(request, _("Ngày kết thúc không có thật. Xin ghi lại."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã kết thúc."))
    return redirect("manage:identities")


def _stored(upload: "UploadedFile[Any]", request: StaffRequest) -> StoredFile:
    stored = store_file(upload, actor=request.actor, at=clock.now())
    if stored.content_type != PNG.content_type:
        raise FileRefusedError(_("Ảnh phải là tệp PNG, nền trong suốt."))
    return stored


def _shown() -> Any:
    return SigningIdentity.objects.filter(
        Q(officer__isnull=False) | Q(agency__isnull=False)
    ).select_related("officer__agency", "agency")


def _page(request: StaffRequest, form: IdentityForm, status: int = 200) -> HttpResponse:
    today = clock.today()
    page = page_of(_shown().order_by("-valid_from", "-pk"), request)
    context = {
        "page": page,
        "lines": [(row, _line(row, today)) for row in page.rows],
        "form": form,
        "today": today,
    }
    return render(request, "manage/identities.html", context, status=status)


def _line(row: SigningIdentity, today: date) -> dict[str, Any]:
    """Return what the certificate of a row says."""
    certificate = certificates_of(row)[0]
    ends_on = clock.day_of(as_cryptography(certificate).not_valid_after_utc)
    is_used = row.is_valid_on(today)
    return {
        "owner": row.agency.name if row.agency else row.officer.full_name if row.officer else "",
        "where": row.officer.agency.name if row.officer else _("dấu của cơ quan"),
        "name": name_of(certificate),
        "issuer": issuer_of(certificate),
        "ends_on": ends_on,
        "kind": "late" if is_used and ends_on < today else "soon",
        "is_ending": is_used and ends_on <= today + _SOON,
    }
