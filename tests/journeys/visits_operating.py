"""Where those who watch the machines look: one page, the rest is for programs."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.world import World

Place = Callable[[World], Mapping[str, Any]]
CHECKED: Final[Mapping[str, Place]] = {"manage:checking": lambda _world: {}}
NO_PAGES: Final[Mapping[str, str]] = {
    f"operating:{name}": "for a machine" for name in ("live", "ready", "worker", "metrics")
}
