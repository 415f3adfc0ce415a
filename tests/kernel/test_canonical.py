"""Canonical JSON written fast is that of the reference, byte for byte."""

from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, strategies as st

from motcua.kernel.canonical import canonical, digest, is_digest

numbers = st.integers(-(2**53) + 1, 2**53 - 1)
scalars = st.none() | st.booleans() | numbers | st.text() | st.floats(allow_nan=False)
values = st.recursive(
    scalars.filter(lambda value: value not in {float("inf"), float("-inf")}),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=25,
)
EVERY_CONTROL = "".join(map(chr, range(0x21))) + '"\\/\x7f\u2028\u2029\ufeff'


@given(values)
@example(EVERY_CONTROL)
@example({"b": 1, "a": {"đ": 2, "z": 3}, "B": [True, False, None]})
@example({"\U0001f600": 1, "\ufb01": 2})
@example([1.0, 1e21, 1e-7, 0.1, -0.0, 2**53 - 1])
@example({"name": "Nguyễn Thị Thùy Dương", "emoji": "\U0001f600"})
def test_the_fast_way_writes_what_the_reference_writes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, {"n": -(2**53)}, {1: 2}, "\ud800", float("nan"), {3}])
def test_what_has_no_canonical_text_is_refused_as_by_the_reference(value: Any) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(value)


@given(values)
@example([1.0, {"đ": 1, "a": 2}])
def test_a_hash_is_recognised_whichever_way_is_taken(value: Any) -> None:
    assert is_digest(value, digest(value))
    assert not is_digest([value], digest(value))
    assert not is_digest(value, "")


@pytest.mark.parametrize("value", [2**53, 2**70, {1: 2}, "\ud800", float("nan"), {3}])
def test_what_has_no_canonical_text_has_no_hash(value: Any) -> None:
    assert not is_digest(value, "0" * 64)
