"""What an administrator sets: limits, and what pages say of the laws. Valid in time."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import ValidInTime
from motcua.kernel.limits import LimitUnit
from motcua.petitions.limits import LimitKind
from motcua.petitions.texts import TextKind

_KINDS: Final = [(one.value, one.label) for one in LimitKind]
_UNITS: Final = [
    (LimitUnit.WORKING_DAY.value, _("ngày làm việc")),
    (LimitUnit.CALENDAR_DAY.value, _("ngày")),
]


class PetitionLimit(ValidInTime):
    """How soon something must be done with a petition, from a day on.

    Where there is no row what is shipped holds (``petitions.limits.SHIPPED``).
    """

    kind = models.CharField(_("việc"), max_length=24, choices=_KINDS)
    value = models.PositiveSmallIntegerField(_("số ngày"))
    unit = models.CharField(_("đơn vị"), max_length=16, choices=_UNITS)
    legal_basis = models.CharField(_("căn cứ"), max_length=255)

    class Meta:
        verbose_name = _("thời hạn phản ánh")
        verbose_name_plural = _("thời hạn phản ánh")
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="petitionlimit_once"),
            models.CheckConstraint(
                name="petitionlimit_something", condition=models.Q(value__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class PetitionText(ValidInTime):
    """What a page says of the law, from a day on; without a row what is shipped."""

    kind = models.CharField(
        _("lời"), max_length=24, choices=[(one.value, one.label) for one in TextKind]
    )
    text = models.TextField(_("nội dung"))

    class Meta:
        verbose_name = _("lời về luật trên trang phản ánh")
        verbose_name_plural = _("lời về luật trên trang phản ánh")
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="petitiontext_once"),
        ]

    def __str__(self) -> str:
        return self.kind
