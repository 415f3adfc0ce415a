"""Guidance in figures: how many were helped, and how many then did it by themselves.

Everything is counted from sessions that were not taken back. People are known by the keyed hash
of a number they gave, or not at all; no answer here is about one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from motcua.agencies.models import Officer
from motcua.guidance.models import StaffGuided
from motcua.guidance.programmes import Skill
from motcua.guidance.selectors import skills_of_items
from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.rates import LEAST, Rate

SMALLEST_GROUP: Final = 5
"""A breakdown names no group of fewer people: one might be recognised."""
WINDOWS: Final = (30, 90)
EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""What pages count: everything recorded so far."""
_LIVING: Final = """
    FROM guidance_guidancesession AS session
    LEFT JOIN guidance_sessionvoid AS void
        ON void.session_id = session.id AND void.recorded_at < %(before)s
    WHERE session.recorded_at < %(before)s AND void.id IS NULL
"""
_PEOPLE: Final = f"""
    SELECT session."on", session.agency_id,
        count(*) FILTER (WHERE session.person_key <> ''), count(*)
    {_LIVING} AND session."on" BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2
"""
_INSTALLS: Final = f"""
    WITH installed AS (
        SELECT session."on", session.agency_id, session.person_key, row_number() OVER (
            PARTITION BY session.person_key ORDER BY session.at, session.id) AS turn
        {_LIVING} AND session.is_install)
    SELECT "on", agency_id, count(*) FILTER (WHERE person_key <> '' AND turn = 1), count(*)
    FROM installed WHERE "on" BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2
"""  # noqa: S608
_STAFF: Final = """
    SELECT "on", agency_id, count(*), count(*) FROM guidance_staffguided
    WHERE recorded_at < %(before)s AND "on" BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2
"""


def _counted(query: str, first: date, last: date, before: datetime) -> list[Counted]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"first": first, "last": last, "before": before})
        return [Counted(*row) for row in cursor.fetchall()]


def count_people(*, first: date, last: date, recorded_before: datetime) -> list[Counted]:
    """Count sessions, and those of people known by number."""
    return _counted(_PEOPLE, first, last, recorded_before)


def count_installs(*, first: date, last: date, recorded_before: datetime) -> list[Counted]:
    """Count sessions that installed, and the people to whom it was the first time anywhere."""
    return _counted(_INSTALLS, first, last, recorded_before)


def count_staff(*, first: date, last: date, recorded_before: datetime) -> list[Counted]:
    """Count officers who were noted that day as guided themselves."""
    return _counted(_STAFF, first, last, recorded_before)


