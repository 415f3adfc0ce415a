"""Feedback (phản ánh, kiến nghị): what is asked, by when, what was done, what is public."""

import uuid
from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, CalendarVersion, Officer
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier
from motcua.people.models import Person
from motcua.petitions.lifecycle import OPEN, FeedbackAction, FeedbackState
from motcua.petitions.limits import LimitKind

_STATES: Final = [(one.value, one.label) for one in FeedbackState]
_ACTIONS: Final = [(one.value, one.label) for one in FeedbackAction]
_LIMITS: Final = [(one.value, one.label) for one in LimitKind]


class Subject(models.TextChoices):
    """What feedback is about; the groups of Nghị định 20/2008/NĐ-CP in the words of people."""

    DELAY = "delay", _("Chậm trễ, trễ hẹn")
    CONDUCT = "conduct", _("Thái độ, gây phiền hà")
    NOT_DONE = "not_done", _("Không làm, làm không đúng quy định")
    PAPERS = "papers", _("Đòi thêm giấy tờ, phải đi lại nhiều lần")
    FEE = "fee", _("Phí, lệ phí")
    ONLINE = "online", _("Nộp trực tuyến")
    PLACE = "place", _("Nơi tiếp dân, trang thiết bị")
    RULE = "rule", _("Quy định không hợp lý, không thống nhất")
    PROPOSAL = "proposal", _("Kiến nghị, đề xuất")
    OTHER = "other", _("Việc khác")


class FeedbackWay(models.TextChoices):
    """How it came."""

    ONLINE = "online", _("Trực tuyến")
    PHONE = "phone", _("Điện thoại")
    LETTER = "letter", _("Thư")
    DESK = "desk", _("Tại quầy")


class Feedback(models.Model):
    """One piece of feedback, without anything that tells who sent it or what was said.

    ``agency`` owes the answer, ``received_by`` had it first. ``turn`` counts the agencies that
    have had it, a reopening counting again. ``due_at`` is what is due next.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("mã theo dõi"), max_length=14, unique=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan trả lời"),
        on_delete=models.PROTECT,
        related_name="feedback",
    )
    received_by = models.ForeignKey(
        Agency, verbose_name=_("cơ quan nhận"), on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("nội dung"), max_length=16, choices=Subject)
    way = models.CharField(_("cách gửi"), max_length=8, choices=FeedbackWay)
    state = models.CharField(
        _("tình trạng"), max_length=24, choices=_STATES, default=FeedbackState.RECEIVED
    )
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("hồ sơ liên quan"),
        on_delete=models.PROTECT,
        related_name="feedback",
        null=True,
        blank=True,
    )
    turn = models.PositiveSmallIntegerField(_("lượt xử lý"), default=1)
    lodged_at = models.DateTimeField(_("gửi lúc"))
    due_at = models.DateTimeField(_("hạn của việc tiếp theo"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    asked_settled_at = models.DateTimeField(_("hỏi lại lúc"), null=True, blank=True)
    settled = models.BooleanField(_("đã ổn"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("mức hài lòng (1 đến 3)"), null=True, blank=True)

    class Meta:
        verbose_name = _("phản ánh, kiến nghị")
        verbose_name_plural = _("phản ánh, kiến nghị")
        ordering = ["-lodged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_rating_of_three",
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=3),
            ),
        ]
        indexes = [
            # The officers' list: what is due first.
            models.Index(
                name="feedback_open_by_due",
                fields=["agency", "due_at"],
                condition=Q(state__in=sorted(OPEN)),
            ),
            # Whom to ask again.
            models.Index(
                name="feedback_to_ask_again",
                fields=["answered_at"],
                condition=Q(answered_at__isnull=False, asked_settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Petitioner(models.Model):
    """Who sent feedback and what they said: all of it can be erased, and the record stays.

    ``number_key`` is a keyed hash of the personal number, where one was given. ``dossier_code``
    is what was typed, whether there is such a dossier or not.
    """

    feedback = models.OneToOneField(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.CASCADE, related_name="petitioner"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người gửi"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    number_key = models.CharField(_("dấu của số định danh"), max_length=64, blank=True)
    full_name = models.CharField(_("họ và tên"), max_length=160)
    address = models.CharField(_("địa chỉ"), max_length=255)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    title = models.CharField(_("tóm tắt"), max_length=120)
    text = models.TextField(_("nội dung"))
    place = models.CharField(_("nơi xảy ra"), max_length=255, blank=True)
    dossier_code = models.CharField(_("mã hồ sơ đã ghi"), max_length=60, blank=True)
    question = models.TextField(_("điều cơ quan hỏi thêm"), blank=True)
    supplied = models.TextField(_("điều người gửi nói thêm"), blank=True)
    note = models.TextField(_("lời gửi người phản ánh"), blank=True)
    words = models.TextField(_("lời đánh giá"), blank=True)

    class Meta:
        verbose_name = _("người phản ánh")
        verbose_name_plural = _("người phản ánh")
        indexes = [
            models.Index(name="petitioner_person", fields=["person"]),
            models.Index(name="petitioner_number", fields=["number_key"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FeedbackPhoto(models.Model):
    """A photograph sent with feedback. Shown to everybody only where an officer said so."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    feedback = models.ForeignKey(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.CASCADE, related_name="photos"
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("tệp"), on_delete=models.PROTECT, related_name="feedback_photos"
    )
    is_public = models.BooleanField(_("cho công khai"), default=False)

    class Meta:
        verbose_name = _("ảnh kèm phản ánh")
        verbose_name_plural = _("ảnh kèm phản ánh")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.ref)


