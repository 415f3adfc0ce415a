"""What models have changed, as measured by night."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasuredEffect(models.Model):
    """What a model has changed of one figure, as it was measured once; the last row holds.

    ``document`` is the whole effect (``effects.stored``), ``inputs`` who began when and who was
    compared, ``digest`` the fingerprint of all that it rests on. Shares: 0.05 is five points;
    they are empty where there was not enough. Written once; the database refuses changes.
    """

    initiative = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("mô hình"),
        on_delete=models.PROTECT,
        related_name="effects",
    )
    aim = models.CharField(_("chỉ số"), max_length=16)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến ngày"))
    formula = models.PositiveSmallIntegerField(_("bản cách đo"))
    cut_off = models.DateTimeField(_("số liệu đến lúc"))
    measured_at = models.DateTimeField(_("đo lúc"))
    kind = models.CharField(_("kết luận"), max_length=24)
    change = models.FloatField(_("thay đổi"), null=True, blank=True)
    low = models.FloatField(_("ít nhất"), null=True, blank=True)
    high = models.FloatField(_("nhiều nhất"), null=True, blank=True)
    adopting = models.PositiveIntegerField(_("đơn vị áp dụng"))
    others = models.PositiveIntegerField(_("đơn vị để so"))
    whole = models.PositiveBigIntegerField(_("hồ sơ hoặc phiếu"))
    document = models.JSONField(_("kết quả đo"))
    inputs = models.JSONField(_("đo từ đâu"))
    digest = models.CharField(_("dấu vết số liệu"), max_length=64)

    class Meta:
        verbose_name = _("tác động đã đo")
        verbose_name_plural = _("tác động đã đo")
        indexes = [
            # The last of a model and figure.
            models.Index(name="measuredeffect_last", fields=["initiative", "aim", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.aim} {self.last:%Y-%m}"
