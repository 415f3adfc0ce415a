"""The nine indices: every cell of the table, the classes, the duty of officers."""

from decimal import Decimal
from typing import Any

import pytest

from motcua.indicators.nine import scoring
from motcua.indicators.nine.scheme import INDICES, Scheme, SchemeError
from motcua.indicators.nine.scoring import Score
from motcua.indicators.nine_versions import shipped
from motcua.kernel.punctuality import Punctuality

SCHEME = shipped()[0].scheme
EARLY, ON_TIME, LATE = Punctuality.EARLY, Punctuality.ON_TIME, Punctuality.LATE


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        pytest.param(scoring.time_points(EARLY), 2, id="1, 2 shorter"),
        pytest.param(scoring.time_points(ON_TIME), 1, id="1, 2 equal"),
        pytest.param(scoring.time_points(LATE), 0, id="1, 2 longer"),
        pytest.param(scoring.contact_points(0, SCHEME), 2, id="3 none"),
        pytest.param(scoring.contact_points(1, SCHEME), 1, id="3 one"),
        pytest.param(scoring.contact_points(2, SCHEME), 0, id="3 more"),
        pytest.param(scoring.agency_points(0, SCHEME), 2, id="4 none"),
        pytest.param(scoring.agency_points(1, SCHEME), 1, id="4 the desk"),
        pytest.param(scoring.agency_points(2, SCHEME), 0, id="4 more"),
        pytest.param(scoring.desk_points(20, 100, 100, SCHEME), 2, id="5 a fifth handled"),
        pytest.param(scoring.desk_points(19, 100, 100, SCHEME), 1, id="5 all received"),
        pytest.param(scoring.desk_points(99, 99, 100, SCHEME), 0, id="5 not all received"),
        pytest.param(scoring.publicity_points(is_posted=True, is_electronic=True), 2, id="6 both"),
        pytest.param(
            scoring.publicity_points(is_posted=False, is_electronic=True), 1, id="6 the net"
        ),
        pytest.param(
            scoring.publicity_points(is_posted=True, is_electronic=False), 1, id="6 the wall"
        ),
        pytest.param(
            scoring.publicity_points(is_posted=False, is_electronic=False), 0, id="6 none"
        ),
        pytest.param(
            scoring.attitude_points(EARLY, is_complained=False, scheme=SCHEME), 2, id="7 early"
        ),
        pytest.param(
            scoring.attitude_points(ON_TIME, is_complained=False, scheme=SCHEME), 1, id="7 in time"
        ),
        pytest.param(
            scoring.attitude_points(LATE, is_complained=False, scheme=SCHEME), 0, id="7 late"
        ),
        pytest.param(
            scoring.attitude_points(EARLY, is_complained=True, scheme=SCHEME), 0, id="7 complained"
        ),
        pytest.param(scoring.petition_points(0, 0, SCHEME), 2, id="8 none"),
        pytest.param(scoring.petition_points(7, 7, SCHEME), 2, id="8 all in time"),
        pytest.param(scoring.petition_points(9, 10, SCHEME), 1, id="8 nine of ten"),
        pytest.param(scoring.petition_points(89, 100, SCHEME), 0, id="8 less"),
    ],
)
def test_every_cell_of_the_table(cell: int, points: int) -> None:
    assert cell == points


@pytest.mark.parametrize(
    ("procedures", "dossiers", "late", "points"),
    [
        pytest.param((20, 100), (30, 100), 0, 2, id="enough of both"),
        pytest.param((20, 100), (29, 100), 0, 1, id="below 30 %"),
        pytest.param((20, 100), (15, 100), 0, 1, id="15 %"),
        pytest.param((20, 100), (14, 100), 0, 0, id="below 15 %"),
        pytest.param((19, 100), (30, 100), 0, 1, id="too few procedures"),
        pytest.param((20, 100), (30, 100), 1, 0, id="some late"),
        pytest.param((20, 100), (0, 0), 0, 0, id="no dossier"),
    ],
)
def test_online_services(
    procedures: tuple[int, int], dossiers: tuple[int, int], late: int, points: int
) -> None:
    found = scoring.online_points(
        procedures=procedures, dossiers=dossiers, late=late, scheme=SCHEME
    )

    assert found == points


def test_an_index_is_the_mean_with_one_decimal() -> None:
    assert scoring.summed(1, [(2, 7), (1, 6), (0, 7)]).value == Decimal("1.0")
    assert scoring.summed(1, [(2, 1), (1, 1), (0, 0)]).value == Decimal("1.5")
    assert scoring.summed(1, [(2, 1), (0, 7)]).value == Decimal("0.3")
    assert scoring.summed(1, []).value is None


def test_what_is_not_known_is_left_out_of_the_maximum() -> None:
    known = {number: Score(number, 15, 10) for number in (1, 2, 3, 4, 7, 8, 9)}

    found = scoring.agency_sum(known)

    assert (found.left_out, found.total, found.possible) == ((5, 6), Decimal("10.5"), 14)
    assert found.scaled == Decimal("13.5")
    assert scoring.class_of(found.scaled, SCHEME) == "Tốt"
    assert scoring.agency_sum({}).scaled is None


@pytest.mark.parametrize(
    ("total", "name"),
    [
        ("18.0", "Xuất sắc"),
        ("15.0", "Xuất sắc"),
        ("14.9", "Tốt"),
        ("12.0", "Tốt"),
        ("11.9", "Khá"),
        ("9.0", "Khá"),
        ("8.9", "Trung bình"),
        ("6.0", "Trung bình"),
        ("5.9", "Yếu"),
    ],
)
def test_classes_of_agencies(total: str, name: str) -> None:
    assert scoring.class_of(Decimal(total), SCHEME) == name


@pytest.mark.parametrize(
    ("total", "duty"),
    [
        ("10.0", ("100", False)),
        ("5.0", ("100", False)),
        ("4.9", ("98.0", False)),
        ("3.5", ("70.0", False)),
        ("3.4", ("70", True)),
    ],
)
def test_duty_of_officers(total: str, duty: tuple[str, bool]) -> None:
    share, is_less = scoring.duty_share(Decimal(total), SCHEME)

    assert (share, is_less) == (Decimal(duty[0]), duty[1])


def test_officers_have_five_of_the_nine() -> None:
    found = scoring.officer_sum({number: Score(number, 1, 1) for number in (1, 2, 3, 4, 7)})

    assert (found.total, found.possible, found.maximum) == (Decimal("5.0"), 10, 10)
    assert [index.number for index in INDICES] == list(range(1, 10))


@pytest.mark.parametrize(
    "changes",
    [
        {"contacts": [2, 1]},
        {"petitions": [80, 90]},
        {"online": {"procedures": 120, "dossiers": [30, 15]}},
        {"late_attitude": 3},
        {"agency_classes": [15, 15, 9, 6]},
        {"officer_duty": ["3", "4"]},
        {"desk": "nhiều"},
    ],
)
def test_thresholds_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    document = {**SCHEME.to_document(), **changes}

    with pytest.raises(SchemeError):
        Scheme.from_document(document)


def test_thresholds_are_read_as_they_were_written() -> None:
    assert Scheme.from_document(SCHEME.to_document()) == SCHEME
    assert not shipped()[0].is_on
