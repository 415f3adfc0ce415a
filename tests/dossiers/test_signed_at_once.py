"""Two who sign the same result at the same moment, over real connections."""

from typing import Any

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.results import ResultError, result_of
from motcua.dossiers.services.signing import approve_and_sign
from motcua.kernel import clock
from motcua.signatures.models import Signature
from tests import factories
from tests.dossiers.lives import open_office
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.test_signed_results import leader_of, to_leader
from tests.dossiers.whole_records import assert_chained
from tests.signatures.house import House, house, simulators

__all__ = ["house", "simulators"]


def test_of_two_leaders_who_sign_at_once_one_signature_is_kept(
    committed_database: str, house: House
) -> None:
    del committed_database
    office = open_office()
    first = office.people[Role.APPROVER]
    second = factories.actor_with(Role.APPROVER, agency=office.desk.agency, full_name="Lý Thị Hai")
    dossier = to_leader(office)
    house.identity(leader_of(office), "Phạm Quốc Hưng", "mot")
    other = Officer.objects.get(pk=str(second.officer_id))
    house.identity(other, "Lý Thị Hai", "hai")
    result = result_of(dossier)
    assert result is not None
    files = StoredFile.objects.count()
    what: dict[str, Any] = {"version": 1, "sha256": result.file.sha256}

    answers = at_once(
        *(
            lambda actor=actor: approve_and_sign(dossier.pk, **what, actor=actor, at=clock.now())
            for actor in (first, second)
        )
    )

    kept = [one for one in answers if isinstance(one, Result)]
    refused = [one for one in answers if isinstance(one, ResultError)]
    assert (len(kept), len(refused)) == (1, 1)
    assert "đã được" in str(refused[0])
    assert Signature.objects.count() == 1
    assert StoredFile.objects.count() == files + 1
    assert_chained(Dossier.objects.get(pk=dossier.pk))
