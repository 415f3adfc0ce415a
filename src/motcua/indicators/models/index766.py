"""Index 766: formulas, what was entered by hand, closed periods."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency


class IndexVersion(models.Model):
    """How index 766 is scored from ``valid_from`` on, until the next version.

    ``document`` is described in ``index766.versions``. A version in force is never changed.
    """

    valid_from = models.DateField(_("áp dụng từ ngày"), unique=True)
    document = models.JSONField(_("công thức"))
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    saved_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản công thức chỉ số 766")
        verbose_name_plural = _("bản công thức chỉ số 766")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"


class IndexInput(models.Model):
    """What the product cannot count, entered with its source, for a month of reporting.

    ``month`` is the first day of the month that the period is named after. The last row of an
    agency, item and month holds. Written once; the database refuses changes.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField(_("tháng báo cáo"))
    key = models.CharField(_("chỉ số"), max_length=40)
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    source = models.CharField(_("nguồn"), max_length=255)
    entered_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người nhập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("số liệu nhập cho chỉ số 766")
        verbose_name_plural = _("số liệu nhập cho chỉ số 766")
        constraints = [
            models.CheckConstraint(
                name="indexinput_is_a_share", condition=Q(part__lte=F("whole"))
            ),
            models.CheckConstraint(name="indexinput_of_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="indexinput_has_source", condition=~Q(source="")),
        ]
        indexes = [
            models.Index(name="indexinput_month", fields=["month", "agency", "key", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m}"


class IndexRun(models.Model):
    """Index 766 of a period that is over, from what was recorded before ``cut_off``.

    ``document`` is the formula it was scored by, as it was. A later version of the same
    period says why it differs. Written once, with its figures; the database refuses changes.
    """

    period = models.CharField(_("kỳ"), max_length=8)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    version = models.PositiveSmallIntegerField(_("bản"), default=1)
    reason = models.CharField(_("vì sao có bản sau"), max_length=255, blank=True)
    counting = models.PositiveSmallIntegerField(_("bản cách đếm"))
    formula_from = models.DateField(_("công thức áp dụng từ"))
    document = models.JSONField(_("công thức"))
    cut_off = models.DateTimeField(_("chốt mọi việc ghi trước"))
    closed_at = models.DateTimeField(_("khóa lúc"))

    class Meta:
        verbose_name = _("lần khóa chỉ số 766")
        verbose_name_plural = _("lần khóa chỉ số 766")
        ordering = ["first", "version"]
        constraints = [
            models.UniqueConstraint(fields=["period", "version"], name="indexrun_once"),
            models.CheckConstraint(
                name="indexrun_later_has_reason", condition=Q(version=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} bản {self.version}"


class ClosedIndexItem(models.Model):
    """One item of one unit, in a run; an item that was not known has no row.

    Written once; the database refuses changes.
    """

    run = models.ForeignKey(
        IndexRun, verbose_name=_("lần khóa"), on_delete=models.PROTECT, related_name="items"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(_("chỉ số"), max_length=40)
    part = models.PositiveBigIntegerField(_("tử số"))
    whole = models.PositiveBigIntegerField(_("mẫu số"))
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=2)
    source = models.CharField(_("nguồn"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("chỉ số 766 đã khóa")
        verbose_name_plural = _("chỉ số 766 đã khóa")
        constraints = [
            models.UniqueConstraint(fields=["run", "agency", "key"], name="closedindexitem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.key}"


class KeptIndex(models.Model):
    """What the items of a period that goes on came to when last counted: spares the counting.

    ``document`` is ``{agency: {item: [part, whole, source]}}``; ``moves`` is what it rests on
    beside the facts as of ``cut_off``. A row may be thrown away at any time.
    """

    period = models.CharField(_("kỳ"), max_length=8)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    cut_off = models.DateTimeField(_("số liệu đến lúc"))
    counted_at = models.DateTimeField(_("đếm lúc"))
    took_ms = models.PositiveIntegerField(_("đếm trong (mili giây)"))
    moves = models.JSONField(_("dựa trên"))
    document = models.JSONField(_("số đếm"))

    class Meta:
        verbose_name = _("chỉ số 766 của kỳ đang chạy")
        verbose_name_plural = _("chỉ số 766 của các kỳ đang chạy")
        constraints = [
            models.UniqueConstraint(fields=["period", "first", "last"], name="keptindex_once"),
        ]

    def __str__(self) -> str:
        return self.period
