"""Rows of one kind taken over: read, compared, written."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field as dataclass_field
from itertools import pairwise
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Account
from motcua.accounts.services import AccountError, add_account
from motcua.agencies.models import Agency, Officer
from motcua.agencies.services import require_administrator_of
from motcua.agencies.staffing import new_password
from motcua.configuration.carrying.documents import Work
from motcua.configuration.carrying.kinds import Kind
from motcua.configuration.carrying.outcome import Difference, Line, Problem
from motcua.configuration.carrying.rows import (
    Names,
    UnknownRowError,
    fields_of,
    frozen,
    key_in,
    label,
    read_value,
    rows,
    shown,
)
from motcua.kernel.errors import DomainError

_BATCH: Final = 500
USERNAME: Final = "username"


class _Found:
    """One row of a file on its way in."""

    def __init__(self, file: str, document: dict[str, Any]) -> None:
        self.file = file
        self.document = document
        self.values: dict[str, Any] = {}
        self.many: dict[str, list[int]] = {}
        self.plain: dict[str, Any] = {}
        self.number: int | None = None


@dataclass(slots=True)
class _Known:
    """The rows that are here, by key, and the keys that files have named so far."""

    held: dict[Any, tuple[int, dict[str, Any]]]
    seen: set[Any] = dataclass_field(default_factory=set)


def take_rows(kind: Kind, found: Sequence[tuple[str, Any]], names: Names, work: Work) -> None:
    """Take the rows of ``kind`` over; mistakes are added to the problems of ``work``."""
    if not found:
        return
    held = {key_in(kind, row): (number, row) for number, row in rows(kind, names)}
    waiting = _tidy(kind, found, work)
    known = _Known(held)
    changed = False
    while waiting:
        ready: list[_Found] = []
        later: list[_Found] = []
        unknown: list[Problem] = []
        for one in waiting:
            problems = _read(kind, one, names)
            if problems is None:
                ready.append(one)
            elif any(is_unknown for is_unknown, _problem in problems):
                later.append(one)
                unknown += [problem for _unknown, problem in problems]
            else:
                work.problems += [problem for _unknown, problem in problems]
        if not ready:
            work.problems += unknown
            break
        changed = _take(kind, ready, known, names, work) or changed
        waiting = later
    if changed and kind.is_alone and not work.problems:
        _require_alone(kind, names, work)


def _tidy(kind: Kind, found: Sequence[tuple[str, Any]], work: Work) -> list[_Found]:
    """Return the rows that have the right fields."""
    wanted = {field.name for field in fields_of(kind)} | set(kind.many)
    if kind.model is Officer:
        wanted.add(USERNAME)
    tidy = []
    for file, document in found:
        if not isinstance(document, dict):
            work.problems.append(Problem(file, "", _("mỗi dòng phải là một đối tượng JSON")))
            continue
        place = _called(kind, document)
        extra, missing = set(document) - wanted, wanted - set(document) - {USERNAME}
        work.problems += [Problem(file, f"{place}{one}", _("mục không có")) for one in extra]
        work.problems += [Problem(file, f"{place}{one}", _("thiếu mục này")) for one in missing]
        if not extra and not missing:
            tidy.append(_Found(file, document))
    return tidy


def _called(kind: Kind, document: dict[str, Any]) -> str:
    name = " ".join(shown(document.get(part)) for part in kind.key)
    return f"{name} · " if name else ""


def _read(kind: Kind, one: _Found, names: Names) -> list[tuple[bool, Problem]] | None:
    """Read the values of a row; return what is wrong and whether it may be there later."""
    problems: list[tuple[bool, Problem]] = []
    place = _called(kind, one.document)
    one.values, one.many = {}, {}

    def wrong(name: str, error: ValidationError | DomainError | Exception) -> None:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        problem = Problem(one.file, f"{place}{name}", reason)
        problems.append((isinstance(error, UnknownRowError), problem))

    for field in fields_of(kind):
        try:
            one.values[field.attname] = read_value(field, one.document[field.name], names)
        except ValidationError as error:
            wrong(field.name, error)
    for name in kind.many:
        field = kind.model._meta.get_field(name)  # noqa: SLF001
        try:
            one.many[name] = [_other(field, key, names) for key in one.document[name]]
        except (TypeError, ValidationError) as error:
            wrong(name, error)
    if not problems and kind.check is not None:
        try:
            kind.check(one.document)
        except (AttributeError, DomainError, KeyError, TypeError, ValueError) as error:
            wrong(_("nội dung"), error)
    return problems or None


def _other(field: Any, key: Any, names: Names) -> int:
    number = names.number_of(field.related_model, key)
    if number is None:
        raise UnknownRowError(_("không có dòng %(key)s") % {"key": shown(key)})
    return number


def _take(
    kind: Kind,
    ready: list[_Found],
    known_here: _Known,
    names: Names,
    work: Work,
) -> bool:
    """Write what differs; return whether anything did."""
    new: list[_Found] = []
    changed: list[tuple[_Found, list[Line]]] = []
    for one in ready:
        key = key_in(kind, one.document)
        if key in known_here.seen:
            work.problems.append(
                Problem(
                    one.file, _called(kind, one.document).rstrip(" ·"), _("có hai dòng cùng mã")
                )
            )
            continue
        known_here.seen.add(key)
        known = known_here.held.get(key)
        if known is None:
            new.append(one)
            continue
        one.number = known[0]
        lines = _lines(kind, known[1], one.document)
        if not lines:
            work.outcome.same += 1
        elif kind.is_frozen:
            reason = _("ở đây bản cùng mã đã có và khác; bản đã có không sửa được")
            fields = ", ".join(line.label for line in lines)
            work.problems.append(
                Problem(one.file, f"{_called(kind, one.document)}{fields}", reason)
            )
        else:
            changed.append((one, lines))
    allowed = [one for one in (*new, *(one for one, _lines in changed)) if _may(kind, one, work)]
    if len(allowed) == len(new) + len(changed):
        _write(kind, new, changed, names, work)
    return bool(new or changed)


def _lines(kind: Kind, before: dict[str, Any], after: dict[str, Any]) -> list[Line]:
    """Return which fields differ."""
    lines = [
        Line(label(field), shown(before[field.name]), shown(after[field.name]))
        for field in fields_of(kind)
        if frozen(before[field.name]) != frozen(after[field.name])
    ]
    for name in kind.many:
        was, becomes = sorted(before[name], key=str), sorted(after[name], key=str)
        if frozen(was) != frozen(becomes):
            lines.append(Line(name, shown(was), shown(becomes)))
    if kind.model is Officer and after.get(USERNAME):
        held = Account.objects.filter(officer__ref=after["ref"]).first()
        if held is None:
            lines.append(Line(_("Tên đăng nhập"), "", after[USERNAME]))
    return lines


def _may(kind: Kind, one: _Found, work: Work) -> bool:
    """Say whether the actor administers the agency of a row; others give rights elsewhere."""
    if not kind.owner:
        return True
    number = one.values.get(f"{kind.owner}_id")
    try:
        if number is None:
            _require_top(work)
        else:
            agency = Agency.objects.select_related("parent__parent").get(pk=number)
            require_administrator_of(work.actor, agency)
    except PermissionDenied:
        reason = _("chỉ quản trị của cơ quan này hoặc cơ quan cấp trên được đổi")
        place = f"{_called(kind, one.document)}{kind.owner}"
        work.problems.append(Problem(one.file, place, reason))
        return False
    return True


def _require_top(work: Work) -> None:
    tops = Agency.objects.filter(parent=None, valid_to=None)
    top = tops.first()
    if top is not None:
        require_administrator_of(work.actor, top)


def _write(
    kind: Kind,
    new: list[_Found],
    changed: list[tuple[_Found, list[Line]]],
    names: Names,
    work: Work,
) -> None:
    try:
        with transaction.atomic():
            made = [_instance(kind, one, work) for one in new]
            kind.model._default_manager.bulk_create(made, batch_size=_BATCH)  # noqa: SLF001
            for one, _changed in changed:
                _save(kind, one)
            for row, one in zip(made, new, strict=True):
                one.number = row.pk
                names.add(row)
            for one in (*new, *(one for one, _changed in changed)):
                _finish(kind, one, work)
    except IntegrityError as error:
        _blame(kind, [*new, *(one for one, _changed in changed)], error, work)
        return
    except DomainError as error:
        work.problems.append(Problem(f"{kind.name}.json", "", str(error)))
        return
    what = str(kind.model._meta.verbose_name)  # noqa: SLF001
    work.outcome.differences += [
        Difference(one.file, what, _name(kind, one), is_new=True) for one in new
    ]
    work.outcome.differences += [
        Difference(one.file, what, _name(kind, one), is_new=False, lines=tuple(lines))
        for one, lines in changed
    ]


def _name(kind: Kind, one: _Found) -> str:
    key = " ".join(shown(one.document[part]) for part in kind.key)
    more = next(
        (
            str(one.document[part])
            for part in ("full_name", "name", "title", "site_name")
            if part not in kind.key and one.document.get(part)
        ),
        "",
    )
    return " ".join(part for part in (more, key) if part)[:200]


def _instance(kind: Kind, one: _Found, work: Work) -> models.Model:
    row = kind.model(**one.values, **dict.fromkeys(kind.filled, work.at))
    if kind.derive is not None:
        kind.derive(row)
    return row


def _save(kind: Kind, one: _Found) -> None:
    row = kind.model._default_manager.get(pk=one.number)  # noqa: SLF001
    for name, value in one.values.items():
        setattr(row, name, value)
    if kind.derive is not None:
        kind.derive(row)
    row.save()


def _finish(kind: Kind, one: _Found, work: Work) -> None:
    """Write relations to many, and open the accounts that officers have elsewhere."""
    row: Any = None
    if kind.many:
        row = kind.model._default_manager.get(pk=one.number)  # noqa: SLF001
        for name, numbers in one.many.items():
            getattr(row, name).set(numbers)
    username = one.document.get(USERNAME) if kind.model is Officer else None
    if username:
        held = Officer.objects.select_related("account").get(ref=one.document["ref"])
        _open_account(held, username, work)


def _open_account(officer: Officer, username: Any, work: Work) -> None:
    """Give an officer an account that opens once its password is set anew."""
    if officer.account is not None:
        return
    if not isinstance(username, str):
        raise AccountError(_("Tên đăng nhập phải là chữ."))
    officer.account = add_account(
        username,
        new_password(),
        display_name=officer.full_name,
        email="",
        must_change_password=True,
    )
    officer.save(update_fields=["account"])
    work.outcome.notes.append(
        _("%(name)s (%(username)s): xin đặt lại mật khẩu để người này đăng nhập được.")
        % {"name": officer.full_name, "username": username}
    )


def _blame(kind: Kind, tried: list[_Found], error: IntegrityError, work: Work) -> None:
    """Find the rows that a constraint refused, and say which constraint."""
    before = len(work.problems)
    for one in tried:
        row = kind.model(pk=one.number, **one.values, **dict.fromkeys(kind.filled, work.at))
        try:
            row.validate_constraints()
            row.validate_unique()
        except ValidationError as wrong:
            place = _called(kind, one.document).rstrip(" ·")
            work.problems.append(Problem(one.file, place, " ".join(wrong.messages)))
    if len(work.problems) == before:
        work.problems.append(Problem(f"{kind.name}.json", "", str(error).splitlines()[0]))


def _require_alone(kind: Kind, names: Names, work: Work) -> None:
    """Refuse rows of one thing that hold at the same time."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _number, row in rows(kind, names):
        rest = [row[part] for part in kind.key if part != "valid_from"]
        groups[json.dumps(rest)].append(row)
    for found in groups.values():
        found.sort(key=lambda row: str(row["valid_from"]))
        for earlier, later in pairwise(found):
            if earlier["valid_to"] is None or earlier["valid_to"] >= later["valid_from"]:
                work.problems.append(
                    Problem(
                        f"{kind.name}.json",
                        f"{_called(kind, later)}valid_from",
                        _("dòng từ %(day)s còn hiệu lực khi dòng này bắt đầu")
                        % {"day": earlier["valid_from"]},
                    )
                )
