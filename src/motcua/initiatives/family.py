"""The family tree of a model: who took it from whom. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """One adoption and those that were taken from it."""

    key: int
    depth: int
    children: tuple["Branch", ...]


def tree_of(sources: Mapping[int, int | None]) -> tuple[Branch, ...]:
    """Return the branches under the unit that had it first, in the order given.

    ``sources`` maps an adoption to the one it was taken from; None is the origin, and so is one
    that is not there. What comes from itself is nowhere, so that a mistake does not hang a page.
    """
    children: dict[int | None, list[int]] = {}
    for key, source in sources.items():
        children.setdefault(source if source in sources else None, []).append(key)

    def branches(under: int | None, depth: int) -> Iterator[Branch]:
        for key in children.get(under, []):
            yield Branch(key, depth, tuple(branches(key, depth + 1)))

    return tuple(branches(None, 1))


def flat(branches: Sequence[Branch]) -> list[Branch]:
    """Return every branch, each before what was taken from it."""
    return [one for branch in branches for one in (branch, *flat(branch.children))]
