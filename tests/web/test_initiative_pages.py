"""Pages of reform: writing, judging, the library, copying, journeys; who sees what."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.accounts.models import Account
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.initiatives.models import (
    Adoption,
    Commitment,
    Council,
    CouncilMember,
    Delegation,
    Initiative,
    InitiativeVersion,
    ScoreScheme,
    ScoreSheet,
    YearPlan,
)
from motcua.initiatives.services import adoptions
from tests import factories
from tests.initiatives.unit import MONDAY, Province, open_province
from tests.web.manage_pages import require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
DESCRIBED: dict[str, Any] = {
    "kind": "model",
    "area": "3",
    "title": "“2 đạt”: sớm hẹn cao, hài lòng cao",
    "summary": "Hẹn ngắn hơn luật, xong là báo ngay.",
    "problem": "Chờ lâu.",
    "description": "Rà từng thủ tục.",
    "audience": "Người dân",
    "contact": "Bộ phận một cửa",
    "started_on": "02/03/2026",
    "cost_dong": "0",
    "reach": "commune",
    "step_title": ["Chọn thủ tục", "", "Công bố"],
    "step_note": ["Một tuần", "", ""],
    "author_name": ["Trần Văn Khởi", "Lê Thị Xướng", ""],
    "author_percent": ["60", "40", ""],
    "target_in_time": "99,5",
    "baseline_in_time": "",
}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def province() -> Province:
    """Return the province."""
    return open_province()


def browser(officer_id: int | None) -> Client:
    """Return the browser of an officer."""
    client = Client()
    assert officer_id is not None
    account = Officer.objects.get(pk=officer_id).account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def act(client: Client, one: Initiative, action: str, **typed: str) -> Any:
    """Press a button of the page of an initiative."""
    return client.post(reverse("initiatives:act", args=[one.ref, action]), typed, follow=True)


def test_a_reform_officers_day_begins_with_the_list(province: Province) -> None:
    client = browser(province.here_officer.officer_id)

    assertRedirects(client.get(reverse("accounts:home")), reverse("initiatives:list"))
    assertContains(client.get(reverse("initiatives:list")), "Chưa có mô hình")


def test_what_is_written_is_a_draft_with_what_is_alike_beside_it(province: Province) -> None:
    first = province.registered()
    client = browser(province.here_officer.officer_id)

    page = client.post(
        reverse("initiatives:new"), {**DESCRIBED, "agency": province.here.code}, follow=True
    )

    assertContains(page, "Đã lưu bản nháp")
    assertContains(page, "đọc giống vậy")
    assertContains(page, first.code)
    draft = Initiative.objects.get(state="draft")
    version = draft.versions.get()
    assert [one.title for one in version.stages] == ["Chọn thủ tục", "Công bố"]
    assert [(one.name, one.percent) for one in version.author_parts] == [
        ("Trần Văn Khởi", 60),
        ("Lê Thị Xướng", 40),
    ]
    assert [str(one.target) for one in version.aimed] == ["99.5"]
    assertContains(act(client, draft, "register"), "MH-2026-0002")


def test_what_is_wrong_is_told_and_what_was_typed_stays(province: Province) -> None:
    client = browser(province.here_officer.officer_id)
    wrong = {
        **DESCRIBED,
        "agency": province.here.code,
        "title": "",
        "author_percent": ["60", "30", ""],
        "target_in_time": "chín mươi",
        "source": "MH-1999-0001",
        "started_on": "31/02/2026",
    }

    answer = client.post(reverse("initiatives:new"), wrong)

    for sentence in (
        "Xin ghi tên mô hình, sáng kiến.",
        "cộng lại là 90 %",
        "Chưa đọc được “chín mươi”",
        "Thư viện không có mã này",
        "Ngày này không có thật",
    ):
        require_refused(answer, sentence)
    for typed in ("Rà từng thủ tục.", "Lê Thị Xướng", "chín mươi", "Một tuần", "31/02/2026"):
        assertContains(answer, typed, status_code=422)
    assert not Initiative.objects.exists()


def test_a_new_version_is_written_and_the_old_one_can_be_read(province: Province) -> None:
    found = province.registered()
    client = browser(province.here_officer.officer_id)
    address = reverse("initiatives:edit", args=[found.ref])
    assertContains(client.get(address), 'value="99,5"')

    client.post(address, {**DESCRIBED, "agency": province.here.code, "summary": "Bản hai đây."})

    page = reverse("initiatives:one", args=[found.ref])
    assertContains(client.get(page), "Bản hai đây.")
    assertNotContains(client.get(page + "?ban=1"), "Bản hai đây.")
    assert InitiativeVersion.objects.filter(initiative=found).count() == 2
    assert client.get(page + "?ban=khong").status_code == HTTPStatus.OK


def test_a_council_checks_scores_and_decides(province: Province) -> None:
    found = province.registered()
    secretary = browser(province.secretary.officer_id)
    assertContains(act(secretary, found, "take_up"), "Đã nhận kiểm tra.")
    act(secretary, found, "find_eligible")
    assertContains(act(secretary, found, "open_scoring"), "3 thành viên được mời")
    assertContains(act(secretary, found, "recommend"), "Mới có 0 phiếu", status_code=422)
    points = {"tinh-moi": "20", "hieu-qua": "35", "nhan-rong": "25", "remark": "Tốt"}
    for officer in province.members[1:]:
        member = browser(officer.pk)
        assertContains(member.get(reverse("initiatives:seats")), found.title)
        done = member.post(reverse("initiatives:sheet", args=[found.ref]), points, follow=True)
        assertContains(done, "Đã khóa phiếu điểm")

    closed = act(secretary, found, "recommend", note="Nhất trí.")

    assertContains(closed, "hội đồng đề nghị công nhận")
    assertContains(closed, "80,00")
    decided = act(secretary, found, "recognise", number="12/QĐ", on="23/11/2026", reach="province")
    assertContains(decided, "Đã ghi quyết định công nhận.")
    assertContains(act(secretary, found, "publish"), "Đã đưa vào thư viện")
    assertContains(Client().get(reverse("public:model", args=[found.code])), "12/QĐ")


def test_points_are_hidden_from_everybody_until_the_round_is_closed(province: Province) -> None:
    initiative = province.opened().initiative
    province.score(initiative, province.members[1], (11, 13, 17))

    page = browser(province.secretary.officer_id).get(
        reverse("initiatives:one", args=[initiative.ref])
    )

    assertContains(page, "1 trên 3 thành viên được chấm đã khóa phiếu")
    assertNotContains(page, ">13<")
    assertNotContains(page, ">41<")
    member = browser(province.members[2].pk).get(
        reverse("initiatives:sheet", args=[initiative.ref])
    )
    assertNotContains(member, ">41<")
    assertNotContains(member, "41 điểm")


def test_a_sheet_with_gaps_comes_back_as_it_was(province: Province) -> None:
    initiative = province.opened().initiative
    client = browser(province.members[1].pk)
    address = reverse("initiatives:sheet", args=[initiative.ref])

    answer = client.post(address, {"tinh-moi": "31", "hieu-qua": "", "remark": "Đang xem"})

    require_refused(answer, "Nhiều nhất là 30.")
    require_refused(answer, "Chưa chấm “Hiệu quả đã thấy”.")
    assertContains(answer, "Đang xem", status_code=422)
    assert not ScoreSheet.objects.exists()


def test_a_member_says_that_they_should_not_score(province: Province) -> None:
    initiative = province.opened().initiative
    client = browser(province.members[1].pk)
    address = reverse("initiatives:conflict", args=[initiative.ref])
    require_refused(client.post(address, {"reason": ""}), "Xin ghi vì sao ông/bà không chấm.")

    page = client.post(address, {"reason": "Người nhà"}, follow=True)

    assertContains(page, "Người nhà")
    refused = client.post(
        reverse("initiatives:sheet", args=[initiative.ref]),
        {"tinh-moi": "1", "hieu-qua": "1", "nhan-rong": "1"},
    )
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_another_units_page_does_not_exist(province: Province) -> None:
    found, adoption_of = province.published(), None
    adoption_of = adoptions.adopt(
        found,
        province.elsewhere,
        adoptions.Wish(starts_on=MONDAY.date()),
        actor=province.elsewhere_officer,
        at=MONDAY,
    )
    there = browser(province.elsewhere_officer.officer_id)
    here = browser(province.here_officer.officer_id)

    for client, name, ref in (
        (there, "one", found.ref),
        (there, "edit", found.ref),
        (there, "sheet", found.ref),
        (here, "adoption", adoption_of.ref),
    ):
        address = reverse(f"initiatives:{name}", args=[ref])
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND
    assert (
        there.post(reverse("initiatives:act", args=[found.ref, "end"]), {"note": "x"}).status_code
        == HTTPStatus.NOT_FOUND
    )
    assert (
        here.post(reverse("initiatives:adoption-act", args=[adoption_of.ref, "begin"])).status_code
        == HTTPStatus.NOT_FOUND
    )


def test_an_approver_reads_and_changes_nothing(province: Province) -> None:
    found = province.registered()
    client = Client()
    sign_in(client, Role.APPROVER, agency=province.here)

    page = client.get(reverse("initiatives:one", args=[found.ref]))

    assertContains(page, found.title)
    assertNotContains(page, "Viết bản mới")
    assert act(client, found, "end", note="x").status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("initiatives:edit", args=[found.ref])).status_code == 403
    assert client.post(reverse("initiatives:plans"), {}).status_code == HTTPStatus.NOT_FOUND


def test_an_act_that_is_none_is_not_found(province: Province) -> None:
    found = province.registered()
    client = browser(province.here_officer.officer_id)

    assert act(client, found, "copied").status_code == HTTPStatus.NOT_FOUND
    assert act(client, found, "recognise", number="1").status_code == 422


def test_the_library_is_searched_without_marks_and_counts_a_year(province: Province) -> None:
    found = province.published()
    client = Client()

    assertContains(client.get(reverse("public:models") + "?q=som+hen"), found.title)
    assertContains(client.get(reverse("public:models") + "?q=chu+ky+so"), "Chưa thấy mô hình nào")
    assertContains(client.get(reverse("public:models") + "?loai=solution"), "Chưa thấy")
    for odd in ("?q=%27%22&nam=٢٠٢٤", "?nam=9999&linh-vuc=99", "?trang=-1&loai=x"):
        assert client.get(reverse("public:models") + odd).status_code == HTTPStatus.OK
    page = text_of(client.get(reverse("public:models") + "?nam=2026"))
    assert "của 1 xã, phường, thị trấn và 0 cơ quan cấp tỉnh" in page


def test_the_library_asks_the_same_number_of_queries_for_one_and_for_many(
    province: Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        province.published(title=f"Việc thứ {number}")
    client = Client()
    client.get(reverse("public:models"))

    # stamp; models with adopters; their sentences; the year's figure
    with django_assert_num_queries(4):
        client.get(reverse("public:models"))


def test_a_page_tells_what_to_do_and_what_the_facts_say(province: Province) -> None:
    found = province.published()

    page = Client().get(reverse("public:model", args=[found.code]))

    for words in (
        "Làm theo từng bước",
        "Chọn thủ tục",
        "0 đồng",
        "Bộ phận một cửa xã, 0254 000 0001",
        "Giải quyết trước và đúng hạn",
        "chưa đủ dữ liệu (0 hồ sơ đã giải quyết, cần 30)",
    ):
        assertContains(page, words)
    for code in ("MH-2026-9999", "x" * 40):
        assert Client().get(reverse("public:model", args=[code])).status_code == 404


def test_a_second_commune_adopts_and_reports(province: Province) -> None:
    found = province.published()
    client = browser(province.elsewhere_officer.officer_id)
    assertContains(client.get(reverse("public:model", args=[found.code])), "Đăng ký áp dụng</a>")
    address = reverse("initiatives:adopt", args=[found.code])
    assertContains(client.get(address), 'value="Công bố ngày cam kết"')
    typed = {
        "agency": province.elsewhere.code,
        "source": "",
        "way": "adapted",
        "changes": "",
        "starts_on": "01/12/2026",
        "step_title": ["Chọn thủ tục", ""],
        "step_due": ["32/12/2026", ""],
    }
    require_refused(client.post(address, typed), "Bước “Chọn thủ tục”")
    typed["step_due"] = ["07/12/2026", ""]
    require_refused(client.post(address, typed), "điều chỉnh những gì")

    page = client.post(address, {**typed, "changes": "Chỉ hộ tịch"}, follow=True)

    assertContains(page, "Đã đăng ký áp dụng")
    adoption = Adoption.objects.get()
    for action, given in (
        ("begin", {"on": "23/11/2026"}),
        ("step", {"step": "1"}),
        ("keep", {"result": "Từ 91 lên 98 %."}),
    ):
        said = client.post(
            reverse("initiatives:adoption-act", args=[adoption.ref, action]), given, follow=True
        )
        assert said.status_code == HTTPStatus.OK
    shown = Client().get(reverse("public:model", args=[found.code]))
    for words in ("UBND xã Phước Tỉnh", "Chỉ hộ tịch", "Từ 91 lên 98 %.", "Đã nhân rộng"):
        assertContains(shown, words)


def test_the_owner_cannot_adopt_the_own_model(province: Province) -> None:
    found = province.published()
    client = browser(province.here_officer.officer_id)

    assertContains(client.get(reverse("initiatives:adopt", args=[found.code])), "của chính đơn vị")
    assertNotContains(client.get(reverse("public:model", args=[found.code])), "dang-ky/")


def test_the_plan_of_a_year_and_the_list_of_a_period(province: Province) -> None:
    found = province.registered()
    client = browser(province.here_officer.officer_id)
    typed = {"agency": province.here.code, "year": "2026", "target": "0"}
    require_refused(client.post(reverse("initiatives:plans"), typed), "từ 1 trở lên")

    page = client.post(reverse("initiatives:plans"), {**typed, "target": "2"}, follow=True)

    assertContains(page, "1 trên 2")
    assert YearPlan.objects.get().target == 2
    empty = client.get(reverse("initiatives:plans") + "?tu=01/01/2024&den=31/08/2024")
    assertNotContains(empty, found.code)
    wrong = client.get(reverse("initiatives:plans") + "?tu=02/01/2026&den=01/01/2026")
    require_refused(wrong, "Ngày cuối đang trước ngày đầu")
    listed = client.get(reverse("initiatives:plans-file") + "?tu=01/01/2026&den=31/12/2026")
    assert 'MH-2026-0001,"“2 đạt”' in listed.content.decode()


def test_the_council_has_members_and_a_scheme(province: Province) -> None:
    client = browser(province.secretary.officer_id)
    officer = factories.OfficerFactory.create(
        agency=province.elsewhere, account__username="moi.vao", full_name="Vũ Mới"
    )
    seat = reverse("initiatives:seat")
    require_refused(client.post(seat, {"username": "khong", "title": "member"}), "Không có cán bộ")
    assertContains(
        client.post(seat, {"username": "moi.vao", "title": "secretary"}, follow=True), "Vũ Mới"
    )
    member = CouncilMember.objects.get(officer=officer)
    assertContains(
        client.post(reverse("initiatives:unseat", args=[member.pk]), follow=True), "thôi từ"
    )
    scheme = reverse("initiatives:scheme")
    typed = {
        "id": ["tinh-moi", "", ""],
        "label": ["Tính mới", "Hiệu quả", ""],
        "most": ["50", "40", ""],
        "pass_mark": "75",
        "quorum_percent": "60",
    }
    require_refused(client.post(scheme, typed), "cộng lại là 90")
    client.post(scheme, {**typed, "most": ["50", "50", ""]})
    newest = ScoreScheme.objects.latest("number")
    assert [one.id for one in newest.scheme.criteria] == ["tinh-moi", "hieu-qua"]
    assert newest.pass_mark == 75


def test_a_department_founds_the_council_where_there_is_none() -> None:
    agency = factories.AgencyFactory.create(kind="department")
    client = Client()
    sign_in(client, Role.REFORM_OFFICER, agency=agency)
    address = reverse("initiatives:council-found")
    whose = f"province-{agency.pk}"
    require_refused(client.post(address, {"whose": whose, "name": ""}), "Xin ghi tên hội đồng.")

    page = client.post(address, {"whose": whose, "name": "Hội đồng tỉnh"}, follow=True)

    assertContains(page, "Hội đồng tỉnh")
    assert Council.objects.get().agency == agency
    far = Client()
    sign_in(far, Role.REFORM_OFFICER)
    assertContains(far.get(reverse("initiatives:council")), "Tỉnh chưa có hội đồng:")


def test_a_journey_is_planned_told_and_held_to_its_promises(province: Province) -> None:
    client = browser(province.here_officer.officer_id)
    typed: dict[str, Any] = {
        "agency": province.here.code,
        "title": "Học Quảng Ninh",
        "host": "Quảng Ninh",
        "rank_par": "1",
        "rank_year": "2025",
        "topics": "Trung tâm hành chính công",
        "begins_on": "02/11/2026",
        "ends_on": "01/11/2026",
        "member_name": ["Nguyễn Văn Đi", ""],
        "member_position": ["Phó Chủ tịch", ""],
    }
    new = reverse("initiatives:journey-new")
    require_refused(client.post(new, typed), "Ngày về đang trước ngày đi")
    page = client.post(new, {**typed, "ends_on": "04/11/2026"}, follow=True)
    assertContains(page, "Nguyễn Văn Đi (Phó Chủ tịch)")
    journey = Delegation.objects.get()
    client.post(reverse("initiatives:lessons", args=[journey.ref]), {"lessons": "Một bàn."})
    require_refused(
        client.post(reverse("initiatives:promise", args=[journey.ref]), {"text": "Lập bàn"}),
        "Xin ghi hạn",
    )
    client.post(
        reverse("initiatives:promise", args=[journey.ref]),
        {"text": "Lập bàn", "responsible": "", "due_on": "20/11/2026"},
    )
    shown = client.get(reverse("initiatives:journeys"))
    assertContains(shown, "Lập bàn, hạn 20/11/2026 (trễ)")

    promise = Commitment.objects.get()
    done = client.post(
        reverse("initiatives:fulfilled", args=[promise.pk]), {"note": "Có bàn"}, follow=True
    )

    assertContains(done, "Có bàn")
    edit = reverse("initiatives:journey-edit", args=[journey.ref])
    assertContains(client.get(edit), 'value="Phó Chủ tịch"')
    there = browser(province.elsewhere_officer.officer_id)
    assert there.get(edit).status_code == HTTPStatus.NOT_FOUND
    assert (
        there.post(reverse("initiatives:fulfilled", args=[promise.pk])).status_code
        == HTTPStatus.NOT_FOUND
    )


def test_whoever_has_no_seat_finds_an_empty_list(client: Client) -> None:
    sign_in(client, Role.CLERK)

    assertContains(client.get(reverse("initiatives:seats")), "Không có lần chấm nào")
    assert Account.objects.count() == 1
