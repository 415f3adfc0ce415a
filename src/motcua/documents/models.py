"""Files and the layouts of the official forms."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import ValidInTime
from motcua.people.models import Person


class ScanState(models.TextChoices):
    """What is known of a file's safety."""

    UNSCANNED = "unscanned", _("Chưa quét")
    WAITING = "waiting", _("Chờ quét")
    CLEAN = "clean", _("An toàn")
    INFECTED = "infected", _("Có mã độc")


class StoredFile(models.Model):
    """A file, stored once by the hash of its content.

    One that was erased has no name any more; its content leaves the disk soon after.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(_("dấu vết nội dung"), max_length=64, db_index=True)
    name = models.CharField(_("tên tệp"), max_length=255)
    content_type = models.CharField(_("kiểu"), max_length=80)
    size = models.PositiveBigIntegerField(_("kích thước (byte)"))
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    scan_state = models.CharField(
        _("quét mã độc"), max_length=16, choices=ScanState, default=ScanState.UNSCANNED
    )
    scanned_at = models.DateTimeField(_("quét lúc"), null=True, blank=True)
    scan_finding = models.CharField(_("mã độc tìm thấy"), max_length=120, blank=True)
    stored_at = models.DateTimeField(_("lưu lúc"))
    stored_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người lưu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    stored_by_person = models.ForeignKey(
        Person,
        verbose_name=_("người dân gửi"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    erased_at = models.DateTimeField(_("xóa theo thời hạn lúc"), null=True, blank=True)
    removed_at = models.DateTimeField(_("gỡ khỏi đĩa lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        indexes = [
            # What the sweeper has yet to take from the disk.
            models.Index(
                name="storedfile_to_remove",
                fields=["erased_at", "id"],
                condition=Q(erased_at__isnull=False, removed_at__isnull=True),
            ),
            # What the scanner has yet to see, the longest waiting first.
            models.Index(
                name="storedfile_to_scan",
                fields=["id"],
                condition=Q(scan_state__in=["unscanned", "waiting"], erased_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way here in pieces, of an officer or of a citizen; it ends as a stored file.

    How much of it has arrived is what is on the disk, so a killed server loses nothing.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("cán bộ gửi"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người dân gửi"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    size = models.PositiveBigIntegerField(_("kích thước (byte)"))
    fingerprint = models.CharField(
        _("dấu riêng"),
        max_length=80,
        blank=True,
        help_text=_("Trình duyệt đặt, để nhận ra đúng tệp khi gửi tiếp."),
    )
    sha256 = models.CharField(_("dấu vết đã khai"), max_length=64, blank=True)
    begun_at = models.DateTimeField(_("bắt đầu lúc"))
    expires_at = models.DateTimeField(_("bỏ nếu chưa xong trước"))
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp đã lưu"),
        on_delete=models.CASCADE,
        related_name="uploads",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("lần gửi tệp")
        verbose_name_plural = _("lần gửi tệp")
        constraints = [
            models.CheckConstraint(
                name="upload_of_one_owner",
                condition=Q(officer__isnull=True, person__isnull=False)
                | Q(officer__isnull=False, person__isnull=True),
            ),
        ]
        indexes = [
            # What the sweeper drops.
            models.Index(name="upload_expires", fields=["expires_at"]),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class PaperKind(models.Model):
    """A kind of paper that a person keeps: the same whatever a procedure calls it."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=160)
    names = models.TextField(
        _("gọi trong thủ tục là"),
        blank=True,
        help_text=_("Mỗi dòng một cách gọi. Giấy tờ có tên chứa dòng nào thì là loại này."),
    )
    issuer = models.CharField(_("cơ quan cấp"), max_length=160, blank=True)
    valid_months = models.PositiveSmallIntegerField(
        _("có giá trị (tháng)"),
        null=True,
        blank=True,
        help_text=_("Tính từ ngày cấp. Để trống: không có thời hạn."),
    )
    database = models.CharField(
        _("cơ sở dữ liệu đã có"),
        max_length=160,
        blank=True,
        help_text=_("Ghi tên cơ sở dữ liệu đã có giấy này; khi đó muốn thu phải ghi lý do."),
    )

    class Meta:
        verbose_name = _("loại giấy tờ")
        verbose_name_plural = _("loại giấy tờ")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HeldPaper(models.Model):
    """A paper in a person's store: verified once, used again by reference while it is valid."""

    class Source(models.TextChoices):
        """Where the store has it from."""

        DESK = "desk", _("Số hóa tại bộ phận một cửa")
        RESULT = "result", _("Kết quả giải quyết thủ tục")
        NATIONAL = "national", _("Kho dữ liệu quốc gia")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("của ai"), on_delete=models.PROTECT, related_name="held_papers"
    )
    kind = models.ForeignKey(
        PaperKind,
        verbose_name=_("loại giấy tờ"),
        on_delete=models.PROTECT,
        related_name="held_papers",
    )
    name = models.CharField(_("tên giấy tờ"), max_length=255)
    issuer = models.CharField(_("cơ quan cấp"), max_length=160, blank=True)
    number = models.CharField(_("số"), max_length=60, blank=True)
    valid_from = models.DateField(_("ngày cấp"), null=True, blank=True)
    valid_to = models.DateField(_("có giá trị đến"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="held_papers"
    )
    source = models.CharField(_("nguồn"), max_length=16, choices=Source)
    source_key = models.CharField(
        _("từ hồ sơ"), max_length=40, blank=True, help_text=_("Mã theo dõi của hồ sơ.")
    )
    verified_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người đối chiếu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    verified_at = models.DateTimeField(_("đối chiếu lúc"))
    is_digitised = models.BooleanField(_("được số hóa"), default=False)
    is_reused = models.BooleanField(_("được tái sử dụng"), default=False)
    is_from_national_store = models.BooleanField(_("lấy từ kho quốc gia"), default=False)
    replacing_result_code = models.CharField(_("mã kết quả thay thế"), max_length=60, blank=True)
    objected_at = models.DateTimeField(_("người dân phản đối lúc"), null=True, blank=True)
    objection = models.TextField(_("nội dung phản đối"), blank=True)
    withdrawn_at = models.DateTimeField(
        _("thôi dùng từ"),
        null=True,
        blank=True,
        help_text=_("Kết quả đã bị thay thế, hoặc phản đối được chấp nhận."),
    )

    class Meta:
        verbose_name = _("giấy tờ trong kho")
        verbose_name_plural = _("giấy tờ trong kho")
        ordering = ["person", "kind", "-verified_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "file"], name="heldpaper_file_once"),
            models.CheckConstraint(
                name="heldpaper_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class FormTemplate(ValidInTime):
    """Layout and words of one official form, valid in time; an administrator may change both."""

    kind = models.SlugField(_("biểu mẫu"), max_length=32)
    number = models.CharField(_("mẫu số"), max_length=8)
    name = models.CharField(_("tên"), max_length=200)
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    layout = models.TextField(_("bố cục"))
    texts = models.JSONField(_("câu chữ"), default=dict)
    edition = models.PositiveIntegerField(_("lần sửa"), default=1)

    class Meta:
        verbose_name = _("mẫu biểu")
        verbose_name_plural = _("mẫu biểu")
        ordering = ["kind", "valid_from", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from", "edition"], name="formtemplate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
