"""Everything that changes electronic forms: drafts, publishing, and who asks with which."""

import copy
import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.canonical import digest
from motcua.kernel.eforms.checking import check
from motcua.kernel.errors import DomainError
from motcua.kernel.text import slug
from motcua.procedures.models import EForm, EFormVersion, Procedure
from motcua.procedures.plain_eform import applicant_page, result_page, words

FORMAT: Final = "motcua-eform"
MOST_BYTES: Final = 2_000_000


class FormRefusedError(DomainError):
    """The form cannot be kept or published; ``problems`` are the sentences that say why."""

    code: ClassVar[str] = "eform-refused"

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


@transaction.atomic
def create_form(name: str, *, actor: Actor) -> EForm:
    """Begin a form with who applies and how the result is wanted. Raises FormRefusedError."""
    require_administrator(actor)
    code = slug(name)[:60].strip("-")
    if not code or EForm.objects.filter(code=code).exists():
        raise FormRefusedError([_("Đã có tờ khai tên như vậy. Xin đặt tên khác.")])
    form = EForm.objects.create(code=code, name=name[:255])
    document = {
        "format": 1,
        "title": words(name, ""),
        "source": {"name": "", "url": "", "note": ""},
        "pages": [applicant_page(), result_page()],
    }
    EFormVersion.objects.create(form=form, number=1, definition=document)
    return form


@transaction.atomic
def open_form_draft(form: EForm, *, actor: Actor) -> EFormVersion:
    """Return the draft of ``form``, begun from its newest version when there is none."""
    require_administrator(actor)
    locked = EForm.objects.select_for_update().get(pk=form.pk)
    draft = locked.versions.filter(status=EFormVersion.Status.DRAFT).first()
    if draft is not None:
        return draft
    newest = locked.versions.order_by("-number").first()
    if newest is None:
        raise FormRefusedError([_("Tờ khai này chưa có bản nào.")])
    return EFormVersion.objects.create(
        form=locked, number=newest.number + 1, definition=copy.deepcopy(newest.definition)
    )


@transaction.atomic
def save_form_draft(
    draft: EFormVersion,
    document: Mapping[str, Any],
    *,
    actor: Actor,
    change_note: str | None = None,
) -> None:
    """Keep what an administrator made of a draft. Raises FormRefusedError once it is published."""
    require_administrator(actor)
    locked = _locked_draft(draft)
    locked.definition = dict(document)
    if change_note is not None:
        locked.change_note = change_note
    locked.save(update_fields=["definition", "change_note", "edited_at"])


@transaction.atomic
def discard_form_draft(draft: EFormVersion, *, actor: Actor) -> None:
    """Throw a draft away; a form of which nothing was ever published goes with it."""
    require_administrator(actor)
    locked = _locked_draft(draft)
    form = locked.form
    locked.delete()
    if not form.versions.exists():
        form.procedures.update(eform=None)
        form.delete()


@transaction.atomic
def publish_form(
    draft: EFormVersion, *, valid_from: date, actor: Actor, at: datetime
) -> EFormVersion:
    """Ask with a draft from ``valid_from`` on; drafts and dossiers begun keep what they have.

    Raises FormRefusedError with every reason.
    """
    require_administrator(actor)
    form = EForm.objects.select_for_update().get(pk=draft.form_id)
    locked = _locked_draft(draft)
    problems = check(locked.definition)
    before = form.versions.filter(status=EFormVersion.Status.PUBLISHED).order_by("-number").first()
    if before and before.valid_from and valid_from < before.valid_from:
        problems.append(
            _("Bản mới phải áp dụng từ ngày %(day)s trở đi, là ngày của bản đang áp dụng.")
            % {"day": f"{before.valid_from:%d/%m/%Y}"}
        )
    if problems:
        raise FormRefusedError(problems)
    if before and before.valid_from:
        before.valid_to = max(before.valid_from, valid_from - timedelta(days=1))
        before.save(update_fields=["valid_to"])
    locked.status = EFormVersion.Status.PUBLISHED
    locked.valid_from = valid_from
    locked.digest = digest(locked.definition)
    locked.published_at = at
    locked.published_by_id = actor.officer_id
    locked.save()
    form.name = str(locked.definition["title"]["vi"])[:255]
    form.save(update_fields=["name"])
    return locked


@transaction.atomic
def ask_with(form: EForm, codes: Iterable[str], *, actor: Actor) -> None:
    """Let exactly the procedures of ``codes`` ask with ``form``. Raises FormRefusedError."""
    require_administrator(actor)
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    known = set(Procedure.objects.filter(code__in=wanted).values_list("code", flat=True))
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise FormRefusedError(
            [_("Không có thủ tục nào mang mã “%(code)s”.") % {"code": code} for code in unknown]
        )
    Procedure.objects.filter(eform=form).exclude(code__in=wanted).update(eform=None)
    Procedure.objects.filter(code__in=wanted).update(eform=form)


def form_file(form: EForm, document: Mapping[str, Any]) -> bytes:
    """Return a form's definition as a file, readable by people too."""
    whole = {"format": FORMAT, "edition": 1, "code": form.code, "definition": document}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def definition_in(raw: bytes) -> dict[str, Any]:
    """Return the definition in a form's file. Raises FormRefusedError."""
    if len(raw) > MOST_BYTES:
        raise FormRefusedError([_("Tệp lớn quá 2 MB nên không phải tệp tờ khai.")])
    try:
        whole = json.loads(unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except (RecursionError, ValueError) as error:
        raise FormRefusedError(
            [_("Tệp không phải JSON. Xin chọn tệp đã tải về từ trang tờ khai.")]
        ) from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise FormRefusedError([_("Tệp không phải tệp tờ khai của Một Cửa.")])
    document = whole.get("definition")
    problems = check(document) if isinstance(document, dict) else [_("Tệp thiếu nội dung.")]
    if problems:
        raise FormRefusedError(problems)
    assert isinstance(document, dict)  # noqa: S101 - anything else was refused above
    return document


def _locked_draft(draft: EFormVersion) -> EFormVersion:
    locked = EFormVersion.objects.select_for_update().get(pk=draft.pk)
    if locked.status != EFormVersion.Status.DRAFT:
        raise FormRefusedError(
            [_("Bản này đã công bố nên không sửa được nữa. Xin mở bản thảo mới từ nó.")]
        )
    return locked
