"""The declaration of a draft, as a file that its citizen signs before lodging it."""

from typing import Final

from django.db.models import Q

from motcua.documents.models import StoredFile
from motcua.dossiers.models import OnlineDraft
from motcua.signatures.models import Signature
from motcua.signatures.signable import Signable


def may_sign(person_id: int, file: StoredFile) -> bool:
    """Say whether ``file``, or its signed copy, is the declaration of a draft of theirs."""
    signed = Signature.objects.filter(before=file).values("after")
    drafts = OnlineDraft.objects.filter(person_id=person_id, dossier=None)
    return drafts.filter(Q(document=file) | Q(document__in=signed)).exists()


def put(before: StoredFile, after: StoredFile) -> None:
    """Let the signed file be what is lodged, unless an answer has changed since."""
    OnlineDraft.objects.filter(document=before, dossier=None).update(document=after)


def is_signed(draft: OnlineDraft) -> bool:
    """Say whether the declaration carries the signature of the draft's citizen."""
    return (
        draft.document_id is not None
        and Signature.objects.filter(
            after_id=draft.document_id, identity__person_id=draft.person_id
        ).exists()
    )


DECLARATION: Final = Signable(may_sign=may_sign, put=put)
