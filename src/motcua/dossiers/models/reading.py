"""Who opened whose data: a row an officer, dossier and day; a line for what is of no one dossier.

The database refuses to delete any of it, to lower a count, and to change who and when.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models.dossier import Dossier


class DossierRead(models.Model):
    """An officer opened personal data of a dossier on a day: when, how often, and why.

    ``count`` is every opening, ``documents_count`` those of scans and forms among them,
    ``outside_count`` those outside working hours. ``is_own_work`` stays false once it was no
    work of one's own. ``count`` is 0 where a reason was given and nothing opened yet.
    """

    class Reason(models.TextChoices):
        """Why somebody opens a dossier that is no work of theirs."""

        INSPECTION = "inspection", _("Kiểm tra, giám sát theo kế hoạch")
        COMPLAINT = "complaint", _("Giải quyết phản ánh, khiếu nại, tố cáo")
        REQUEST = "request", _("Người dân hỏi về hồ sơ của mình")
        COLLEAGUE = "colleague", _("Hỗ trợ đồng nghiệp đang thụ lý")
        REPORT = "report", _("Đối chiếu số liệu, báo cáo")
        OTHER = "other", _("Việc khác, ghi rõ bên dưới")

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="reads"
    )
    officer = models.ForeignKey(
        Officer, verbose_name=_("người xem"), on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("ngày"))
    first_at = models.DateTimeField(_("lần đầu"))
    last_at = models.DateTimeField(_("lần cuối"))
    count = models.PositiveIntegerField(_("số lần"), default=1)
    documents_count = models.PositiveIntegerField(_("số lần mở giấy tờ"), default=0)
    outside_count = models.PositiveIntegerField(_("số lần ngoài giờ"), default=0)
    is_own_work = models.BooleanField(_("thuộc việc của mình"), default=True)
    reason = models.CharField(_("lý do"), max_length=16, choices=Reason, blank=True)
    reason_text = models.CharField(_("nói rõ lý do"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("lượt xem hồ sơ")
        verbose_name_plural = _("lượt xem hồ sơ")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "officer", "day"], name="dossierread_once_a_day"
            ),
            models.CheckConstraint(
                name="dossierread_parts_of_the_whole",
                condition=Q(documents_count__lte=F("count"), outside_count__lte=F("count")),
            ),
        ]
        indexes = [
            # The auditor's list, the latest first.
            models.Index(name="dossierread_latest", fields=["-last_at", "-id"]),
            # Reads of one officer, and how many a day.
            models.Index(name="dossierread_by_officer", fields=["officer", "-day"]),
            # Signs: few among many.
            models.Index(
                name="dossierread_outside",
                fields=["-last_at", "-id"],
                condition=Q(outside_count__gt=0),
            ),
            models.Index(
                name="dossierread_not_own",
                fields=["-last_at", "-id"],
                condition=Q(is_own_work=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.officer_id} {self.day}"


class AccessRecord(models.Model):
    """One look at, or taking away of, the data of many, or of one by identity number.

    Written once. A number that was searched for is kept only as a keyed hash.
    """

    class Kind(models.TextChoices):
        """What was done."""

        NUMBER_SEARCH = "number_search", _("Tìm theo số định danh")
        PREFILL = "prefill", _("Điền sẵn theo số định danh khi tiếp nhận")
        BOOK = "book", _("Mở sổ theo dõi hồ sơ")
        BOOK_PRINT = "book_print", _("In sổ theo dõi hồ sơ")
        LIST_PRINT = "list_print", _("In danh sách hồ sơ của một lượt")
        EXPORT = "export", _("Xuất danh sách ra tệp")
        EXTRACT = "extract", _("Trích lục diễn biến hồ sơ")
        OWN_DATA = "own_data", _("Trao dữ liệu cho chính chủ")

    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("việc"), max_length=16, choices=Kind)
    happened_at = models.DateTimeField(_("lúc"))
    is_outside_hours = models.BooleanField(_("ngoài giờ"), default=False)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    subject = models.CharField(
        _("phạm vi"), max_length=160, blank=True, help_text=_("Không ghi tên, số của ai.")
    )
    number_hash = models.CharField(_("dấu vết của số"), max_length=64, blank=True)
    rows = models.PositiveIntegerField(_("số dòng"), default=0)

    class Meta:
        verbose_name = _("lần tra cứu, trích xuất")
        verbose_name_plural = _("lần tra cứu, trích xuất")
        ordering = ["-happened_at", "-id"]
        indexes = [
            # The auditor's list, the latest first.
            models.Index(name="accessrecord_latest", fields=["-happened_at", "-id"]),
            models.Index(name="accessrecord_by_officer", fields=["officer", "-happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.kind} {self.happened_at}"
