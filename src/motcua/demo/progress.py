"""How much of the demonstration is there, and what its province of 2024 shows."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, Sum

from motcua.demo.models import DemoPart
from motcua.demo.province import PROVINCE_CODE
from motcua.dossiers.cash_desk import paid_online
from motcua.dossiers.models import Dossier, Origin
from motcua.procedures.models import Channel

REPORTED: Final = 209_390
"""Dossiers of the province, in the newspaper; the demonstration is scaled down from them."""


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
        loaded, planned = _number(self.loaded), _number(self.planned)
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


def figures_of_2024() -> str:
    """Return in a sentence what the province shows, counted from the tables. Three queries."""
    dossiers = Dossier.objects.filter(
        origin=Origin.DEMO, receiving_agency__province__code=PROVINCE_CODE
    )
    received = dossiers.count()
    online = dossiers.filter(channel=Channel.ONLINE).count()
    fees = paid_online(dossiers)
    return (
        f"Tỉnh năm 2024, thu nhỏ từ {_number(REPORTED)} hồ sơ của bài báo còn "
        f"{_number(received)}: {_percent(online, received)} nộp trực tuyến; trong "
        f"{_number(fees.with_fee)} hồ sơ có phí, {_percent(fees.online, fees.with_fee)} nộp tiền "
        "trực tuyến."
    )


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(part: int, whole: int) -> str:
    return f"{part / max(whole, 1) * 100:.2f} %".replace(".", ",")
