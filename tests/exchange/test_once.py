"""One key asked by several at the same moment, over real connections."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from motcua.exchange.errors import KeyReusedError
from motcua.exchange.models import ApiUsage, IdempotencyKey
from motcua.exchange.services.idempotency import Answered, Call, once
from motcua.exchange.services.usage import note_call
from motcua.people.models import Person
from motcua.people.services import PersonInput, remember_people
from tests.api_clients import caller
from tests.dossiers.test_concurrency import at_once
from tests.world import MONDAY

CALLS = 4


def test_of_several_at_once_one_acts_and_all_get_its_answer(committed_database: str) -> None:
    del committed_database
    client = caller().client
    call = Call(client, "viec-1", "lodge_dossier", "dau-vet")

    def act() -> tuple[int, str]:
        [person] = remember_people([PersonInput(full_name="Lê Thị Bưởi")], at=MONDAY)
        return 201, f'{{"id":{person.pk}}}'

    def ask(same: Call) -> Answered:
        note_call(client, "lodge_dossier", "", at=MONDAY)
        return once(same, act, at=MONDAY)

    other = replace(call, fingerprint="khac")
    asked = [call] * (CALLS - 1) + [other]
    answers = at_once(*(partial(ask, one) for one in asked))

    done = [one for one in answers if isinstance(one, Answered)]
    refused = [one for one in answers if isinstance(one, KeyReusedError)]
    assert len(done) + len(refused) == CALLS
    assert Person.objects.filter(full_name="Lê Thị Bưởi").count() == 1
    assert IdempotencyKey.objects.count() == 1
    assert sum(not one.is_replayed for one in done) == 1
    assert len({one.content for one in done}) == 1
    # Either the odd one came first and the rest were refused, or it was refused alone.
    assert len(done) in {1, CALLS - 1}
    assert ApiUsage.objects.get().calls == CALLS


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_FOLDER = tmp_path
