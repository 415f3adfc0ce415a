"""Which backups stay, by tables of cases and by properties."""

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, strategies as st

from motcua.backup.shelf import Kept, backups_in, clear_out, name_for, superfluous
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM

NIGHT = datetime(2026, 11, 28, 1, 30, tzinfo=VIETNAM)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=VIETNAM, microsecond=0)
)
RULES = st.builds(
    Kept, daily=st.integers(1, 9), weekly=st.integers(0, 9), monthly=st.integers(0, 9)
)


def nights(count: int) -> list[datetime]:
    return [NIGHT - timedelta(days=n) for n in range(count)]


def test_a_year_of_nights_leaves_seven_days_five_weeks_and_twelve_months() -> None:
    made = nights(366)

    kept = sorted(set(made) - superfluous(made, Kept()), reverse=True)

    assert kept[:7] == made[:7]
    weeks = [moment for moment in kept if moment.weekday() == 6]
    assert len([w for w in weeks if w > NIGHT - timedelta(weeks=5)]) >= 4
    months = {(moment.year, moment.month) for moment in kept}
    assert len(months) == 12
    assert len(kept) <= 7 + 5 + 12


def test_the_last_of_a_day_is_the_one_that_stays() -> None:
    morning, evening = NIGHT, NIGHT + timedelta(hours=15)
    later = [evening + timedelta(days=n) for n in range(1, 3)]

    gone = superfluous([morning, evening, *later], Kept(daily=7, weekly=0, monthly=0))

    assert gone == {morning}


@given(made=st.lists(INSTANTS, max_size=60), rule=RULES)
def test_the_newest_is_never_thrown_away_and_no_more_than_the_rule_stay(
    made: list[datetime], rule: Kept
) -> None:
    gone = superfluous(made, rule)

    kept = set(made) - gone
    assert not made or max(made) in kept
    assert len(kept) <= 1 + rule.daily + rule.weekly + rule.monthly
    days = sorted({clock.day_of(moment) for moment in made}, reverse=True)[: rule.daily]
    assert set(days) <= {clock.day_of(moment) for moment in kept}


@given(made=st.lists(INSTANTS, max_size=60), rule=RULES)
def test_clearing_out_twice_takes_nothing_more(made: list[datetime], rule: Kept) -> None:
    kept = set(made) - superfluous(made, rule)

    assert superfluous(kept, rule) == set()


def test_what_is_no_whole_archive_is_neither_listed_nor_deleted(tmp_path: Path) -> None:
    made = nights(20)
    for moment in made:
        (tmp_path / name_for(moment)).write_bytes(b"x")
    others = ["dang-ghi-motcua-2026-11-01-013000.tar.age", "motcua-cua-toi.tar.age", "lock"]
    for name in others:
        (tmp_path / name).write_bytes(b"x")

    gone = clear_out(tmp_path, Kept(daily=3, weekly=0, monthly=0))

    assert [backup.made_at for backup in backups_in(tmp_path)] == made[:3]
    assert len(gone) == 17
    assert all((tmp_path / name).exists() for name in others)
