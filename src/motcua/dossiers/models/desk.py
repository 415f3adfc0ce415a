"""What the desk keeps before a dossier exists: codes, visits, drafts."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Desk, Officer, ValidInTime
from motcua.documents.models import StoredFile


class CodePattern(ValidInTime):
    """How dossier codes are written; ``agency`` empty means everywhere."""

    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.CASCADE,
        related_name="code_patterns",
        null=True,
        blank=True,
    )
    pattern = models.CharField(_("mẫu mã"), max_length=80)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("mẫu mã hồ sơ")
        verbose_name_plural = _("mẫu mã hồ sơ")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.pattern


class CodeCounter(models.Model):
    """The last number given by one receiving agency on one day.

    The row is locked by the accepting transaction until it commits, so numbers follow one
    another without a gap and none is given twice.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="code_counters"
    )
    day = models.DateField(_("ngày"))
    last_number = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("số hồ sơ trong ngày")
        verbose_name_plural = _("số hồ sơ trong ngày")
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="codecounter_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day} {self.last_number}"


class RunningNumber(models.Model):
    """The last number given in one series of an agency in one year; it begins anew each year.

    Series are the book ("book"), the slips ("supplement", "refusal", "apology", "stop") and
    the results ("result"). The row is locked until the act that took the number commits, so
    none is missing and none is given twice.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="running_numbers"
    )
    series = models.SlugField(_("dãy số"), max_length=32)
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("số thứ tự trong năm")
        verbose_name_plural = _("số thứ tự trong năm")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "series", "year"], name="runningnumber_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.series} {self.year} {self.last_number}"


class Visit(models.Model):
    """One person's visit to a desk, in which several dossiers may be handed in (một lượt)."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="visits"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.PROTECT, related_name="visits"
    )
    opened_at = models.DateTimeField(_("bắt đầu lúc"))

    class Meta:
        verbose_name = _("lượt tiếp nhận")
        verbose_name_plural = _("lượt tiếp nhận")

    def __str__(self) -> str:
        return str(self.ref)


class Draft(models.Model):
    """What a desk officer has typed so far; saved as it is typed, gone when accepted."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.CASCADE, related_name="drafts"
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.CASCADE, related_name="drafts"
    )
    visit = models.ForeignKey(
        Visit,
        verbose_name=_("lượt"),
        on_delete=models.SET_NULL,
        related_name="drafts",
        null=True,
        blank=True,
    )
    values = models.JSONField(_("nội dung đã gõ"), default=dict)
    files = models.ManyToManyField(StoredFile, verbose_name=_("tệp đã quét"), blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("bản nháp tiếp nhận")
        verbose_name_plural = _("bản nháp tiếp nhận")
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return str(self.ref)
