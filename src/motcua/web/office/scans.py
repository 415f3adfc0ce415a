"""Scans chosen in a form of several papers: stored at once, so that a refusal loses none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.documents.models import StoredFile
from motcua.documents.services import FileRefusedError, store_file
from motcua.web.access import StaffRequest


def scans_of(
    request: StaffRequest, names: Sequence[str], *, at: datetime
) -> tuple[dict[str, list[StoredFile]], list[str]]:
    """Return the scans at each field of ``names``, and a sentence for each that was refused.

    Those of an earlier try come back by their numbers under ``kept-<name>``; only what the
    officer stored is taken again.
    """
    scans: dict[str, list[StoredFile]] = {}
    problems = []
    for name in names:
        scans[name] = _kept(request, name)
        for upload in request.FILES.getlist(name):
            try:
                scans[name].append(store_file(upload, actor=request.actor, at=at))
            except FileRefusedError as error:
                problems.append(str(error))
    return scans, problems


def _kept(request: StaffRequest, name: str) -> list[StoredFile]:
    refs = []
    for given in request.POST.getlist(f"kept-{name}"):
        try:
            refs.append(UUID(given))
        except ValueError:
            continue
    if not refs or request.actor.officer_id is None:
        return []
    mine = StoredFile.objects.filter(ref__in=refs, stored_by_id=request.actor.officer_id)
    return list(mine.order_by("pk"))
