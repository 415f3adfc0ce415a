"""What was published: the place of each unit, and the points that it rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.rankings.models.indices import RankingIndex
from motcua.rankings.models.sheets import Sheet
from motcua.rankings.scoring import Given


class RankingResult(models.Model):
    """A unit's published result. Written once; ``motcua verify`` reckons it again.

    ``value`` is ``points`` of ``attainable`` as of the total of the index.
    """

    index = models.ForeignKey(
        RankingIndex, verbose_name=_("bộ chỉ số"), on_delete=models.PROTECT, related_name="results"
    )
    sheet = models.OneToOneField(
        Sheet, verbose_name=_("phiếu"), on_delete=models.PROTECT, related_name="result"
    )
    points = models.DecimalField(_("điểm"), max_digits=7, decimal_places=2)
    attainable = models.DecimalField(_("điểm áp dụng"), max_digits=7, decimal_places=2)
    value = models.DecimalField(_("trên tổng điểm"), max_digits=7, decimal_places=2)
    place = models.PositiveSmallIntegerField(_("hạng"))
    is_shared = models.BooleanField(_("đồng hạng"), default=False)
    klass = models.CharField(_("xếp loại"), max_length=40)
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("kết quả công bố")
        verbose_name_plural = _("kết quả công bố")
        ordering = ["index", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="result_place_from_one",
                condition=Q(place__gte=1, attainable__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index_id} {self.place}"


class ResultItem(models.Model):
    """One sub-criterion of a published result: scored by the unit, and what it was in the end."""

    result = models.ForeignKey(
        RankingResult, verbose_name=_("kết quả"), on_delete=models.PROTECT, related_name="items"
    )
    part = models.CharField(_("mục"), max_length=60)
    self_points = models.DecimalField(
        _("tự chấm"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    points = models.DecimalField(
        _("điểm chốt"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("điểm công bố của một mục")
        verbose_name_plural = _("điểm công bố của một mục")
        constraints = [
            models.UniqueConstraint(fields=["result", "part"], name="resultitem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.part}"

    @property
    def given(self) -> Given:
        """Return the score; without points the sub-criterion did not apply."""
        return Given(self.points, is_inapplicable=self.points is None)
