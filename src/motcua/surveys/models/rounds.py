"""Surveys of a sample: whom chance chose, who asks them, and whether they answered."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models import Dossier
from motcua.surveys.models.questionnaires import QuestionnaireVersion


class SurveyRound(models.Model):
    """A survey of those whose result an agency returned in a period.

    ``recorded_before`` and ``seed`` are kept so that anybody can draw the same sample again.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan được hỏi về"), on_delete=models.PROTECT, related_name="+"
    )
    run_by = models.ForeignKey(
        Agency, verbose_name=_("cơ quan điều tra"), on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        verbose_name=_("bản phiếu hỏi"),
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    first_on = models.DateField(_("trả từ ngày"))
    last_on = models.DateField(_("đến hết ngày"))
    margin_percent = models.PositiveSmallIntegerField(_("sai số (%)"))
    population = models.PositiveIntegerField(_("tổng thể N"))
    size = models.PositiveIntegerField(_("cỡ mẫu n"))
    seed = models.CharField(_("số gieo"), max_length=32)
    recorded_before = models.DateTimeField(_("chốt danh sách ghi trước"))
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("đợt điều tra")
        verbose_name_plural = _("đợt điều tra")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="surveyround_days_in_order", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="surveyround_by_another", condition=~Q(agency=F("run_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.first_on:%d/%m/%Y}-{self.last_on:%d/%m/%Y}"


class SampleMember(models.Model):
    """Somebody whom chance chose, by the dossier they had; ``place`` is the order of the draw."""

    class State(models.TextChoices):
        """How far asking has come."""

        WAITING = "waiting", _("Chưa hỏi")
        NOT_REACHED = "not_reached", _("Chưa gặp được")
        ANSWERED = "answered", _("Đã trả lời")
        REFUSED = "refused", _("Không muốn trả lời")

    survey = models.ForeignKey(
        SurveyRound, verbose_name=_("đợt"), on_delete=models.PROTECT, related_name="members"
    )
    place = models.PositiveIntegerField(_("thứ tự rút"))
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="+"
    )
    interviewer = models.ForeignKey(
        Officer,
        verbose_name=_("người hỏi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.WAITING)
    told_at = models.DateTimeField(_("cập nhật lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("người trong mẫu")
        verbose_name_plural = _("người trong mẫu")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "place"], name="samplemember_place_once"),
            models.UniqueConstraint(fields=["survey", "dossier"], name="samplemember_once"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.place}"
