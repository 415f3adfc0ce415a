"""Guidance in a browser: a week for three forces, sessions on a telephone, swap, coming."""

from typing import Final

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.guidance.models import Assignment, Attendance, GuidanceSession, Helper, Shift, Swap
from motcua.guidance.selectors import week_views
from tests.journeys.accessibility import faults_of
from tests.journeys.house import PHONE, House
from tests.world_guidance import the_helper

NEXT: Final = "/can-bo/huong-dan/?tuan=2026-11-30"
MOST_TAPS: Final = 8
SECONDS_A_TAP: Final = 1.2
"""Pointing at what is to be tapped and tapping it, a moment of thought apart (KLM: P + K)."""
SECONDS_TO_THINK: Final = 1.35
"""Before each question that is answered (KLM: M)."""


class Finger:
    """Taps, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, group: str, word: str) -> None:
        """Tap a choice under a question."""
        self.taps += 1
        self.page.get_by_role("group", name=group).get_by_text(word, exact=True).click()

    def write(self) -> None:
        """Tap the button, and see that it is written."""
        self.taps += 1
        self.page.get_by_role("button", name="Ghi lượt này").click()
        expect(self.page.get_by_role("status")).to_contain_text("Đã ghi")


def test_an_organiser_makes_a_week_for_three_forces_and_fills_a_gap(house: House) -> None:
    page = house.officer(Role.ORGANISER)
    desk = house.world.here.desk
    away = Helper.objects.get(force__name="Dân quân")
    away.free.filter(weekday=3).delete()

    page.goto(NEXT)
    page.get_by_role("button", name="Xếp người giúp tôi").click()
    expect(page.get_by_role("main")).to_contain_text("Còn thiếu 2 lượt người")
    expect(page.get_by_text("Thiếu 1 người của Dân quân")).to_have_count(2)
    assert faults_of(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    gap = page.get_by_role("cell").filter(has_text="Thiếu 1 người của Dân quân").first
    gap.get_by_text("Thêm người").click()
    gap.get_by_label("Ai vào Ca sáng, thứ Năm 03/12").select_option(
        label=f"{away.full_name} (Dân quân)"
    )
    gap.get_by_role("button", name="Thêm").click()
    expect(page.get_by_role("main")).to_contain_text("thường không đến được")
    expect(page.get_by_text("Thiếu 1 người của Dân quân")).to_have_count(1)
    page.get_by_role("button", name="Công bố tuần này").click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố 10 ca")

    week = week_views(
        desk, Shift.objects.filter(desk=desk).latest("on").on.replace(day=30, month=11)
    )
    assert sum(view.missing for view in week) == 1
    page.get_by_role("link", name="Bản in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("tuần từ 30/11/2026")


def test_three_sessions_are_written_on_a_telephone_within_seconds(house: House) -> None:
    page = house.helper(size=PHONE)
    before = GuidanceSession.objects.count()
    page.goto("/ho-tro/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ca chiều, thứ Hai 23/11")
    spent = []

    for topic in ("Thanh toán", "Nộp hồ sơ", "Cài chữ ký số, VNeID"):
        finger = Finger(page)
        finger.tap("Đã hướng dẫn gì trên mạng?", topic)
        finger.tap("Giờ tự làm được việc nào?", "Thanh toán")
        finger.tap("Mấy phút?", "20")
        finger.write()
        assert finger.taps <= MOST_TAPS
        spent.append(finger.taps * SECONDS_A_TAP + 4 * SECONDS_TO_THINK)

    assert GuidanceSession.objects.count() == before + 3
    assert max(spent) < 20
    assert faults_of(page, widths=(390,)) == []


def test_a_session_is_written_without_scripts(house: House) -> None:
    page = house.helper(size=PHONE, with_scripts=False)

    page.goto("/ho-tro/")
    page.get_by_text("Thêm số định danh, chỗ khó").click()
    page.get_by_label("Số định danh hoặc mã số thuế").fill("077 101 900 00")
    page.get_by_role("button", name="Ghi lượt này").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin đếm lại")
    expect(page.get_by_label("Số định danh hoặc mã số thuế")).to_have_value("077 101 900 00")
    page.get_by_label("Số định danh hoặc mã số thuế").fill("077 101 900 002")
    page.get_by_role("button", name="Ghi lượt này").click()

    expect(page.get_by_role("status")).to_contain_text("Đã ghi")
    assert GuidanceSession.objects.latest("pk").person_key


def test_a_shift_changes_hands_and_the_organiser_sees_it(house: House) -> None:
    swap = Swap.objects.get()
    taker = Helper.objects.exclude(pk=swap.asker_id).exclude(shifts__shift=swap.shift).first()
    assert taker is not None
    page = house.helper(taker)
    organiser = house.officer(Role.ORGANISER)

    organiser.goto("/can-bo/huong-dan/?tuan=2026-11-23")
    expect(organiser.get_by_role("main")).to_contain_text("đang nhờ đổi")
    page.goto("/ho-tro/lich/?tuan=2026-11-23")
    page.get_by_role("button", name="Tôi nhận ca").click()
    expect(page.get_by_role("status")).to_contain_text("từ nay là của ông/bà")
    organiser.reload()

    expect(organiser.get_by_role("main")).not_to_contain_text("đang nhờ đổi")
    assert Assignment.objects.filter(shift=swap.shift, helper=taker).exists()
    assert not Assignment.objects.filter(shift=swap.shift, helper=swap.asker_id).exists()


def test_coming_is_said_with_the_code_on_the_organisers_screen(house: House) -> None:
    page, screen = house.helper(), house.officer(Role.ORGANISER)
    screen.goto("/can-bo/huong-dan/co-mat/")
    shown = screen.locator(".figure").filter(has_text="Ca chiều").locator(".figure__value")
    code = shown.inner_text()

    page.goto("/ho-tro/")
    page.get_by_label("Mã trên màn hình quầy").fill(code)
    page.get_by_role("button", name="Tôi đã đến").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi có mặt, trễ")
    screen.reload()

    expect(screen.get_by_role("row").filter(has_text="Nguyễn Mai Anh").first).to_contain_text(
        "trễ"
    )
    assert Attendance.objects.filter(assignment__helper=the_helper()).count() == 1
