"""Another system in the small province: a notary's software that has called for two days."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.exchange.models import ApiClient
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import Terms, create_client, rotate_secret
from motcua.exchange.services.usage import note_call

if TYPE_CHECKING:
    from tests.world import World


def play_exchange(world: "World", at: datetime) -> ApiClient:
    """Make a client of one commune, with calls and refusals."""
    terms = Terms(
        name="Phần mềm công chứng Mẫu",
        organisation="Văn phòng công chứng Mẫu",
        contact_email="ky-thuat@congchung.example",
        scopes=frozenset({Scope.PUBLIC, Scope.LODGE, Scope.READ}),
        expires_on=date(2026, 12, 15),
        agencies=(world.here.agency,),
    )
    client, _secret = create_client(terms, actor=SYSTEM, at=at - timedelta(days=9))
    rotate_secret(client, actor=world.here.actor(Role.ADMINISTRATOR), at=at - timedelta(days=2))
    for hours, operation, refusal in (
        (30, "search_catalogue", ""),
        (29, "lodge_dossier", "answers-refused"),
        (28, "lodge_dossier", ""),
        (2, "list_dossiers", ""),
    ):
        note_call(client, operation, refusal, at=at - timedelta(hours=hours))
    return client
