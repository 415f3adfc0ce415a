"""Sessions in the database that know whose they are (extends Django's own store)."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from motcua.accounts.models import AccountSession
from motcua.kernel import clock


class SessionStore(DatabaseStore):
    """Django's database store, with the account, address and browser beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the model that holds the sessions."""
        return AccountSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the unsaved row for ``data``; facts about the browser are taken out of it."""
        opened_at = data.setdefault("opened_at", int(clock.now().timestamp()))
        row: Any = super().create_model_instance(data)
        account_id = data.get(SESSION_KEY)
        row.account_id = int(account_id) if account_id else None
        row.created_at = datetime.fromtimestamp(opened_at, tz=clock.VIETNAM)
        row.ip_address = data.get("ip_address")
        row.user_agent = data.get("user_agent", "")[:255]
        return row

    def keep(self, session_data: str) -> None:
        """Take what is stored of this session, which somebody has read with more."""
        self._session_cache = self.decode(session_data)
