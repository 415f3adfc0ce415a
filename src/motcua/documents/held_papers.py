"""Questions about the store of papers: what somebody has, and what can be used again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies.selectors import configuration_stamp
from motcua.documents.models import HeldPaper, PaperKind
from motcua.documents.paper_kinds import kind_called
from motcua.documents.selectors import is_openable
from motcua.kernel import clock
from motcua.people.models import Person


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one paper of a procedure: papers to use again, or a database."""

    offers: tuple[HeldPaper, ...] = ()
    database: str = ""

    @property
    def is_had(self) -> bool:
        """Say whether asking for the paper needs a reason."""
        return bool(self.offers or self.database)


NOTHING_KNOWN = Known()


@lru_cache(maxsize=8)
def kinds_under(stamp: int) -> tuple[PaperKind, ...]:
    """Return every kind of paper, as configured under ``stamp``."""
    del stamp  # part of the cache's key only
    return tuple(PaperKind.objects.all())


def kind_for(paper: str, stamp: int) -> PaperKind | None:
    """Return the kind of what a procedure calls ``paper``, or None when none is known."""
    return kind_called(paper, kinds_under(stamp))


def offers_for(person: Person | int, paper: str, at: datetime) -> list[HeldPaper]:
    """Return the papers of ``person`` that can be used for ``paper`` at ``at``, latest first.

    ``paper`` is the name that the procedure gives it. At most two queries.
    """
    key = person if isinstance(person, int) else person.pk
    return list(known_of(key, [paper], at=at, stamp=configuration_stamp())[paper].offers)


def known_of(
    person_id: int | None, papers: Collection[str], *, at: datetime, stamp: int
) -> dict[str, Known]:
    """Return what is known of each of ``papers``. One query, none where no kind is concerned."""
    kinds = {paper: kind_for(paper, stamp) for paper in papers}
    wanted = {kind.pk for kind in kinds.values() if kind is not None}
    held: list[HeldPaper] = []
    if wanted and person_id is not None:
        held = usable(person_id, at=at, kind_id__in=wanted)
    return {
        paper: NOTHING_KNOWN
        if kind is None
        else Known(tuple(one for one in held if one.kind_id == kind.pk), kind.database)
        for paper, kind in kinds.items()
    }


def usable(person_id: int, *, at: datetime, **more: Any) -> list[HeldPaper]:
    """Return the papers of a person that stand, are valid at ``at`` and can be opened."""
    found = (
        HeldPaper.objects.filter(
            person_id=person_id, objected_at__isnull=True, withdrawn_at__isnull=True, **more
        )
        .select_related("file", "kind")
        .order_by("-verified_at", "-pk")
    )
    on = clock.day_of(at)
    return [one for one in found if is_valid_on(one, on) and is_openable(one.file, at=at)]


def is_valid_on(held: HeldPaper, on: date) -> bool:
    """Say whether the paper counts on ``on``; one that expires counts once its days are known."""
    if held.kind.valid_months is not None and held.valid_to is None:
        return False
    return (held.valid_from is None or held.valid_from <= on) and (
        held.valid_to is None or on <= held.valid_to
    )


def held_by(person_id: int) -> Sequence[HeldPaper]:
    """Return everything in a person's store, withdrawn papers too, the latest first."""
    mine = HeldPaper.objects.filter(person_id=person_id, file__erased_at__isnull=True)
    return list(mine.select_related("file", "kind", "verified_by").order_by("-verified_at", "-pk"))


def words_of(held: HeldPaper) -> str:
    """Return number, days and issuer in one line."""
    parts = [
        _("số %(number)s") % {"number": held.number} if held.number else "",
        _("cấp %(day)s") % {"day": f"{held.valid_from:%d/%m/%Y}"} if held.valid_from else "",
        _("có giá trị đến %(day)s") % {"day": f"{held.valid_to:%d/%m/%Y}"}
        if held.valid_to
        else "",
        held.issuer,
    ]
    return ", ".join(filter(None, parts))
