"""The pieces that pages are made of, rendered alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment, FileSystemLoader, UndefinedError
from pytest_django import Settings

import motcua.web
from motcua.dossiers.lifecycle import State
from motcua.web.jinja import BADGE_ICONS, NOTICE_ICONS, NOTICE_KINDS, environment

WEB = Path(motcua.web.__file__).parent
TEMPLATES = WEB / "templates"
STATIC = WEB / "static" / "motcua"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
MISTAKES = ["400", "403", "404", "413", "429", "500", "csrf", "locked"]
CSS_LIMIT = 40_000


def procedure(_request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(code)


urlpatterns = [path("thu-tuc/<str:code>/", procedure, name="procedure")]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reckoning, as the kernel gives it."""

    first: date
    last: date
    number: int | None
    is_off: bool
    is_due: bool
    text: str


class PhoneForm(forms.Form):
    """A form with one field that can be wrong."""

    phone = forms.CharField(
        label="Điện thoại",
        max_length=10,
        error_messages={"required": "Xin ghi số điện thoại."},
    )
    note = forms.CharField(label="Ghi chú", required=False)
    how = forms.ChoiceField(label="Nhận ở đâu", choices=[("desk", "Tại quầy"), ("post", "Về nhà")])


@pytest.fixture
def env() -> Environment:
    return environment(loader=FileSystemLoader(TEMPLATES))


def render(env: Environment, source: str, context: Mapping[str, Any] | None = None) -> str:
    return env.from_string(source).render(context or {})


def use(path: str, *names: str) -> str:
    return f'{{% from "macros/{path}.html" import {", ".join(names)} %}}'


def test_leaf_shows_the_day_in_vietnam(env: Environment) -> None:
    # Still the 26th in UTC, already the 27th in Hà Nội.
    at = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)

    page = render(env, use("due", "leaf") + "{{ leaf(at) }}", {"at": at})

    assert 'datetime="2026-11-27T01:30+07:00"' in page
    assert re.findall(r'class="leaf__\w+">([^<]*)<', page) == [
        "Tháng 11 · 2026",
        "27",
        "Thứ Sáu",
        "trước 01:30",
    ]


def a_day(day: int, number: int | None, *, last: int = 0, is_off: bool = False) -> Line:
    return Line(
        first=date(2026, 11, day),
        last=date(2026, 11, last or day),
        number=number,
        is_off=is_off,
        is_due=False,
        text=f"Ngày {day}",
    )


def test_reckoning_numbers_the_days_that_count(env: Environment) -> None:
    due = Line(date(2026, 11, 26), date(2026, 11, 26), 4, False, True, "Hẹn trả kết quả")
    days = [a_day(20, None), a_day(21, None, last=22, is_off=True), a_day(23, 3, last=25), due]

    page = render(env, use("due", "reckoning") + "{{ reckoning(days) }}", {"days": days})

    assert re.findall(r'class="reckoning__n[^>]*>([^<]+)<', page) == ["–", "–", "3", "4"]
    assert page.count('<li class="is-off">') == 1
    assert "23/11 đến 25/11" in page
    assert "<b>Hẹn trả kết quả</b>" in page


def test_only_the_last_line_of_the_due_day_is_the_promise(env: Environment) -> None:
    accepted = Line(date(2026, 11, 26), date(2026, 11, 26), None, False, True, "Nhận lúc 10:14")
    due = Line(date(2026, 11, 26), date(2026, 11, 26), None, False, True, "Hẹn lúc 16:44")

    page = render(
        env, use("due", "reckoning") + "{{ reckoning(days) }}", {"days": [accepted, due]}
    )

    assert page.count("reckoning__n--due") == 1
    assert re.findall(r"<b>([^<]+)</b>", page) == ["Hẹn lúc 16:44"]


@pytest.mark.parametrize(("length", "is_folded"), [(14, False), (15, True)])
def test_a_long_reckoning_is_folded(env: Environment, length: int, *, is_folded: bool) -> None:
    days = [a_day(day, day) for day in range(1, length + 1)]
    source = use("due", "reckoning_folded") + "{{ reckoning_folded(days) }}"

    assert ("<details" in render(env, source, {"days": days})) is is_folded


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_a_colour_a_word_and_an_icon(env: Environment, state: State) -> None:
    page = render(env, use("status", "state_badge") + "{{ state_badge(state) }}", {"state": state})

    assert f'class="badge badge--{state.badge}"' in page
    assert f"#i-{BADGE_ICONS[state.badge]}" in page
    assert state.label in page


def test_lateness_is_said_before_the_state(env: Environment) -> None:
    source = use("status", "state_badge") + '{{ state_badge(state, "late") }}'

    page = render(env, source, {"state": State.IN_PROGRESS})

    assert "Quá hạn" in page
    assert State.IN_PROGRESS.label not in page


def test_a_mistake_is_told_on_top_and_at_the_field(env: Environment) -> None:
    form = PhoneForm({"phone": "", "how": "desk"})
    source = use("forms", "error_box", "field") + "{{ error_box(form) }}{{ field(form.phone) }}"

    page = render(env, source, {"form": form})

    assert "Còn một chỗ cần sửa" in page
    assert '<a href="#id_phone">Xin ghi số điện thoại.</a>' in page
    assert 'id="id_phone-loi"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_phone-loi"' in page


def test_what_was_typed_stays_and_is_escaped(env: Environment) -> None:
    form = PhoneForm({"phone": '"><b>0900', "how": "post"})
    source = use("forms", "field", "select_field") + (
        "{{ field(form.phone) }}{{ select_field(form.how) }}"
    )

    page = render(env, source, {"form": form})

    assert 'value="&#34;&gt;&lt;b&gt;0900"' in page
    assert '<option value="post" selected>' in page
    assert page.count(" selected") == 1


