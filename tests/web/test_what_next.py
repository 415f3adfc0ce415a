"""What somebody is told to do who follows a dossier whose result is there."""

import pytest

from motcua.dossiers.lifecycle import DeliveryState, ResultMode
from motcua.dossiers.models import Dossier
from motcua.web.public.tracking_words import what_next
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mode", "delivery", "said"),
    [
        (ResultMode.AT_DESK, DeliveryState.READY, "mang giấy tiếp nhận và thẻ căn cước"),
        (ResultMode.ELECTRONIC, DeliveryState.READY, "nhận và tải về trong “Cửa của tôi”"),
        (ResultMode.BY_POST, DeliveryState.READY, "sẽ được gửi về nhà ông/bà qua bưu chính"),
        (ResultMode.BY_POST, DeliveryState.ON_THE_WAY, "Bưu chính đang chuyển"),
    ],
)
def test_nobody_is_sent_to_the_desk_for_what_comes_another_way(
    world: World, mode: ResultMode, delivery: DeliveryState, said: str
) -> None:
    dossier = Dossier.objects.get(pk=world.dossiers["ready"].pk)
    dossier.result_mode, dossier.delivery_state = mode, delivery

    text = what_next(dossier, is_refused=False)["text"]

    assert said in text
    assert ("thẻ căn cước" in text) is (mode is ResultMode.AT_DESK)
