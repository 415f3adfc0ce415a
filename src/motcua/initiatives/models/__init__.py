"""Tables of initiatives: the registry, councils, adoptions, study delegations."""

from motcua.initiatives.models.adoptions import Adoption, AdoptionEvent, AdoptionStep
from motcua.initiatives.models.councils import (
    Council,
    CouncilMember,
    Evaluation,
    ScoreScheme,
    ScoreSheet,
    Seat,
)
from motcua.initiatives.models.delegations import Commitment, Delegation, DelegationMember
from motcua.initiatives.models.registry import (
    Initiative,
    InitiativeEvent,
    InitiativeVersion,
    Recognition,
    YearPlan,
)

__all__ = [
    "Adoption",
    "AdoptionEvent",
    "AdoptionStep",
    "Commitment",
    "Council",
    "CouncilMember",
    "Delegation",
    "DelegationMember",
    "Evaluation",
    "Initiative",
    "InitiativeEvent",
    "InitiativeVersion",
    "Recognition",
    "ScoreScheme",
    "ScoreSheet",
    "Seat",
    "YearPlan",
]
