"""The facts of the many dossiers, derived as those of real ones are, and copied."""

from collections.abc import Iterator

from motcua.demo.many.cases import Case
from motcua.demo.many.lives import Fate, WorkTime
from motcua.demo.many.tables import Rows
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models.dossier import Origin
from motcua.indicators.facts import Deed, fact_of
from motcua.indicators.keeping import COLUMNS, About, row_of
from motcua.indicators.models import DossierFact


class Facts:
    """Facts that wait to be copied."""

    def __init__(self, time: WorkTime) -> None:
        self._time = time
        self._rows = Rows(DossierFact, *COLUMNS)

    def add(self, case: Case, events_count: int) -> None:
        """Keep the fact of ``case``."""
        fact = fact_of(self._deeds(case))
        assert fact is not None  # noqa: S101 - it begins with an acceptance
        agency_id = case.place.agency.pk
        about = About(
            case.dossier_id,
            events_count,
            agency_id,
            agency_id,
            case.subject.procedure_id,
            "direct",
            Origin.DEMO.value,
        )
        self._rows.add(*row_of(about, fact))

    def write(self) -> None:
        """Copy what waits."""
        self._rows.write()

    def _deeds(self, case: Case) -> Iterator[Deed]:
        """Yield what a fact can tell of, whether the ledger is written or not."""
        life, instant, promised = case.life, self._time.instant, case.promised
        yield Deed(1, Action.ACCEPT, promised.counted_from, due_at=promised.due_at)
        if life.fate is Fate.WAITING:
            yield Deed(2, Action.ASK_SUPPLEMENT, instant(life.waits_from))
        if life.fate is Fate.WITHDRAWN:
            assert life.ended is not None  # noqa: S101 - a withdrawal is an end
            yield Deed(2, Action.WITHDRAW, instant(life.ended))
        if life.fate in {Fate.FINISHED, Fate.RETURNED}:
            yield Deed(2, Action.FINISH, instant(life.edges[-1]))
