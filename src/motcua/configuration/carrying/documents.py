"""What has drafts and is published: procedures, electronic forms, questionnaires, as files.

Each object is one file in the format in which its page hands it out, with what stands beside the
text. A file changes no published text: it becomes a draft, and is published where that is asked.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.configuration.carrying.outcome import Difference, Line, Outcome, Problem
from motcua.configuration.carrying.rows import shown
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, slug
from motcua.procedures import eform_services, files, services
from motcua.procedures.models import EForm, EFormVersion, Procedure, ProcedureVersion
from motcua.surveys.models import Questionnaire, QuestionnaireVersion
from motcua.surveys.services import questionnaires

PUBLISHED: Final = "published"
QUESTIONNAIRE: Final = "motcua-questionnaire"
_ABOUT: Final = ("ministry", "levels", "synonyms", "is_active")


@dataclass(slots=True)
class Work:
    """One import: who, when, whether drafts are published, what came of it."""

    actor: Actor
    at: datetime
    is_publishing: bool
    outcome: Outcome = field(default_factory=Outcome)
    problems: list[Problem] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Return the day of the import."""
        return clock.day_of(self.at)


def written(document: Any) -> bytes:
    """Return an object as a file that people can read and compare."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


# Procedures


def procedures() -> Iterator[tuple[str, bytes]]:
    """Yield code and file of every procedure: its text in force, else its draft. Two queries."""
    versions = _newest(ProcedureVersion.objects.exclude(status="retired"), "procedure_id")
    for one in Procedure.objects.select_related("eform").order_by("code"):
        version = versions.get(one.pk)
        about = {name: getattr(one, name) for name in _ABOUT}
        if one.current_version_id is None:
            about["is_active"] = True  # as it will be once it is published
        document = {
            "format": files.FORMAT,
            "edition": files.EDITION,
            "code": one.code,
            "about": {**about, "eform": one.eform.code if one.eform else None},
            "content": version.content if version else {"name": one.name, "field": one.field},
            "valid_from": _day_of(version),
        }
        yield one.code, written(document)


def _newest(versions: Any, owner: str) -> dict[int, Any]:
    """Return of each owner the version in force, else the draft."""
    found: dict[int, Any] = {}
    for version in versions.order_by("number"):
        held = found.get(getattr(version, owner))
        if held is None or version.status == PUBLISHED:
            found[getattr(version, owner)] = version
    return found


def _day_of(version: Any) -> str | None:
    is_published = version is not None and version.status == PUBLISHED
    return version.valid_from.isoformat() if is_published else None


def take_procedure(file: str, raw: bytes, document: dict[str, Any], work: Work) -> None:
    """Take one procedure over. Raises DomainError with the reason."""
    code = clean(str(document.get("code", "")))[:40]
    content = files.from_file(raw, code=code)
    about = _about(document)
    first_day = _valid_from(document)
    procedure = Procedure.objects.select_related("current_version").filter(code=code).first()
    is_new = procedure is None
    if procedure is None:
        if not code:
            raise ConfigurationFault(_("thiếu mã thủ tục"))
        procedure = Procedure(
            code=code, name=content["name"], field=content["field"][:160], is_active=False
        )
        procedure.field_slug = slug(procedure.field)[:160]
    lines = _set_about(procedure, about)
    if is_new or lines:
        procedure.search_text = services.search_text_of(procedure)
        procedure.save()
    lines += _take_content(procedure, content, first_day, work)
    if about.get("is_active") is False and procedure.is_active:
        procedure.is_active = False
        procedure.save(update_fields=["is_active"])
    _told(work, file, _("thủ tục"), f"{code} {content['name']}", lines, is_new=is_new)


class ConfigurationFault(DomainError):  # noqa: N818, a sentence about a file
    """What a file says cannot be."""


def _about(document: dict[str, Any]) -> dict[str, Any]:
    about = document.get("about", {})
    if not isinstance(about, dict):
        raise ConfigurationFault(_("“about” phải là một nhóm"))
    is_right: dict[str, Callable[[Any], bool]] = {
        "ministry": lambda one: isinstance(one, str) and len(one) <= 120,  # noqa: PLR2004, the column
        "synonyms": lambda one: isinstance(one, str),
        "is_active": lambda one: isinstance(one, bool),
        "levels": lambda one: isinstance(one, list) and all(isinstance(x, str) for x in one),
        "eform": lambda one: one is None or isinstance(one, str),
    }
    for name, value in about.items():
        if name not in is_right or not is_right[name](value) or "\x00" in str(value):
            raise ConfigurationFault(_("“about.%(name)s” sai hoặc không có") % {"name": name})
    return about


def _set_about(procedure: Procedure, about: dict[str, Any]) -> list[Line]:
    lines = []
    wanted: dict[str, Any] = {name: about[name] for name in _ABOUT if name in about}
    if procedure.current_version is None:
        wanted.pop("is_active", None)  # published first, then in use
    for name, value in wanted.items():
        held = getattr(procedure, name)
        if held != value:
            column: Any = Procedure._meta.get_field(name)  # noqa: SLF001
            lines.append(Line(str(column.verbose_name), shown(held), shown(value)))
            setattr(procedure, name, value)
    if "eform" in about:
        form = EForm.objects.filter(code=about["eform"], is_plain=False).first()
        if about["eform"] is not None and form is None:
            raise ConfigurationFault(
                _("about.eform: không có tờ khai nào mang mã %(code)s") % {"code": about["eform"]}
            )
        if procedure.eform_id != (form.pk if form else None):
            before = procedure.eform.code if procedure.eform else ""
            lines.append(Line(_("tờ khai điện tử"), shown(before), shown(about["eform"])))
            procedure.eform = form
    return lines


def _take_content(
    procedure: Procedure, content: dict[str, Any], first_day: date | None, work: Work
) -> list[Line]:
    """Make the text a draft unless it is there already; publish it where that is asked."""
    current = procedure.current_version
    if current is not None and current.content == content:
        return []
    draft = procedure.versions.filter(status=ProcedureVersion.Status.DRAFT).first()
    lines: list[Line] = []
    if draft is None or draft.content != content:
        if draft is not None:
            raise ConfigurationFault(
                _("đang có bản thảo khác ở đây; xin công bố hoặc bỏ bản thảo đó trước")
            )
        draft = services.open_draft(procedure, actor=work.actor)
        lines = [_text_line(current.content if current else {}, content)]
        services.save_draft(
            draft, content=content, change_note=_("Nhập từ tệp cấu hình"), actor=work.actor
        )
    if work.is_publishing:
        lines += _publish_procedure(procedure, draft, first_day, work)
    return lines


def _publish_procedure(
    procedure: Procedure, draft: ProcedureVersion, first_day: date | None, work: Work
) -> list[Line]:
    current = procedure.current_version
    wanted = first_day or work.today
    if current is not None and current.valid_from:
        wanted = max(wanted, current.valid_from, work.today)
    try:
        services.publish_version(draft, valid_from=wanted, actor=work.actor, at=work.at)
        procedure.refresh_from_db()
    except services.PublishRefusedError as error:
        work.outcome.notes.append(
            _("Thủ tục %(code)s còn là bản thảo: %(why)s")
            % {"code": procedure.code, "why": str(error)}
        )
        return []
    return [Line(_("công bố"), "", f"{wanted:%d/%m/%Y}")]


# Electronic forms


def eforms() -> Iterator[tuple[str, bytes]]:
    """Yield code and file of every form that was written here. Two queries."""
    forms = EForm.objects.filter(is_plain=False)
    found: dict[int, EFormVersion] = {}
    for version in EFormVersion.objects.filter(form__in=forms).order_by("number"):
        held = found.get(version.form_id)
        if held is None or version.status == PUBLISHED:
            found[version.form_id] = version
    for form in forms.order_by("code"):
        chosen = found.get(form.pk)
        if chosen is not None:
            document = json.loads(eform_services.form_file(form, chosen.definition))
            yield form.code, written({**document, "valid_from": _day_of(chosen)})


def take_eform(file: str, raw: bytes, document: dict[str, Any], work: Work) -> None:
    """Take one electronic form over. Raises DomainError with the reason."""
    code = str(document.get("code", ""))
    if not code or slug(code)[:60] != code:
        raise ConfigurationFault(_("mã tờ khai gồm chữ thường không dấu, số và gạch nối"))
    definition = eform_services.definition_in(raw)
    first_day = _valid_from(document)
    form = EForm.objects.filter(code=code).first()
    is_new = form is None
    name = str(definition["title"]["vi"])[:255]
    lines: list[Line] = []
    if form is None:
        form = EForm.objects.create(code=code, name=name)
        draft = EFormVersion.objects.create(form=form, number=1, definition=definition)
        current = None
    else:
        if form.is_plain:
            raise ConfigurationFault(_("tờ khai này do hệ thống tự lập, không nhập được"))
        published = form.versions.filter(status=EFormVersion.Status.PUBLISHED)
        current = published.order_by("-number").first()
        if current is not None and current.definition == definition:
            _told(work, file, _("tờ khai"), name, lines, is_new=False)
            return
        held = form.versions.filter(status=EFormVersion.Status.DRAFT).first()
        if held is not None and held.definition != definition:
            raise ConfigurationFault(
                _("đang có bản thảo khác ở đây; xin công bố hoặc bỏ bản thảo đó trước")
            )
        draft = held or eform_services.open_form_draft(form, actor=work.actor)
        if held is None:
            lines.append(_text_line(current.definition if current else {}, definition))
            eform_services.save_form_draft(draft, definition, actor=work.actor)
    if work.is_publishing:
        wanted = first_day or work.today
        if current is not None and current.valid_from:
            wanted = max(wanted, current.valid_from, work.today)
        eform_services.publish_form(draft, valid_from=wanted, actor=work.actor, at=work.at)
        lines.append(Line(_("công bố"), "", f"{wanted:%d/%m/%Y}"))
    _told(work, file, _("tờ khai"), name, lines, is_new=is_new)


# Questionnaires


def questionnaire_files() -> Iterator[tuple[str, bytes]]:
    """Yield slug and file of every questionnaire. Two queries."""
    found: dict[int, QuestionnaireVersion] = {}
    for version in QuestionnaireVersion.objects.order_by("number"):
        held = found.get(version.questionnaire_id)
        if held is None or version.published_at is not None:
            found[version.questionnaire_id] = version
    for one in Questionnaire.objects.order_by("slug"):
        chosen = found.get(one.pk)
        is_published = chosen is not None and chosen.published_at is not None
        document = {
            "format": QUESTIONNAIRE,
            "edition": 1,
            "code": one.slug,
            "name": one.name,
            "kind": one.kind,
            "content": chosen.content if chosen else {},
            "valid_from": chosen.valid_from.isoformat()
            if chosen is not None and is_published and chosen.valid_from
            else None,
        }
        yield one.slug, written(document)


def take_questionnaire(file: str, raw: bytes, document: dict[str, Any], work: Work) -> None:
    """Take one questionnaire over. Raises DomainError with the reason."""
    del raw
    code, name, kind = (str(document.get(part, "")) for part in ("code", "name", "kind"))
    content, first_day = document.get("content"), _valid_from(document)
    if document.get("format") != QUESTIONNAIRE or not isinstance(content, dict):
        raise ConfigurationFault(_("không phải tệp phiếu hỏi của Một Cửa"))
    if not code or slug(code)[:40] != code or not name or len(name) > 200:  # noqa: PLR2004, the column
        raise ConfigurationFault(_("thiếu mã hoặc tên phiếu hỏi"))
    if kind not in Questionnaire.Kind.values:
        raise ConfigurationFault(_("kind phải là slip hoặc sipas"))
    if "\\u0000" in json.dumps(document):
        raise ConfigurationFault(_("có ký tự không lưu được"))
    one, is_new = Questionnaire.objects.get_or_create(
        slug=code, defaults={"name": name, "kind": kind}
    )
    if one.kind != kind:
        raise ConfigurationFault(_("ở đây phiếu cùng mã là loại khác"))
    published = one.versions.filter(published_at__isnull=False).order_by("-number").first()
    lines: list[Line] = []
    if published is None or published.content != content:
        lines = _take_questions(one, published, content, first_day, work)
    _told(work, file, _("phiếu hỏi"), name, lines, is_new=is_new)


def _take_questions(
    one: Questionnaire,
    published: QuestionnaireVersion | None,
    content: dict[str, Any],
    first_day: date | None,
    work: Work,
) -> list[Line]:
    lines: list[Line] = []
    draft = one.versions.filter(published_at__isnull=True).first()
    if draft is not None and draft.content != content:
        raise ConfigurationFault(
            _("đang có bản thảo khác ở đây; xin công bố hoặc bỏ bản thảo đó trước")
        )
    if draft is None:
        draft = questionnaires.open_draft(one, actor=work.actor, at=work.at)
        questionnaires.save_draft(draft, content, actor=work.actor, at=work.at)
        lines.append(_text_line(published.content if published else {}, content))
    if work.is_publishing and first_day is not None:
        wanted = first_day if published is None else max(first_day, work.today)
        questionnaires.put_in_force(draft, valid_from=wanted, at=work.at)
        lines.append(Line(_("công bố"), "", f"{wanted:%d/%m/%Y}"))
    return lines


# What they share


def _valid_from(document: dict[str, Any]) -> date | None:
    value = document.get("valid_from")
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ConfigurationFault(_("valid_from phải là ngày như 2026-11-29")) from error


def _text_line(before: dict[str, Any], after: dict[str, Any]) -> Line:
    parts = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return Line(_("nội dung, thành bản thảo"), "", ", ".join(sorted(map(str, parts))))


def _told(work: Work, file: str, kind: str, name: str, lines: list[Line], *, is_new: bool) -> None:
    if is_new or lines:
        work.outcome.differences.append(Difference(file, kind, name[:200], is_new, tuple(lines)))
    else:
        work.outcome.same += 1
