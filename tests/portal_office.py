"""A small office that takes dossiers to their end, for tests and a bench."""

from datetime import datetime
from typing import Any, Final

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.documents.services import store_content
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.results import approve_result, attach_result, number_result
from motcua.dossiers.services.returning import return_result
from tests import factories
from tests.papers import a_pdf

_ROLES: Final = (
    Role.DESK_OFFICER,
    Role.HANDLING_OFFICER,
    Role.APPROVER,
    Role.CLERK,
    Role.ADMINISTRATOR,
)


class Office:
    """One agency with everybody it needs, and a procedure without a fee."""

    def __init__(self) -> None:
        factories.form_templates()
        factories.message_templates()
        self.procedure = factories.ProcedureFactory.create()
        self.agency = factories.AgencyFactory.create()
        self.desk = factories.DeskFactory.create(agency=self.agency)
        self.context = factories.context_of(self.desk)
        self._actors = {role: self._hired(role) for role in _ROLES}

    def _hired(self, role: Role) -> Actor:
        desk = self.desk if role is Role.DESK_OFFICER else None
        officer = factories.OfficerFactory.create(
            agency=self.agency,
            desk=desk,
            roles=[role],
            position=role.label,
            account__email=f"{role.value}@vidu.vn",
        )
        assert officer.account is not None
        return actor_of(officer.account, factories.THURSDAY_MORNING.date())

    def actor(self, role: Role) -> Actor:
        """Return who holds ``role``."""
        return self._actors[role]

    def accepted(self, number: int, at: datetime, **fields: Any) -> Dossier:
        """Accept dossier ``number`` of a person of its own, with a scan of its own."""
        desk = self.actor(Role.DESK_OFFICER)
        scan = store_content(a_pdf(f"to khai {number}"), name="to-khai.pdf", actor=desk, at=at)
        values: dict[str, Any] = {
            "applicant": factories.applicant(f"0771{number:08}", email=""),
            "papers": (PaperInput(name="Tờ khai", paper_id="p1", file_id=scan.pk),),
            **fields,
        }
        taken = factories.lodging(self.procedure, self.agency, **values)
        return accept_at_desk(taken, context=self.context, actor=desk, at=at)

    def done(self, dossier: Dossier, role: Role, at: datetime) -> None:
        """Let ``role`` close its step."""
        complete_step(
            dossier.pk, outcome="done", context=self.context, actor=self.actor(role), at=at
        )

    def returned(self, dossier: Dossier, at: datetime) -> None:
        """Carry an accepted dossier to its end: the result attached, approved, numbered, given."""
        doer = self.actor(Role.HANDLING_OFFICER)
        content = a_pdf(f"ket qua {dossier.code}")
        made = attach_result(
            dossier.pk,
            file=store_content(content, name="ket-qua.pdf", actor=doer, at=at),
            outcome=Result.Outcome.GRANTED,
            title="Giấy xác nhận",
            actor=doer,
            at=at,
        )
        self.done(dossier, Role.HANDLING_OFFICER, at)
        approve_result(
            dossier.pk,
            version=made.version,
            sha256=made.file.sha256,
            actor=self.actor(Role.APPROVER),
            at=at,
        )
        self.done(dossier, Role.APPROVER, at)
        clerk = self.actor(Role.CLERK)
        number_result(dossier.pk, symbol="/XN", dated=at.date(), actor=clerk, at=at)
        self.done(dossier, Role.CLERK, at)
        return_result(
            dossier.pk,
            collector=None,
            proof="",
            has_receipt=True,
            actor=self.actor(Role.DESK_OFFICER),
            at=at,
        )
