"""Where the pages of index 766 are."""

from typing import Final

from motcua.agencies.roles import Role

OF_INDEX: Final = {
    "leader:index-766-missing": (Role.APPROVER, "?chi-so=DVC_PROGRESS"),
}
"""By page: who opens it, with which query."""
