"""What the jobs of the day have done, so that nobody has to ask the worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """The latest run of one daily job. While ``finished_at`` is empty it runs, or was killed.

    ``problems`` holds ``[[what, why], …]``: a dossier's code and a sentence, nothing personal.
    """

    name = models.SlugField(_("việc"), max_length=40, unique=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    done = models.PositiveIntegerField(_("số việc đã làm"), default=0)
    problems = models.JSONField(_("việc chưa làm được"), default=list, blank=True)

    class Meta:
        verbose_name = _("lần chạy việc hằng ngày")
        verbose_name_plural = _("lần chạy việc hằng ngày")

    def __str__(self) -> str:
        return self.name
