"""Daily work: letters before a client ends, and what is too old goes."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox, write_to_administrators
from motcua.exchange.models import ApiClient, ApiToken
from motcua.exchange.selectors import expiring
from motcua.exchange.services.files import drop_unused
from motcua.exchange.services.idempotency import drop_old_keys
from motcua.exchange.services.usage import drop_old_usage
from motcua.exchange.webhooks.services import drop_old_news
from motcua.kernel import clock

EXPIRING: Final = "api-client-expiring"
WARN_DAYS: Final = (30, 7)
"""So many days before the end somebody is written to: whoever looks after the client, and the
administrators."""
_TOKENS_KEPT: Final = timedelta(days=1)


def warn_of_expiry(*, at: datetime, report: Report) -> None:
    """Write once 30 and once 7 days before a client ends."""
    on = clock.day_of(at)
    for client in expiring(on):
        left = (client.expires_on - on).days
        stage = min(days for days in WARN_DAYS if left <= days)
        key = f"{EXPIRING}:{client.pk}:{client.expires_on.isoformat()}:{stage}"
        letter = _letter(client, left)
        post = Post(key, EXPIRING, client.contact_email, letter)
        report.done += put_in_outbox([post], at=at)
        period = f"{client.pk}:{client.expires_on.isoformat()}:{stage}"
        report.done += write_to_administrators(letter, EXPIRING, period, on=on, at=at)


def sweep_exchange(*, at: datetime, report: Report) -> None:
    """Drop tokens that ended, answers nobody asks for again, old counts and news, unused files."""
    tokens, _details = ApiToken.objects.filter(expires_at__lt=at - _TOKENS_KEPT).delete()
    report.done += tokens + drop_old_keys(at=at) + drop_old_usage(at=at) + drop_unused(at=at)
    report.done += drop_old_news(at=at)


def _letter(client: ApiClient, left: int) -> Letter:
    body = _(
        "Kết nối “%(name)s” của %(organisation)s hết hạn sau ngày %(day)s, còn %(left)d ngày. "
        "Quá ngày đó hệ thống ấy không gọi được nữa.\n\n"
        "Quản trị gia hạn và đổi khóa tại:\n%(address)s\n\n"
        "Thư này gửi tự động, xin không trả lời."
    ) % {
        "name": client.name,
        "organisation": client.organisation,
        "day": f"{client.expires_on:%d/%m/%Y}",
        "left": left,
        "address": f"{settings.PUBLIC_ADDRESS}/quan-tri/ket-noi/",
    }
    subject = _("Kết nối “%(name)s” sắp hết hạn") % {"name": client.name}
    return Letter(subject, body)
