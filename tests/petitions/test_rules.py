"""Lifecycles, masking and likeness: rules without a database."""

import pytest
from hypothesis import given, strategies as st

from motcua.kernel.text import without_marks
from motcua.petitions.lifecycle import (
    COMPLAINT,
    DENUNCIATION,
    FEEDBACK,
    CaseAction,
    CaseState,
    FeedbackAction,
    FeedbackState,
    IllegalTransitionError,
    next_case_state,
    next_state,
)
from motcua.petitions.likeness import ALIKE, likeness, words_of
from motcua.petitions.limits import SHIPPED, LimitKind
from motcua.petitions.masking import Own, proposed, still_told
from motcua.petitions.requirements import lacking

OWN = Own("Nguyễn Thị Hoà", "12 Lê Lợi, phường An Ngãi", "0900 000 012", "hoa@example.vn")


@pytest.mark.parametrize("state", FeedbackState)
@pytest.mark.parametrize("action", FeedbackAction)
def test_an_act_leads_along_its_arrow_or_is_refused(
    state: FeedbackState, action: FeedbackAction
) -> None:
    arrow = FEEDBACK.get(action)

    if arrow is not None and state in arrow.sources:
        assert next_state(state, action) is (arrow.target or state)
    else:
        with pytest.raises(IllegalTransitionError) as refused:
            next_state(state, action)
        assert action.label.lower() in str(refused.value)


def test_every_state_of_feedback_can_be_reached() -> None:
    reached = {FeedbackState.RECEIVED}
    for _round in FeedbackState:
        reached |= {
            arrow.target
            for arrow in FEEDBACK.values()
            if arrow.target is not None and arrow.sources & reached
        }

    assert reached == set(FeedbackState)


def test_what_was_not_accepted_or_turned_over_is_over() -> None:
    for state in (FeedbackState.NOT_ACCEPTED, FeedbackState.TURNED_OVER):
        assert not any(state in arrow.sources for arrow in FEEDBACK.values())


def test_a_complaint_is_withdrawn_and_a_denunciation_is_not() -> None:
    assert next_case_state(COMPLAINT, CaseState.ROUTED, CaseAction.WITHDRAW) is CaseState.WITHDRAWN
    with pytest.raises(IllegalTransitionError):
        next_case_state(DENUNCIATION, CaseState.ROUTED, CaseAction.WITHDRAW)


def test_each_limit_names_its_law() -> None:
    assert set(SHIPPED) == set(LimitKind)
    assert all(limit.legal_basis for limit in SHIPPED.values())


@pytest.mark.parametrize(
    ("written", "public"),
    [
        pytest.param("Tôi là Nguyễn Thị Hoà.", "Tôi là (tên).", id="own name"),
        pytest.param("toi la nguyen  thi hoa day", "toi la (tên) day", id="without marks"),
        pytest.param("gọi tôi, Thị Hòa, nhé", "gọi tôi, (tên), nhé", id="a part of the name"),
        pytest.param("gọi 0900000012", "gọi (số điện thoại)", id="own phone"),
        pytest.param("gọi 0900.000.099 nhé", "gọi (số điện thoại) nhé", id="another's phone"),
        pytest.param("+84 900 000 012", "(số điện thoại)", id="abroad"),
        pytest.param("CCCD 077190000012", "CCCD (số giấy tờ)", id="identity number"),
        pytest.param("viết hoa@example.vn", "viết (thư điện tử)", id="mail"),
        pytest.param("ở 12 lê lợi", "ở (địa chỉ)", id="the house without marks"),
        pytest.param("nhà ở số nhà 5/7A", "nhà ở (địa chỉ)", id="a house"),
        pytest.param("ông Trần Văn Bình hẹn", "ông T. hẹn", id="somebody with a title"),
        pytest.param("cán bộ Lê Văn Nghe hẹn", "cán bộ L. hẹn", id="an officer"),
        pytest.param("Lê Văn Nghe hẹn", "Lê V. N. hẹn", id="an officer of the agency"),
        pytest.param(
            "hồ sơ H29.68-261123-0021, mẫu số 02, 3 lần, 15.000 đồng",
            "hồ sơ H29.68-261123-0021, mẫu số 02, 3 lần, 15.000 đồng",
            id="codes, forms, counts and money stay",
        ),
    ],
)
def test_the_rule_proposes_what_to_hide(written: str, public: str) -> None:
    assert proposed(written, OWN, ["Lê Văn Nghe"]) == public


@given(
    before=st.text(alphabet="abc đêơ,.!\n", max_size=20),
    after=st.text(alphabet="abc đêơ,.!\n", max_size=20),
    what=st.sampled_from([OWN.full_name, OWN.phone, OWN.email, OWN.address, "12 Lê Lợi"]),
    plain=st.booleans(),
)
def test_what_is_ones_own_never_passes(before: str, after: str, what: str, plain: bool) -> None:  # noqa: FBT001, drawn
    typed = without_marks(what).upper() if plain and "@" not in what else what
    text = f"{before} {typed} {after}"

    assert still_told({"text": text}, OWN)
    assert still_told({"text": proposed(text, OWN)}, OWN) == []


def test_an_empty_petitioner_hides_nothing() -> None:
    assert still_told({"text": "Quầy số 3 đóng cửa sớm."}, Own()) == []


def test_the_same_matter_is_alike_however_it_is_typed() -> None:
    one = words_of("Hẹn ba lần chưa trả giấy khai sinh cho cháu")
    same = words_of("UBND HEN BA LAN van chua tra giay khai sinh")
    other = words_of("Máy lấy số hỏng, không có ghế ngồi chờ")

    assert likeness(one, same) >= ALIKE > likeness(one, other)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        pytest.param({}, [], id="whole"),
        pytest.param({"full_name": " "}, ["họ tên người gửi"], id="no name"),
        pytest.param({"address": ""}, ["địa chỉ"], id="no address"),
        pytest.param(
            {"phone": "", "email": ""}, ["điện thoại hoặc thư điện tử"], id="no way back"
        ),
        pytest.param({"phone": ""}, [], id="mail is enough"),
        pytest.param({"text": "tệ!"}, ["nội dung rõ ràng"], id="too short"),
        pytest.param(
            {"text": "我要投诉这个部门的工作人员态度"}, ["nội dung bằng tiếng Việt"], id="foreign"
        ),
    ],
)
def test_what_feedback_must_have(changed: dict[str, str], missing: list[str]) -> None:
    whole = {
        "full_name": "Nguyễn Thị Hoà",
        "address": "Ấp Một",
        "phone": "0900000012",
        "email": "hoa@example.vn",
        "text": "Cán bộ hẹn ba lần chưa trả.",
    }

    assert lacking(**{**whole, **changed}) == missing
