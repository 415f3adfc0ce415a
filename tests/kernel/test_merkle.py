"""The Merkle trees of closed days: published vectors, and properties of roots and proofs."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from motcua.kernel import merkle

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "merkle.json").read_text(encoding="utf-8")
)
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
NODES = [merkle.leaf_node(leaf) for leaf in LEAVES]
lists = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """Return the root as RFC 6962, 2.1 writes it: split at the largest power of two."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_definition(leaves[:split]), by_definition(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize(("count", "expected"), list(enumerate(VECTORS["roots"])))
def test_roots_are_those_that_were_published(count: int, expected: str) -> None:
    assert merkle.root_of_leaves(LEAVES[:count]).hex() == expected


@pytest.mark.parametrize("proof", VECTORS["proofs"])
def test_proofs_are_those_that_were_published(proof: dict[str, int | list[str]]) -> None:
    count, index = proof["count"], proof["index"]
    assert isinstance(count, int)
    assert isinstance(index, int)

    path = merkle.path(NODES[:count], index)

    assert [node.hex() for node in path] == proof["path"]


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_the_one_of_the_definition(leaves: list[bytes]) -> None:
    assert merkle.root_of_leaves(leaves) == by_definition(leaves)


@given(lists, st.data())
def test_every_leaf_reaches_the_root_by_its_path(leaves: list[bytes], data: st.DataObject) -> None:
    nodes = [merkle.leaf_node(leaf) for leaf in leaves]
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = merkle.path(nodes, index)

    assert merkle.root_from(nodes[index], index, len(nodes), path) == merkle.root(nodes)


@given(lists, st.data())
def test_no_other_leaf_place_or_path_reaches_it(leaves: list[bytes], data: st.DataObject) -> None:
    nodes = [merkle.leaf_node(leaf) for leaf in leaves]
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.path(nodes, index)
    root = merkle.root(nodes)

    def reached(node: bytes, at: int, count: int, by: list[bytes]) -> bool:
        return merkle.root_from(node, at, count, by) == root

    assert not reached(merkle.leaf_node(leaves[index] + b"!"), index, len(nodes), path)
    assert not reached(nodes[index], index, len(nodes), [*path, nodes[0]])
    assert not reached(nodes[index], len(nodes), len(nodes), path)
    assert not reached(nodes[index], -1, len(nodes), path)
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        changed = [*path]
        changed[place] = hashlib.sha256(changed[place]).digest()
        assert not reached(nodes[index], index, len(nodes), changed)
        assert not reached(nodes[index], index, len(nodes), path[:-1])


@given(lists, st.sampled_from([1, 2, 4, 8, 16]), st.data())
def test_blocks_of_a_power_of_two_are_subtrees(
    leaves: list[bytes], size: int, data: st.DataObject
) -> None:
    nodes = [merkle.leaf_node(leaf) for leaf in leaves]
    blocks = [nodes[start : start + size] for start in range(0, len(nodes), size)]
    roots = [merkle.root(block) for block in blocks]
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = merkle.path(blocks[index // size], index % size) + merkle.path(roots, index // size)

    assert merkle.root(roots) == merkle.root(nodes)
    assert path == merkle.path(nodes, index)


def test_a_leaf_never_passes_for_an_inner_node() -> None:
    forged = merkle.leaf_node(NODES[0] + NODES[1])

    assert forged != merkle.root(NODES[:2])


def test_there_is_no_path_to_what_is_not_there() -> None:
    with pytest.raises(IndexError):
        merkle.path(NODES, len(NODES))
