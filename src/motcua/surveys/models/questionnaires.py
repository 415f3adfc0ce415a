"""Questionnaires as versioned data."""

from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.surveys.questions import Paper, Use


class Questionnaire(models.Model):
    """A slip that goes with dossiers, or a form by which people are interviewed."""

    class Kind(models.TextChoices):
        """What it is for; the values of ``questions.Use``."""

        SLIP = "slip", _("Phiếu đánh giá theo hồ sơ")
        SIPAS = "sipas", _("Phiếu điều tra SIPAS")

    slug = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)

    class Meta:
        verbose_name = _("phiếu hỏi")
        verbose_name_plural = _("phiếu hỏi")
        ordering = ["kind", "slug"]

    def __str__(self) -> str:
        return self.name


class QuestionnaireVersion(models.Model):
    """One wording of a questionnaire. Once published it never changes; triggers see to that.

    ``content`` is what ``questions.Paper`` reads. A draft has no ``published_at``.
    """

    questionnaire = models.ForeignKey(
        Questionnaire,
        verbose_name=_("phiếu hỏi"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveSmallIntegerField(_("bản số"))
    content = models.JSONField(_("nội dung"))
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    saved_at = models.DateTimeField(_("sửa lúc"))
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản phiếu hỏi")
        verbose_name_plural = _("bản phiếu hỏi")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"], name="questionnaireversion_once"
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(published_at__isnull=True),
                name="questionnaireversion_one_draft",
            ),
            models.CheckConstraint(
                name="questionnaireversion_published_has_day",
                condition=Q(published_at__isnull=True) | Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}/{self.number}"

    @property
    def paper(self) -> Paper:
        """Return what is asked; of a published version read once. Raises QuestionnaireError."""
        use = Use(self.questionnaire.kind)
        if self.published_at is None:
            return Paper.from_document(self.content, use)
        return _published(self.pk, use)


@lru_cache(maxsize=256)
def _published(version_id: int, use: Use) -> Paper:
    content = QuestionnaireVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Paper.from_document(content, use)
