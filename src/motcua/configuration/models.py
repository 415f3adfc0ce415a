"""The log of every change of configuration, and what is switched off."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Account
from motcua.agencies.models import Agency
from motcua.configuration.features import Feature

_FEATURES: Final = [(one.value, one.label) for one in Feature]


class Change(models.Model):
    """One row of one table of configuration, changed once. Triggers write it, nobody else.

    An update holds the columns that changed, as they were and as they became. ``batch`` is the
    transaction, so what was done together is found together. The database refuses changes.
    """

    class Action(models.TextChoices):
        """What happened to the row."""

        INSERT = "insert", _("Thêm")
        UPDATE = "update", _("Sửa")
        DELETE = "delete", _("Xóa")
        TRUNCATE = "truncate", _("Xóa cả bảng")

    class Source(models.TextChoices):
        """Where it was done."""

        PAGE = "page", _("Trên trang")
        COMMAND = "command", _("Bằng lệnh")
        PROGRAM = "program", _("Chương trình tự làm")
        SQL = "sql", _("Thẳng vào cơ sở dữ liệu")

    table_name = models.CharField(_("bảng"), max_length=63)
    row_key = models.CharField(_("số của dòng"), max_length=64, blank=True)
    row_name = models.CharField(_("tên của dòng"), max_length=255, blank=True)
    action = models.CharField(_("việc"), max_length=8, choices=Action)
    before = models.JSONField(_("trước"), null=True)
    after = models.JSONField(_("sau"), null=True)
    # Whoever changes configuration outside must not be stopped by a constraint of its log.
    account = models.ForeignKey(
        Account,
        verbose_name=_("tài khoản"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    actor_name = models.CharField(_("người làm"), max_length=255, blank=True)
    source = models.CharField(_("cách làm"), max_length=16, choices=Source)
    reason = models.CharField(_("lý do"), max_length=255, blank=True)
    batch = models.BigIntegerField(_("cùng một lần"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("thay đổi cấu hình")
        verbose_name_plural = _("thay đổi cấu hình")
        ordering = ["-pk"]
        indexes = [
            # The history of a table, or of one row of it, the newest first.
            models.Index(name="change_of_row", fields=["table_name", "row_key", "-id"]),
            # What somebody did, the newest first.
            models.Index(
                name="change_by_account",
                fields=["account", "-id"],
                condition=models.Q(account__isnull=False),
            ),
            # What was done on a day.
            models.Index(name="change_recorded", fields=["recorded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table_name} {self.row_name}"


class FeatureSwitch(models.Model):
    """A feature that is switched off, everywhere or (``agency``) in one agency, and why.

    Without a row a feature is on.
    """

    feature = models.CharField(_("chức năng"), max_length=24, choices=_FEATURES)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: mọi cơ quan."),
    )
    is_on = models.BooleanField(_("đang mở"), default=False)
    sentence = models.CharField(
        _("lời báo khi tắt"), max_length=300, blank=True, help_text=_("Để trống: lời có sẵn.")
    )

    class Meta:
        verbose_name = _("công tắc chức năng")
        verbose_name_plural = _("công tắc chức năng")
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "agency"], nulls_distinct=False, name="featureswitch_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.agency_id or '*'}"
