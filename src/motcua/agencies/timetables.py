"""Everything that an administrator changes in a work calendar.

Each change is written, read back as strictly as the kernel reads it, and frozen for the
agencies it reaches, all in one transaction: a calendar that cannot be counted with is never
kept. Due dates already promised stay as they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, CalendarDay, CalendarHours, CalendarLayer, Unit
from motcua.agencies.services import freeze_calendars, layer_document, require_administrator
from motcua.kernel.workdays import CalendarError, Layer


@transaction.atomic
def create_layer(
    *, name: str, province: Unit | None, agency: Agency | None, actor: Actor
) -> CalendarLayer:
    """Return a new empty layer. Raises CalendarError where there is one already."""
    require_administrator(actor)
    if CalendarLayer.objects.filter(province=province, agency=agency).exists():
        raise CalendarError(_("Nơi này đã có lịch riêng. Xin mở lịch đó để sửa."))
    return CalendarLayer.objects.create(name=name, province=province, agency=agency)


@transaction.atomic
def save_rules(layer: CalendarLayer, values: Mapping[str, Any], *, actor: Actor) -> None:
    """Write name, after-hours rule, standard day and published years. Raises CalendarError."""
    require_administrator(actor)
    for name, value in values.items():
        setattr(layer, name, value)
    if layer.after_hours == "next_session" and not layer.after_hours_basis:
        raise CalendarError(
            _("Tính từ buổi làm việc kế tiếp phải có căn cứ. Xin ghi văn bản quy định.")
        )
    layer.save()
    _apply(layer)


@transaction.atomic
def save_days(days: Sequence[CalendarDay], *, actor: Actor) -> None:
    """Write days of one layer, new or changed. Raises CalendarError."""
    require_administrator(actor)
    for day in days:
        twin = CalendarDay.objects.filter(layer=day.layer, date=day.date, kind=day.kind)
        if twin.exclude(pk=day.pk).exists():
            raise CalendarError(
                _("Ngày %(day)s đã có trong lịch này. Xin mở ngày đó để sửa.")
                % {"day": f"{day.date:%d/%m/%Y}"}
            )
        day.save()
    _apply(days[0].layer)


@transaction.atomic
def remove_day(day: CalendarDay, *, actor: Actor) -> None:
    """Take a day out of its layer; promises counted with it keep the calendar they have."""
    require_administrator(actor)
    day.delete()
    _apply(day.layer)


@transaction.atomic
def save_hours(hours: CalendarHours, *, actor: Actor) -> None:
    """Write the sessions of an ordinary week. Raises CalendarError."""
    require_administrator(actor)
    twin = CalendarHours.objects.filter(layer=hours.layer, valid_from=hours.valid_from)
    if twin.exclude(pk=hours.pk).exists():
        raise CalendarError(
            _("Đã có giờ làm việc áp dụng từ %(day)s. Xin sửa dòng đó hoặc chọn ngày khác.")
            % {"day": f"{hours.valid_from:%d/%m/%Y}"}
        )
    hours.save()
    _apply(hours.layer)


@transaction.atomic
def remove_hours(hours: CalendarHours, *, actor: Actor) -> None:
    """Take a week out of its layer. Raises CalendarError when no hours would be left."""
    require_administrator(actor)
    hours.delete()
    _apply(hours.layer)


def _apply(layer: CalendarLayer) -> None:
    """Refuse what the kernel would not read, then let new promises use the layer."""
    fresh = CalendarLayer.objects.prefetch_related("hours", "days").get(pk=layer.pk)
    Layer.from_dict(layer_document(fresh))
    freeze_calendars(fresh)