class FeedbackPromise(models.Model):
    """By when something is due. Frozen: what is counted anew is another row.

    ``pauses`` are the times for which the petitioner was waited for, as pairs of instants.
    """

    feedback = models.ForeignKey(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.PROTECT, related_name="promises"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    turn = models.PositiveSmallIntegerField(_("lượt xử lý"))
    kind = models.CharField(_("việc"), max_length=24, choices=_LIMITS)
    counted_from = models.DateTimeField(_("tính từ"))
    due_at = models.DateTimeField(_("hạn"))
    limit_value = models.PositiveSmallIntegerField(_("thời hạn"))
    limit_unit = models.CharField(_("đơn vị"), max_length=16)
    legal_basis = models.CharField(_("căn cứ"), max_length=255)
    calendar_version = models.ForeignKey(
        CalendarVersion, verbose_name=_("bản lịch"), on_delete=models.PROTECT, related_name="+"
    )
    pauses = models.JSONField(_("thời gian chờ người gửi"), default=list, blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("hạn trả lời phản ánh")
        verbose_name_plural = _("hạn trả lời phản ánh")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.kind}"


class FeedbackEvent(models.Model):
    """One act on feedback. Written once; nothing in it is about a person.

    ``turn`` is the turn in which it was done, empty where that is over. ``due_at`` and ``in_time``
    are set by what ends a turn: by when that had to be, and whether it was. ``value`` is the
    petitioner's answer (satisfied 1 to 3, settled 0 or 1).
    """

    feedback = models.ForeignKey(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(_("việc"), max_length=24, choices=_ACTIONS)
    state_before = models.CharField(_("trước"), max_length=24, blank=True)
    state_after = models.CharField(_("sau"), max_length=24)
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    turn = models.PositiveSmallIntegerField(_("lượt xử lý"), null=True, blank=True)
    due_at = models.DateTimeField(_("hạn"), null=True, blank=True)
    in_time = models.BooleanField(_("đúng hạn"), null=True, blank=True)
    value = models.PositiveSmallIntegerField(_("câu trả lời"), null=True, blank=True)
    payload = models.JSONField(_("chi tiết"), default=dict, blank=True)
    happened_at = models.DateTimeField(_("xảy ra lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("việc của phản ánh")
        verbose_name_plural = _("việc của phản ánh")
        ordering = ["pk"]
        indexes = [
            # What came to stand by turn, for the figures.
            models.Index(
                name="feedbackevent_turns",
                fields=["feedback", "turn", "-id"],
                condition=Q(turn__isnull=False),
            ),
            models.Index(name="feedbackevent_day", fields=["action", "happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.action}"


class FeedbackAnswer(models.Model):
    """An answer as written by an officer, then approved or sent back by a leader."""

    feedback = models.ForeignKey(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField(_("trả lời"))
    written_by = models.ForeignKey(
        Officer, verbose_name=_("người viết"), on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("viết lúc"))
    decided_by = models.ForeignKey(
        Officer,
        verbose_name=_("người duyệt"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    is_approved = models.BooleanField(_("đã duyệt"), null=True, blank=True)
    remark = models.TextField(_("ý kiến của lãnh đạo"), blank=True)

    class Meta:
        verbose_name = _("câu trả lời phản ánh")
        verbose_name_plural = _("câu trả lời phản ánh")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.pk}"


class Publication(models.Model):
    """What everybody may read of feedback: confirmed word for word by a person, then frozen.

    Taken back it is deleted; the event keeps the hash of what it said.
    """

    feedback = models.OneToOneField(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.PROTECT, related_name="publication"
    )
    title = models.CharField(_("tóm tắt"), max_length=120)
    text = models.TextField(_("nội dung"))
    answer = models.TextField(_("trả lời"))
    search_text = models.TextField(_("chữ để tìm"))
    sha256 = models.CharField(_("dấu vết nội dung"), max_length=64)
    published_at = models.DateTimeField(_("công khai lúc"))
    confirmed_by = models.ForeignKey(
        Officer, verbose_name=_("người xác nhận"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phản ánh đã công khai")
        verbose_name_plural = _("phản ánh đã công khai")
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(SearchVector("search_text", config="simple"), name="publication_search"),
        ]

    def __str__(self) -> str:
        return self.title
