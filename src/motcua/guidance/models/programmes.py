"""Programmes of guidance and their versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.guidance.programmes import Item, read_items


class Programme(models.Model):
    """What helpers of a unit teach. One without an agency is for whoever has none of their own."""

    agency = models.OneToOneField(
        Agency,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="programme",
        null=True,
        blank=True,
    )
    name = models.CharField(_("tên"), max_length=160)

    class Meta:
        verbose_name = _("chương trình hướng dẫn")
        verbose_name_plural = _("chương trình hướng dẫn")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="programme_one_for_all",
                condition=models.Q(agency__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeVersion(models.Model):
    """Topics and outcomes from ``valid_from`` on. Written once; a change is the next version."""

    programme = models.ForeignKey(
        Programme,
        verbose_name=_("chương trình"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveSmallIntegerField(_("bản"))
    valid_from = models.DateField(_("áp dụng từ ngày"))
    topics = models.JSONField(_("nội dung hướng dẫn"))
    outcomes = models.JSONField(_("việc tự làm được"))
    created_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("bản chương trình hướng dẫn")
        verbose_name_plural = _("bản chương trình hướng dẫn")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programmeversion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"

    @property
    def topic_items(self) -> list[Item]:
        """Return the topics."""
        return read_items(self.topics)

    @property
    def outcome_items(self) -> list[Item]:
        """Return the outcomes."""
        return read_items(self.outcomes)
