"""Papers used again from a person's store, put into it, or asked for although they are there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.documents.held_papers import Known, kind_for, known_of, usable
from motcua.documents.holding import NewPaper, hold_paper, withdraw_results
from motcua.documents.models import HeldPaper, PaperKind
from motcua.documents.paper_kinds import OTHER_RESULT
from motcua.dossiers.models import AskedAgain, Dossier, DossierPaper, PaperForm, Result
from motcua.dossiers.pause_rules import PauseError, SupplementItem
from motcua.dossiers.services.lodging import LodgingError, PaperInput
from motcua.procedures.content import Content, Paper

_COMPARED = (PaperForm.ORIGINAL, PaperForm.CERTIFIED)
"""What an officer holds in the hand: a scan of it is a verified one."""


def use_again(
    dossier: Dossier, papers: Sequence[PaperInput], *, actor: Actor, at: datetime
) -> None:
    """Note what of ``papers`` comes from the store, and why others were taken all the same.

    Call it in the transaction that writes them; asks nothing where none is concerned. Raises
    LodgingError when a paper is not the principal's, or may not be used any more.
    """
    wanted = {paper.held_id for paper in papers if paper.held_id is not None}
    if wanted:
        had = {one.pk for one in usable(dossier.principal_id, at=at, pk__in=wanted)}
        if wanted - had:
            raise LodgingError(
                _(
                    "Một giấy tờ trong kho vừa hết giá trị hoặc không dùng được nữa. Xin xem lại "
                    "danh mục giấy tờ."
                )
            )
        HeldPaper.objects.filter(pk__in=wanted).update(is_reused=True)
    note_asked_again(dossier, papers, actor=actor, at=at)


def note_asked_again(
    dossier: Dossier, papers: Sequence[PaperInput], *, actor: Actor, at: datetime
) -> None:
    """Keep the reasons for papers that are taken although they are had."""
    rows = [
        AskedAgain(
            dossier=dossier,
            paper_id=paper.paper_id,
            database=paper.had_in,
            held_paper_id=paper.instead_of_id,
            reason=paper.why.strip(),
            asked_at=at,
            asked_by_id=actor.officer_id,
        )
        for paper in papers
        if paper.why.strip()
    ]
    AskedAgain.objects.bulk_create(rows)


def asked_again(
    dossier: Dossier,
    items: Sequence[SupplementItem],
    content: Content,
    *,
    stamp: int,
    actor: Actor,
    at: datetime,
) -> list[AskedAgain]:
    """Return the rows, unsaved, for papers of form 02 that are had already.

    Raises PauseError where no reason is given for one of them.
    """
    papers = [paper for paper in content.papers if any(i.paper_id == paper.id for i in items)]
    known = known_papers(dossier, papers, stamp=stamp, at=at)
    names = {paper.id: paper.name for paper in papers}
    rows = []
    for item in items:
        had = known.get(item.paper_id)
        if had is None or not had.is_had:
            continue
        if not item.why.strip():
            raise PauseError(
                _(
                    "“%(name)s” đã có trong kho giấy tờ hoặc cơ sở dữ liệu. Vẫn yêu cầu thì xin "
                    "ghi lý do."
                )
                % {"name": names[item.paper_id]}
            )
        rows.append(
            AskedAgain(
                dossier=dossier,
                paper_id=item.paper_id,
                held_paper=had.offers[0] if had.offers else None,
                database=had.database,
                reason=item.why.strip(),
                asked_at=at,
                asked_by_id=actor.officer_id,
            )
        )
    return rows


def hold_verified(dossier: Dossier, *, stamp: int, actor: Actor, at: datetime) -> None:
    """Put the scans of papers that the desk has compared into the principal's store."""
    scanned = DossierPaper.objects.filter(
        dossier_id=dossier.pk, form__in=_COMPARED, file__isnull=False, held_paper__isnull=True
    ).exclude(paper_id="")
    for paper in scanned:
        kind = kind_for(paper.name, stamp)
        if kind is None or paper.file_id is None:
            continue
        held = hold_paper(
            NewPaper(
                person_id=dossier.principal_id,
                kind=kind,
                name=paper.name,
                file_id=paper.file_id,
                source=HeldPaper.Source.DESK,
                source_key=dossier.tracking_code,
                officer_id=actor.officer_id,
            ),
            at=at,
        )
        DossierPaper.objects.filter(pk=paper.pk).update(held_paper=held)


def hold_result(dossier: Dossier, result: Result, *, stamp: int, at: datetime) -> None:
    """Put a granted result into the principal's store; the one before is withdrawn."""
    withdraw_results(dossier.tracking_code, at=at)
    if result.outcome != Result.Outcome.GRANTED:
        return
    kind = kind_for(result.title, stamp) or PaperKind.objects.filter(code=OTHER_RESULT).first()
    if kind is None:
        return
    hold_paper(
        NewPaper(
            person_id=dossier.principal_id,
            kind=kind,
            name=result.title,
            file_id=result.issued_file.pk,
            source=HeldPaper.Source.RESULT,
            source_key=dossier.tracking_code,
            officer_id=result.approved_by_id,
            issuer=dossier.agency.name,
            number=result.document_number,
            valid_from=result.dated,
            replacing_result_code=result.document_number,
        ),
        at=at,
    )


def known_papers(
    dossier: Dossier, papers: Sequence[Paper], *, stamp: int, at: datetime
) -> Mapping[str, Known]:
    """Return what is known of each published paper for the dossier's principal, by its id.

    What came with this very dossier is no other paper to use instead.
    """
    known = known_of(dossier.principal_id, {paper.name for paper in papers}, at=at, stamp=stamp)
    return {
        paper.id: Known(
            tuple(
                one for one in known[paper.name].offers if one.source_key != dossier.tracking_code
            ),
            known[paper.name].database,
        )
        for paper in papers
    }
