"""What events come to, without a database: the rules that need no example from real life."""

from typing import Any

import pytest

from motcua.dossiers.comparing import Event, Stored, compare
from motcua.dossiers.ledger import digest
from motcua.dossiers.replay import replay

NINE, TEN, ELEVEN = (f"2026-11-02T{hour:02}:00:00.000000+00:00" for hour in (9, 10, 11))


def chain(*events: dict[str, Any]) -> list[dict[str, Any]]:
    """Return ``events`` as the ledger hashes them, each from where the one before led."""
    documents: list[dict[str, Any]] = []
    state, previous = "", ""
    for number, given in enumerate(events, start=1):
        document = {
            "dossier": "AAAA-BBBB-CCCC",
            "sequence": number,
            "from": state,
            "actor": None,
            "on_behalf_of": None,
            "happened_at": NINE,
            "recorded_at": NINE,
            "payload": {"kept": {}},
            "origin": "live",
            "previous": previous,
            **given,
        }
        documents.append(document)
        state, previous = document["to"], digest(document)
    return documents


def act(action: str, to: str, at: str = NINE, **payload: Any) -> dict[str, Any]:
    return {"action": action, "to": to, "happened_at": at, "payload": {"kept": {}, **payload}}


LODGED = act("lodge", "submitted")
ACCEPTED = act("accept", "accepted")
STARTED = act("start", "in_progress")
FINISHED = act("finish", "finished", TEN)
RETURNED = act("return_result", "returned", ELEVEN)
WORKED = (LODGED, ACCEPTED, STARTED)


def test_each_act_leaves_its_instant_and_undoing_takes_it_back() -> None:
    returned = replay(chain(*WORKED, FINISHED, RETURNED))
    at_desk = replay(chain(*WORKED, FINISHED, RETURNED, act("undo", "finished", undoes=5)))
    at_work = replay(chain(*WORKED, FINISHED, act("undo", "in_progress", undoes=4)))

    assert returned.broken == at_desk.broken == at_work.broken == []
    assert returned.row == {
        "submitted_at": NINE,
        "accepted_at": NINE,
        "finished_at": TEN,
        "delivery_state": "handed_over",
        "returned_at": ELEVEN,
        "ended_at": ELEVEN,
    }
    assert (at_desk.row["returned_at"], at_desk.row["delivery_state"]) == (None, "ready")
    assert (at_work.row["finished_at"], at_work.row["delivery_state"]) == (None, "not_ready")


def test_what_an_event_kept_goes_before_what_follows_from_its_act() -> None:
    kept = {"row": {"finished_at": ELEVEN, "due_at": None}}

    come_to = replay(chain(*WORKED, act("finish", "finished", TEN, kept=kept)))

    assert (come_to.row["finished_at"], come_to.row["due_at"]) == (ELEVEN, None)


def test_a_pause_lasts_until_the_act_that_ends_it_and_never_less_than_nothing() -> None:
    asked = act("ask_supplement", "awaiting_supplement", ELEVEN, kind="supplement", restarts=True)

    waits = replay(chain(*WORKED, asked))
    gone_on = replay(chain(*WORKED, asked, act("resume", "in_progress", TEN)))

    assert [(p.restarts, p.ended_at) for p in waits.pauses] == [(True, None)]
    assert [(p.started_at, p.ended_at) for p in gone_on.pauses] == [(ELEVEN, ELEVEN)]


@pytest.mark.parametrize(
    ("events", "sequence"),
    [
        ((LODGED, FINISHED), 2),
        ((LODGED, act("accept", "finished")), 2),
        ((LODGED, ACCEPTED, {**STARTED, "from": "submitted"}), 3),
        ((*WORKED, act("take", "finished")), 4),
    ],
)
def test_an_event_that_cannot_follow_is_named(
    events: tuple[dict[str, Any], ...], sequence: int
) -> None:
    assert [number for number, _sentence in replay(chain(*events)).broken] == [sequence]


def test_an_act_that_this_version_does_not_know_is_followed_by_what_it_kept() -> None:
    moved = act("move_in", "in_progress", kept={"row": {"code": "CŨ-1", "accepted_at": NINE}})

    come_to = replay(chain(moved, FINISHED))

    assert come_to.broken == []
    assert (come_to.state, come_to.row["code"]) == ("finished", "CŨ-1")


def test_an_event_of_before_claims_nothing_of_what_it_may_have_moved() -> None:
    asked = {**act("ask_supplement", "awaiting_supplement"), "payload": {"kind": "supplement"}}
    kept = {"row": {"due_at": TEN, "money_state": "paid"}}

    come_to = replay(chain(LODGED, act("accept", "accepted", kept=kept), asked))

    assert not come_to.is_complete
    assert "due_at" not in come_to.row
    assert come_to.row["money_state"] == "paid"


@pytest.mark.parametrize("payload", [{"n": 2**60}, {"n": float("inf")}, None, "text", [1]])
def test_an_event_made_unreadable_is_a_difference_and_no_accident(payload: Any) -> None:
    documents = chain(LODGED, ACCEPTED)
    hashes = [digest(document) for document in documents]
    documents[1]["payload"] = payload
    events = [Event(*pair) for pair in zip(documents, hashes, strict=True)]
    row = {"code": "H06.1", "tracking_code": "x", "events_count": 2, "last_hash": hashes[-1]}

    compared = compare(Stored(row, events))

    assert [str(found) for found in compared.differences] == [
        "Hồ sơ H06.1, việc số 2: nội dung đã bị sửa: dấu vết tính lại không khớp"
    ]