def test_a_password_is_never_sent_back(env: Environment) -> None:
    form = PhoneForm({"phone": "mat-khau-1"})

    page = render(
        env, use("forms", "field") + '{{ field(form.phone, "password") }}', {"form": form}
    )

    assert "mat-khau-1" not in page


def test_a_field_that_may_stay_empty_says_so(env: Environment) -> None:
    source = use("forms", "field") + "{{ field(form.note, hint='Nếu cần') }}"

    page = render(env, source, {"form": PhoneForm()})

    assert "(nếu có)" in page
    assert " required" not in page
    assert 'aria-describedby="id_note-goi-y"' in page


def test_choices_of_one_question_stand_in_a_fieldset(env: Environment) -> None:
    source = use("forms", "choices_field") + "{{ choices_field(form.how) }}"

    page = render(env, source, {"form": PhoneForm({"how": "post"})})

    assert "<legend" in page
    assert page.count('type="radio"') == 2
    assert re.search(r'value="post" checked', page)


def test_path_says_in_words_what_is_done(env: Environment) -> None:
    steps = [
        {"title": "Tiếp nhận", "note": "", "state": "done"},
        {"title": "Thẩm định", "note": "", "state": "now"},
        {"title": "Ký duyệt", "note": "", "state": "todo"},
    ]

    page = render(env, use("lists", "path") + "{{ path(steps) }}", {"steps": steps})

    assert page.count("Đã xong:") == 1
    assert page.count('aria-current="step"') == 1


def test_relay_says_whose_turn_it_is(env: Environment) -> None:
    holders = [
        {"name": "Một cửa", "who": "", "note": "48 phút trên 1 giờ", "state": "done"},
        {"name": "Tư pháp", "who": "", "note": "", "state": "now"},
        {"name": "Văn thư", "who": "", "note": "", "state": "todo"},
    ]

    page = render(env, use("lists", "relay") + "{{ relay(holders) }}", {"holders": holders})

    turn = re.search(r'<li class="is-now" aria-current="step">(.+?)</li>', page)
    assert turn
    assert "Tư pháp" in turn[1]
    assert page.count("Đã xong:") == 1


def test_a_filter_shows_its_count_where_it_has_one(env: Environment) -> None:
    items = [
        {"label": "Tất cả", "url": "/a", "is_current": True, "count": 2642, "icon": ""},
        {"label": "Quá hạn", "url": "/b", "is_current": False, "count": None, "icon": "late"},
    ]

    page = render(env, use("lists", "chips") + "{{ chips(items, 'Lọc') }}", {"items": items})

    assert re.findall(r'class="num">([^<]+)<', page) == ["2.642"]
    assert page.count('aria-current="true"') == 1
    assert page.count("#i-late") == 1


def test_events_are_told_by_the_nearest_word(env: Environment) -> None:
    event = {"at": datetime(2026, 11, 23, 1, 12, tzinfo=UTC), "strong": "Mở hồ sơ.", "text": "An"}
    source = use("lists", "events") + "{{ events(items, today) }}"

    page = render(env, source, {"items": [event], "today": date(2026, 11, 23)})

    assert "Hôm nay 08:12" in page
    assert "<b>Mở hồ sơ.</b> An" in page


def test_an_address_takes_its_query(env: Environment, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__

    page = render(env, "{{ url('procedure', '1.004873', query={'q': 'khai sinh'}) }}")

    assert page == "/thu-tuc/1.004873/?q=khai+sinh"


def test_a_forgotten_name_is_an_error(env: Environment) -> None:
    with pytest.raises(UndefinedError):
        render(env, "{{ forgotten }}")


@pytest.mark.parametrize("code", MISTAKES)
def test_a_page_of_a_mistake_needs_nothing(env: Environment, code: str) -> None:
    page = env.get_template(f"errors/{code}.html").render()

    title = re.search(r"<title>(.+)</title>", page)
    heading = re.search(r"<h1[^>]*>(.+)</h1>", page)
    assert title
    assert heading
    assert title[1] == heading[1]
    assert 'href="/"' in page


@pytest.mark.parametrize("page", PAGES)
def test_every_template_is_well_formed(env: Environment, page: str) -> None:
    assert env.get_template(page).name == page


@pytest.mark.parametrize("page", PAGES)
def test_no_template_breaks_the_policy_on_content(page: str) -> None:
    source = (TEMPLATES / page).read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|\|\s*safe\b", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', source)
    assert 'href="#"' not in source


def test_every_icon_named_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-(\w+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    sources = [(TEMPLATES / page).read_text(encoding="utf-8") for page in PAGES]
    named = {name for source in sources for name in re.findall(r'icon\("(\w+)"', source)}

    assert named
    assert named | set(BADGE_ICONS.values()) | set(NOTICE_ICONS.values()) <= drawn


def test_messages_of_every_level_have_a_notice() -> None:
    assert set(NOTICE_KINDS) == {"debug", "info", "success", "warning", "error"}
    assert set(NOTICE_KINDS.values()) <= set(NOTICE_ICONS)


def test_styles_stay_within_their_budget_and_on_this_host() -> None:
    styles = [path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.css"))]
    tokens = (STATIC / "tokens.css").stat().st_size

    # A page loads the tokens and one more.
    assert max(len(style.encode()) for style in styles) + tokens < CSS_LIMIT
    addresses = [url for style in styles for url in re.findall(r"url\(([^)]+)\)", style)]
    assert addresses
    assert [url for url in addresses if not (STATIC / url).is_file()] == []
