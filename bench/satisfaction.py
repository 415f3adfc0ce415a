"""Measure the figures of satisfaction beside the same numbers asked for in plain SQL.

python -m bench.satisfaction --rows 1000000
"""

import argparse
import time
from datetime import date, datetime
from typing import Any, Final

from bench.figures import line, machine
from bench.premises import move_in, premises
from bench.report import seconds_of

AGENCIES: Final = 40
FIRST: Final = date(2020, 1, 1)
LAST: Final = date(2100, 1, 1)
_SLIPS: Final = """
    INSERT INTO surveys_slip (dossier_id, ref, agency_id, desk_id, procedure_id, channel,
        is_refusal, issued_at, day, recorded_at)
    SELECT id, gen_random_uuid(), receiving_agency_id, desk_id, procedure_id, channel,
        false, submitted_at, submitted_at::date, now()
    FROM dossiers_dossier
"""
_RESPONSES: Final = """
    INSERT INTO surveys_response (slip_id, version_id, agency_id, entry, answers, is_satisfied,
        office_address, office_device, many_from_device, is_counted, device_key, address_key,
        paper_number, happened_at, day, recorded_at)
    SELECT id, %s, agency_id, 'link',
        jsonb_build_object('chung', CASE WHEN id %% 10 = 0 THEN 'dislike' ELSE 'like' END,
            'thai-do', (1 + id %% 3)::text, 'thoi-gian', 'dung'),
        id %% 10 <> 0, false, id %% 50 = 0, false, id %% 50 <> 0, '', '', '', issued_at, day, now()
    FROM surveys_slip
"""
_PLAIN: Final = {
    "closed by day and agency": """
        SELECT day, agency_id, count(*) FILTER (WHERE is_satisfied), count(*)
        FROM surveys_response
        WHERE slip_id IS NOT NULL AND is_counted AND is_satisfied IS NOT NULL
            AND day BETWEEN %s AND %s AND recorded_at < %s
        GROUP BY day, agency_id
    """,
    "answered by day and agency": """
        SELECT slip.day, slip.agency_id, count(answer.id), count(*)
        FROM surveys_slip AS slip
        LEFT JOIN surveys_response AS answer
            ON answer.slip_id = slip.id AND answer.recorded_at < %(now)s
        WHERE slip.day BETWEEN %(first)s AND %(last)s AND slip.recorded_at < %(now)s
        GROUP BY slip.day, slip.agency_id
    """,
    "by procedure": """
        SELECT slip.procedure_id, answer.is_counted, count(*) FILTER (WHERE answer.is_satisfied),
            count(*)
        FROM surveys_response AS answer JOIN surveys_slip AS slip ON slip.id = answer.slip_id
        WHERE answer.day BETWEEN %s AND %s
        GROUP BY slip.procedure_id, answer.is_counted
    """,
    "by factor": """
        SELECT version_id, said.key, said.value, count(*)
        FROM surveys_response, jsonb_each_text(answers) AS said
        WHERE slip_id IS NOT NULL AND is_counted AND day BETWEEN %s AND %s
        GROUP BY version_id, said.key, said.value
    """,
}


def main() -> None:
    """Print each figure beside its plain statement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(arguments.rows)


def measure(rows: int) -> None:
    """Fill the database; ask for each figure, and for the same in plain SQL."""
    from bench import staff  # noqa: PLC0415 - needs Django set up
    from motcua.indicators import satisfaction  # noqa: PLC0415 - so do these
    from motcua.kernel import clock  # noqa: PLC0415
    from motcua.reference.questionnaires import load_questionnaires  # noqa: PLC0415

    begun = time.monotonic()
    staff.fill(rows, rows // 100, AGENCIES, with_events=False)
    load_questionnaires(at=clock.now())
    fill()
    line("answers made", f"{rows:,}", f"in {time.monotonic() - begun:.0f} s")
    now = clock.now()
    days: dict[str, Any] = {"first": FIRST, "last": LAST}
    scope = satisfaction.Scope(FIRST, LAST)
    asked = {
        "closed by day and agency": lambda: list(
            satisfaction.count_satisfied(**days, recorded_before=now)
        ),
        "answered by day and agency": lambda: list(
            satisfaction.count_answered(**days, recorded_before=now)
        ),
        "by procedure": lambda: satisfaction.broken_down(scope, "procedure"),
        "by factor": lambda: satisfaction.by_factor(scope),
    }
    for name, work in asked.items():
        plain = seconds_of(lambda: ask(name, now), 3)  # noqa: B023 - called at once
        taken = seconds_of(work, 3)
        line(name, f"{taken * 1e3:.0f} ms", f"plain SQL {plain * 1e3:.0f} ms")
        line("  against it", f"{taken / plain:.2f}")


def fill() -> None:
    """Give each dossier a slip and each slip an answer."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from motcua.surveys.models import QuestionnaireVersion  # noqa: PLC0415 - so does this

    version = QuestionnaireVersion.objects.get(questionnaire__slug="phieu-danh-gia")
    with connection.cursor() as cursor:
        cursor.execute(_SLIPS)
        cursor.execute(_RESPONSES, [version.pk])
        cursor.execute("ANALYZE surveys_slip, surveys_response")


def ask(name: str, now: datetime) -> None:
    """Ask in plain SQL and fetch everything."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    statement = _PLAIN[name]
    values: Any = [FIRST, LAST]
    if "%(now)s" in statement:
        values = {"first": FIRST, "last": LAST, "now": now}
    elif "recorded_at" in statement:
        values.append(now)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.fetchall()


if __name__ == "__main__":
    main()
