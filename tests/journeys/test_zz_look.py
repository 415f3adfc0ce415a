import pytest
from tests.journeys.house import House
from tests.journeys.visits import VISITS

NAMES = [n for n in VISITS if n in {"public:kiosk","public:kiosk-appointment","public:slip","public:board","public:ticket","public:booking","public:booking-desk","public:appointment","public:appointment-move","desk:hall","leader:hall-day","citizen:appointments","manage:hall","manage:halls","manage:hall-rule","manage:hall-group","manage:hall-counter","desk:home","public:procedure"}]

def test_look(open_day: House) -> None:
    for name in NAMES:
        v = VISITS[name]
        page = open_day.somebody(v.role)
        for width, height in ((1280, 720), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            for n, address in enumerate(v.addresses(name, open_day.world)):
                page.goto(address)
                page.wait_for_timeout(150)
                page.screenshot(path=f"/tmp/hall-shots/{name.replace(':','-')}-{n}-{width}.png", full_page=name not in {"public:board"})
        page.context.close()
