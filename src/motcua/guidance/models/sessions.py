"""Who was guided, by whom, in what; and what the same people did online afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Desk, Officer
from motcua.guidance.models.forces import Force, Helper
from motcua.guidance.models.programmes import ProgrammeVersion
from motcua.guidance.models.rosters import Shift
from motcua.guidance.programmes import LABELS

_SKILLS = [(skill.value, label) for skill, label in LABELS.items()]


class GuidanceSession(models.Model):
    """One person was guided once. Written once; the database refuses changes.

    Of the person only a keyed hash of their number is kept, and nothing of who stays unnamed.
    ``ref`` is made by the helper's telephone, so that what is sent twice is written once.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+"
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="+"
    )
    helper = models.ForeignKey(
        Helper,
        verbose_name=_("người hướng dẫn"),
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    force = models.ForeignKey(
        Force, verbose_name=_("lực lượng"), on_delete=models.PROTECT, related_name="+"
    )
    shift = models.ForeignKey(
        Shift,
        verbose_name=_("ca"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    programme = models.ForeignKey(
        ProgrammeVersion,
        verbose_name=_("bản chương trình"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"))
    is_morning = models.BooleanField(_("buổi sáng"))
    person_key = models.CharField(_("dấu vết số định danh"), max_length=64, blank=True)
    topics = models.JSONField(_("đã hướng dẫn"))
    outcomes = models.JSONField(_("tự làm được"))
    hard = models.JSONField(_("chỗ khó"), default=list, blank=True)
    is_install = models.BooleanField(_("có cài chữ ký số, VNeID"))
    minutes = models.PositiveSmallIntegerField(_("mấy phút"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("lượt hướng dẫn")
        verbose_name_plural = _("lượt hướng dẫn")
        constraints = [
            models.CheckConstraint(
                name="guidancesession_minutes_of_a_day",
                condition=Q(minutes__gte=1, minutes__lte=480),
            ),
        ]
        indexes = [
            models.Index(name="guidancesession_day", fields=["agency", "on"]),
            # The first time of a person, and what they did afterwards.
            models.Index(
                name="guidancesession_person",
                fields=["person_key", "on"],
                condition=~Q(person_key=""),
            ),
            models.Index(name="guidancesession_helper", fields=["helper", "on"]),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.ref}"


class SessionVoid(models.Model):
    """A session that was written by mistake no longer counts. Written once."""

    session = models.OneToOneField(
        GuidanceSession, verbose_name=_("lượt"), on_delete=models.PROTECT, related_name="void"
    )
    reason = models.CharField(_("lý do"), max_length=160)
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("lượt hướng dẫn đã bỏ")
        verbose_name_plural = _("lượt hướng dẫn đã bỏ")

    def __str__(self) -> str:
        return f"{self.session_id}"


class SessionRemark(models.Model):
    """What was hard, in the helper's words: beside what is counted, so that it can be emptied."""

    session = models.OneToOneField(
        GuidanceSession, verbose_name=_("lượt"), on_delete=models.PROTECT, related_name="remark"
    )
    text = models.CharField(_("chỗ khó"), max_length=200)

    class Meta:
        verbose_name = _("ghi chú lượt hướng dẫn")
        verbose_name_plural = _("ghi chú lượt hướng dẫn")

    def __str__(self) -> str:
        return f"{self.session_id}"


class StaffGuided(models.Model):
    """An officer, with or without an account, has learnt it all themselves. Written once."""

    officer = models.OneToOneField(
        Officer, verbose_name=_("cán bộ"), on_delete=models.PROTECT, related_name="guided"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("ngày"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("cán bộ đã được hướng dẫn")
        verbose_name_plural = _("cán bộ đã được hướng dẫn")

    def __str__(self) -> str:
        return f"{self.officer_id} {self.on:%d/%m/%Y}"


class LaterAct(models.Model):
    """Somebody who was guided did something online by themselves on a day.

    Known by the same keyed hash as in the session; no row says whose it is. Derived every night.
    """

    person_key = models.CharField(_("dấu vết số định danh"), max_length=64)
    skill = models.CharField(_("việc"), max_length=12, choices=_SKILLS)
    on = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("việc tự làm sau khi được hướng dẫn")
        verbose_name_plural = _("việc tự làm sau khi được hướng dẫn")
        constraints = [
            models.UniqueConstraint(fields=["person_key", "skill", "on"], name="lateract_once"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.on:%d/%m/%Y}"
