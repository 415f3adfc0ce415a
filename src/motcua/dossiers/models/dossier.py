"""A dossier (hồ sơ), its people, papers and charges."""

from enum import StrEnum

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Desk, Officer
from motcua.documents.models import HeldPaper, StoredFile
from motcua.dossiers.lifecycle import (
    ENDED_STATES,
    OPEN_STATES,
    DeliveryState,
    MoneyState,
    ResultMode,
    State,
    SyncState,
)
from motcua.dossiers.models.desk import Visit
from motcua.kernel.fees import Fee
from motcua.payments.models import Payment
from motcua.people.models import Person
from motcua.procedures.models import Channel, Procedure, ProcedureVersion


def choices_of(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the members of ``kind`` as Django's choices; the value stands in for a label."""
    return [(member.value, str(getattr(member, "label", member.value))) for member in kind]


class Origin(models.TextChoices):
    """Where a record comes from; figures can leave the others out."""

    LIVE = "live", _("Thật")
    DEMO = "demo", _("Trình diễn")
    IMPORTED = "imported", _("Chuyển từ hệ thống cũ")


class Dossier(models.Model):
    """One applicant's request under one procedure.

    States and dates change only through ``motcua.dossiers.services``. Business, money,
    delivery and sync are four axes that move independently.
    """

    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True, null=True, blank=True)
    tracking_code = models.CharField(_("mã tra cứu"), max_length=20, unique=True)
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("thủ tục"), on_delete=models.PROTECT, related_name="dossiers"
    )
    procedure_version = models.ForeignKey(
        ProcedureVersion,
        verbose_name=_("bản thủ tục"),
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan có thẩm quyền"),
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    receiving_agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan tiếp nhận"),
        on_delete=models.PROTECT,
        related_name="received_dossiers",
    )
    linked_agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan liên thông"),
        on_delete=models.PROTECT,
        related_name="linked_dossiers",
        null=True,
        blank=True,
        help_text=_("Cơ quan thứ hai cùng giải quyết; hồ sơ vẫn chỉ được đếm một lần."),
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="dossiers"
    )
    visit = models.ForeignKey(
        Visit,
        verbose_name=_("lượt"),
        on_delete=models.PROTECT,
        related_name="dossiers",
        null=True,
        blank=True,
    )
    channel = models.CharField(_("kênh nộp"), max_length=16, choices=Channel)
    applicant = models.ForeignKey(
        Person, verbose_name=_("người nộp"), on_delete=models.PROTECT, related_name="applications"
    )
    principal = models.ForeignKey(
        Person, verbose_name=_("chủ hồ sơ"), on_delete=models.PROTECT, related_name="dossiers"
    )
    proxy = models.ForeignKey(
        Person,
        verbose_name=_("người được ủy quyền"),
        on_delete=models.PROTECT,
        related_name="proxied_dossiers",
        null=True,
        blank=True,
    )
    helper = models.ForeignKey(
        Officer,
        verbose_name=_("người hướng dẫn"),
        on_delete=models.PROTECT,
        related_name="helped_dossiers",
        null=True,
        blank=True,
    )
    collector = models.ForeignKey(
        Person,
        verbose_name=_("người nhận kết quả"),
        on_delete=models.PROTECT,
        related_name="collected_dossiers",
        null=True,
        blank=True,
    )
    collector_proof = models.CharField(
        _("căn cứ nhận thay"), max_length=255, blank=True, help_text=_("Giấy ủy quyền, giấy tờ.")
    )
    principal_name = models.CharField(_("tên chủ hồ sơ"), max_length=255)
    search_text = models.TextField(_("chữ để tìm"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=24, choices=choices_of(State), default=State.SUBMITTED
    )
    money_state = models.CharField(
        _("tiền"), max_length=16, choices=choices_of(MoneyState), default=MoneyState.NOTHING_DUE
    )
    delivery_state = models.CharField(
        _("kết quả"),
        max_length=16,
        choices=choices_of(DeliveryState),
        default=DeliveryState.NOT_READY,
    )
    sync_state = models.CharField(
        _("đồng bộ"), max_length=16, choices=choices_of(SyncState), default=SyncState.NOT_SENT
    )
    result_mode = models.CharField(
        _("cách nhận kết quả"),
        max_length=16,
        choices=choices_of(ResultMode),
        default=ResultMode.AT_DESK,
    )
    sets_count = models.PositiveSmallIntegerField(_("số bộ"), default=1)
    note = models.TextField(_("ghi chú cho người thụ lý"), blank=True)
    origin = models.CharField(_("nguồn"), max_length=16, choices=Origin, default=Origin.LIVE)
    submitted_at = models.DateTimeField(_("nộp lúc"))
    accepted_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    clock_from = models.DateTimeField(
        _("thời hạn tính từ"),
        null=True,
        blank=True,
        help_text=_("Lúc cơ quan có thẩm quyền nhận đủ hồ sơ."),
    )
    original_due_at = models.DateTimeField(_("hẹn trả lần đầu"), null=True, blank=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    returned_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    erased_at = models.DateTimeField(
        _("xóa dữ liệu cá nhân lúc"),
        null=True,
        blank=True,
        help_text=_("Hết thời hạn lưu trữ; từ đó không còn việc nào làm được với hồ sơ."),
    )
    call_topic = models.SlugField(
        _("phải gọi báo việc"), max_length=40, blank=True, help_text=_("Người nộp không có thư.")
    )
    call_since = models.DateTimeField(_("phải gọi báo từ"), null=True, blank=True)
    book_number = models.PositiveIntegerField(
        _("số thứ tự trong sổ"), null=True, blank=True, help_text=_("Trong năm tiếp nhận.")
    )
    events_count = models.PositiveIntegerField(_("số việc đã ghi"), default=0)
    last_hash = models.CharField(_("dấu vết việc cuối"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="dossier_state_is_known",
                condition=Q(state__in=sorted(State)),
            ),
            # No promise before the clock starts, and none missing after.
            models.CheckConstraint(
                name="dossier_clock_iff_due",
                condition=Q(
                    clock_from__isnull=True, due_at__isnull=True, original_due_at__isnull=True
                )
                | Q(clock_from__isnull=False, original_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_code_iff_accepted",
                condition=Q(accepted_at__isnull=True, code__isnull=True)
                | Q(accepted_at__isnull=False, code__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_submitted_before_accepted",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("submitted_at")),
            ),
        ]
        indexes = [
            # Work lists and counts of an agency: what is due first is first.
            models.Index(
                name="dossier_open_by_due",
                fields=["agency", "due_at", "id"],
                condition=Q(state__in=sorted(OPEN_STATES)),
            ),
            # Results waiting to be handed back, and calls to make.
            models.Index(
                name="dossier_to_return",
                fields=["receiving_agency", "finished_at", "id"],
                condition=Q(state="finished"),
            ),
            # People without mail who are to be told by telephone.
            models.Index(
                name="dossier_to_call",
                fields=["receiving_agency", "call_since", "id"],
                condition=Q(call_since__isnull=False),
            ),
            # What the cashier is to take, the oldest first.
            models.Index(
                name="dossier_to_take",
                fields=["receiving_agency", "accepted_at", "id"],
                condition=Q(money_state="due"),
            ),
            # Not yet answered.
            models.Index(
                name="dossier_submitted",
                fields=["receiving_agency", "submitted_at"],
                condition=Q(state="submitted"),
            ),
            # What may be due for erasure, the longest ended first.
            models.Index(
                name="dossier_ended",
                fields=["ended_at", "id"],
                condition=Q(state__in=sorted(ENDED_STATES), erased_at__isnull=True),
            ),
            # The book of an agency, by day of acceptance.
            models.Index(name="dossier_accepted", fields=["receiving_agency", "accepted_at"]),
            # A likely duplicate is shown before acceptance.
            models.Index(
                name="dossier_same_again", fields=["principal", "procedure", "accepted_at"]
            ),
            GinIndex(SearchVector("search_text", config="simple"), name="dossier_search"),
        ]

    def __str__(self) -> str:
        return self.code or self.tracking_code

    def part_of(self, person_id: int) -> str | None:
        """Return what a person is here: applicant, proxy or principal; None is nobody."""
        parts = {
            "applicant": self.applicant_id,
            "proxy": self.proxy_id,
            "principal": self.principal_id,
        }
        return next((part for part, holder in parts.items() if holder == person_id), None)


class DossierPersonalData(models.Model):
    """What was said of people when the dossier was lodged, with the salt of its commitment.

    The ledger holds only the commitment, so this row can be erased and the chain still holds:
    ``values`` and ``salt`` are then empty.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="personal_data"
    )
    salt = models.CharField(_("muối"), max_length=64, blank=True)
    values = models.JSONField(_("nội dung"))
    erased_at = models.DateTimeField(_("xóa lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thông tin cá nhân của hồ sơ")
        verbose_name_plural = _("thông tin cá nhân của hồ sơ")

    def __str__(self) -> str:
        return f"#{self.dossier_id}"


class PaperForm(models.TextChoices):
    """What a paper was handed in as."""

    ORIGINAL = "original", _("Bản chính")
    COPY = "copy", _("Bản sao")
    CERTIFIED = "certified", _("Chứng thực")
    ELECTRONIC = "electronic", _("Điện tử")


class DossierPaper(models.Model):
    """One paper handed in; ``paper_id`` is its id in the procedure version."""

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="papers"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    paper_id = models.CharField(_("mã giấy tờ"), max_length=40, blank=True)
    name = models.TextField(_("tên giấy tờ"))
    form = models.CharField(_("loại"), max_length=16, choices=PaperForm)
    count = models.PositiveSmallIntegerField(_("số bản"), default=1)
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp quét"),
        on_delete=models.PROTECT,
        related_name="papers",
        null=True,
        blank=True,
    )
    held_paper = models.ForeignKey(
        HeldPaper,
        verbose_name=_("giấy trong kho"),
        on_delete=models.SET_NULL,
        related_name="uses",
        null=True,
        blank=True,
        help_text=_("Giấy này được dùng lại từ kho, hoặc từ hồ sơ này mà vào kho."),
    )
    is_reused = models.BooleanField(_("được tái sử dụng"), default=False)

    class Meta:
        verbose_name = _("giấy tờ đã nộp")
        verbose_name_plural = _("giấy tờ đã nộp")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="dossierpaper_order_once"),
            models.CheckConstraint(name="dossierpaper_some", condition=Q(count__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name


class Charge(models.Model):
    """What a dossier owes, and how that was settled: paid, exempt, or still due."""

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.CASCADE, related_name="charges"
    )
    name = models.CharField(_("khoản thu"), max_length=160)
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"))
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)
    exemption = models.CharField(_("miễn do"), max_length=160, blank=True)
    reckoning = models.JSONField(
        _("cách tính"), null=True, blank=True, help_text=_("Mức, số bản, số trang, phần được bớt.")
    )
    payment = models.ForeignKey(
        Payment,
        verbose_name=_("đã thu"),
        on_delete=models.PROTECT,
        related_name="charges",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("khoản phải thu")
        verbose_name_plural = _("khoản phải thu")

    def __str__(self) -> str:
        return f"{self.name} {self.amount_dong}"

    @property
    def fee(self) -> Fee | None:
        """Return how the amount was counted; None where an officer typed it."""
        return Fee.from_document(self.reckoning) if self.reckoning else None

    def take_over(self, fee: Fee) -> None:
        """Owe what ``fee`` comes to; of somebody exempt the full amount stands, not to be paid."""
        is_exempt = fee.relief is not None and fee.relief.is_whole
        self.exemption = fee.relief.name if fee.relief and is_exempt else ""
        self.amount_dong = fee.full_dong if is_exempt else fee.due_dong
        self.legal_basis = fee.rule.basis
        self.reckoning = fee.to_document()
