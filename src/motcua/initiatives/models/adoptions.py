"""A unit does what another one does: from whom, how, with which steps and what result."""

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.initiatives.lifecycle import UNDER_WAY, AdoptionAction, AdoptionState
from motcua.initiatives.models.registry import Initiative

_STATES: Final = [(one.value, one.label) for one in AdoptionState]
_ACTIONS: Final = [(one.value, one.label) for one in AdoptionAction]


class Way(models.TextChoices):
    """Whether a model is taken over as it is."""

    AS_IS = "as_is", _("Nguyên mẫu")
    ADAPTED = "adapted", _("Có điều chỉnh")


class Adoption(models.Model):
    """A unit takes a model over from the unit that has it, or from one that took it before.

    ``source`` None: from the unit that had it first.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(
        Initiative, verbose_name=_("mô hình"), on_delete=models.PROTECT, related_name="adoptions"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị áp dụng"), on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(
        "self",
        verbose_name=_("học từ đơn vị"),
        on_delete=models.PROTECT,
        related_name="taken_on",
        null=True,
        blank=True,
    )
    way = models.CharField(_("cách áp dụng"), max_length=8, choices=Way, default=Way.AS_IS)
    changes = models.TextField(_("điều chỉnh gì"), blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=_STATES, default=AdoptionState.PLANNED.value
    )
    planned_on = models.DateField(_("ngày đăng ký"))
    starts_on = models.DateField(_("dự kiến bắt đầu"))
    started_on = models.DateField(_("bắt đầu"), null=True, blank=True)
    ended_on = models.DateField(_("ngày kết luận"), null=True, blank=True)
    result = models.TextField(_("kết quả"), blank=True)

    class Meta:
        verbose_name = _("áp dụng mô hình")
        verbose_name_plural = _("áp dụng mô hình")
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "agency"],
                name="adoption_one_under_way",
                condition=Q(state__in=sorted(one.value for one in UNDER_WAY)),
            ),
            models.CheckConstraint(
                name="adoption_not_from_itself",
                condition=Q(source__isnull=True) | ~Q(source=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.initiative_id}"


class AdoptionStep(models.Model):
    """One step of a unit on the way to a model, with its day."""

    adoption = models.ForeignKey(
        Adoption, verbose_name=_("áp dụng"), on_delete=models.CASCADE, related_name="steps"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    title = models.CharField(_("bước"), max_length=200)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("bước áp dụng")
        verbose_name_plural = _("bước áp dụng")
        ordering = ["adoption", "number"]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "number"], name="adoptionstep_once"),
        ]

    def __str__(self) -> str:
        return self.title


class AdoptionEvent(models.Model):
    """Something was done on the way. Written once; the database refuses changes."""

    adoption = models.ForeignKey(
        Adoption, verbose_name=_("áp dụng"), on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(_("việc"), max_length=12, choices=_ACTIONS)
    to_state = models.CharField(_("đến tình trạng"), max_length=12, choices=_STATES)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.TextField(_("ghi chú"), blank=True)
    happened_at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("việc khi áp dụng")
        verbose_name_plural = _("việc khi áp dụng")
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.action}"
