"""Hooks: where the client wants to be told, what it was told, sending again."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from motcua.agencies.actors import Actor
from motcua.exchange.models import DeliveryState, Webhook, WebhookDelivery
from motcua.exchange.scopes import Scope
from motcua.exchange.webhooks.addresses import LONGEST
from motcua.exchange.webhooks.kinds import Kind
from motcua.exchange.webhooks.selectors import access_hook, hooks_of, news_of
from motcua.exchange.webhooks.services import (
    HookError,
    Wish,
    change_hook,
    make_hook,
    ping_hook,
    rotate_hook,
    send_again,
    send_stretch_again,
    switch_hook,
)
from motcua.kernel import clock
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import ToldOnce, needs, read, write
from motcua.web.api.paging import cursor_of, cut, key_of
from motcua.web.api.shapes import USUAL_SIZE, Cursor, Given, PageSize, local

router = Router(tags=["Báo tin (webhook)"])
HOOKS: Final = needs(Scope.HOOKS, following=True)
_AddressText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
_Kinds = Annotated[list[Kind], Field(min_length=1, max_length=len(Kind))]


class HookIn(Given):
    """Where to be told, and what of."""

    address: _AddressText = Field(description="Địa chỉ https nhận tin.")
    kinds: _Kinds = Field(description="Những việc muốn được báo.")


class SwitchIn(Given):
    """Whether it is to be told anything."""

    is_on: bool


class AgainIn(Given):
    """What is to be sent again: some, or everything between two instants."""

    ids: Annotated[list[UUID], Field(max_length=100)] = []
    since: datetime | None = None
    until: datetime | None = None


class HookOut(Schema):
    """A hook."""

    ref: str
    address: str
    kinds: list[str]
    state: str = Field(description="on, off, stopped: tự tắt vì không nhận được tin")
    stopped_why: str
    created_at: datetime
    secret_at: datetime
    failing_since: datetime | None
    told_at: datetime | None = Field(description="Lần cuối bên nhận trả lời 2xx.")


class HookMade(HookOut, ToldOnce):
    """A hook with the secret that it signs with, told this once."""

    secret: str | None = Field(
        description="whsec_…; gọi lại cùng Idempotency-Key thì null: xin đổi khóa."
    )


class HookList(Schema):
    """All hooks of the client."""

    items: list[HookOut]


class CallOut(Schema):
    """The latest try."""

    at: datetime
    status: int | None
    milliseconds: int
    answer: str
    problem: str


class NewsOut(Schema):
    """One piece of news in the journal."""

    id: str
    webhook_id: str = Field(description="Như đầu mục webhook-id.")
    type: str
    tracking_code: str | None
    state: str = Field(description="waiting, sent, failed, dropped")
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    last_call: CallOut | None


class NewsList(Schema):
    """A page of the journal, the newest first."""

    items: list[NewsOut]
    next_cursor: str | None


class NewsSearch(Schema):
    """Which news."""

    state: DeliveryState | None = None
    limit: PageSize = USUAL_SIZE
    cursor: Cursor = ""


class AgainOut(Schema):
    """How much is sent again."""

    count: int


@read(router, "/webhooks", HOOKS, answer=HookList, summary="Các địa chỉ báo tin")
def list_webhooks(request: ApiRequest) -> HookList:
    """Mọi địa chỉ của bên gọi, cả những cái đã tắt."""
    return HookList(items=[_hook(one) for one in hooks_of(request.caller.client)])


@write(router, "/webhooks", HOOKS, answer=HookMade, summary="Lập địa chỉ báo tin")
def make_webhook(request: ApiRequest, hook: HookIn) -> HookMade:
    """Trả lời có khóa ký, chỉ hiện lần này. Nhiều nhất 10 địa chỉ."""
    made, secret = make_hook(
        request.caller.client, _wish(hook), actor=_actor(request), at=clock.now()
    )
    return HookMade(**_hook(made).model_dump(), secret=secret)


@read(router, "/webhooks/{ref}", HOOKS, answer=HookOut, summary="Một địa chỉ báo tin")
def get_webhook(request: ApiRequest, ref: UUID) -> HookOut:
    """Tình trạng của địa chỉ."""
    return _hook(access_hook(request.caller.client, ref))


@write(router, "/webhooks/{ref}", HOOKS, answer=HookOut, summary="Sửa địa chỉ báo tin")
def change_webhook(request: ApiRequest, ref: UUID, hook: HookIn) -> HookOut:
    """Đổi nơi nhận hay việc được báo; tin đang chờ cũng gửi đến nơi mới."""
    found = access_hook(request.caller.client, ref)
    return _hook(change_hook(found, _wish(hook), actor=_actor(request), at=clock.now()))


@write(router, "/webhooks/{ref}/secret", HOOKS, answer=HookMade, summary="Đổi khóa ký")
def rotate_webhook_secret(request: ApiRequest, ref: UUID) -> HookMade:
    """Khóa mới chỉ hiện lần này; trong 24 giờ mỗi tin mang cả hai chữ ký."""
    found = access_hook(request.caller.client, ref)
    secret = rotate_hook(found, actor=_actor(request), at=clock.now())
    found.refresh_from_db()
    return HookMade(**_hook(found).model_dump(), secret=secret)


@write(router, "/webhooks/{ref}/switch", HOOKS, answer=HookOut, summary="Tắt, bật báo tin")
def switch_webhook(request: ApiRequest, ref: UUID, switch: SwitchIn) -> HookOut:
    """Bật lại sau khi tự tắt thì tin đã giữ (bảy ngày) được gửi bù, đúng thứ tự."""
    found = access_hook(request.caller.client, ref)
    after = switch_hook(found, is_on=switch.is_on, actor=_actor(request), at=clock.now())
    return _hook(after)


@write(router, "/webhooks/{ref}/ping", HOOKS, answer=NewsOut, summary="Gửi thử")
def ping_webhook(request: ApiRequest, ref: UUID) -> NewsOut:
    """Một tin webhook.ping, ký như mọi tin; xem kết quả trong nhật ký sau vài giây."""
    found = access_hook(request.caller.client, ref)
    return _news(ping_hook(found, actor=_actor(request), at=clock.now()))


@read(router, "/webhooks/{ref}/deliveries", HOOKS, answer=NewsList, summary="Nhật ký báo tin")
def list_webhook_deliveries(request: ApiRequest, ref: UUID, search: Query[NewsSearch]) -> NewsList:
    """Tin của bảy ngày gần nhất, mới nhất trước, với lần gửi cuối."""
    rows = news_of(access_hook(request.caller.client, ref))
    if search.state is not None:
        rows = rows.filter(state=search.state)
    if search.cursor:
        (pk,) = key_of(search.cursor, int)
        rows = rows.filter(pk__lt=pk)
    found, has_more = cut(list(rows[: search.limit + 1]), search.limit)
    return NewsList(
        items=[_news(one) for one in found],
        next_cursor=cursor_of(found[-1].pk) if has_more else None,
    )


@write(router, "/webhooks/{ref}/again", HOOKS, answer=AgainOut, summary="Gửi lại")
def send_webhook_again(request: ApiRequest, ref: UUID, again: AgainIn) -> AgainOut:
    """Vài tin theo id, hoặc mọi tin từ since đến until; cùng webhook-id như lần trước."""
    hook, at = access_hook(request.caller.client, ref), clock.now()
    if again.ids:
        return AgainOut(count=send_again(hook, again.ids, actor=_actor(request), at=at))
    since, until = again.since, again.until or at
    if since is None or since.tzinfo is None or until.tzinfo is None:
        raise HookError(_("Xin ghi ids, hoặc since có múi giờ."))
    return AgainOut(count=send_stretch_again(hook, since, until, actor=_actor(request), at=at))


def _actor(request: ApiRequest) -> Actor:
    client = request.caller.client
    return Actor(officer_id=None, account_id=client.account_id, name=client.name)


def _wish(hook: HookIn) -> Wish:
    return Wish(hook.address.strip(), tuple(str(kind) for kind in hook.kinds))


def _hook(hook: Webhook) -> HookOut:
    return HookOut(
        ref=str(hook.ref),
        address=hook.address,
        kinds=hook.kinds,
        state=hook.state,
        stopped_why=hook.stopped_why,
        created_at=clock.local(hook.created_at),
        secret_at=clock.local(hook.secret_at),
        failing_since=local(hook.failing_since),
        told_at=local(hook.told_at),
    )


def _news(one: WebhookDelivery) -> NewsOut:
    last = one.last_attempt
    return NewsOut(
        id=str(one.ref),
        webhook_id=one.message_id,
        type=one.kind,
        tracking_code=one.dossier.tracking_code if one.dossier is not None else None,
        state=one.state,
        attempts=one.attempts_made,
        created_at=clock.local(one.created_at),
        next_attempt_at=local(one.next_attempt_at) if one.state == DeliveryState.WAITING else None,
        sent_at=local(one.sent_at),
        last_call=CallOut(
            at=clock.local(last.at),
            status=last.status,
            milliseconds=last.milliseconds,
            answer=last.answer,
            problem=last.problem,
        )
        if last is not None
        else None,
    )
