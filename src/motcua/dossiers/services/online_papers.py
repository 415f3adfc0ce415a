"""Papers of one's own store in a draft: offered where the form asks for them, attached as chosen.

Only who lodges for themselves is offered any: nobody looks into another's store.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from motcua.agencies.selectors import configuration_stamp
from motcua.documents.held_papers import known_of, usable
from motcua.documents.models import HeldPaper
from motcua.dossiers.models import OnlineDraft, Standing
from motcua.dossiers.services.lodging import LodgingError
from motcua.dossiers.services.online_drafts import attach_stored
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Field, FieldType
from motcua.kernel.text import fold
from motcua.procedures.content import Content
from motcua.procedures.selectors import content_of, version_in_force


def paper_of(field: Field, content: Content) -> tuple[str, str]:
    """Return id and name of the published paper that a file is, or the question's own words."""
    wanted = str(field.get("paper") or "")
    for paper in content.papers:
        if wanted and (paper.id == wanted or fold(wanted) in fold(paper.name)):
            return paper.id, field.words() if paper.id != wanted else paper.name
    return "", field.words()


def offers_in(
    draft: OnlineDraft, fields: Sequence[Field], *, at: datetime
) -> Mapping[str, tuple[HeldPaper, ...]]:
    """Return, by field that takes files, the papers of one's store that would answer it."""
    asked = [field for field in fields if field.type is FieldType.FILE]
    if not asked or draft.standing != Standing.SELF:
        return {}
    stamp = configuration_stamp()
    version = version_in_force(draft.procedure, clock.day_of(at))
    if version is None:
        return {}
    content = content_of(version.pk, stamp)
    names = {field.id: paper_of(field, content)[1] for field in asked}
    known = known_of(draft.person_id, set(names.values()), at=at, stamp=stamp)
    return {name: known[paper].offers for name, paper in names.items() if known[paper].offers}


def use_held(draft: OnlineDraft, field: Field, ref: str, *, at: datetime) -> None:
    """Let a paper of one's store answer ``field``. Raises FileRefusedError; Http404 for others."""
    offers = offers_in(draft, [field], at=at).get(field.id, ())
    chosen = next((one for one in offers if str(one.ref) == ref), None)
    if chosen is None:
        raise Http404
    attach_stored(draft, field, chosen.file, at=at)


def held_among(draft: OnlineDraft, *, at: datetime) -> Mapping[int, HeldPaper]:
    """Return, by key of their file, the papers of the store that answer something in ``draft``.

    Raises LodgingError where one of them may not be used any more.
    """
    files = list(draft.files.values_list("pk", flat=True))
    mine = HeldPaper.objects.filter(person_id=draft.person_id, file__in=files)
    chosen = set(mine.values_list("file_id", flat=True))
    if not chosen:
        return {}
    good = {one.file_id: one for one in usable(draft.person_id, at=at, file_id__in=chosen)}
    if chosen - set(good):
        raise LodgingError(
            _(
                "Một giấy lấy từ kho vừa hết giá trị hoặc không dùng được nữa. Xin bỏ giấy ấy và "
                "gửi bản khác."
            )
        )
    return good
