"""The registry: initiatives, the versions of their descriptions, their events, yearly plans."""

import uuid
from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.initiatives.content import (
    AREAS,
    Aim,
    Author,
    Kind,
    Level,
    Reach,
    Stage,
    read_aims,
    read_authors,
    read_stages,
)
from motcua.initiatives.lifecycle import Action, State
from motcua.initiatives.likeness import Keys
from motcua.initiatives.models.councils import Council
from motcua.initiatives.models.delegations import Delegation

_STATES: Final = [(one.value, one.label) for one in State]
_ACTIONS: Final = [(one.value, one.label) for one in Action]
_KINDS: Final = [(one.value, one.label) for one in Kind]
_REACHES: Final = [(one.value, one.label) for one in Reach]


class Initiative(models.Model):
    """A model, initiative or solution that a unit registers.

    What it says stands in its versions; ``title`` and what is searched are those of the newest.
    It has a ``code`` from its registration on.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("mã"), max_length=16, blank=True)
    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="initiatives"
    )
    kind = models.CharField(_("loại"), max_length=12, choices=_KINDS)
    area = models.PositiveSmallIntegerField(_("lĩnh vực cải cách"), choices=sorted(AREAS.items()))
    state = models.CharField(
        _("tình trạng"), max_length=16, choices=_STATES, default=State.DRAFT.value
    )
    title = models.CharField(_("tên"), max_length=200)
    versions_count = models.PositiveSmallIntegerField(_("số bản"), default=0)
    search_text = models.TextField(_("chữ để tìm"), blank=True)
    title_key = models.CharField(_("chữ của tên để so"), max_length=255, blank=True)
    text_key = models.TextField(_("chữ của mô tả để so"), blank=True)
    source = models.ForeignKey(
        "self",
        verbose_name=_("phát triển từ"),
        on_delete=models.PROTECT,
        related_name="descendants",
        null=True,
        blank=True,
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("học từ đoàn"),
        on_delete=models.PROTECT,
        related_name="brought_home",
        null=True,
        blank=True,
    )
    council = models.ForeignKey(
        Council,
        verbose_name=_("hội đồng xét"),
        on_delete=models.PROTECT,
        related_name="initiatives",
        null=True,
        blank=True,
    )
    registered_on = models.DateField(_("ngày đăng ký"), null=True, blank=True)
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    recognised_reach = models.CharField(
        _("phạm vi ảnh hưởng được công nhận"), max_length=12, choices=_REACHES, blank=True
    )
    published_at = models.DateTimeField(_("đưa vào thư viện lúc"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("mô hình, sáng kiến")
        verbose_name_plural = _("mô hình, sáng kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="initiative_code_once", condition=~Q(code="")
            ),
            models.CheckConstraint(
                name="initiative_code_iff_registered",
                condition=Q(code="", registered_on__isnull=True)
                | (~Q(code="") & Q(registered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="initiative_decision_whole",
                condition=Q(decision_number="", decision_on__isnull=True)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
            ),
        ]
        indexes = [
            # The list of a unit, and the list of a period.
            models.Index(name="initiative_agency", fields=["agency", "registered_on"]),
            models.Index(name="initiative_registered", fields=["registered_on"]),
            # The library.
            GinIndex(SearchVector("search_text", config="simple"), name="initiative_words"),
        ]

    def __str__(self) -> str:
        return self.code or self.title

    @property
    def keys(self) -> Keys:
        """Return what is compared with others."""
        return Keys(self.title_key, self.text_key)

    @property
    def is_published(self) -> bool:
        """Say whether it stands in the library."""
        return self.published_at is not None


class InitiativeVersion(models.Model):
    """What an initiative says of itself. Written once; a change is the next version."""

    initiative = models.ForeignKey(
        Initiative,
        verbose_name=_("mô hình, sáng kiến"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveSmallIntegerField(_("bản"))
    title = models.CharField(_("tên"), max_length=200)
    summary = models.CharField(_("một câu"), max_length=400)
    problem = models.TextField(_("vì sao cần"))
    description = models.TextField(_("cách làm"))
    audience = models.CharField(_("cho ai"), max_length=255)
    novelty = models.TextField(_("điểm mới"), blank=True)
    steps = models.JSONField(_("các bước"), default=list, blank=True)
    applied_where = models.CharField(_("áp dụng ở đâu"), max_length=255, blank=True)
    started_on = models.DateField(_("áp dụng từ ngày"), null=True, blank=True)
    cost_dong = models.PositiveBigIntegerField(_("chi phí (đồng)"), null=True, blank=True)
    cost_note = models.CharField(_("chi cho việc gì"), max_length=255, blank=True)
    saving = models.CharField(_("tiết kiệm được gì"), max_length=255, blank=True)
    materials = models.TextField(_("tài liệu"), blank=True)
    evidence = models.TextField(_("minh chứng"), blank=True)
    contact = models.CharField(_("liên hệ"), max_length=255)
    reach = models.CharField(_("phạm vi ảnh hưởng"), max_length=12, choices=_REACHES)
    authors = models.JSONField(_("tác giả"))
    aims = models.JSONField(_("chỉ số muốn cải thiện"), default=list, blank=True)
    written_by = models.ForeignKey(
        Officer,
        verbose_name=_("người viết"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("bản mô tả")
        verbose_name_plural = _("bản mô tả")
        ordering = ["initiative", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "number"], name="initiativeversion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def stages(self) -> list[Stage]:
        """Return the steps for whoever wants to do the same."""
        return read_stages(self.steps)

    @property
    def author_parts(self) -> list[Author]:
        """Return the authors and their parts."""
        return read_authors(self.authors)

    @property
    def aimed(self) -> list[Aim]:
        """Return the figures that it wants to move."""
        return read_aims(self.aims)


class InitiativeEvent(models.Model):
    """Something was done with an initiative. Written once; the database refuses changes."""

    initiative = models.ForeignKey(
        Initiative,
        verbose_name=_("mô hình, sáng kiến"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    action = models.CharField(_("việc"), max_length=24, choices=_ACTIONS)
    from_state = models.CharField(_("từ tình trạng"), max_length=16, choices=_STATES)
    to_state = models.CharField(_("đến tình trạng"), max_length=16, choices=_STATES)
    version = models.PositiveSmallIntegerField(_("bản mô tả"))
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
        verbose_name = _("việc với mô hình, sáng kiến")
        verbose_name_plural = _("việc với mô hình, sáng kiến")
        ordering = ["happened_at", "pk"]
        indexes = [
            # How many were registered on a day.
            models.Index(
                name="initiativeevent_registered",
                fields=["happened_at"],
                condition=Q(action=Action.REGISTER.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.action}"


class Recognition(models.Model):
    """One decision by which an initiative was recognised, and at which level.

    The initiative says the newest. Written once; the database refuses changes.
    """

    initiative = models.ForeignKey(
        Initiative,
        verbose_name=_("mô hình, sáng kiến"),
        on_delete=models.PROTECT,
        related_name="recognitions",
    )
    council = models.ForeignKey(
        Council, verbose_name=_("hội đồng"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(
        _("cấp công nhận"), max_length=12, choices=[(one.value, one.label) for one in Level]
    )
    number = models.CharField(_("số quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    reach = models.CharField(_("phạm vi ảnh hưởng"), max_length=12, choices=_REACHES)
    recorded_by = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("quyết định công nhận")
        verbose_name_plural = _("quyết định công nhận")
        ordering = ["initiative", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.level}"


class YearPlan(models.Model):
    """How many models and initiatives a unit wants to register in a year."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    target = models.PositiveSmallIntegerField(_("chỉ tiêu"))
    note = models.CharField(_("ghi chú"), max_length=255, blank=True)
    set_by = models.ForeignKey(
        Officer,
        verbose_name=_("người đặt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    set_at = models.DateTimeField(_("đặt lúc"))

    class Meta:
        verbose_name = _("kế hoạch sáng kiến năm")
        verbose_name_plural = _("kế hoạch sáng kiến năm")
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="yearplan_once"),
            models.CheckConstraint(name="yearplan_of_some", condition=Q(target__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.target}"
