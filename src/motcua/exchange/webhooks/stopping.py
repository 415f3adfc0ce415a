"""A hook that takes nothing is switched off, and those who can help are written to."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox, write_to_administrators
from motcua.exchange.models import ApiClientEvent, HookState, Webhook
from motcua.exchange.webhooks.posting import Outcome
from motcua.kernel import clock

STOPPED: Final = "webhook-stopped"


def stop(hook: Webhook, outcome: Outcome, *, is_gone: bool, at: datetime) -> None:
    """Switch ``hook`` off, unsaved, and write to the administrators and the client's contact."""
    told = f"HTTP {outcome.status}" if outcome.status is not None else outcome.problem
    hook.state = HookState.STOPPED
    reason = (
        _("Bên nhận trả lời địa chỉ không còn (HTTP 410).")
        if is_gone
        else _("Một ngày không nhận được tin nào; lần cuối: %(told)s") % {"told": told}
    )
    hook.stopped_why = reason[:255]
    ApiClientEvent.objects.create(
        client_id=hook.client_id,
        act=ApiClientEvent.Act.HOOK_STOPPED,
        payload={"hook": hook.host, "status": outcome.status},
        officer=None,
        at=at,
    )
    letter = _letter(hook, reason)
    period = f"{hook.pk}:{at.isoformat()}"
    put_in_outbox([Post(f"{STOPPED}:{period}", STOPPED, hook.client.contact_email, letter)], at=at)
    write_to_administrators(letter, STOPPED, period, on=clock.day_of(at), at=at)


def _letter(hook: Webhook, reason: str) -> Letter:
    body = _(
        "Địa chỉ báo tin %(host)s của kết nối “%(name)s” đã tự tắt.\n%(reason)s\n\n"
        "Việc xảy ra từ lúc này được giữ bảy ngày. Sửa xong bên nhận rồi bật lại thì tin được gửi "
        "bù, đúng thứ tự. Quản trị bật lại tại:\n%(address)s\n\n"
        "Thư này gửi tự động, xin không trả lời."
    ) % {
        "host": hook.host,
        "name": hook.client.name,
        "reason": reason,
        "address": f"{settings.PUBLIC_ADDRESS}/quan-tri/bao-tin/{hook.ref}/",
    }
    return Letter(_("Báo tin cho “%(name)s” đã tự tắt") % {"name": hook.client.name}, body)
