"""Is this paper ours, and is it whole? By the file itself, or by the code on the paper.

Of a file that is looked at nothing is kept: it is read, told about, and gone.
"""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.issued_papers import IssuedPaper, paper_with, papers_of
from motcua.dossiers.policies import access_public_dossier
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.signatures.verifying import Seen, Standing, VerifyingError, verify
from motcua.web import errors, formats
from motcua.web.access import public
from motcua.web.public.catalogue import CODE_EXAMPLE
from motcua.web.public.tracking import LONGEST_CODE
from motcua.web.throttle import Throttle, client_address

throttle: Final = Throttle()
files_throttle: Final = Throttle()
_MEGABYTE: Final = 1024 * 1024


class VerifyForm(forms.Form):
    """A signed PDF file."""

    file = forms.FileField(
        label=_("Tệp PDF cần kiểm tra"),
        error_messages={
            "required": _("Xin chọn tệp PDF cần kiểm tra."),
            "empty": _("Tệp này rỗng. Xin chọn đúng tệp đã nhận."),
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too big to be looked at."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.VERIFY_MAX_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn %(limit)d MB nên không kiểm tra được ở đây.")
                % {"limit": settings.VERIFY_MAX_BYTES // _MEGABYTE}
            )
        return file


@dataclass(frozen=True, slots=True)
class Told:
    """One thing said of a paper: what kind of news it is, in few words and in one sentence."""

    kind: str
    words: str
    sentence: str


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_paper(request: HttpRequest) -> HttpResponse:
    """Ask for a file or a code; tell who signed, when, and whether it still counts."""
    if request.method == "POST":
        return _look_at_file(request)
    typed = request.GET.get("ma", "").strip()
    if not typed:
        return _page(request)
    if not throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE):
        return errors.too_many(request)
    try:
        dossier = access_public_dossier(typed[:LONGEST_CODE])
    except Http404:
        return _code_refused(
            request, typed, _("Không có giấy nào mang mã này. Xin xem lại từng chữ.")
        )
    if normalize_tracking_code(typed) != dossier.tracking_code:
        # The code of a dossier can be guessed from another's; that on the paper cannot.
        return _code_refused(
            request, typed, _("Đây là mã hồ sơ. Xin nhập mã tra cứu in dưới cùng giấy tiếp nhận.")
        )
    return _page(request, code=typed, papers=papers_of(dossier))


