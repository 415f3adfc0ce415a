"""The index of a year and a level: as it is drafted, as it was issued, who leads which area."""

import uuid
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer, Unit
from motcua.rankings.lifecycle import IndexAction, IndexState, Level
from motcua.rankings.structure import Structure

_STATES: Final = [(one.value, one.label) for one in IndexState]
_ACTIONS: Final = [(one.value, one.label) for one in IndexAction]
_LEVELS: Final = [(one.value, one.label) for one in Level]
IN_PLACE: Final = 0
"""The area of a lead who appraises whatever the agency that runs the ranking may not."""


class RankingIndex(models.Model):
    """By what a province ranks its units of one level for a year; ``agency`` runs the ranking.

    ``document`` is the draft. From its issue on what holds is the document of ``IndexIssue``.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(_("tên trong địa chỉ"), max_length=40, unique=True)
    province = models.ForeignKey(
        Unit, verbose_name=_("tỉnh, thành phố"), on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan tổ chức"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    level = models.CharField(_("cấp"), max_length=8, choices=_LEVELS)
    title = models.CharField(_("tên"), max_length=200)
    legal_basis = models.CharField(_("văn bản ban hành"), max_length=255, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=_STATES, default=IndexState.DRAFT.value
    )
    document = models.JSONField(_("lĩnh vực, tiêu chí, điểm"))
    score_until = models.DateField(_("hạn tự chấm"))
    appraise_until = models.DateField(_("hạn thẩm định"))
    explain_until = models.DateField(_("hạn giải trình"))
    reply_until = models.DateField(_("hạn trả lời giải trình"))
    copied_from = models.ForeignKey(
        "self",
        verbose_name=_("chép từ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decision_number = models.CharField(_("số quyết định phê duyệt"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bộ chỉ số của năm")
        verbose_name_plural = _("bộ chỉ số của năm")
        ordering = ["-year", "level", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "year", "level"], name="rankingindex_once"
            ),
            models.CheckConstraint(
                name="rankingindex_deadlines_in_order",
                condition=Q(
                    appraise_until__gte=F("score_until"),
                    explain_until__gte=F("appraise_until"),
                    reply_until__gte=F("explain_until"),
                ),
            ),
            models.CheckConstraint(
                name="rankingindex_decision_whole",
                condition=Q(decision_number="", decision_on__isnull=True)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="rankingindex_published_iff_closed",
                condition=Q(state="closed", published_at__isnull=False)
                | (~Q(state="closed") & Q(published_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def structure(self) -> Structure:
        """Return the draft as rules read it."""
        return Structure.from_document(self.document)

    @property
    def stage(self) -> IndexState:
        """Return the state as rules read it."""
        return IndexState(self.state)

    @property
    def tier(self) -> Level:
        """Return the level as rules read it."""
        return Level(self.level)

    @property
    def deadlines(self) -> list[tuple[Any, date]]:
        """Return what is due until when, in order."""
        return [
            (_("Tự chấm"), self.score_until),
            (_("Thẩm định"), self.appraise_until),
            (_("Giải trình"), self.explain_until),
            (_("Trả lời giải trình"), self.reply_until),
        ]


class IndexIssue(models.Model):
    """An index as it was issued; the database refuses changes."""

    index = models.OneToOneField(
        RankingIndex, verbose_name=_("bộ chỉ số"), on_delete=models.PROTECT, related_name="issue"
    )
    document = models.JSONField(_("lĩnh vực, tiêu chí, điểm"))
    legal_basis = models.CharField(_("văn bản ban hành"), max_length=255, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    issued_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ban hành"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    issued_at = models.DateTimeField(_("ban hành lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("bộ chỉ số đã ban hành")
        verbose_name_plural = _("bộ chỉ số đã ban hành")

    def __str__(self) -> str:
        return f"{self.index_id}"

    @property
    def structure(self) -> Structure:
        """Return it as rules read it."""
        return Structure.from_document(self.document)


class IndexLead(models.Model):
    """An agency appraises an area of an index; area 0 is what the running agency may not."""

    index = models.ForeignKey(
        RankingIndex, verbose_name=_("bộ chỉ số"), on_delete=models.PROTECT, related_name="leads"
    )
    area = models.PositiveSmallIntegerField(_("lĩnh vực"))
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan thẩm định"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("cơ quan chủ trì thẩm định")
        verbose_name_plural = _("cơ quan chủ trì thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["index", "area"], name="indexlead_once"),
        ]

    def __str__(self) -> str:
        return f"{self.index_id} {self.area}"


class IndexEvent(models.Model):
    """One thing done to an index. Written once."""

    index = models.ForeignKey(
        RankingIndex, verbose_name=_("bộ chỉ số"), on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(_("việc"), max_length=16, choices=_ACTIONS)
    from_state = models.CharField(_("từ tình trạng"), max_length=12, choices=_STATES)
    to_state = models.CharField(_("đến tình trạng"), max_length=12, choices=_STATES)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.TextField(_("ghi chú"), blank=True)
    happened_at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("việc của bộ chỉ số")
        verbose_name_plural = _("việc của bộ chỉ số")
        ordering = ["index", "happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.index_id} {self.action}"
