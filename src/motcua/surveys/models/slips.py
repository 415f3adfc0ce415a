"""Slips, and what people answered. Both only grow: a figure counted of them stays."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Desk, Officer
from motcua.dossiers.models import Dossier
from motcua.procedures.models import Channel, Procedure
from motcua.surveys.models.questionnaires import QuestionnaireVersion
from motcua.surveys.models.rounds import SampleMember


class Slip(models.Model):
    """The one slip of a dossier, issued when its result is returned or it is refused.

    It opens with the tracking code of the dossier, which stands on the paper already. What is
    counted by is copied here, so that a figure needs no row that may still move.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="slip"
    )
    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan tiếp nhận"), on_delete=models.PROTECT, related_name="+"
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="+"
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(_("kênh nộp"), max_length=16, choices=Channel)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("người trả kết quả"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    is_refusal = models.BooleanField(_("từ chối tiếp nhận"), default=False)
    issued_at = models.DateTimeField(_("phát lúc"))
    day = models.DateField(_("ngày phát"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("phiếu đánh giá")
        verbose_name_plural = _("phiếu đánh giá")
        indexes = [
            # What was handed back at a desk a moment ago, and the register of a period.
            models.Index(name="slip_issued", fields=["agency", "day"]),
            models.Index(name="slip_at_desk", fields=["desk", "issued_at"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Tablet(models.Model):
    """A tablet that stands at a desk. Its browser holds a secret of which we keep a keyed hash.

    ``code`` pairs it once and is empty afterwards.
    """

    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="tablets"
    )
    name = models.CharField(_("tên máy"), max_length=60)
    code = models.CharField(_("mã ghép"), max_length=16, blank=True)
    key = models.CharField(_("dấu vết khóa"), max_length=64, blank=True)
    registered_at = models.DateTimeField(_("lập lúc"))
    registered_by = models.ForeignKey(
        Officer,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    paired_at = models.DateTimeField(_("ghép lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("máy đánh giá tại quầy")
        verbose_name_plural = _("máy đánh giá tại quầy")
        ordering = ["desk", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="tablet_code_once"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="tablet_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class OfficeNetwork(models.Model):
    """Addresses of an office, as an administrator knows them; answers from there are flagged."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    network = models.CharField(
        _("mạng"), max_length=64, help_text=_("Ví dụ 203.0.113.7 hoặc 203.0.113.0/28.")
    )
    note = models.CharField(_("ghi chú"), max_length=120, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("mạng của cơ quan")
        verbose_name_plural = _("mạng của cơ quan")
        ordering = ["agency", "network"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "network"], name="officenetwork_once")
        ]

    def __str__(self) -> str:
        return self.network


class Entry(models.TextChoices):
    """How an answer came in."""

    LINK = "link", _("Từ đường dẫn, mã QR")
    TABLET = "tablet", _("Máy tại quầy")
    PAPER = "paper", _("Phiếu giấy")
    INTERVIEW = "interview", _("Phỏng vấn")


class Response(models.Model):
    """What somebody answered. Written once; words are kept beside it and may be blanked.

    Without ``slip`` and ``member`` it is of a visit, counted apart. ``is_counted`` is what the
    rule of the version said of its flags when it was written. Who sent it is known by keyed
    hashes of a random cookie and of the address alone.
    """

    slip = models.OneToOneField(
        Slip,
        verbose_name=_("phiếu"),
        on_delete=models.PROTECT,
        related_name="response",
        null=True,
        blank=True,
    )
    member = models.OneToOneField(
        SampleMember,
        verbose_name=_("người trong mẫu"),
        on_delete=models.PROTECT,
        related_name="response",
        null=True,
        blank=True,
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        verbose_name=_("bản phiếu hỏi"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    entry = models.CharField(_("cách gửi"), max_length=16, choices=Entry)
    tablet = models.ForeignKey(
        Tablet,
        verbose_name=_("máy"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    answers = models.JSONField(_("câu trả lời"))
    is_satisfied = models.BooleanField(_("hài lòng"), null=True)
    office_address = models.BooleanField(_("từ mạng của cơ quan"), default=False)
    office_device = models.BooleanField(_("từ máy của cán bộ"), default=False)
    many_from_device = models.BooleanField(_("nhiều phiếu từ một máy"), default=False)
    is_counted = models.BooleanField(_("được tính"), default=True)
    device_key = models.CharField(_("dấu vết máy"), max_length=64, blank=True)
    address_key = models.CharField(_("dấu vết địa chỉ"), max_length=64, blank=True)
    paper_number = models.CharField(_("số phiếu giấy"), max_length=40, blank=True)
    entered_by = models.ForeignKey(
        Officer,
        verbose_name=_("người nhập"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    happened_at = models.DateTimeField(_("trả lời lúc"))
    day = models.DateField(_("ngày trả lời"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("câu trả lời đánh giá")
        verbose_name_plural = _("câu trả lời đánh giá")
        constraints = [
            models.CheckConstraint(
                name="response_of_one_thing",
                condition=Q(slip__isnull=True) | Q(member__isnull=True),
            ),
            models.CheckConstraint(
                name="response_paper_has_number",
                condition=~Q(entry="paper") | ~Q(paper_number="") & Q(entered_by__isnull=False),
            ),
            # Nobody in an office writes an answer except as what a paper or somebody asked says.
            models.CheckConstraint(
                name="response_not_by_an_officer",
                condition=Q(entry__in=["paper", "interview"]) | Q(entered_by__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["agency", "paper_number"],
                condition=~Q(paper_number=""),
                name="response_paper_once",
            ),
        ]
        indexes = [
            models.Index(name="response_by_day", fields=["agency", "day"]),
            # How many came from one device lately.
            models.Index(
                name="response_device",
                fields=["device_key", "happened_at"],
                condition=~Q(device_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Remark(models.Model):
    """The words of an answer. Nobody reads them before somebody has hidden what names people.

    ``raw`` is emptied when ``shown`` is confirmed, and both when the dossier is erased.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Chờ che thông tin cá nhân")
        SHOWN = "shown", _("Đã che, được đọc")
        WITHHELD = "withheld", _("Không dùng được")

    response = models.OneToOneField(
        Response, verbose_name=_("câu trả lời"), on_delete=models.PROTECT, related_name="remark"
    )
    raw = models.TextField(_("lời gốc"), blank=True)
    shown = models.TextField(_("lời đã che"), blank=True)
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.WAITING)
    checked_at = models.DateTimeField(_("che lúc"), null=True, blank=True)
    checked_by = models.ForeignKey(
        Officer,
        verbose_name=_("người che"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("lời góp ý")
        verbose_name_plural = _("lời góp ý")
        indexes = [
            models.Index(name="remark_waiting", fields=["id"], condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FollowUp(models.Model):
    """What was done about an answer, in the words that the citizen is told."""

    response = models.ForeignKey(
        Response,
        verbose_name=_("câu trả lời"),
        on_delete=models.PROTECT,
        related_name="follow_ups",
    )
    text = models.TextField(_("đã làm gì"))
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    done_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("việc đã làm sau đánh giá")
        verbose_name_plural = _("việc đã làm sau đánh giá")
        ordering = ["done_at", "id"]

    def __str__(self) -> str:
        return f"#{self.pk}"
