"""Each resource of the API by hand, in a province at work: what goes in, what comes out."""

import hashlib
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.models import Dossier, Entitlement
from motcua.dossiers.own_data import own_data
from motcua.dossiers.services.own_acts import electronic_result, is_to_take
from motcua.dossiers.services.pausing import SupplementItem, ask_supplement
from motcua.exchange.models import ApiLodging, ApiRead, IdempotencyKey
from motcua.exchange.scopes import Scope
from motcua.kernel.limits import Limit, LimitUnit, due as count_due
from motcua.notifications.models import Message
from motcua.people.models import Person
from motcua.people.services import change_contacts
from motcua.procedures.models import Procedure
from motcua.web.citizen import dossier_words
from tests.api_clients import Caller, caller
from tests.citizens import person_of
from tests.factories import ProcedureFactory, context_of
from tests.web.api.lodged import ask_plainly, birth_dossier, lodged
from tests.world import MONDAY, SCAN, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def notary(db: None, world: World) -> Caller:
    """Return a client that may do everything with everybody, where births are asked plainly."""
    del db
    ask_plainly(world)
    return caller()


def test_procedures_are_searched_without_marks_and_paged_by_key(notary: Caller) -> None:
    found = notary.get("procedures?q=doc than").json()
    assert [one["code"] for one in found["items"]] == ["1.004873"]

    seen, cursor = [], ""
    while cursor is not None:
        page = notary.get(f"procedures?limit=1&cursor={cursor}").json()
        seen += [one["code"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert seen == sorted(Procedure.objects.values_list("code", flat=True))


def test_a_search_is_paged_by_rank(notary: Caller) -> None:
    for number in range(3):
        ProcedureFactory.create(code=f"2.00000{number}", name="Chứng thực bản sao")
    whole = [one["code"] for one in notary.get("procedures?q=chung thuc").json()["items"]]
    assert len(whole) > 1

    first = notary.get("procedures?q=chung thuc&limit=1").json()
    rest = notary.get(f"procedures?q=chung thuc&cursor={first['next_cursor']}").json()

    assert [one["code"] for one in first["items"] + rest["items"]] == whole


def test_one_procedure_tells_papers_fees_terms_and_its_form(notary: Caller, world: World) -> None:
    one = notary.get("procedures/1.004873").json()
    assert [paper["name"] for paper in one["papers"]][-1] == "Thẻ căn cước"
    terms = notary.get(f"procedures/1.004873/terms?agency={world.here.agency.code}").json()
    assert terms["fee"]["amount_dong"] == 15_000
    form = notary.get("procedures/1.001193/form").json()

    assert any(page["id"] == "request" for page in form["definition"]["pages"])
    assert notary.get("procedures/9.999999").status_code == 404


def test_units_agencies_and_desks(notary: Caller, world: World) -> None:
    units = notary.get("units?level=commune&limit=100").json()["items"]
    assert "Xã An Bình" in {one["name"] for one in units}
    codes = [one["code"] for one in notary.get("agencies").json()["items"]]
    assert world.here.agency.code in codes

    one = notary.get(f"agencies/{world.here.agency.code}").json()

    assert [desk["code"] for desk in one["desks"]] == ["mot-cua-an-binh"]


def test_a_calendar_tells_holidays_and_a_due_date_its_reasons(
    notary: Caller, world: World
) -> None:
    place = f"agencies/{world.here.agency.code}"
    days = notary.get(f"{place}/calendar?first=2026-11-23&last=2026-11-25").json()["days"]
    assert [day["is_working"] for day in days] == [True, False, True]

    due = notary.get(f"{place}/due-date?value=3&unit=working_day").json()

    expected = count_due(MONDAY, Limit(3, LimitUnit.WORKING_DAY), calendar_of(world.here.agency))
    assert expected.due is not None
    assert due["due_at"] == expected.due.isoformat()
    assert [day["text"] for day in due["days"]] == [d.text for d in expected.explanation.days]
    assert notary.get(f"{place}/calendar?first=2026-01-01&last=2030-01-01").status_code == 422
    assert notary.get(f"{place}/due-date?value=3&accepted_at=0001-01-01T00:00").status_code == 422


def test_following_tells_the_state_and_the_reasons_but_no_name_unasked(
    notary: Caller, world: World
) -> None:
    dossier = world.dossiers["accepted"]

    told = notary.get(f"dossiers/{dossier.code}").json()
    named = notary.get(f"dossiers/{dossier.code}?people=true").json()

    assert told["state"]["national_code"] == 2
    assert told["promise"]["reasons"]
    assert told["people"] is None
    assert named["people"][0]["full_name"] == dossier.applicant.full_name
    assert [one.dossier_id for one in ApiRead.objects.all()] == [dossier.pk]
    assert "công chứng Mẫu" in dossier_words.readers(dossier)[-1]["agency"]
    with_paper = Client().get(f"/tra-cuu/{dossier.tracking_code}/").content.decode()
    assert "Phần mềm công chứng Mẫu (Văn phòng công chứng Mẫu)" in with_paper
    assert "công chứng Mẫu" not in Client().get(f"/tra-cuu/{dossier.code}/").content.decode()
    [read] = own_data([dossier.applicant], at=MONDAY)["systems"]
    assert read == {
        "dossier": dossier.tracking_code,
        "system": "Phần mềm công chứng Mẫu",
        "organisation": "Văn phòng công chứng Mẫu",
        "did": "read",
        "what": "get_dossier",
        "times": 1,
        "last_at": "2026-11-23T14:05:00+07:00",
    }
    assert dossier.applicant.full_name not in str(told)
    listed = notary.get("dossiers?limit=3").json()
    assert len(listed["items"]) == 3
    assert dossier.applicant.full_name not in str(listed)


def test_own_dossiers_are_followed_and_nobody_elses(notary: Caller, world: World) -> None:
    del notary
    mine = caller(Scope.LODGE, Scope.READ)
    made = lodged(mine, world)

    assert mine.get(f"dossiers/{made['tracking_code']}").json()["lodged_by_you"]["level"] == 2
    assert [one["tracking_code"] for one in mine.get("dossiers").json()["items"]] == [
        made["tracking_code"]
    ]
    assert mine.get(f"dossiers/{world.dossiers['accepted'].code}").status_code == 404


def test_a_client_of_an_agency_follows_that_agencys_dossiers_alone(world: World) -> None:
    here = caller(Scope.AGENCY, agencies=(world.here.agency,))
    elsewhere = caller(Scope.AGENCY, agencies=(world.elsewhere.agency,))
    code = world.dossiers["accepted"].code

    assert here.get(f"dossiers/{code}").status_code == 200
    assert elsewhere.get(f"dossiers/{code}").status_code == 404


def test_a_list_of_dossiers_has_as_many_queries_as_one(
    notary: Caller, django_assert_num_queries: Any
) -> None:
    notary.get("dossiers?limit=1")
    # token with client; the count of this minute; dossiers with procedure and agency; the
    # count of the day
    with django_assert_num_queries(4):
        assert len(notary.get("dossiers?limit=50").json()["items"]) > 5


def test_a_result_is_told_and_handed_out(notary: Caller, world: World) -> None:
    with_file = next(
        one
        for one in world.dossiers.values()
        if electronic_result(one) is not None and not is_to_take(one)
    )
    place = f"dossiers/{with_file.code}/result"

    facts = notary.get(place).json()
    file = notary.get(f"{place}/file")

    content = b"".join(file.streaming_content)
    assert hashlib.sha256(content).hexdigest() == facts["sha256"]
    assert ApiRead.objects.filter(dossier=with_file, operation="get_result_file").exists()
    assert notary.get(f"dossiers/{world.dossiers['accepted'].code}/result").status_code == 404


def test_what_is_published_is_the_same_here(notary: Caller, world: World) -> None:
    figures = notary.get("figures?period=2026-q4").json()
    page = Client().get("/cong-khai/?format=json&ky=2026-q4").json()

    assert figures["figures"] == page["figures"]
    index = notary.get("index-766?period=2026-q4").json()
    assert {one["agency"]["code"] for one in index["units"]} >= {world.here.agency.code}
    assert notary.get("open-data").json()["licence"]
    assert notary.get("roster").json()["shifts"]
    assert notary.get("figures?period=khong").status_code == 404


def test_a_dossier_is_lodged_for_somebody_whom_the_client_knows(
    notary: Caller, world: World
) -> None:
    made = lodged(notary, world)

    dossier = Dossier.objects.get(tracking_code=made["tracking_code"])
    assert (dossier.state, dossier.channel) == ("submitted", "online")
    assert dossier.applicant.full_name == "Lê Thị Bưởi"
    said = dossier.events.get().payload
    assert (said["through"], said["level"]) == (notary.client.client_id, 2)
    kept = ApiLodging.objects.get(dossier=dossier)
    assert (kept.level, kept.how, kept.reference) == (2, "chip_card", "HD-2026/0042")
    assert made["answer_by"] is not None
    assert Message.objects.filter(about=dossier.tracking_code, topic="lodged").exists()
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApiLodging.objects.filter(pk=kept.pk).update(level=3)


def test_what_is_wrong_is_named_by_its_path_and_nothing_is_kept(
    notary: Caller, world: World
) -> None:
    wanted = birth_dossier(world)
    del wanted["answers"]["request_text"]
    wanted["answers"]["applicant_phone"] = "12"

    looked = notary.post("dossiers/check", wanted, key="").json()
    refused = notary.post("dossiers", wanted)

    paths = {"answers.request_text", "answers.applicant_phone"}
    assert not looked["may_be_lodged"]
    assert {one["path"] for one in looked["errors"]} == paths
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert {one["path"] for one in refused.json()["errors"]} == paths
    assert not Person.objects.filter(identity_number="077199009991").exists()
    whole = notary.post("dossiers/check", birth_dossier(world), key="").json()
    assert whole["may_be_lodged"], whole
    unknown = birth_dossier(world)
    unknown["answers"]["khong_co"] = "x"
    assert notary.post("dossiers", unknown).json()["errors"][0]["path"] == "answers.khong_co"


def test_nobody_is_renamed_and_nothing_known_is_put_in_unasked(
    notary: Caller, world: World
) -> None:
    known = person_of("077199009991", name="Lê Thị Bưởi")
    change_contacts(known, phone="0911000111", email="rieng@example.vn", address="", at=MONDAY)
    other = birth_dossier(world)
    other["applicant"]["full_name"] = "Trần Văn Cam"
    wanted = birth_dossier(world)
    del wanted["answers"]["applicant_phone"]

    mismatch = notary.post("dossiers", other)
    missing = notary.post("dossiers/check", wanted, key="").json()

    assert mismatch.json()["code"] == "identity-mismatch"
    assert [one["path"] for one in missing["errors"]] == ["answers.applicant_phone"]


def test_a_client_lodges_with_its_agencies_alone(world: World) -> None:
    elsewhere = caller(agencies=(world.elsewhere.agency,))

    refused = elsewhere.post("dossiers", birth_dossier(world))

    assert refused.status_code == 403
    assert refused.json()["code"] == "agency-not-allowed"


def test_somebody_else_is_lodged_for_with_the_paper_that_says_so(
    notary: Caller, world: World
) -> None:
    sent = notary.post("files?name=uy-quyen.pdf", SCAN).json()
    principal = {"full_name": "Ngô Văn Ổi", "document": "Giấy ủy quyền số 12"}
    without = birth_dossier(world, standing="proxy", principal=principal)
    whole = {**without, "files": {"authority_paper": [sent["ref"]]}}

    assert notary.post("dossiers", without).status_code == 422
    made = notary.post("dossiers", whole)

    assert made.status_code == 201, made.content.decode()
    dossier = Dossier.objects.get(tracking_code=made.json()["tracking_code"])
    assert dossier.principal_name == "Ngô Văn Ổi"
    assert dossier.proxy is not None
    assert Entitlement.objects.get(dossier=dossier).document == "Giấy ủy quyền số 12"


def test_a_file_is_what_it_holds_and_belongs_to_who_sent_it(notary: Caller, world: World) -> None:
    sent = notary.post("files?name=anh.jpg", SCAN)
    assert sent.status_code == 201
    assert sent.json()["content_type"] == "application/pdf"
    assert notary.post("files?name=x.pdf", b"MZ not a picture").json()["code"] == "file-refused"
    other = caller()
    ref = sent.json()["ref"]

    assert other.get(f"files/{ref}").status_code == 404
    principal = {"full_name": "Ngô Văn Ổi", "document": "Giấy ủy quyền số 12"}
    wanted = birth_dossier(world, standing="proxy", principal=principal)
    stolen = other.post("dossiers", {**wanted, "files": {"authority_paper": [ref]}})
    assert stolen.json()["code"] == "unknown-file"
    assert notary.get(f"files/{ref}").json()["sha256"] == sent.json()["sha256"]


def test_what_is_asked_for_is_answered_point_by_point(notary: Caller, world: World) -> None:
    made = lodged(notary, world)
    dossier = Dossier.objects.get(tracking_code=made["tracking_code"])
    ask_supplement(
        dossier.pk,
        items=[SupplementItem("p1", "original", "Thiếu chữ ký")],
        reason="Thiếu giấy chứng sinh",
        legal_basis="Luật Hộ tịch",
        reply_by=None,
        context=context_of(world.here.desk),
        actor=world.here.actor(Role.DESK_OFFICER),
        at=MONDAY,
    )
    place = f"dossiers/{made['tracking_code']}/supplement"
    assert notary.get(place).json()["points"][0]["change"] == "Thiếu chữ ký"
    sent = notary.post("files?name=chung-sinh.pdf", SCAN).json()

    short = notary.post(place, {"answers": [{"number": 1}]})
    whole = notary.post(place, {"answers": [{"number": 1, "file": sent["ref"]}]})

    assert short.status_code == 422
    assert whole.status_code == 201, whole.content.decode()
    assert whole.json()["state"]["code"] == "submitted"
    assert not notary.get(place).json()["is_open"]
    assert caller().get(place).status_code == 404


def test_what_is_owed_is_paid_with_a_vietqr(notary: Caller, world: World) -> None:
    place = f"dossiers/{world.dossiers['owing'].code}"
    owed = notary.get(f"{place}/payment").json()
    assert "vietqr" in owed["ways"]

    order = notary.post(f"{place}/payment-orders", {"how": "vietqr"}).json()

    assert order["vietqr"].startswith("000201")
    assert order["message"] in order["vietqr"]
    wrong = notary.post(f"{place}/payment-orders", {"how": "vietqr", "charge": 0})
    assert wrong.json()["code"] == "paying"


def test_feedback_is_sent_and_followed(notary: Caller, world: World) -> None:
    said: dict[str, Any] = {
        "agency": world.here.agency.code,
        "subject": "delay",
        "text": "Hẹn hai lần chưa có kết quả.",
        "full_name": "Ngô Văn Ổi",
        "address": "Số 3 đường Mẫu",
        "phone": "0903111222",
    }

    sent = notary.post("petitions", said)

    assert sent.status_code == 201, sent.content.decode()
    assert "Ngô Văn Ổi" not in sent.content.decode()
    code = sent.json()["code"]
    assert notary.get(f"petitions/{code}").json()["state"] == "received"
    assert caller().get(f"petitions/{code}").status_code == 404
    assert notary.post("petitions", {**said, "phone": ""}).status_code == 422


def test_a_write_is_done_once_for_each_key(notary: Caller, world: World) -> None:
    wanted = birth_dossier(world)

    none = notary.post("dossiers", wanted, key="")
    first = notary.post("dossiers", wanted, key="viec-1")
    again = notary.post("dossiers", wanted, key="viec-1")
    other = notary.post("dossiers", {**wanted, "reference": "khac"}, key="viec-1")

    assert none.json()["code"] == "idempotency-key-missing"
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert Dossier.objects.filter(api_lodging__client=notary.client).count() == 1
    kept = IdempotencyKey.objects.get()
    assert "Bưởi" not in kept.answer
    assert "077199009991" not in kept.answer


def test_what_was_refused_may_come_again_under_the_same_key(notary: Caller, world: World) -> None:
    wrong = birth_dossier(world)
    wrong["answers"] = {}

    assert notary.post("dossiers", wrong, key="viec-2").status_code == 422
    assert notary.post("dossiers", birth_dossier(world), key="viec-2").status_code == 201


def test_the_log_names_nobody(
    notary: Caller, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = world.dossiers["accepted"]
    with caplog.at_level("INFO", logger="motcua.api"):
        notary.get(f"dossiers/{dossier.code}?people=true")

    told = " ".join(one.getMessage() for one in caplog.records if one.name == "motcua.api")
    assert "get_dossier 200" in told
    assert str(dossier.code) not in told


def test_places_that_are_wrong_are_said_in_english_too(notary: Caller, world: World) -> None:
    wrong = birth_dossier(world)
    wrong["answers"]["khong_co"] = "x"

    said = notary.post("dossiers", wrong, **{"Accept-Language": "en"}).json()

    assert {one["path"]: one["message"] for one in said["errors"]} == {
        "answers.khong_co": "The electronic form has no such question."
    }
