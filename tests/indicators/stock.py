"""Facts put straight into the table, without the dossiers they would be of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from motcua.indicators import keeping
from motcua.indicators.facts import Fact
from motcua.indicators.keeping import About, ClockTimestamp
from motcua.indicators.models import DossierFact, FactMark
from motcua.indicators.periods import Period
from motcua.indicators.reports import Question
from motcua.indicators.rules import shipped_rule
from motcua.indicators.spans.adding import throw_away
from motcua.procedures.models import Procedure
from tests.factories import AgencyFactory, ProcedureFactory
from tests.indicators.cases import NOVEMBER, instant


class Stock:
    """A place of facts: one agency, one procedure, numbers that no dossier has."""

    def __init__(self) -> None:
        self.agency = AgencyFactory.create()
        self.procedure: Procedure = ProcedureFactory.create()
        self._number = 10_000_000

    def put(self, fact: Fact | None, **about: Any) -> None:
        """Write a fact as ``keeping`` does."""
        if fact is None:
            return
        self._number += 1
        values = {
            "dossier_id": self._number,
            "events_count": 1,
            "agency_id": self.agency.pk,
            "receiving_agency_id": self.agency.pk,
            "procedure_id": self.procedure.pk,
            "channel": "direct",
            "origin": "live",
            **about,
        }
        keeping.write([keeping.row_of(About(**values), fact)])
        FactMark.objects.update(changed_at=ClockTimestamp())  # what was kept is counted anew

    @contextmanager
    def emptied(self) -> Iterator[None]:
        """Begin without facts and leave none: their dossiers are not there."""
        throw_away()
        DossierFact.objects.all().delete()
        yield
        throw_away()
        DossierFact.objects.all().delete()


def question(
    period: Period = NOVEMBER,
    *,
    cut_off: datetime | None = None,
    agency_id: int | None = None,
    **rule: Any,
) -> Question:
    """Return a question under the shipped rule with ``rule`` changed."""
    return Question(
        period, shipped_rule(**rule), cut_off or instant("2026-12-05T08:00"), agency_id
    )
