"""Citizens whom one can sign in as: each finds in their room what their story says."""

from datetime import date, datetime

import pytest
from django.db.models import QuerySet

from motcua.demo import answers
from motcua.demo.answers import Filled
from motcua.demo.at_home import citizen_of
from motcua.demo.citizens import DEMO_CITIZENS, named
from motcua.demo.loading import load_next
from motcua.demo.models import Stage
from motcua.demo.preparing import refresh
from motcua.documents.held_papers import is_valid_on, offers_for
from motcua.documents.models import HeldPaper
from motcua.dossiers.auditing import audit
from motcua.dossiers.lifecycle import ENDED_STATES, DeliveryState, MoneyState, State
from motcua.dossiers.models import Dossier, LodgedForm, OnlineDraft, Origin
from motcua.dossiers.services.online_drafts import first_unfinished, judged
from motcua.dossiers.services.paying import payable_charges
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import Order, PaymentReceipt
from motcua.payments.selectors import qr_of
from tests.demo.conftest import REFERENCE_ON

pytestmark = pytest.mark.usefixtures("demo")
MORNING = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


def of(key: str) -> QuerySet[Dossier]:
    return Dossier.objects.filter(applicant__identity_number=named(key).personal_number)


def one_of(key: str, form: Filled) -> Dossier:
    return of(key).get(procedure__code=form.procedure)


def draft_of(key: str, form: Filled) -> OnlineDraft:
    return OnlineDraft.objects.get(
        person__identity_number=named(key).personal_number,
        procedure__code=form.procedure,
        dossier__isnull=True,
    )


def test_a_draft_is_barely_begun() -> None:
    draft = draft_of("mai", answers.MARRIAGE_BEGUN)

    unfinished = first_unfinished(draft, REFERENCE_ON)

    assert unfinished is not None
    assert unfinished.id == "woman"
    assert draft.values["applicant_name"] == "Đặng Thị Mai"
    assert "định danh" in draft.origins["applicant_name"]


def test_a_draft_has_questions_that_an_answer_brings() -> None:
    draft = draft_of("mai", answers.MARITAL_DIVORCED)

    looked = judged(draft, REFERENCE_ON)

    assert looked.cleaned["divorce_no"] == "21/2019/QĐST-HNGĐ"
    assert "divorce_court" in looked.errors
    assert draft.files.count() == 1


def test_a_draft_is_complete_with_its_file() -> None:
    draft = draft_of("mai", answers.CERTIFIED_COPIES)

    assert judged(draft, REFERENCE_ON).errors == {}
    assert [file.content_type for file in draft.files.all()] == ["image/png"]


def test_what_was_lodged_from_home_waits_for_acceptance() -> None:
    dossier = one_of("mai", answers.COPY_OF_BIRTH)

    assert (dossier.state, dossier.channel, dossier.origin) == ("submitted", "online", Origin.DEMO)
    lodged = LodgedForm.objects.get(dossier=dossier)
    assert lodged.document is not None
    assert lodged.values["kind"] == "birth"


def test_somebody_has_begun_to_pay() -> None:
    dossier = one_of("khanh", answers.COPY_OF_BIRTH)

    (charge,) = payable_charges(dossier)

    order = Order.objects.get(payable=str(charge.pk))
    assert (order.state, order.amount_dong) == ("waiting", charge.amount_dong)
    assert order.expires_at > MORNING
    assert order.number in qr_of(order, order.agency.collector)


def test_somebody_has_paid_by_vietqr_and_has_the_receipt() -> None:
    dossier = one_of("khanh", answers.CERTIFIED_COPIES)

    assert (dossier.state, dossier.money_state) == (State.RETURNED, MoneyState.PAID)
    receipt = PaymentReceipt.objects.get(payment__charges__dossier=dossier)
    assert receipt.payment.received_by is None
    assert receipt.payload["subject"]


@pytest.mark.parametrize("key", ["khanh", "thu"])
def test_a_result_waits_for_the_leader(key: str) -> None:
    form = answers.MARITAL_SINGLE if key == "khanh" else answers.TREE
    dossier = one_of(key, form)

    step = open_step_of(dossier)

    assert step is not None
    assert step.role == "approver"
    assert dossier.results.get().approved_at is None
    assert dossier.due_at is not None
    assert dossier.due_at > MORNING


def test_somebody_has_papers_that_can_be_used_again() -> None:
    person = one_of("thu", answers.TREE).applicant
    held = {one.kind.code: one for one in HeldPaper.objects.filter(person=person)}

    assert set(held) == {"xac-nhan-hon-nhan", "giay-khai-sinh"}
    assert held["xac-nhan-hon-nhan"].source == HeldPaper.Source.RESULT
    assert held["xac-nhan-hon-nhan"].file.content_type == "application/pdf"
    assert held["giay-khai-sinh"].is_digitised
    assert all(is_valid_on(one, REFERENCE_ON) for one in held.values())
    assert offers_for(person, "Bản sao Giấy khai sinh", MORNING) == [held["giay-khai-sinh"]]


def test_the_first_citizen_is_asked_for_papers_and_has_a_result_at_the_post() -> None:
    assert of("hoa").filter(state=State.AWAITING_SUPPLEMENT).exists()
    assert of("hoa").filter(delivery_state=DeliveryState.ON_THE_WAY).exists()


def test_nobody_has_two_dossiers_of_one_procedure_under_way() -> None:
    for one in DEMO_CITIZENS:
        if one.personal_number:
            under_way = of(one.key).exclude(state__in=sorted(ENDED_STATES))
            codes = list(under_way.values_list("procedure__code", flat=True))
            assert len(codes) == len(set(codes)), one.name


def test_the_ledger_holds_over_all_of_it() -> None:
    assert audit(at=MORNING).differences == []


def test_later_mornings_tell_the_stories_again_and_nothing_twice() -> None:
    days = [date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 29), date(2026, 11, 30)]

    for day in days:
        assert refresh(reference_on=day)
        assert load_next(Stage.FIRST)

        assert not refresh(reference_on=day)
        assert of("mai").filter(state=State.SUBMITTED).count() == 1
        for key in ("mai", "khanh"):
            owing = of(key).filter(money_state=MoneyState.DUE)
            assert list(owing.values_list("state", flat=True)) == ["submitted"]
        assert OnlineDraft.objects.filter(dossier__isnull=True).count() == 3
        test_nobody_has_two_dossiers_of_one_procedure_under_way()
    assert HeldPaper.objects.filter(kind__code="giay-khai-sinh").count() == 1
    waiting = [open_step_of(one) for one in of("thu").filter(procedure__code="1.002693")]
    assert [step.role for step in waiting if step is not None] == ["approver"]
    assert audit(at=MORNING).differences == []


def test_who_signs_in_is_who_the_story_was_told_of() -> None:
    citizen = citizen_of(named("thu"), MORNING)

    assert citizen.person_id == one_of("thu", answers.TREE).applicant_id
    assert citizen_of(named("thu"), MORNING) == citizen
