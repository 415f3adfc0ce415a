"""The applicant answers form 02 point by point; nothing changes in the dossier until all is in.

Answers are staged in rows of their own, checked whole, and merged in the one act that ends the
waiting. So a half-filled answer never stands in the dossier, and none is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.documents.models import StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.models import Dossier, PaperForm, Pause, SupplementAnswer
from motcua.dossiers.pause_rules import ASKING, PauseError
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.pausing import resume
from motcua.kernel.text import clean
from motcua.procedures.selectors import content_of

LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Point:
    """One point of form 02 with what was answered so far."""

    number: int
    name: str
    form: str
    change: str
    answer: SupplementAnswer | None

    @property
    def is_answered(self) -> bool:
        """Say whether there is a file or words."""
        return self.answer is not None and bool(self.answer.file_id or self.answer.text)


def asked_pause(dossier: Dossier) -> Pause | None:
    """Return the request for papers that is open. One query."""
    open_ones = dossier.pauses.filter(ended_at__isnull=True, kind__in=ASKING)
    return open_ones.select_related("form").first()


def points_of(pause: Pause) -> list[Point]:
    """Return the points of the request, each with its answer. One query."""
    lines: Sequence[dict[str, str]] = pause.form.payload.get("items", []) if pause.form else []
    answers = {answer.point: answer for answer in pause.answers.select_related("file")}
    return [
        Point(number, line["name"], line["form"], line["change"], answers.get(number))
        for number, line in enumerate(lines, start=1)
    ]


@transaction.atomic
def save_answer(
    pause: Pause,
    number: int,
    *,
    text: str,
    upload: "UploadedFile[Any] | None" = None,
    sent: StoredFile | None = None,
    drop_file: bool = False,
    actor: Actor,
    at: datetime,
) -> SupplementAnswer:
    """Keep the answer to one point, right or wrong; a file once sent stays until another comes.

    The file comes along as ``upload``, or was ``sent`` ahead in pieces.

    Raises PauseError when the waiting is over or there is no such point, FileRefusedError.
    """
    held = _hold(pause)
    if number not in {point.number for point in points_of(held)}:
        raise PauseError(_("Phiếu yêu cầu không có điểm số %(n)d.") % {"n": number})
    file = store_file(upload, actor=actor, at=at) if upload else sent
    tidy = "\n".join(clean(line) for line in text.strip().splitlines())[:LONGEST]
    answer, _is_new = SupplementAnswer.objects.get_or_create(
        pause=held, point=number, defaults={"dossier_id": held.dossier_id, "saved_at": at}
    )
    answer.text, answer.saved_at = tidy, at
    if file is not None or drop_file:
        answer.file = file
    answer.save(update_fields=["text", "file", "saved_at"])
    return answer


def _hold(pause: Pause) -> Pause:
    """Hold the row of ``pause``, so that nothing is answered while it ends. Raises PauseError."""
    held = Pause.objects.select_for_update(of=("self",)).select_related("form").get(pk=pause.pk)
    if held.ended_at is not None:
        raise PauseError(_("Yêu cầu bổ sung này đã xong. Xin tải lại trang để xem hồ sơ."))
    return held


def missing(points: Sequence[Point]) -> list[Point]:
    """Return the points that nothing was answered to."""
    return [point for point in points if not point.is_answered]


@transaction.atomic
def submit_answers(pause: Pause, *, context: DeskContext, actor: Actor, at: datetime) -> Dossier:
    """Hand in all answers at once: the waiting ends at ``at`` and the clock goes on.

    Files become papers of the dossier, words go to whoever handles it. Raises PauseError, which
    names the points still missing, PermissionDenied, IllegalTransitionError.
    """
    points = points_of(pause)
    left = missing(points)
    if left:
        numbers = ", ".join(str(point.number) for point in left)
        raise PauseError(
            _("Còn điểm %(numbers)s chưa trả lời. Xin trả lời đủ rồi gửi một lần.")
            % {"numbers": numbers}
        )
    # The dossier first, then its pause: in the order in which officers' acts hold them.
    dossier = resume(
        pause.dossier_id,
        note=_("Người nộp trả lời qua mạng, đủ %(n)d điểm") % {"n": len(points)},
        papers=_papers(pause, points, context),
        context=context,
        actor=actor,
        at=at,
        pause_id=pause.pk,
    )
    pause.answers.update(merged_at=at)
    return dossier


def _papers(pause: Pause, points: Sequence[Point], context: DeskContext) -> list[PaperInput]:
    dossier = Dossier.objects.get(pk=pause.dossier_id)
    content = content_of(dossier.procedure_version_id, context.stamp)
    known = {paper.name: paper.id for paper in content.papers}
    return [
        PaperInput(
            name=point.name,
            paper_id=known.get(point.name, ""),
            form=PaperForm.ELECTRONIC,
            file_id=point.answer.file_id,
        )
        for point in points
        if point.answer is not None and point.answer.file_id
    ]
