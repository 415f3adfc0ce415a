"""Councils, by what they judge, and what each member has said."""

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer, Unit, ValidInTime
from motcua.initiatives.content import Level
from motcua.initiatives.scoring import (
    ALL_POINTS,
    PASS_MARK,
    QUORUM_PERCENT,
    Scheme,
    read_criteria,
)


class CouncilSeatTitle(models.TextChoices):
    """What a member is in a council."""

    CHAIR = "chair", _("Chủ tịch hội đồng")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Ủy viên")


class Council(models.Model):
    """Judges what units register; the reform officers of ``agency`` run it.

    That of a province judges what all its units bring; that of a unit what it has itself.
    """

    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan thường trực"),
        on_delete=models.PROTECT,
        related_name="reform_councils",
    )
    province = models.ForeignKey(
        Unit, verbose_name=_("tỉnh, thành phố"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(
        _("cấp"),
        max_length=12,
        choices=[(one.value, one.label) for one in Level],
        default=Level.PROVINCE.value,
    )
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        verbose_name = _("hội đồng sáng kiến")
        verbose_name_plural = _("hội đồng sáng kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["province"],
                name="council_one_of_a_province",
                condition=Q(level=Level.PROVINCE.value),
            ),
            models.UniqueConstraint(
                fields=["agency"],
                name="council_one_of_a_unit",
                condition=~Q(level=Level.PROVINCE.value),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_provincial(self) -> bool:
        """Say whether it judges what all units of the province bring."""
        return self.level == Level.PROVINCE


class CouncilMember(ValidInTime):
    """An officer, of whatever agency, sits in a council for a time."""

    council = models.ForeignKey(
        Council, verbose_name=_("hội đồng"), on_delete=models.PROTECT, related_name="members"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(
        _("là"), max_length=12, choices=CouncilSeatTitle, default=CouncilSeatTitle.MEMBER
    )

    class Meta:
        verbose_name = _("thành viên hội đồng")
        verbose_name_plural = _("thành viên hội đồng")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "officer", "valid_from"], name="councilmember_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}"


class ScoreScheme(models.Model):
    """Criteria, pass mark and quorum from ``valid_from`` on. A change is the next version."""

    council = models.ForeignKey(
        Council, verbose_name=_("hội đồng"), on_delete=models.PROTECT, related_name="schemes"
    )
    number = models.PositiveSmallIntegerField(_("bản"))
    valid_from = models.DateField(_("áp dụng từ ngày"))
    criteria = models.JSONField(_("tiêu chí"))
    pass_mark = models.PositiveSmallIntegerField(_("điểm công nhận"), default=PASS_MARK)
    quorum_percent = models.PositiveSmallIntegerField(
        _("ít nhất bao nhiêu % thành viên chấm"), default=QUORUM_PERCENT
    )
    set_by = models.ForeignKey(
        Officer,
        verbose_name=_("người đặt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("thang điểm")
        verbose_name_plural = _("thang điểm")
        ordering = ["council", "number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="scorescheme_once"),
            models.CheckConstraint(
                name="scorescheme_of_a_hundred",
                condition=Q(pass_mark__gte=1, pass_mark__lte=ALL_POINTS)
                & Q(quorum_percent__gte=1, quorum_percent__lte=ALL_POINTS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.number}"

    @property
    def scheme(self) -> Scheme:
        """Return it as rules read it."""
        return Scheme(read_criteria(self.criteria), self.pass_mark, self.quorum_percent)


_INITIATIVE: Final[Any] = "initiatives.Initiative"


class Evaluation(models.Model):
    """One round in which a council scores an initiative, by the scheme of the day it opened."""

    initiative = models.ForeignKey(
        _INITIATIVE,
        verbose_name=_("mô hình, sáng kiến"),
        on_delete=models.PROTECT,
        related_name="evaluations",
    )
    number = models.PositiveSmallIntegerField(_("lần chấm"))
    scheme = models.ForeignKey(
        ScoreScheme, verbose_name=_("thang điểm"), on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveSmallIntegerField(_("bản mô tả được chấm"))
    opened_at = models.DateTimeField(_("mở lúc"))
    closed_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Officer,
        verbose_name=_("người chốt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    minutes = models.TextField(_("kết luận của hội đồng"), blank=True)

    class Meta:
        verbose_name = _("lần chấm điểm")
        verbose_name_plural = _("lần chấm điểm")
        ordering = ["initiative", "number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="evaluation_once"),
            models.UniqueConstraint(
                fields=["initiative"],
                name="evaluation_one_open",
                condition=Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.number}"


class Seat(models.Model):
    """A member in one evaluation: may score, or why not."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("lần chấm"), on_delete=models.PROTECT, related_name="seats"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("thành viên"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("là"), max_length=12, choices=CouncilSeatTitle)
    conflict = models.CharField(_("vì sao không được chấm"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("ghế chấm điểm")
        verbose_name_plural = _("ghế chấm điểm")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "officer"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id}"


class ScoreSheet(models.Model):
    """The points of one member. Locked as it is written; the database refuses changes."""

    seat = models.OneToOneField(
        Seat, verbose_name=_("ghế"), on_delete=models.PROTECT, related_name="sheet"
    )
    points = models.JSONField(_("điểm"))
    total = models.PositiveSmallIntegerField(_("tổng điểm"))
    remark = models.TextField(_("nhận xét"), blank=True)
    locked_at = models.DateTimeField(_("khóa lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("phiếu điểm")
        verbose_name_plural = _("phiếu điểm")
        constraints = [
            models.CheckConstraint(
                name="scoresheet_of_a_hundred", condition=Q(total__lte=ALL_POINTS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.total}"
