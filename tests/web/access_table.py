"""Who may open what: the expectation, written apart from the code that enforces it."""

from typing import Final

from motcua.agencies.roles import STEP_ROLES, Role

EVERYBODY = "everybody"
CITIZENS = "citizens"
"""Citizens and organisations that have signed in, and nobody of the staff."""
SIGNED_IN = frozenset(Role)
DESK = frozenset({Role.DESK_OFFICER, Role.HEAD_OF_DESK})
AT_WORK = frozenset(STEP_ROLES)
READING = frozenset({*STEP_ROLES, Role.AUDITOR})
TAKING_MONEY = frozenset({*DESK, Role.CASHIER})
CONFIGURING = frozenset({Role.ADMINISTRATOR})
ANSWERING = frozenset({Role.HANDLING_OFFICER, Role.REVIEWER, Role.APPROVER})
KEEPING_THE_BOOK = DESK | {Role.APPROVER, Role.AUDITOR}
LEADING = frozenset({Role.REVIEWER, Role.APPROVER, Role.HEAD_OF_DESK})
AUDITING = frozenset({Role.AUDITOR})
REQUESTS = frozenset({Role.HEAD_OF_DESK})
FOLLOWING = REQUESTS | {Role.ADMINISTRATOR, Role.AUDITOR}
ERASING = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
OVERSEEING = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Who configures, and who looks over their shoulder; neither of them handles dossiers."""

_PUBLIC: Final = (
    "home",
    "catalogue",
    "procedure",
    "track-form",
    "track",
    "extract",
    "receipt",
    "ledger",
    "ledger-day",
    "ledger-day-file",
)
_FIGURES: Final = ("figures", "agency-figures", "figures-file")
_ACCOUNTS: Final = ("home", "password", "sessions", "session-end", "sessions-end-others")
_DESK: Final = (
    "home",
    "begin",
    "draft",
    "save",
    "search",
    "upload",
    "accept",
    "lodge",
    "discard",
    "refuse-draft",
    "accepted",
    "one-more",
    "correct",
    "label",
    "visit",
    "visit-pdf",
    "waiting",
    "answer",
    "lodged",
    "refuse",
    "refused",
    "ready",
    "return",
    "return-several",
    "calls",
    "call",
)
_OFFICE_READING: Final = (
    "find",
    "dossier",
    "why",
    "extract",
    "file",
    "form-pdf",
    "result-file",
    "control-slip",
    "consultation",
)
_OFFICE_WORKING: Final = (
    "work",
    "scan",
    "bulk",
    "views",
    "view-drop",
    "note",
    "complete",
    "receive",
    "result",
    "approve-result",
    "number-result",
    "take",
    "assign",
    "return-step",
    "consult",
    "withdraw",
    "stop",
    "undo",
    "reopen",
)
_AUDITING: Final = ("reads", "reads-csv")
_ASKED_BY_PEOPLE: Final = ("requests", "request")
_TAKING_REQUESTS: Final = ("request-new", "own-data")
_MONEY: Final = ("charges", "collect")
_BOOK: Final = ("book", "book-pdf")
_PAUSING: Final = ("supplement", "resume", "payment", "apology")
_LEADER: Final = (
    "home",
    "steps",
    "assign",
    "waiting",
    "figures",
    "figures-file",
    "figure-dossiers",
    "figure-dossiers-file",
    "figure-late",
    "figures-refresh",
)
_MANAGE_LOOKING: Final = (
    "eforms",
    "eform",
    "eform-file",
    "eform-preview",
    "home",
    "counting",
    "moving",
    "moving-template",
    "daily",
    "calendars",
    "calendar-month",
    "calendar",
    "procedures",
    "faults",
    "procedure",
    "version",
    "version-file",
    "draft-differences",
    "limits",
    "fees",
    "exemptions",
    "retention",
    "privacy",
    "agencies",
    "agency",
    "units",
    "officers",
    "officer",
    "patterns",
    "layouts",
    "layout",
    "layout-pdf",
    "words",
    "words-edit",
    "messages",
    "message",
)
_MANAGE_CHANGING: Final = (
    "eform-new",
    "eform-procedures",
    "eform-import",
    "eform-draft",
    "eform-draft-open",
    "eform-page",
    "eform-field",
    "counting-set",
    "daily-run",
    "moving-upload",
    "moving-report",
    "moving-errors",
    "moving-apply",
    "calendar-new",
    "calendar-rules",
    "calendar-day-new",
    "calendar-day",
    "calendar-hours-new",
    "calendar-hours",
    "synonyms",
    "procedure-active",
    "version-import",
    "draft",
    "draft-open",
    "draft-discard",
    "term-end",
    "retention-confirm",
    "agency-new",
    "agency-edit",
    "desk-new",
    "desk-edit",
    "officer-new",
    "officer-edit",
    "account-open",
    "account-reset",
    "officer-sessions-end",
    "officer-working",
    "role-give",
    "role-end",
    "cover-add",
    "cover-end",
    "pattern-end",
    "message-again",
)

_CITIZEN: Final = (
    "home",
    "profile",
    "sessions",
    "session-end",
    "sessions-end-others",
    "drafts",
    "lodge",
    "lodge-page",
    "lodge-check",
    "lodge-file",
    "lodge-discard",
    "lodged",
)

WHO: dict[str, str | frozenset[Role]] = {
    **{f"citizen:{name}": EVERYBODY for name in ("sign-in", "leave", "come-back", "demo")},
    **{f"citizen:{name}": CITIZENS for name in _CITIZEN},
    **{f"public:{name}": EVERYBODY for name in (*_PUBLIC, *_FIGURES)},
    "accounts:login": EVERYBODY,
    "accounts:logout": EVERYBODY,
    **{f"accounts:{name}": SIGNED_IN for name in _ACCOUNTS},
    **{f"desk:{name}": DESK for name in _DESK},
    **{f"office:{name}": READING for name in _OFFICE_READING},
    **{f"office:{name}": AT_WORK for name in _OFFICE_WORKING},
    **{f"office:{name}": TAKING_MONEY for name in _MONEY},
    "office:refund": frozenset({Role.CASHIER}),
    "office:privacy": FOLLOWING | ERASING,
    **{f"office:{name}": AUDITING for name in _AUDITING},
    **{f"office:{name}": FOLLOWING for name in _ASKED_BY_PEOPLE},
    **{f"office:{name}": REQUESTS for name in _TAKING_REQUESTS},
    "office:erasures": ERASING | AUDITING,
    "office:erasures-confirm": ERASING,
    **{f"office:{name}": KEEPING_THE_BOOK for name in _BOOK},
    "office:consultations": ANSWERING,
    **{f"office:{name}": AT_WORK for name in _PAUSING},
    **{f"leader:{name}": LEADING for name in _LEADER},
    **{f"manage:{name}": OVERSEEING for name in _MANAGE_LOOKING},
    **{f"manage:{name}": CONFIGURING for name in _MANAGE_CHANGING},
}
