"""Remote signing: the phone decides, the answer is looked at, and one answer stands."""

from collections.abc import Callable
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.people.models import Person
from motcua.signatures.errors import AwayError
from motcua.signatures.models import Purpose, Signature, SigningIdentity, SigningRequest
from motcua.signatures.selectors import bytes_of
from motcua.signatures.services.requests import begin_request, finish_request
from motcua.signatures.verifying import Standing, verify
from tests.signatures.house import House

pytestmark = pytest.mark.django_db
Stored = Callable[..., StoredFile]
State = SigningRequest.State


@pytest.fixture
def citizen(house: House) -> SigningIdentity:
    """Return what a citizen signs with."""
    person = Person.objects.create(full_name="Nguyễn Thị Hoà", updated_at=clock.now())
    return house.remote(person, "Nguyễn Thị Hoà", "0912345678")


def begin(file: StoredFile, identity: SigningIdentity) -> SigningRequest:
    return begin_request(file, identity, Purpose.LODGING, at=clock.now())


def finish(request: SigningRequest) -> SigningRequest:
    return finish_request(request.ref, at=clock.now())


def on_the_phone(house: House, request: SigningRequest, answer: str) -> str:
    address = f"{house.address}/signing/dien-thoai/?tk={request.identity.key_label}"
    with urlopen(address) as page:
        shown: str = page.read().decode()
    typed = urlencode({"so": request.transaction, "viec": answer}).encode()
    with urlopen(Request(address, typed)) as page:
        page.read()
    return shown


def test_nothing_is_signed_before_the_phone_says_so(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    request = begin(stored(), citizen)

    assert finish(request).state == State.WAITING

    shown = on_the_phone(house, request, "ky")
    done = finish(request)
    assert request.digest in shown
    assert done.state == State.SIGNED
    assert done.signature is not None
    content = bytes_of(done.signature.after)
    (seen,) = verify(content, at=clock.now()).signatures
    assert (seen.standing, seen.name) == (Standing.GOOD, "Nguyễn Thị Hoà")


def test_asked_twice_it_is_one_question(stored: Stored, citizen: SigningIdentity) -> None:
    file = stored()

    assert begin(file, citizen) == begin(file, citizen)


def test_a_refusal_on_the_phone_ends_it_and_it_can_be_asked_again(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    file = stored()
    request = begin(file, citizen)
    on_the_phone(house, request, "tu-choi")

    ended = finish(request)

    assert (ended.state, "từ chối" in ended.failure) == (State.FAILED, True)
    assert begin(file, citizen).pk != request.pk


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("refuse", "từ chối"),
        ("timeout", "Quá giờ"),
        ("other-hash", "không khớp"),
        ("other-key", "không khớp"),
        ("broken", "không đúng"),
    ],
)
def test_an_answer_that_is_not_ours_leaves_nothing(
    house: House, stored: Stored, citizen: SigningIdentity, mode: str, words: str
) -> None:
    request = begin(stored(), citizen)
    house.tell("signing/_behave", mode=mode)

    ended = finish(request)

    assert (ended.state, words in ended.failure) == (State.FAILED, True)
    assert not Signature.objects.exists()


def test_answered_twice_the_first_answer_stands(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    request = begin(stored(), citizen)
    house.tell("signing/_behave", mode="twice")

    first, second = finish(request), finish(request)

    assert first.signature == second.signature
    assert Signature.objects.count() == 1


def test_a_slow_service_is_waited_for_no_longer_than_set(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    request = begin(stored(), citizen)
    house.change(seconds=0.2)
    house.tell("signing/_behave", mode="slow")

    with pytest.raises(AwayError, match="thử lại"):
        finish(request)

    request.refresh_from_db()
    assert request.state == State.WAITING


def test_revoked_between_the_question_and_the_answer_signs_nothing(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    request = begin(stored(), citizen)
    house.revoke(citizen)
    house.tell("signing/_behave", mode="auto")

    ended = finish(request)

    assert (ended.state, "thu hồi" in ended.failure) == (State.FAILED, True)


def test_who_asks_without_the_secret_is_turned_away(
    house: House, stored: Stored, citizen: SigningIdentity
) -> None:
    house.change(remote_secret="khác")  # noqa: S106 - of the tests

    with pytest.raises(AwayError):
        begin(stored(), citizen)
