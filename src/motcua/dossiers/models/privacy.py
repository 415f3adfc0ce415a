"""Rules on personal data, what people ask about theirs, and the erasures that fall due."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Person
from motcua.procedures.models import RetentionRule


class PrivacyRule(models.Model):
    """What an administrator sets about reads and requests; ``agency`` empty is everywhere.

    Where there is no row the defaults of the columns hold; they are proposals.
    """

    class Asks(models.TextChoices):
        """Of whom a reason is asked before they open what is no work of theirs."""

        NOBODY = "nobody", _("Không hỏi ai")
        AUDITORS = "auditors", _("Hỏi người kiểm tra, giám sát")
        EVERYBODY = "everybody", _("Hỏi mọi người không có phần việc ở hồ sơ")

    agency = models.OneToOneField(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.CASCADE,
        related_name="privacy_rule",
        null=True,
        blank=True,
    )
    asks = models.CharField(_("hỏi lý do xem"), max_length=16, choices=Asks, default=Asks.AUDITORS)
    many_a_day = models.PositiveIntegerField(
        _("xem nhiều bất thường (hồ sơ một ngày)"), default=80
    )
    margin_minutes = models.PositiveSmallIntegerField(
        _("trước và sau giờ làm vẫn coi là trong giờ (phút)"), default=60
    )
    answer_days = models.PositiveSmallIntegerField(
        _("trả lời yêu cầu của người dân trong (ngày làm việc)"), default=3
    )

    class Meta:
        verbose_name = _("quy tắc về dữ liệu cá nhân")
        verbose_name_plural = _("quy tắc về dữ liệu cá nhân")
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], nulls_distinct=False, name="privacyrule_one_for_all"
            ),
            models.CheckConstraint(
                name="privacyrule_something", condition=Q(many_a_day__gte=1, answer_days__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or '*'}"


class SubjectRequest(models.Model):
    """What somebody asked about their own data, by when it is to be answered, and the answer.

    The name goes with the person's data; kind, days and officer stay.
    """

    class Kind(models.TextChoices):
        """What was asked for."""

        SEE = "see", _("Xem, nhận bản sao dữ liệu của mình")
        CORRECT = "correct", _("Sửa dữ liệu sai")
        RESTRICT = "restrict", _("Hạn chế xử lý dữ liệu")
        ERASE = "erase", _("Xóa dữ liệu")
        COMPLAIN = "complain", _("Khiếu nại về dữ liệu cá nhân")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Chờ trả lời")
        GRANTED = "granted", _("Đã đáp ứng")
        REFUSED = "refused", _("Không đáp ứng, có lý do")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("yêu cầu"), max_length=16, choices=Kind)
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.OPEN)
    agency = models.ForeignKey(
        Agency, verbose_name=_("nơi nhận"), on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người yêu cầu"),
        on_delete=models.SET_NULL,
        related_name="subject_requests",
        null=True,
        blank=True,
    )
    person_name = models.CharField(_("họ và tên"), max_length=255, blank=True)
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("về hồ sơ"),
        on_delete=models.PROTECT,
        related_name="subject_requests",
        null=True,
        blank=True,
    )
    words = models.TextField(_("nội dung"))
    received_at = models.DateTimeField(_("nhận lúc"))
    received_by = models.ForeignKey(
        Officer, verbose_name=_("người nhận"), on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(_("trả lời trước"))
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Officer,
        verbose_name=_("người trả lời"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    answer = models.TextField(_("trả lời"), blank=True)
    file_sha256 = models.CharField(_("dấu vết tệp đã trao"), max_length=64, blank=True)
    dossiers_count = models.PositiveIntegerField(_("số hồ sơ đã trao"), default=0)

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu cá nhân")
        verbose_name_plural = _("yêu cầu về dữ liệu cá nhân")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="subjectrequest_answered_iff_not_open",
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [
            # What waits, the most urgent first.
            models.Index(
                name="subjectrequest_open",
                fields=["agency", "due_at", "id"],
                condition=Q(state="open"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at}"


class Erasure(models.Model):
    """A dossier whose personal data have outlived their time: listed, confirmed, erased.

    ``hold`` says why it must wait; the job that lists looks again each time.
    """

    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="erasure"
    )
    rule = models.ForeignKey(
        RetentionRule,
        verbose_name=_("theo quy tắc"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("hết hạn lưu ngày"))
    listed_at = models.DateTimeField(_("lên danh sách lúc"))
    hold = models.CharField(_("chưa xóa được vì"), max_length=255, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Officer,
        verbose_name=_("người xác nhận"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    erased_at = models.DateTimeField(_("xóa lúc"), null=True, blank=True)
    fields_count = models.PositiveIntegerField(_("số ô đã xóa"), default=0)
    files_count = models.PositiveIntegerField(_("số tệp đã xóa"), default=0)

    class Meta:
        verbose_name = _("lần xóa dữ liệu cá nhân")
        verbose_name_plural = _("lần xóa dữ liệu cá nhân")
        constraints = [
            models.CheckConstraint(
                name="erasure_only_confirmed",
                condition=Q(erased_at__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]
        indexes = [
            # What waits for a decision, and for the job after it.
            models.Index(
                name="erasure_waiting",
                fields=["confirmed_at", "id"],
                condition=Q(erased_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.due_on}"
