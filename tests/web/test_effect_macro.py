"""The measured effect on a page: the sentence first, its doubts, the picture with its table."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader

from motcua.effects.measuring import Effect, measure
from motcua.effects.picture import picture_of
from motcua.effects.wording import verdict
from motcua.web.jinja import environment
from tests.effects.provinces import Province, province
from tests.web.test_macros import TEMPLATES

SOURCE = '{% from "macros/effect.html" import measured %}{{ measured(said, picture, "e") }}'


@pytest.fixture
def env() -> Environment:
    return environment(loader=FileSystemLoader(TEMPLATES))


def _shown(env: Environment, effect: Effect) -> str:
    said, picture = verdict(effect, about="Tỷ lệ trước hạn"), picture_of(effect.path)
    return env.from_string(SOURCE).render(said=said, picture=picture)


def _measured(found: Province) -> Effect:
    return measure(found.cells, found.adoptions, draws=0)


def test_a_clear_effect_has_its_sentence_picture_and_table(env: Environment) -> None:
    effect = _measured(province(1, effect=0.06))

    page = _shown(env, effect)

    assert "<p><b>Tỷ lệ trước hạn tăng khoảng " in page
    assert page.count("<circle ") == len(effect.path)
    assert page.count('<th scope="row">') == len(effect.path)
    assert "notice" not in page
    assert 'role="img" aria-labelledby="e-t e-d"' in page


def test_a_doubt_stands_beside_the_sentence(env: Environment) -> None:
    page = _shown(env, _measured(province(6, diverging=0.01)))

    assert "Chưa thể nói là nhờ mô hình" in page
    assert re.search(r'class="notice notice--soon".*Ngay trước khi áp dụng', page, re.DOTALL)


def test_too_little_is_said_without_a_picture(env: Environment) -> None:
    page = _shown(env, _measured(province(10, units=40, adopting=4)))

    assert "Chưa đủ dữ liệu" in page
    assert '<svg class="chart' not in page
