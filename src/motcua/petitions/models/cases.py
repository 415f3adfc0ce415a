"""Complaints and denunciations: taken in, kept from everybody else, routed on.

Each has a table and a record of its own, for each follows a law of its own. Everything that
tells of people is sealed in one column: who has the database and not the key learns from it
that there is a case, of which agency, since when, and nothing more.
"""

import uuid
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.documents.models import StoredFile
from motcua.petitions.lifecycle import CaseAction, CaseState
from motcua.petitions.models.feedback import FeedbackWay

_STATES: Final = [(one.value, one.label) for one in CaseState]
_ACTIONS: Final = [(one.value, one.label) for one in CaseAction]


class Case(models.Model):
    """What a complaint and a denunciation have in common as rows.

    ``agency`` has it now, ``received_by`` had it first. ``barred`` are keys of officers whom
    the case is about: none of them opens it, whatever their role (see ``policies``).
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("mã theo dõi"), max_length=14, unique=True)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan đang giữ"), on_delete=models.PROTECT, related_name="+"
    )
    received_by = models.ForeignKey(
        Agency, verbose_name=_("cơ quan nhận"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("cách gửi"), max_length=8, choices=FeedbackWay)
    state = models.CharField(
        _("tình trạng"), max_length=16, choices=_STATES, default=CaseState.RECEIVED
    )
    lodged_at = models.DateTimeField(_("nhận lúc"))
    due_at = models.DateTimeField(_("hạn thụ lý"), null=True, blank=True)
    sealed = models.BinaryField(_("nội dung đã niêm"))
    barred = models.JSONField(_("người không được mở"), default=list, blank=True)
    files: Any = models.ManyToManyField(StoredFile, verbose_name=_("tệp kèm"), related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class CaseEvent(models.Model):
    """What a complaint's and a denunciation's events have in common. Written once.

    ``legal_basis`` and ``reason`` are told to the petitioner; no reason may name anybody.
    """

    action = models.CharField(_("việc"), max_length=16, choices=_ACTIONS)
    state_before = models.CharField(_("trước"), max_length=16, blank=True)
    state_after = models.CharField(_("sau"), max_length=16)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    document = models.CharField(_("số văn bản chuyển"), max_length=80, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    happened_at = models.DateTimeField(_("xảy ra lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.action


class Complaint(Case):
    """A complaint (khiếu nại) about an administrative decision or act, under its own law."""

    class Meta:
        verbose_name = _("khiếu nại")
        verbose_name_plural = _("khiếu nại")
        ordering = ["-lodged_at", "-pk"]
        indexes = [models.Index(name="complaint_of_agency", fields=["agency", "-lodged_at"])]


class ComplaintEvent(CaseEvent):
    """One act on a complaint."""

    case = models.ForeignKey(
        Complaint, verbose_name=_("khiếu nại"), on_delete=models.PROTECT, related_name="events"
    )

    class Meta:
        verbose_name = _("việc của khiếu nại")
        verbose_name_plural = _("việc của khiếu nại")
        ordering = ["pk"]


class Denunciation(Case):
    """A denunciation (tố cáo) of wrongdoing, whose author the law protects."""

    is_anonymous = models.BooleanField(_("không ghi tên"), default=False)

    class Meta:
        verbose_name = _("tố cáo")
        verbose_name_plural = _("tố cáo")
        ordering = ["-lodged_at", "-pk"]
        indexes = [models.Index(name="denunciation_of_agency", fields=["agency", "-lodged_at"])]


class DenunciationEvent(CaseEvent):
    """One act on a denunciation."""

    case = models.ForeignKey(
        Denunciation, verbose_name=_("tố cáo"), on_delete=models.PROTECT, related_name="events"
    )

    class Meta:
        verbose_name = _("việc của tố cáo")
        verbose_name_plural = _("việc của tố cáo")
        ordering = ["pk"]


class CaseRead(models.Model):
    """Somebody opened a complaint or a denunciation, or a file of it: each time a row."""

    complaint = models.ForeignKey(
        Complaint,
        verbose_name=_("khiếu nại"),
        on_delete=models.PROTECT,
        related_name="reads",
        null=True,
        blank=True,
    )
    denunciation = models.ForeignKey(
        Denunciation,
        verbose_name=_("tố cáo"),
        on_delete=models.PROTECT,
        related_name="reads",
        null=True,
        blank=True,
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("người mở"), on_delete=models.PROTECT, related_name="+"
    )
    is_file = models.BooleanField(_("mở tệp kèm"), default=False)
    read_at = models.DateTimeField(_("mở lúc"))

    class Meta:
        verbose_name = _("lượt mở đơn")
        verbose_name_plural = _("lượt mở đơn")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="caseread_of_one",
                condition=Q(complaint__isnull=True, denunciation__isnull=False)
                | Q(complaint__isnull=False, denunciation__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.read_at}"
