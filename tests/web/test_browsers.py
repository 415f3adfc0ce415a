"""Browsers by the names that people know."""

import pytest

from motcua.web.browsers import browser_words

GECKO = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (GECKO, "Firefox trên Windows"),
        (f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/150.0 Mobile", "Chrome trên Android"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/150.0 Safari", "Chrome trên Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/150 Edg/150", "Edge trên Windows"),
        (f"{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1", "Safari trên iPhone"),
        (f"{IPHONE} Mobile/15E148 Zalo iOS/650", "Zalo trên iPhone"),
        ("Trình duyệt thử", "Trình duyệt thử"),
        ("x" * 255, "x" * 60),
        ("", "Không rõ trình duyệt"),
    ],
)
def test_a_browser_is_named_as_people_name_it(user_agent: str, words: str) -> None:
    assert browser_words(user_agent) == words
