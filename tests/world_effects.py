"""Two years of twenty communes, half of which have begun with a model: effects of known size."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from motcua.agencies.models import Agency
from motcua.demo.many import filling
from motcua.indicators import keeping
from motcua.initiatives.models import Adoption, Initiative
from motcua.kernel.clock import VIETNAM
from motcua.surveys.models import Questionnaire, QuestionnaireVersion

BEGUN = date(2025, 12, 1)
SAVED_AT = datetime(2024, 1, 2, tzinfo=VIETNAM)
AGENCIES = 20
_SPREAD = """
    UPDATE indicators_dossierfact AS fact SET
        outcome = 'finished', waiting_on = NULL, ended_on = spread.day, accepted_on = spread.day,
        due_on = CASE WHEN spread.is_kept THEN spread.day ELSE spread.day - 1 END,
        by_day = CASE WHEN spread.is_kept THEN 'on_time' ELSE 'late' END
    FROM (
        SELECT dossier_id, day, (place * 37 + extract(month FROM day)::int * 11) %% 100
            < 70 + CASE WHEN agency_id = ANY(%(adopting)s) AND day >= %(begun)s THEN 25 ELSE 0 END
            AS is_kept
        FROM (
            SELECT dossier_id, agency_id, place / 24 AS place,
                (date '2024-11-10' + make_interval(months => (place %% 24)::int))::date AS day
            FROM (
                SELECT dossier_id, agency_id,
                    row_number() OVER (PARTITION BY agency_id ORDER BY dossier_id) AS place
                FROM indicators_dossierfact
            ) AS numbered
        ) AS dated
    ) AS spread
    WHERE spread.dossier_id = fact.dossier_id
"""
"""Two years of each unit: 70 % in time, and 95 % where the model has begun."""
_SLIPS = """
    INSERT INTO surveys_slip (dossier_id, ref, agency_id, desk_id, procedure_id, channel,
        is_refusal, issued_at, day, recorded_at)
    SELECT dossier_id, gen_random_uuid(), agency_id, (SELECT min(id) FROM agencies_desk),
        procedure_id, channel, FALSE, ended_on, ended_on, now()
    FROM indicators_dossierfact WHERE ended_on IS NOT NULL
"""
_ANSWERS = """
    INSERT INTO surveys_response (slip_id, version_id, agency_id, entry, answers, is_satisfied,
        office_address, office_device, many_from_device, is_counted, device_key, address_key,
        paper_number, happened_at, day, recorded_at)
    SELECT slip.id, %(version)s, slip.agency_id, 'phone', '{}', fact.by_day <> 'late',
        FALSE, FALSE, FALSE, TRUE, '', '', '', slip.issued_at, slip.day, now()
    FROM surveys_slip AS slip JOIN indicators_dossierfact AS fact USING (dossier_id)
"""


def fill(like: Agency, at: datetime) -> list[Agency]:
    """Return the half of twenty communes that gained; all are of the kind and province of one."""
    filling.fill(filling.Wish(rows=7_200, open_rows=0, agencies=AGENCIES, at=at, with_events=True))
    keeping.catch_up(at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT agency_id FROM indicators_dossierfact ORDER BY 1")
        units = [row[0] for row in cursor.fetchall()]
    Agency.objects.filter(pk__in=units).update(kind=like.kind, province=like.province)
    chosen = list(Agency.objects.filter(pk__in=units).order_by("pk"))[: AGENCIES // 2]
    with connection.cursor() as cursor:
        cursor.execute(_SPREAD, {"adopting": [one.pk for one in chosen], "begun": BEGUN})
    return chosen


def answer_everything() -> None:
    """Let everybody whose dossier is done say that they are content, where it was in time."""
    questionnaire = Questionnaire.objects.create(slug="hai-long", name="Hài lòng", kind="slip")
    version = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire, number=1, content={}, saved_at=SAVED_AT
    )
    with connection.cursor() as cursor:
        cursor.execute(_SLIPS)
        cursor.execute(_ANSWERS, {"version": version.pk})


def copied(model: Initiative, units: Sequence[Agency]) -> None:
    """Let units begin with a model on the day from which they gained."""
    Adoption.objects.bulk_create(
        Adoption(
            initiative=model,
            agency=unit,
            state="running",
            planned_on=BEGUN,
            starts_on=BEGUN,
            started_on=BEGUN,
        )
        for unit in units
    )
