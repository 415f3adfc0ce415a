"""The sheet of a unit: what it and its appraisers said, with evidence, and what was counted."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.documents.models import StoredFile
from motcua.rankings.lifecycle import SheetAction, SheetState
from motcua.rankings.models.indices import RankingIndex
from motcua.rankings.scoring import Given, Reached

_STATES: Final = [(one.value, one.label) for one in SheetState]
_ACTIONS: Final = [(one.value, one.label) for one in SheetAction]


class EntryKind(models.TextChoices):
    """Who says something of a sub-criterion, and in which round."""

    SELF = "self", _("Tự chấm")
    APPRAISAL = "appraisal", _("Thẩm định")
    EXPLANATION = "explanation", _("Giải trình")
    REPLY = "reply", _("Trả lời giải trình")


class Sheet(models.Model):
    """One unit in one index. What it scored stands in its entries."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    index = models.ForeignKey(
        RankingIndex, verbose_name=_("bộ chỉ số"), on_delete=models.PROTECT, related_name="sheets"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=_STATES, default=SheetState.SCORING.value
    )
    extended_until = models.DateField(_("mở lại đến hết ngày"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu chấm của đơn vị")
        verbose_name_plural = _("phiếu chấm của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["index", "agency"], name="sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.index_id} {self.agency_id}"

    @property
    def stage(self) -> SheetState:
        """Return the state as rules read it."""
        return SheetState(self.state)


class SheetEvent(models.Model):
    """One thing done to a sheet that moved it. Written once."""

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("phiếu"), on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(_("việc"), max_length=12, choices=_ACTIONS)
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
    note = models.TextField(_("lý do"), blank=True)
    happened_at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("việc của phiếu chấm")
        verbose_name_plural = _("việc của phiếu chấm")
        ordering = ["sheet", "happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.action}"


class Entry(models.Model):
    """What somebody said of one sub-criterion; the latest of a kind holds. Written once.

    ``reached`` is what the unit typed; ``points`` what that comes to, or what an appraiser gave.
    An explanation has no points. Whoever covered for somebody is ``officer`` all the same.
    """

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("phiếu"), on_delete=models.PROTECT, related_name="entries"
    )
    part = models.CharField(_("mục"), max_length=60)
    kind = models.CharField(_("loại"), max_length=12, choices=EntryKind)
    reached = models.JSONField(_("kết quả đạt"), default=dict)
    points = models.DecimalField(_("điểm"), max_digits=6, decimal_places=2, null=True, blank=True)
    is_inapplicable = models.BooleanField(_("không áp dụng"), default=False)
    note = models.TextField(_("giải thích, lý do"), blank=True)
    links = models.TextField(_("địa chỉ minh chứng"), blank=True)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    happened_at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("điểm của một mục")
        verbose_name_plural = _("điểm của một mục")
        ordering = ["sheet", "pk"]
        constraints = [
            models.CheckConstraint(
                name="entry_no_points_where_inapplicable",
                condition=Q(is_inapplicable=False) | Q(points__isnull=True),
            ),
            models.CheckConstraint(
                name="entry_points_not_negative",
                condition=Q(points__isnull=True) | Q(points__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.part} {self.kind}"

    @property
    def given(self) -> Given:
        """Return the score that it gives."""
        return Given(self.points, self.is_inapplicable)

    @property
    def told(self) -> Reached:
        """Return what the unit reached, as rules read it."""
        return Reached.from_document(self.reached)

    @property
    def link_list(self) -> list[str]:
        """Return the addresses, a line each."""
        return [line.strip() for line in self.links.splitlines() if line.strip()]


class EntryFile(models.Model):
    """A file of evidence beside what somebody said. Written once."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("điểm của một mục"), on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tệp minh chứng")
        verbose_name_plural = _("tệp minh chứng")
        constraints = [
            models.UniqueConstraint(fields=["entry", "file"], name="entryfile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.file_id}"


class ComputedValue(models.Model):
    """What the product counted of a unit when self-scoring was closed. Written once.

    ``points`` is None below the least sample and where nothing was to be counted: the
    sub-criterion does not apply then, and ``note`` says why.
    """

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("phiếu"), on_delete=models.PROTECT, related_name="computed"
    )
    part = models.CharField(_("mục"), max_length=60)
    measure = models.CharField(_("số liệu"), max_length=40)
    formula = models.PositiveSmallIntegerField(_("bản công thức"))
    numerator = models.PositiveIntegerField(_("tử số"))
    denominator = models.PositiveIntegerField(_("mẫu số"))
    sample = models.PositiveIntegerField(_("cỡ mẫu n"))
    least = models.PositiveIntegerField(_("cỡ mẫu ít nhất"))
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    cut_off = models.DateTimeField(_("đếm những gì ghi trước"))
    points = models.DecimalField(_("điểm"), max_digits=6, decimal_places=2, null=True, blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("số liệu hệ thống tính")
        verbose_name_plural = _("số liệu hệ thống tính")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "part"], name="computedvalue_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.part}"

    @property
    def given(self) -> Given:
        """Return the score that it gives."""
        return Given(self.points, is_inapplicable=self.points is None)
