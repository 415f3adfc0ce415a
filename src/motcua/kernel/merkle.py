"""Merkle trees as RFC 6962 draws them: one hash for a list, and short proofs for its members.

Legal weight comes from elsewhere; here is arithmetic only. Everything works on *nodes*, the
hashes of leaves or of whole subtrees. A block of 2^k leaves is a subtree of the tree over all,
so a long list is kept as the nodes of its blocks: ``root(blocks)`` is the root of the whole,
and a proof is the path within the block followed by the path among the blocks.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

EMPTY: Final = hashlib.sha256(b"").digest()
"""The root of an empty list."""
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def leaf_node(content: bytes) -> bytes:
    """Return the node of one leaf; its prefix keeps a leaf from passing for an inner node."""
    return hashlib.sha256(_LEAF + content).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """Return the node above two others."""
    return hashlib.sha256(_NODE + left + right).digest()


def root(nodes: Sequence[bytes]) -> bytes:
    """Return the root over ``nodes``.

    Pairing neighbours level by level and letting a last odd one rise is the tree of RFC 6962,
    which splits at the largest power of two below the length.
    """
    if not nodes:
        return EMPTY
    level = list(nodes)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def root_of_leaves(contents: Iterable[bytes]) -> bytes:
    """Return the root over leaves given by their content."""
    return root([leaf_node(content) for content in contents])


def path(nodes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the nodes that lead from number ``index`` to the root, the nearest first.

    Raises IndexError when there is no such node.
    """
    if not 0 <= index < len(nodes):
        raise IndexError(f"no node {index} among {len(nodes)}")
    found = []
    level = list(nodes)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append(level[beside])
        level = _level_above(level)
        index >>= 1
    return found


def root_from(node: bytes, index: int, count: int, nodes: Sequence[bytes]) -> bytes | None:
    """Return the root that ``node`` at ``index`` of ``count`` reaches by the path ``nodes``.

    None when the path is too long or too short for that place.
    """
    if not 0 <= index < count:
        return None
    last = count - 1
    rest = iter(nodes)
    while last:
        if index & 1:
            other = next(rest, None)
            if other is None:
                return None
            node = parent(other, node)
        elif index < last:
            other = next(rest, None)
            if other is None:
                return None
            node = parent(node, other)
        index >>= 1
        last >>= 1
    return node if next(rest, None) is None else None


def _level_above(level: list[bytes]) -> list[bytes]:
    above = [parent(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    if len(level) % 2:
        above.append(level[-1])
    return above
