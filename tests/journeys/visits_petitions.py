"""Where the pages are on which people are heard."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.agencies.roles import Role
from motcua.petitions.lifecycle import FeedbackState
from tests.world import World
from tests.world_petitions import complaint, denunciation, feedback_in, written_draft

Place = Callable[[World], Mapping[str, Any]]
LISTENING: Final = Role.PETITION_OFFICER
RECEIVING: Final = Role.COMPLAINT_OFFICER


def _nowhere(_world: World) -> Mapping[str, Any]:
    return {}


def _code(state: FeedbackState, name: str = "code") -> Place:
    return lambda _world: {name: feedback_in(state).code}


def _draft(*, is_verified: bool = True) -> Place:
    return lambda _world: {"ref": written_draft(is_verified=is_verified).ref}


_EACH: Final = tuple(_code(state) for state in FeedbackState)
HEARD: Final[Mapping[str, tuple[Role | str | None, Place, str, tuple[Place, ...]]]] = {
    "public:feedback": (None, _nowhere, "?q=hen", ()),
    "public:feedback-one": (
        None,
        lambda _world: {"ref": feedback_in(FeedbackState.PUBLISHED).ref},
        "",
        (),
    ),
    "public:feedback-begin": (None, _nowhere, "", ()),
    "public:feedback-code": (None, _draft(is_verified=False), "", ()),
    "public:feedback-write": (None, _draft(), "", ()),
    "public:feedback-check": (None, _draft(), "", ()),
    "public:complaint-new": (None, _nowhere, "", ()),
    "public:denunciation-new": (None, _nowhere, "", ()),
    "public:feedback-follow-form": (None, _nowhere, "", ()),
    "public:feedback-follow": (
        None,
        _code(FeedbackState.RECEIVED, "key"),
        "",
        (
            *(_code(state, "key") for state in FeedbackState),
            lambda _world: {"key": complaint().code},
            lambda _world: {"key": denunciation().code},
        ),
    ),
    "citizen:petitions": ("citizen", _nowhere, "", ()),
    "office:petitions": (LISTENING, _nowhere, "?loc=tat-ca", ()),
    "office:petition-new": (LISTENING, _nowhere, "", ()),
    "office:petition": (LISTENING, _code(FeedbackState.RECEIVED), "", _EACH),
    "office:petition-public": (LISTENING, _code(FeedbackState.ANSWERED), "", ()),
    "office:petition-figures": (LISTENING, _nowhere, "?con-so=feedback-in-time", ()),
    "office:cases": (RECEIVING, _nowhere, "", ()),
    "office:case-new": (RECEIVING, _nowhere, "", ()),
    "office:case": (
        RECEIVING,
        lambda _world: {"kind": "to-cao", "code": denunciation().code},
        "",
        (),
    ),
    "manage:petition-rules": (Role.ADMINISTRATOR, _nowhere, "", ()),
}
"""Who opens which page, where it is, with what query, and where else."""
