"""The scenes of the living unit, and which made-up people each of them has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motcua.demo import desk_scenes
from motcua.demo.cast import Cast
from motcua.demo.office_scenes import open_work

AGING: Final = "aging"
"""Not a scene with people of its own: those of earlier days go on."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played, and from which number of the day its people are counted."""

    title: str
    first_serial: int
    act: Callable[[Cast], int]


SCENES: Final = {
    "open": Scene("hồ sơ đang xử lý", 180, open_work),
    "ready": Scene("kết quả chờ trả", 80, desk_scenes.ready),
    "waiting": Scene("hồ sơ chờ tiếp nhận", 110, desk_scenes.waiting),
    "returned": Scene("hồ sơ đã trả", 0, desk_scenes.returned),
    "refused": Scene("hồ sơ từ chối", 130, desk_scenes.refused),
    "corrected": Scene("giấy tiếp nhận đã sửa", 140, desk_scenes.corrected),
    "neighbours": Scene("hồ sơ nhận giúp nơi khác", 150, desk_scenes.neighbours),
    "drafts": Scene("bản nháp", 165, desk_scenes.drafts),
}
