"""Who a signed-in browser belongs to: session, account, officer and roles in one statement.

Asked at every request of staff, so written out: as four questions put together each time,
it took longer than many an act itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, models

from motcua.accounts.models import Account
from motcua.agencies.actors import Actor, Grant
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_with_grants, agency_under, desk_under
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Recognised:
    """What is stored of a session, and whose it says it is; None without an active account.

    ``stamp`` is that of configuration at this moment.
    """

    session_data: str
    stamp: int
    account: Account | None
    actor: Actor | None


def recognise(session_key: str, at: datetime) -> Recognised | None:
    """Return the session ``session_key`` with its account and actor; None when it is over.

    The caller checks that the session was really opened by that account.
    """
    values: dict[str, Any] = {"key": session_key, "at": at, "on": clock.day_of(at)}
    with connection.cursor() as cursor:
        cursor.execute(_WHO, values)
        row = cursor.fetchone()
    if row is None:
        return None
    session_data, stamp, held, *columns = row
    of_account, of_officer = columns[: len(_ACCOUNT)], columns[len(_ACCOUNT) :]
    if of_account[0] is None:
        return Recognised(session_data, stamp, None, None)
    account = Account.from_db("default", _ACCOUNT, of_account)
    officer = _officer(account, of_officer, stamp)
    grants = {Grant(agency_id, Role(role), holder) for agency_id, role, holder in held or ()}
    return Recognised(session_data, stamp, account, actor_with_grants(account, officer, grants))


def _officer(account: Account, columns: list[Any], stamp: int) -> Officer | None:
    """Return the officer with agency and desk as kept in memory, tied to ``account``."""
    if columns[0] is None:
        return None
    officer = Officer.from_db("default", _OFFICER, columns)
    officer.agency = agency_under(officer.agency_id, stamp)
    if officer.desk_id is not None:
        officer.desk = desk_under(officer.desk_id, stamp)
    officer.account = account
    return officer


def _fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001, Django documents it as its API


def _columns(alias: str, names: list[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


_ACCOUNT: Final = _fields(Account)
_OFFICER: Final = _fields(Officer)
# Names of our own columns, none from outside.
_WHO: Final = f"""
    SELECT session.session_data,
        (SELECT value FROM agencies_configurationstamp),
        (SELECT json_agg(json_build_array(held.agency_id, held.role, held.officer_id))
         FROM agencies_roleassignment AS held
         WHERE held.valid_from <= %(on)s
            AND (held.valid_to IS NULL OR held.valid_to >= %(on)s)
            AND (held.officer_id = officer.id OR held.officer_id IN (
                SELECT absent_id FROM agencies_absencecover
                WHERE covering_id = officer.id AND from_on <= %(on)s AND to_on >= %(on)s))),
        {_columns("account", _ACCOUNT)}, {_columns("officer", _OFFICER)}
    FROM accounts_accountsession AS session
    LEFT JOIN accounts_account AS account
        ON account.id = session.account_id AND account.is_active
    LEFT JOIN agencies_officer AS officer ON officer.account_id = account.id
    WHERE session.session_key = %(key)s AND session.expire_date > %(at)s
"""  # noqa: S608
