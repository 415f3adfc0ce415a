"""Who may open what: the expectation, written apart from the code that enforces it."""

from motcua.agencies.roles import STEP_ROLES, Role

EVERYBODY = "everybody"
SIGNED_IN = frozenset(Role)
DESK = frozenset({Role.DESK_OFFICER, Role.HEAD_OF_DESK})
AT_WORK = frozenset(STEP_ROLES)
READING = frozenset({*STEP_ROLES, Role.AUDITOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

WHO: dict[str, str | frozenset[Role]] = {
    "public:home": EVERYBODY,
    "public:catalogue": EVERYBODY,
    "public:procedure": EVERYBODY,
    "public:track-form": EVERYBODY,
    "public:track": EVERYBODY,
    "public:receipt": EVERYBODY,
    "accounts:login": EVERYBODY,
    "accounts:logout": EVERYBODY,
    "accounts:home": SIGNED_IN,
    "accounts:password": SIGNED_IN,
    "accounts:sessions": SIGNED_IN,
    "accounts:session-end": SIGNED_IN,
    "accounts:sessions-end-others": SIGNED_IN,
}
