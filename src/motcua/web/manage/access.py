"""Who may open the administrator's pages: one rule to read, one to change."""

from motcua.agencies.roles import Role
from motcua.web.access import requires

reads = requires(Role.ADMINISTRATOR, Role.AUDITOR)
changes = requires(Role.ADMINISTRATOR)
