"""Our templates' environment: words are translated when a template is compiled."""

import pytest

from motcua.web.jinja import environment, url


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{{ _("Hạn của bước") }}', "Hạn của bước"),
        ('{{ _("dùng 80 %%") }}', "dùng 80 %"),
        ('{{ _("giao %(who)s", who=name) }}', "giao A &lt;b&gt;"),
        ('{{ _("từ %(n)s đến %(m)s", n=1 + 1, m=name|length) }}', "từ 2 đến 5"),
        ('{{ _("<b>%(who)s</b>", who=name|upper) }}', "<b>A &lt;B&gt;</b>"),
        ('{% set word = _("Bước") %}{{ word ~ name }}', "BướcA &lt;b&gt;"),
        ("{{ _(name) }}", "A <b>"),
    ],
)
def test_words_come_out_as_jinja_itself_would_put_them(source: str, shown: str) -> None:
    assert environment().from_string(source).render(name="A <b>") == shown


def test_an_address_with_a_query_is_made_anew_each_time() -> None:
    assert url("office:work") == url("office:work")
    assert url("office:find", query={"q": "a b"}) == url("office:find") + "?q=a+b"