DEFINITIONS: Final = (
    Definition(
        "guidance-people",
        1,
        "Lượt hướng dẫn",
        "Mỗi lượt ghi ở ca trực là một; tử số là lượt có số định danh, còn lại là ẩn danh. "
        "Lượt đã bỏ không tính.",
        count_people,
        is_rate=False,
    ),
    Definition(
        "guidance-installs",
        1,
        "Người lần đầu cài chữ ký số, VNeID",
        "Mỗi người có số định danh được tính một lần, ở lượt cài đầu tiên; mẫu số là mọi lượt "
        "cài, cả lượt lại và ẩn danh.",
        count_installs,
        is_rate=False,
    ),
    Definition(
        "guidance-staff",
        1,
        "Cán bộ được hướng dẫn",
        "Cán bộ, có hay không có tài khoản, được ghi nhận ngày đó là đã tự làm được.",
        count_staff,
        is_rate=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, for whom, as seen on which day."""

    agency_ids: tuple[int, ...]
    first: date
    last: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Totals:
    """What was done in a period."""

    known: int
    anonymous: int
    people: int
    installs: int
    minutes: int

    @property
    def sessions(self) -> int:
        """Return all of them."""
        return self.known + self.anonymous


_TOTALS: Final = f"""
    WITH living AS (SELECT session.* {_LIVING} AND session.agency_id = ANY(%(agencies)s))
    SELECT count(*) FILTER (WHERE person_key <> ''), count(*) FILTER (WHERE person_key = ''),
        count(DISTINCT NULLIF(person_key, '')), coalesce(sum(minutes), 0)
    FROM living WHERE "on" BETWEEN %(first)s AND %(last)s
"""  # noqa: S608


def totals(period: Period, *, recorded_before: datetime = EVER) -> Totals:
    """Return what was done in a period, known by number and unnamed apart."""
    values = _values(period, recorded_before)
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, values)
        known, anonymous, people, minutes = cursor.fetchone()
    found = count_installs(first=period.first, last=period.last, recorded_before=recorded_before)
    installs = sum(one.part for one in found if one.agency_id in period.agency_ids)
    return Totals(known, anonymous, people, installs, minutes)


def staff_coverage(agency_ids: Sequence[int]) -> Rate:
    """Return how many of the officers who work there have learnt it all, accounts or none."""
    working = Officer.objects.filter(agency__in=agency_ids, is_active=True)
    part = StaffGuided.objects.filter(officer__in=working).count()
    return Rate(part, working.count(), least=1)


@dataclass(frozen=True, slots=True)
class Group:
    """Of so many people whose days are over, how many came back alone; ``running`` are not yet."""

    key: str
    label: str
    rate: Rate
    running: int = 0

    @property
    def is_small(self) -> bool:
        """Say whether nothing is said of it: too few people."""
        return self.rate.whole < SMALLEST_GROUP


_BY: Final = {
    "": "''",
    "force": "force_id::text",
    "half": "CASE WHEN is_morning THEN 'sang' ELSE 'chieu' END",
    "month": "to_char(\"on\", 'YYYY-MM')",
}
# A person is counted at their first session of the period, and only what they did after that day.
_FOLLOWED: Final = f"""
    WITH first_time AS (
        SELECT DISTINCT ON (person_key) person_key, "on", force_id, is_morning
        FROM (SELECT session.* {_LIVING} AND session.person_key <> ''
            AND session.agency_id = ANY(%(agencies)s)
            AND session."on" BETWEEN %(first)s AND %(last)s) AS living
        ORDER BY person_key, at, id),
    back AS (
        SELECT DISTINCT first_time.person_key
        FROM first_time
        JOIN guidance_lateract AS act ON act.person_key = first_time.person_key
            AND act."on" > first_time."on" AND act."on" <= first_time."on" + %(days)s
        WHERE %(skill)s = '' OR act.skill = %(skill)s)
    SELECT {{by}}, count(*) FILTER (WHERE is_over), count(*) FILTER (WHERE is_over AND is_back),
        count(*) FILTER (WHERE NOT is_over)
    FROM (SELECT first_time.*, "on" + %(days)s < %(as_of)s AS is_over,
        back.person_key IS NOT NULL AS is_back
        FROM first_time LEFT JOIN back USING (person_key)) AS followed
    GROUP BY 1 ORDER BY 1
"""  # noqa: S608


def followed(
    period: Period,
    *,
    days: int,
    recorded_before: datetime = EVER,
    by: str = "",
    skill: Skill | None = None,
) -> list[Group]:
    """Return who of those helped did something online alone within ``days`` after.

    ``by`` is "", "force", "half" or "month"; ``skill`` None is whatever of the five. Whose days
    are not over by ``as_of`` is neither part nor whole.
    """
    values = {
        **_values(period, recorded_before),
        "days": days,
        "skill": skill.value if skill else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOWED.format(by=_BY[by]), values)
        rows = cursor.fetchall()
    return [Group(key, key, Rate(part, whole), running) for key, whole, part, running in rows]


_BY_TOPIC: Final = """
    WITH taught AS (
        SELECT topic.id AS topic, session.person_key, session.at, session.id, session."on",
            session.hard ? topic.id AS is_hard
        FROM guidance_guidancesession AS session
        CROSS JOIN LATERAL jsonb_array_elements_text(session.topics) AS topic(id)
        LEFT JOIN guidance_sessionvoid AS void
            ON void.session_id = session.id AND void.recorded_at < %(before)s
        WHERE session.recorded_at < %(before)s AND void.id IS NULL
            AND session.agency_id = ANY(%(agencies)s)
            AND session."on" BETWEEN %(first)s AND %(last)s),
    skills AS (SELECT * FROM unnest(%(topics)s::text[], %(skills)s::text[]) AS one(topic, skill)),
    first_time AS (
        SELECT DISTINCT ON (topic, person_key) topic, person_key, "on" FROM taught
        WHERE person_key <> '' AND "on" + %(days)s < %(as_of)s ORDER BY topic, person_key, at, id),
    later AS (
        SELECT first_time.topic, count(DISTINCT first_time.person_key) AS whole,
            count(DISTINCT act.person_key) AS part
        FROM first_time JOIN skills USING (topic)
        LEFT JOIN guidance_lateract AS act ON act.person_key = first_time.person_key
            AND act.skill = skills.skill
            AND act."on" > first_time."on" AND act."on" <= first_time."on" + %(days)s
        GROUP BY 1)
    SELECT taught.topic, count(*), count(*) FILTER (WHERE is_hard),
        max(coalesce(later.part, 0)), max(coalesce(later.whole, 0))
    FROM taught LEFT JOIN later USING (topic) GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class TopicUse:
    """One topic: how often it was taught, how often hard, and who then did the like alone."""

    label: str
    hard: Rate
    later: Rate


def by_topic(period: Period, *, days: int, recorded_before: datetime = EVER) -> list[TopicUse]:
    """Return the topics, what needs teaching first: least used later, then most often hard."""
    topics, _outcomes = skills_of_items()
    values = {
        **_values(period, recorded_before),
        "days": days,
        "topics": list(topics),
        "skills": [skill.value for _label, skill in topics.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_BY_TOPIC, values)
        rows = cursor.fetchall()
    found = [
        TopicUse(topics[key][0] if key in topics else key, Rate(hard, taught), Rate(part, whole))
        for key, taught, hard, part, whole in rows
    ]
    return sorted(found, key=_need)


def _need(one: TopicUse) -> tuple[float, float, str]:
    later = one.later.share
    hard = one.hard.share
    return (1.0 if later is None else later, -(hard or 0.0), one.label)


def shown(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that may be named; those of few people together, if that is enough."""
    listed = list(groups)
    large = [one for one in listed if not one.is_small]
    small = [one for one in listed if one.is_small]
    if len(small) > 1:
        rate = sum((one.rate for one in small), Rate(0, 0, LEAST))
        together = Group("", _("Các nhóm ít người"), rate, sum(one.running for one in small))
        large += [] if together.is_small else [together]
    return large


def _values(period: Period, recorded_before: datetime) -> dict[str, Any]:
    return {
        "agencies": list(period.agency_ids),
        "first": period.first,
        "last": period.last,
        "as_of": period.as_of,
        "before": recorded_before,
    }
