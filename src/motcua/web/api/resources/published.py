"""What everybody may know: headline figures, index 766, open data, who guides today."""

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from motcua.agencies.models import Agency
from motcua.exchange.scopes import Scope
from motcua.guidance.models import Shift
from motcua.guidance.selectors import instant, shift_views
from motcua.indicators.indexing.published import index_of
from motcua.indicators.keeping import mark
from motcua.indicators.reports import Question
from motcua.indicators.rules import place_name
from motcua.kernel import clock
from motcua.opendata.dictionary import (
    CSV_NAME,
    DESCRIPTION_NAME,
    LICENCE,
    LICENCE_URL,
    PARQUET_NAME,
    SUMS_NAME,
)
from motcua.opendata.models import OpenDataSet
from motcua.web import figures
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, not_yet, read
from motcua.web.api.problems import problem
from motcua.web.api.shapes import AgencyOut, Code, agency_out
from motcua.web.public import headlines
from motcua.web.public.on_duty import people_words

router = Router(tags=["Số liệu, dữ liệu mở, lịch trực"])
OPEN: Final = needs(Scope.PUBLIC)
MOST_DAYS: Final = 30
MOST_SHIFTS: Final = 300


class FigureOut(Schema):
    """One figure; below ``minimum_sample`` no share should be said of it."""

    key: str
    numerator: int
    denominator: int
    n: int
    formula_version: int
    cut_off: str


class FiguresOut(Schema):
    """The headline figures of a place in a period."""

    place: str
    period: dict[str, date]
    counting_rule_from: date
    minimum_sample: int
    figures: list[FigureOut]


class IndexUnit(Schema):
    """One unit with its index 766."""

    agency: AgencyOut
    score: float
    received: int
    place: int | None = Field(description="null: quá ít hồ sơ để xếp hạng.")


class IndexOut(Schema):
    """Index 766 of every unit in a period."""

    period: str
    formula_from: date
    legal_basis: str
    cut_off: datetime
    is_closed: bool
    minimum_sample: int
    units: list[IndexUnit]


class DataFile(Schema):
    """One file of a day."""

    name: str
    url: str
    size: int | None
    sha256: str | None


class DataDay(Schema):
    """One day of open data; what its addresses give never changes."""

    day: date
    files: list[DataFile]


class OpenDataOut(Schema):
    """The newest days of open data."""

    licence: str
    licence_url: str
    days: list[DataDay]


class ShiftOut(Schema):
    """A shift of those who guide; people as they agreed to be named."""

    agency: AgencyOut
    desk: str
    name: str
    begins_at: datetime
    ends_at: datetime
    people: list[str]


class RosterOut(Schema):
    """Who guides today."""

    on: date
    shifts: list[ShiftOut]


@read(router, "/figures", OPEN, answer=FiguresOut, summary="Con số đã công bố", extra=not_yet())
def get_figures(request: ApiRequest, period: str = "", agency: str = "") -> Any:
    """Như trang công khai; period như 2026-q3, 2026-11; agency là mã cơ quan."""
    counted = mark()
    if counted is None:
        return _not_yet(request)
    chosen = figures.chosen_period(period[:40], clock.today())
    place = get_object_or_404(Agency, code=agency[:60]) if agency else None
    question = Question(
        chosen.period, chosen.rule, counted.counted_at, place.pk if place is not None else None
    )
    told = headlines.as_document(
        headlines.counted(question, counted), place.name if place is not None else place_name()
    )
    return FiguresOut(**told)


@read(router, "/index-766", OPEN, answer=IndexOut, summary="Chỉ số 766", extra=not_yet())
def get_index(request: ApiRequest, period: str = "") -> Any:
    """Chỉ số phục vụ người dân, doanh nghiệp của từng đơn vị trong kỳ."""
    counted = mark()
    if counted is None:
        return _not_yet(request)
    chosen = figures.chosen_period(period[:40], clock.today())
    if chosen.named is None:
        raise Http404
    index = index_of(chosen.named, chosen.period, counted)
    least = chosen.rule.minimum_sample
    places = {rank.key.agency.pk: rank.place for rank in index.ranking("", least)}
    return IndexOut(
        period=chosen.named.name,
        formula_from=index.formula_from,
        legal_basis=index.legal_basis,
        cut_off=clock.local(index.cut_off),
        is_closed=index.run is not None,
        minimum_sample=least,
        units=[
            IndexUnit(
                agency=agency_out(unit.agency),
                score=float(unit.score.value),
                received=unit.received,
                place=places.get(unit.agency.pk),
            )
            for unit in sorted(index.units, key=lambda unit: str(unit.agency.code))
        ],
    )


@read(router, "/open-data", OPEN, answer=OpenDataOut, summary="Dữ liệu mở")
def list_open_data(request: ApiRequest) -> OpenDataOut:
    """Địa chỉ, cỡ và mã băm các tệp của 30 ngày gần nhất."""
    del request
    rows = OpenDataSet.objects.select_related("csv", "parquet").defer("description")
    return OpenDataOut(
        licence=str(LICENCE),
        licence_url=str(LICENCE_URL),
        days=[_day(one) for one in rows[:MOST_DAYS]],
    )


@read(router, "/roster", OPEN, answer=RosterOut, summary="Ai trực hôm nay")
def get_roster(request: ApiRequest, agency: Code | None = None) -> RosterOut:
    """Ca trực hướng dẫn đã công bố của hôm nay."""
    del request
    today = clock.today()
    shifts = Shift.objects.filter(on=today, published_at__isnull=False)
    if agency is not None:
        shifts = shifts.filter(desk__agency__code=agency)
    listed = shifts.select_related("desk__agency").order_by("desk__code", "begins")
    return RosterOut(
        on=today,
        shifts=[
            ShiftOut(
                agency=agency_out(view.shift.desk.agency),
                desk=view.shift.desk.name,
                name=view.shift.name,
                begins_at=view.begins_at,
                ends_at=instant(today, view.shift, is_end=True),
                people=people_words(view),
            )
            for view in shift_views(listed[:MOST_SHIFTS])
        ],
    )


def _not_yet(request: ApiRequest) -> HttpResponse:
    response = problem(request, "not-yet")
    response["Retry-After"] = "300"
    return response


def _day(found: OpenDataSet) -> DataDay:
    kept = {CSV_NAME: found.csv, PARQUET_NAME: found.parquet}
    day = found.day.isoformat()
    return DataDay(
        day=found.day,
        files=[
            DataFile(
                name=name,
                url=settings.PUBLIC_ADDRESS + reverse("public:open-data-file", args=[day, name]),
                size=kept[name].size if name in kept else None,
                sha256=kept[name].sha256 if name in kept else None,
            )
            for name in (CSV_NAME, PARQUET_NAME, DESCRIPTION_NAME, SUMS_NAME)
        ],
    )