def _look_at_file(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    most = settings.VERIFICATIONS_PER_MINUTE
    if not files_throttle.admits(client_address(request), at, most):
        return errors.too_many(request)
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    content: bytes = form.cleaned_data["file"].read()
    paper = paper_with(hashlib.sha256(content).hexdigest())
    try:
        verdict = verify(content, at=at)
    except VerifyingError as error:
        form.add_error("file", str(error))
        return _page(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if verdict.problem:
        form.add_error("file", verdict.problem)
        return _page(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(
        request,
        result={
            "name": form.cleaned_data["file"].name,
            "overall": overall(verdict.signatures, paper),
            "origin": origin(paper),
            "paper": paper,
            "signatures": [(one, told(one)) for one in verdict.signatures],
        },
    )


def overall(signatures: tuple[Seen, ...], paper: IssuedPaper | None) -> Told:
    """Return the one sentence that most people need: the worst that is true."""
    standings = {one.standing for one in signatures}
    if not signatures:
        return _unsigned(paper)
    if Standing.CHANGED in standings:
        told = Told(
            "late",
            _("Không dùng được"),
            _("Tệp đã bị sửa hoặc thêm nội dung sau khi ký. Xin đừng dùng tệp này."),
        )
    elif Standing.REVOKED in standings:
        told = Told(
            "late", _("Không dùng được"), _("Có chữ ký dùng chứng thư đã bị thu hồi trước khi ký.")
        )
    elif paper is not None and paper.voided_at is not None:
        told = Told(
            "late",
            _("Đã bị thay hoặc hủy"),
            _("Chữ ký đúng, nhưng giấy này không còn giá trị từ %(time)s.")
            % {"time": formats.moment_year(clock.local(paper.voided_at))},
        )
    elif Standing.UNKNOWN in standings:
        told = Told(
            "soon",
            _("Không rõ người ký"),
            _("Tệp còn nguyên, nhưng có chữ ký không do tổ chức chứng thực được tin cậy cấp."),
        )
    elif not all(one.is_good for one in signatures):
        told = Told(
            "soon",
            _("Chưa đủ để kết luận"),
            _("Tệp còn nguyên từ khi ký. Xem từng chữ ký dưới đây để biết còn thiếu gì."),
        )
    else:
        told = Told(
            "done",
            _("Còn nguyên và có giá trị"),
            _("Mọi chữ ký đều đúng; tệp không bị sửa từ khi ký."),
        )
    return told


def _unsigned(paper: IssuedPaper | None) -> Told:
    if paper is not None and paper.voided_at is None:
        return Told("done", _("Đúng tệp chúng tôi cấp"), _("Tệp này không mang chữ ký số."))
    return Told(
        "soon",
        _("Không có chữ ký số"),
        _("Tệp không mang chữ ký số nào, nên không biết được ai lập và có bị sửa hay không."),
    )


def origin(paper: IssuedPaper | None) -> Told:
    """Say whether these are the very bytes that we issued."""
    if paper is None:
        return Told(
            "ended",
            _("Không phải tệp do hệ thống này cấp"),
            _("Không thấy tệp này trong sổ các giấy đã cấp ở đây. Nơi khác có thể đã cấp nó."),
        )
    if not paper.is_last:
        return Told(
            "soon",
            _("Bản chưa đóng dấu"),
            _(
                "Chúng tôi lập tệp này, nhưng sau đó cơ quan còn ký thêm. "
                "Xin dùng bản đã đóng dấu."
            ),
        )
    if paper.voided_at is not None:
        return Told("late", _("Do chúng tôi cấp, nay đã bị thay"), _replaced(paper))
    return Told(
        "done",
        _("Đúng tệp do chúng tôi cấp"),
        _("Từng byte của tệp trùng với bản đang lưu, và bản đó đang có hiệu lực."),
    )


def told(seen: Seen) -> Told:
    """Say what one signature is worth."""
    changed = {
        "appended": _("Có nội dung được thêm vào tệp sau chữ ký này."),
        "broken": _("Chữ ký hỏng, không đọc được."),
    }
    sentences = {
        Standing.GOOD: ("done", _("Đúng"), _("Nội dung đã ký còn nguyên; chứng thư hợp lệ.")),
        Standing.REVOKED_LATER: (
            "done",
            _("Đúng, ký trước khi thu hồi"),
            _("Chứng thư bị thu hồi sau lúc ký, nên chữ ký này vẫn có giá trị."),
        ),
        Standing.UNANSWERED: (
            "soon",
            _("Chưa hỏi được thu hồi"),
            _("Nơi cấp chứng thư chưa trả lời. Xin thử lại sau ít phút."),
        ),
        Standing.UNPROVEN: (
            "soon",
            _("Chứng thư đã hết hạn"),
            _("Không có dấu thời gian chứng minh là ký khi chứng thư còn hạn."),
        ),
        Standing.UNKNOWN: (
            "soon",
            _("Không rõ ai cấp chứng thư"),
            _("Chứng thư không do tổ chức chứng thực được tin cậy cấp."),
        ),
        Standing.REVOKED: (
            "late",
            _("Chứng thư đã bị thu hồi"),
            _("Không chứng minh được là ký trước khi thu hồi."),
        ),
        Standing.CHANGED: (
            "late",
            _("Sai"),
            changed.get(seen.integrity, _("Nội dung đã bị sửa sau chữ ký này.")),
        ),
    }
    return Told(*sentences[seen.standing])


def _replaced(paper: IssuedPaper) -> str:
    if paper.replaced_by is not None:
        return _("Bản số %(version)d đã thay bản này. Xin hỏi cơ quan cấp để lấy bản mới.") % {
            "version": paper.replaced_by
        }
    return _("Giấy đã bị hủy. Xin hỏi cơ quan cấp.")


def _code_refused(request: HttpRequest, typed: str, sentence: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, code=typed[:LONGEST_CODE], code_error=sentence, status=status)


def _page(
    request: HttpRequest,
    *,
    form: VerifyForm | None = None,
    code: str = "",
    code_error: str = "",
    papers: list[IssuedPaper] | None = None,
    result: dict[str, Any] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form or VerifyForm(),
        "limit": settings.VERIFY_MAX_BYTES // _MEGABYTE,
        "code": code,
        "code_error": code_error,
        "code_example": CODE_EXAMPLE,
        "papers": papers,
        "result": result,
        "as_of": clock.now(),
    }
    return render(request, "public/verify.html", context, status=status)
