"""What comes from the national portal: dossiers, copies of others' dossiers, the catalogue."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import choices_of
from motcua.indicators.facts import Outcome
from motcua.kernel.punctuality import Punctuality
from motcua.procedures.models import Channel, Procedure


class PortalList(models.TextChoices):
    """Which list of the portal is read; each counts its entries by numbers that only grow."""

    LODGED = "lodged", _("Hồ sơ nộp tại Cổng")
    MIRRORED = "mirrored", _("Hồ sơ hệ thống bộ xử lý")
    CATALOGUE = "catalogue", _("Thay đổi của danh mục thủ tục")


class PortalMark(models.Model):
    """How far a list of the portal is read; moved with what was taken in, never without it.

    Its row is held while an entry is taken in, so two who read at once take it in once.
    """

    list = models.CharField(_("danh sách"), max_length=16, choices=PortalList, unique=True)
    number = models.PositiveBigIntegerField(_("đã đọc đến số"), default=0)
    read_at = models.DateTimeField(_("đọc lần cuối"), null=True, blank=True)
    problem = models.CharField(_("vì sao chưa đọc được"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("mốc đọc Cổng quốc gia")
        verbose_name_plural = _("mốc đọc Cổng quốc gia")

    def __str__(self) -> str:
        return f"{self.list} {self.number}"


class PortalLeft(models.Model):
    """An entry that could not be taken in: why, and what it says, so that it can be tried again.

    Gone once it is taken in. ``content`` holds no more than taking it in needs.
    """

    list = models.CharField(_("danh sách"), max_length=16, choices=PortalList)
    key = models.CharField(_("mã ở Cổng"), max_length=80)
    number = models.PositiveBigIntegerField(_("số thứ tự ở Cổng"))
    content = models.JSONField(_("nội dung"))
    reason = models.CharField(_("chưa nhận được vì"), max_length=500)
    left_at = models.DateTimeField(_("từ lúc"))
    tried_at = models.DateTimeField(_("thử lần cuối"))
    tries = models.PositiveIntegerField(_("số lần thử"), default=1)

    class Meta:
        verbose_name = _("mục chưa nhận được từ Cổng")
        verbose_name_plural = _("mục chưa nhận được từ Cổng")
        ordering = ["left_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "key"], name="portalleft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list} #{self.pk}"


class PortalLodging(models.Model):
    """A dossier that was lodged at the national portal, and whether the portal knows we have it.

    ``troubles`` are files that could not be kept: pairs of name and reason.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="portal_lodging"
    )
    portal_code = models.CharField(_("mã hồ sơ ở Cổng"), max_length=80, unique=True)
    number = models.PositiveBigIntegerField(_("số thứ tự ở Cổng"))
    is_identified = models.BooleanField(_("tài khoản đã xác thực VNeID"), default=False)
    says_paid = models.BooleanField(_("Cổng báo đã nộp tiền"), default=False)
    troubles = models.JSONField(_("tệp không giữ được"), default=list, blank=True)
    taken_at = models.DateTimeField(_("nhận lúc"))
    told_at = models.DateTimeField(_("đã báo Cổng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nộp tại Cổng quốc gia")
        verbose_name_plural = _("lần nộp tại Cổng quốc gia")
        indexes = [
            # What the portal is still to be told; nearly always none.
            models.Index(
                name="portallodging_untold", fields=["id"], condition=Q(told_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.portal_code


class MirroredDossier(models.Model):
    """A dossier that a ministry's system handles, as the portal last told of it. Read only.

    It is no ``Dossier``: nothing can be done to it here, it stands in no ledger, and its dates
    are those that it came with. Of its people only the owner's name is kept, shortened.
    """

    code = models.CharField(_("mã hồ sơ"), max_length=80, unique=True)
    number = models.PositiveBigIntegerField(_("số thứ tự ở Cổng"))
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan giải quyết"),
        on_delete=models.PROTECT,
        related_name="mirrored_dossiers",
    )
    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("thủ tục trong danh mục"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Để trống: danh mục ở đây không có thủ tục ấy."),
    )
    procedure_code = models.CharField(_("mã thủ tục"), max_length=40)
    procedure_name = models.TextField(_("thủ tục"))
    field = models.CharField(_("lĩnh vực"), max_length=160)
    field_slug = models.SlugField(_("lĩnh vực trong địa chỉ"), max_length=160)
    channel = models.CharField(_("kênh nộp"), max_length=16, choices=Channel)
    owner = models.CharField(_("chủ hồ sơ, viết tắt"), max_length=255)
    handled_by = models.CharField(_("nơi xử lý"), max_length=255, blank=True)
    state = models.CharField(_("trạng thái"), max_length=24, choices=choices_of(State))
    submitted_at = models.DateTimeField(_("nộp lúc"))
    accepted_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    waiting_at = models.DateTimeField(_("chờ bổ sung từ"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xử lý xong lúc"), null=True, blank=True)
    returned_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    progress = models.JSONField(
        _("quá trình xử lý"),
        default=list,
        blank=True,
        help_text=_("at, unit, title, state của từng bước; không có tên người."),
    )
    # For counting, as facts have them; of what was never accepted they are empty.
    outcome = models.CharField(
        _("kết thúc thế nào"),
        max_length=16,
        choices=[(one.value, one.label) for one in Outcome],
    )
    accepted_on = models.DateField(_("ngày tiếp nhận"), null=True, blank=True)
    ended_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    waiting_on = models.DateField(_("ngày yêu cầu bổ sung"), null=True, blank=True)
    due_on = models.DateField(_("ngày hẹn"), null=True, blank=True)
    by_day = models.CharField(
        _("theo ngày"),
        max_length=8,
        blank=True,
        choices=[("", "–"), *((one.value, one.label) for one in Punctuality)],
    )
    first_at = models.DateTimeField(_("nhận lần đầu lúc"))
    heard_at = models.DateTimeField(_("nhận tin cuối lúc"))

    class Meta:
        verbose_name = _("hồ sơ hệ thống bộ xử lý")
        verbose_name_plural = _("hồ sơ hệ thống bộ xử lý")
        constraints = [
            models.CheckConstraint(
                name="mirroreddossier_state_is_known",
                condition=Q(state__in=sorted(state.value for state in State)),
            ),
            models.CheckConstraint(
                name="mirroreddossier_ended_after_accepted",
                condition=Q(accepted_at__isnull=True)
                | Q(ended_at__isnull=True)
                | Q(ended_at__gte=F("accepted_at")),
            ),
        ]
        indexes = [
            # An agency's own, the latest first; and its figures.
            models.Index(name="mirroreddossier_agency", fields=["agency", "-submitted_at"]),
            models.Index(name="mirroreddossier_counted", fields=["agency", "accepted_on"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def stands(self) -> State:
        """Return where it stands."""
        return State(self.state)


class CatalogueProposal(models.Model):
    """A text of a procedure that the portal says will hold; an administrator decides.

    Nothing comes of it by itself: taken over it becomes a draft, which is published, or not,
    like any other.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Chờ quyết định")
        TAKEN_OVER = "taken_over", _("Đã đưa vào bản thảo")
        DECLINED = "declined", _("Không dùng")
        REPLACED = "replaced", _("Có tin mới hơn")

    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("thủ tục"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    number = models.PositiveBigIntegerField(_("số thứ tự ở Cổng"), unique=True)
    valid_from = models.DateField(_("hiệu lực từ"))
    content = models.JSONField(_("nội dung"))
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.WAITING)
    reason = models.CharField(_("lý do không dùng"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Officer,
        verbose_name=_("người quyết định"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("đề xuất sửa thủ tục")
        verbose_name_plural = _("đề xuất sửa thủ tục")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state="waiting"),
                name="catalogueproposal_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} #{self.number}"

    @property
    def text(self) -> Any:
        """Return ``content``; a name that reads well in templates."""
        return self.content
