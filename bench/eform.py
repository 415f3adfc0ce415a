"""Measure electronic forms: a page of the form shown and posted, beside a plain page.

One process, every middleware on, the embedded PostgreSQL with its own settings; no network
between, so the figures compare with one another and not with those over HTTP.

    python -m bench.eform --many 200
"""

import argparse
from collections.abc import Callable
from time import perf_counter
from typing import Any

from bench.figures import line, machine
from bench.premises import HOST, move_in, premises

WARM_UP = 5


def main() -> None:
    """Print how many pages a second are shown and taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=200)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(arguments.many)


def measure(many: int) -> None:
    """Show and post the page on marital status, and look at the list of drafts."""
    from django.test import Client  # noqa: PLC0415 - it needs Django set up

    from tests.citizens import sign_in_citizen  # noqa: PLC0415

    client = Client(headers={"host": HOST})
    person = sign_in_citizen(client)
    draft = _draft(person)
    address = f"/cua-toi/nop/ban/{draft.ref}/trang/status/"
    version = [draft.version]

    def post() -> Any:
        version[0] += 1
        said = {"version": version[0] - 1, "do": "autosave", "divorce_no": f"số {version[0]}"}
        return client.post(address, {**said, "status": "divorced"})

    rates = {
        "eform_plain_page": _rate(lambda: client.get("/cua-toi/thong-tin/"), many),
        "eform_render": _rate(lambda: client.get(address), many),
        "eform_submit": _rate(post, many),
    }
    for name, rate in rates.items():
        line(name, f"{rate:.0f} pages/s")


def _draft(person: Any) -> Any:
    """Return a draft of the shipped form of marital status."""
    from bench import desks  # noqa: PLC0415 - they need Django set up
    from motcua.agencies.models import Agency  # noqa: PLC0415
    from motcua.dossiers.services.online_drafts import ForWhom, begin_draft  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415
    from motcua.people.citizens import Citizen  # noqa: PLC0415
    from motcua.procedures.models import EForm  # noqa: PLC0415
    from motcua.reference.eforms import load_eforms  # noqa: PLC0415

    procedure = desks.furnish()
    desks.open_windows(1)
    load_eforms(at=clock.now())
    procedure.eform = EForm.objects.get(code="tinh-trang-hon-nhan")
    procedure.save(update_fields=["eform"])
    agency = Agency.objects.order_by("pk").first()
    if agency is None:
        raise LookupError("there is no agency to lodge with")
    who = Citizen(account_id=0, person_id=person.pk, name=person.full_name, level=2)
    return begin_draft(
        citizen=who, procedure=procedure, agency=agency, whom=ForWhom(), at=clock.now()
    )


def _rate(act: Callable[[], Any], many: int) -> float:
    """Return how often ``act`` is done in a second; each must be answered with a page."""
    for _n in range(WARM_UP):
        act()
    begun = perf_counter()
    for _n in range(many):
        answer = act()
        if answer.status_code != 200:  # noqa: PLR2004, all is well
            raise RuntimeError(f"answered {answer.status_code}")
    return many / (perf_counter() - begun)


if __name__ == "__main__":
    main()
