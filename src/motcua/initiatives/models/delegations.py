"""Study delegations: where to, who went, what they learnt and promised to do.

Legal source: Thông tư 167/2012/TT-BTC, Điều 3 khoản 9 điểm e (exchange of experience).
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer


class Delegation(models.Model):
    """A journey of a unit to one that does better. With a decision it is sure to take place."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("đơn vị đi học"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    title = models.CharField(_("tên đoàn"), max_length=200)
    host = models.CharField(_("nơi đến"), max_length=200)
    rank_par = models.PositiveSmallIntegerField(_("hạng PAR INDEX"), null=True, blank=True)
    rank_sipas = models.PositiveSmallIntegerField(_("hạng SIPAS"), null=True, blank=True)
    rank_year = models.PositiveSmallIntegerField(_("hạng của năm"), null=True, blank=True)
    topics = models.TextField(_("nội dung học"))
    begins_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    cost_dong = models.PositiveBigIntegerField(_("kinh phí (đồng)"), null=True, blank=True)
    lessons = models.TextField(_("bài học"), blank=True)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("đoàn học tập")
        verbose_name_plural = _("đoàn học tập")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="delegation_days_in_order", condition=Q(ends_on__gte=F("begins_on"))
            ),
            models.CheckConstraint(
                name="delegation_decision_whole",
                condition=Q(decision_number="", decision_on__isnull=True)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DelegationMember(models.Model):
    """Somebody who went."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("đoàn"), on_delete=models.CASCADE, related_name="members"
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    position = models.CharField(_("chức vụ"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("thành viên đoàn")
        verbose_name_plural = _("thành viên đoàn")
        ordering = ["delegation", "pk"]

    def __str__(self) -> str:
        return self.full_name


class Commitment(models.Model):
    """What a unit said it would do after coming home, until when, and whether it did."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("đoàn"), on_delete=models.PROTECT, related_name="commitments"
    )
    text = models.CharField(_("việc cam kết"), max_length=300)
    responsible = models.CharField(_("ai làm"), max_length=160, blank=True)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    done_note = models.CharField(_("kết quả"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("cam kết sau chuyến đi")
        verbose_name_plural = _("cam kết sau chuyến đi")
        ordering = ["due_on", "pk"]
        indexes = [
            # What is reminded of every morning.
            models.Index(
                name="commitment_open", fields=["due_on"], condition=Q(done_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.text
