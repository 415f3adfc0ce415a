"""What must be there for every acceptance: all of it, or nothing."""

from collections.abc import Sequence

from motcua.agencies.roles import Role
from motcua.dossiers import ledger
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DueDate
from motcua.notifications.models import Message


def numbers_of(dossiers: Sequence[Dossier]) -> list[int]:
    """Return the last part of the codes, in order."""
    return sorted(int(str(dossier.code).rpartition("-")[2]) for dossier in dossiers)


def accepted_after(last_id: int) -> list[Dossier]:
    """Return the dossiers younger than ``last_id`` with everything that belongs to them."""
    return list(
        Dossier.objects.filter(pk__gt=last_id)
        .select_related("personal_data", "applicant")
        .prefetch_related("papers", "due_dates", "steps", "forms", "events")
        .order_by("pk")
    )


def assert_whole(dossiers: Sequence[Dossier]) -> None:
    """Assert that each dossier was accepted with papers, promise, step, receipt and message."""
    keys = [f"{dossier.tracking_code}:accepted:2" for dossier in dossiers]
    announced = set(Message.objects.filter(key__in=keys).values_list("about", flat=True))
    for dossier in dossiers:
        assert dossier.state == State.ACCEPTED
        assert [paper.name for paper in dossier.papers.all()] == ["Tờ khai"]
        assert {row.kind: row.due_at for row in dossier.due_dates.all()} == {
            DueDate.Kind.PROMISE: dossier.due_at,
            DueDate.Kind.STATUTORY: dossier.due_at,
        }
        assert [step.role for step in dossier.steps.all()] == [Role.HANDLING_OFFICER]
        (receipt,) = dossier.forms.all()
        assert receipt.payload["code"] == dossier.code
        assert dossier.personal_data.values["applicant"]["full_name"]
        assert dossier.code in announced
        assert_chained(dossier)


def assert_chained(dossier: Dossier) -> None:
    """Assert that the events follow one another and that nothing in them was changed."""
    events = list(dossier.events.all())
    assert [event.sequence for event in events] == list(range(1, dossier.events_count + 1))
    previous = ""
    for event in events:
        assert event.previous_hash == previous
        document = ledger.event_document(event, dossier.tracking_code)
        assert ledger.digest(document) == event.hash
        previous = event.hash
    assert dossier.last_hash == previous
