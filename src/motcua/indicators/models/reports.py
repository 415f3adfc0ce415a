"""Templates of reports, why dossiers were late, who wants a digest, and the nine indices."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models import Dossier
from motcua.procedures.models import Procedure


class ReportTemplate(models.Model):
    """How a report looks and counts from ``valid_from`` on, until its next version.

    ``document`` is described in ``statutory.templates``. A version in force is never changed.
    """

    key = models.SlugField(_("mã biểu"), max_length=40)
    valid_from = models.DateField(_("áp dụng từ ngày"))
    document = models.JSONField(_("biểu"))
    saved_at = models.DateTimeField(_("lập lúc"))
    saved_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("bản của biểu báo cáo")
        verbose_name_plural = _("bản của biểu báo cáo")
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="reporttemplate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from:%d/%m/%Y}"


class LateCause(models.Model):
    """Why a dossier is late, as a head recorded it; the last row holds.

    Written once; the database refuses changes.
    """

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="late_causes"
    )
    cause = models.SlugField(_("nguyên nhân"), max_length=40)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("nguyên nhân quá hạn")
        verbose_name_plural = _("nguyên nhân quá hạn")
        constraints = [
            models.CheckConstraint(name="latecause_is_said", condition=~Q(cause="")),
        ]
        indexes = [models.Index(name="latecause_last", fields=["dossier", "-id"])]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.cause}"


class LateCauseKind(models.Model):
    """A cause that an administrator added, or a shipped one called otherwise or no longer offered.

    ``code`` stands in conditions of reports: it is set once.
    """

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    label = models.CharField(_("nguyên nhân"), max_length=160)
    is_offered = models.BooleanField(_("còn cho chọn"), default=True)

    class Meta:
        verbose_name = _("nguyên nhân quá hạn để chọn")
        verbose_name_plural = _("nguyên nhân quá hạn để chọn")
        ordering = ["pk"]
        constraints = [
            # It is written into statements that count.
            models.CheckConstraint(
                name="latecausekind_code_is_plain", condition=Q(code__regex=r"^[a-z0-9-]+$")
            ),
        ]

    def __str__(self) -> str:
        return self.label


class DigestReader(models.Model):
    """A head who wants the digest of an agency by mail, each week or each month."""

    class Rhythm(models.TextChoices):
        """How often."""

        WEEK = "week", _("Hằng tuần")
        MONTH = "month", _("Hằng tháng")

    officer = models.ForeignKey(
        Officer, verbose_name=_("người nhận"), on_delete=models.CASCADE, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.CASCADE, related_name="+"
    )
    rhythm = models.CharField(_("bao lâu một lần"), max_length=8, choices=Rhythm)
    since = models.DateTimeField(_("đăng ký lúc"))

    class Meta:
        verbose_name = _("người nhận bản tin đơn vị")
        verbose_name_plural = _("người nhận bản tin đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "agency", "rhythm"], name="digestreader_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.agency_id} {self.rhythm}"


class NineVersion(models.Model):
    """The scheme of nine indices from ``valid_from`` on: whether it is on, and its thresholds.

    ``document`` is described in ``nine.scheme``. A version in force is never changed.
    """

    valid_from = models.DateField(_("áp dụng từ ngày"), unique=True)
    is_on = models.BooleanField(_("đang dùng"), default=False)
    document = models.JSONField(_("ngưỡng"))
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    saved_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản chín chỉ số")
        verbose_name_plural = _("bản chín chỉ số")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from:%d/%m/%Y}"


class FullService(models.Model):
    """A procedure served online in full (toàn trình), as a decision listed it, for a time.

    The list of a day are the rows in force on it; a later list ends the rows it leaves out.
    """

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.CASCADE, related_name="+"
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=255)

    class Meta:
        verbose_name = _("dịch vụ toàn trình")
        verbose_name_plural = _("dịch vụ toàn trình")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "valid_from"], name="fullservice_once"),
            models.CheckConstraint(
                name="fullservice_valid_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.valid_from:%d/%m/%Y}"
