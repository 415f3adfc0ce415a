"""Where the pages of satisfaction are: slips, listening, surveys of a sample, questionnaires."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.agencies.roles import Role
from tests.world import World
from tests.world_surveys import the_remark, the_survey

Place = Callable[[World], Mapping[str, Any]]


def _nowhere(_world: World) -> Mapping[str, Any]:
    return {}


def _slip(state: str) -> Place:
    return lambda world: {"key": world.dossiers[state].tracking_code}


def _answer(_world: World) -> Mapping[str, Any]:
    return {"answer_id": the_remark().response_id}


def _remark(_world: World) -> Mapping[str, Any]:
    return {"remark_id": the_remark().pk}


def _round(_world: World) -> Mapping[str, Any]:
    return {"ref": the_survey().ref}


def _member(_world: World) -> Mapping[str, Any]:
    return {**_round(_world), "place": 1}


def _questionnaire(slug: str) -> Place:
    return lambda _world: {"slug": slug}


SURVEYS: Final[Mapping[str, tuple[Role | None, Place, tuple[Place, ...]]]] = {
    "public:rate": (None, _slip("returned"), (_slip("refused"), _slip("ready"))),
    "public:tablet": (None, _nowhere, ()),
    "public:satisfaction": (None, _nowhere, ()),
    "desk:paper-slip": (Role.DESK_OFFICER, _nowhere, ()),
    "office:listening": (Role.APPROVER, _nowhere, ()),
    "office:answer": (Role.APPROVER, _answer, ()),
    "office:satisfaction": (Role.APPROVER, _nowhere, ()),
    "office:satisfaction-answers": (Role.APPROVER, _nowhere, ()),
    "office:remarks": (Role.AUDITOR, _nowhere, ()),
    "office:remark": (Role.AUDITOR, _remark, ()),
    "office:rounds": (Role.AUDITOR, _nowhere, ()),
    "office:round": (Role.AUDITOR, _round, ()),
    "office:member": (Role.AUDITOR, _member, ()),
    "manage:surveys": (Role.ADMINISTRATOR, _nowhere, ()),
    "manage:tablets": (Role.ADMINISTRATOR, _nowhere, ()),
    "manage:survey": (Role.ADMINISTRATOR, _questionnaire("phieu-danh-gia"), ()),
    "manage:survey-draft": (Role.ADMINISTRATOR, _questionnaire("phieu-danh-gia"), ()),
}
"""Who opens which page, where, and what else of it is looked at."""
QUERIES: Final[Mapping[str, str]] = {
    "office:satisfaction-answers": "?theo=entry&gia-tri=link",
}
"""Pages that want a query."""
