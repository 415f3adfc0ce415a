"""Days of the ledger that are over: what was recorded in them is sealed by one hash."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ClosedDay(models.Model):
    """One day of the ledger (by ``recorded_at``, in Vietnam) to which nothing comes any more.

    ``root`` is the Merkle root over the salted leaves of its events, ``hash`` covers it
    together with the hash of the day before. Written once; the database refuses changes.
    """

    day = models.DateField(_("ngày"), primary_key=True)
    events = models.PositiveIntegerField(_("số việc"))
    root = models.CharField(_("gốc"), max_length=64)
    previous_hash = models.CharField(_("dấu vết ngày trước"), max_length=64, blank=True)
    hash = models.CharField(_("dấu vết của ngày"), max_length=64)
    salt = models.CharField(_("muối, không công bố"), max_length=64)
    closed_at = models.DateTimeField(_("khóa lúc"))

    class Meta:
        verbose_name = _("ngày đã khóa sổ")
        verbose_name_plural = _("ngày đã khóa sổ")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class DayBlock(models.Model):
    """Up to 256 leaves of a closed day, in order: what is published, and whose they are.

    ``leaves`` are 32 bytes each; ``places`` are 12 each, the dossier's and the event's number,
    so that an event that has vanished can be named. A block is a subtree of the day's tree.
    """

    day = models.ForeignKey(
        ClosedDay, verbose_name=_("ngày"), on_delete=models.PROTECT, related_name="blocks"
    )
    number = models.PositiveIntegerField(_("khối số"))
    leaves = models.BinaryField(_("lá"))
    places = models.BinaryField(_("việc của từng lá, không công bố"))
    root = models.BinaryField(_("gốc của khối"))

    class Meta:
        verbose_name = _("khối lá của ngày")
        verbose_name_plural = _("khối lá của ngày")
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="dayblock_once"),
            models.CheckConstraint(name="dayblock_from_zero", condition=Q(number__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.number}"
