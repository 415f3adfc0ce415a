"""How much of the demonstration is there."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from motcua.demo.models import DemoPart


@dataclass(frozen=True, slots=True)
class DemoProgress:
    """Dossiers and parts loaded so far, of how many."""

    loaded: int
    planned: int
    parts_loaded: int
    parts: int

    @property
    def is_complete(self) -> bool:
        """Say whether everything planned is there."""
        return self.parts_loaded == self.parts

    @property
    def percent(self) -> int:
        """Return the share that is there, in whole percent, never rounded up to 100."""
        return self.loaded * 100 // self.planned if self.planned else 100

    @property
    def sentence(self) -> str:
        """Return the progress in words."""
        loaded, planned = (f"{n:,}".replace(",", ".") for n in (self.loaded, self.planned))
        if self.is_complete:
            return f"Dữ liệu trình diễn đã nạp đủ: {loaded} hồ sơ."
        return f"Đang nạp dữ liệu trình diễn: {loaded} trên {planned} hồ sơ ({self.percent} %)."


def demo_progress() -> DemoProgress | None:
    """Return how far loading is, or None where no demonstration was asked for. One query."""
    done = Q(loaded_at__isnull=False)
    found = DemoPart.objects.aggregate(
        loaded=Sum("planned", filter=done, default=0),
        planned=Sum("planned", default=0),
        parts_loaded=Count("pk", filter=done),
        parts=Count("pk"),
    )
    return DemoProgress(**found) if found["parts"] else None
