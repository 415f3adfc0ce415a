"""The filters of the work list, as its address holds them and as the page offers them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.agencies.roles import Role
from motcua.agencies.selectors import agency_under
from motcua.dossiers.worklists import (
    ALL,
    ASKED,
    LATE,
    MINE,
    NOBODYS,
    OTHERS,
    PAUSED,
    SOON,
    TABS,
    TO_RECEIVE,
    TODAY,
    UNSIGNED,
    WEEK,
    WHOSE,
    WorkFilter,
    WorkGroup,
    total,
    totals_by_tab,
)
from motcua.procedures.selectors import procedure_under
from motcua.web.addresses import address_of

TAB, OWNER, ROLE, PROCEDURE, AGENCY, STEP = "loc", "giao", "vai-tro", "thu-tuc", "co-quan", "buoc"
KEYS: Final = (TAB, OWNER, ROLE, PROCEDURE, AGENCY, STEP)
PLACE: Final = "sau"
_NOTHING: Final = -1
"""A row number that no row has: whoever asks for what they have none of finds none."""
_TAB_FACES: Final = {
    ALL: (_("Tất cả"), ""),
    LATE: (_("Quá hạn"), "late"),
    SOON: (_("Sắp đến hạn"), "clock"),
    TODAY: (_("Hạn hôm nay"), ""),
    WEEK: (_("Hạn tuần này"), ""),
    UNSIGNED: (_("Chưa ký nhận"), "hand"),
    TO_RECEIVE: (_("Nơi khác chuyển tới"), "file"),
    PAUSED: (_("Chờ người nộp"), "pause"),
    ASKED: (_("Chờ cơ quan khác"), "speak"),
}
_WHOSE_FACES: Final = {
    "": _("Của mọi người"),
    MINE: _("Giao cho tôi"),
    NOBODYS: _("Chưa giao ai"),
    OTHERS: _("Giao người khác"),
}


def read_filter(query: QueryDict, groups: Sequence[WorkGroup], stamp: int) -> WorkFilter:
    """Return the filter that an address holds; what it names and nobody knows is ignored."""
    tab, whose, role = (query.get(key, "") for key in (TAB, OWNER, ROLE))
    procedures = {procedure_under(g.procedure, stamp).code: g.procedure for g in groups}
    agencies = {agency_under(g.agency, stamp).code: g.agency for g in groups}
    return WorkFilter(
        tab=tab if tab in TABS else ALL,
        whose=whose if whose in WHOSE else "",
        role=role if role in set(Role) else "",
        procedure=_row(query.get(PROCEDURE, ""), procedures),
        agency=_row(query.get(AGENCY, ""), agencies),
        step=query.get(STEP, "")[:40],
    )


def _row(code: str, rows: Mapping[str, int]) -> int | None:
    return rows.get(code, _NOTHING) if code else None


def kept(query: QueryDict) -> dict[str, str]:
    """Return what an address holds of filters, without the place in the list."""
    values = {key: str(query.get(key, "")).replace("\x00", "")[:80] for key in KEYS}
    return {key: value for key, value in values.items() if value}


def parsed(query: str) -> dict[str, str]:
    """Return the filters in a stored query, as ``kept`` returns those of an address."""
    return kept(QueryDict(query))


def address(values: Mapping[str, str]) -> str:
    """Return the address of the list with these filters."""
    filled = {key: value for key, value in values.items() if value}
    listed = address_of("office:work")
    return f"{listed}?{urlencode(filled)}" if filled else listed


def tab_chips(
    groups: Sequence[WorkGroup], chosen: WorkFilter, values: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a chip for each tab under which there is something."""
    counts = totals_by_tab(groups, chosen)
    return [
        {
            "label": _TAB_FACES[tab][0],
            "icon": _TAB_FACES[tab][1],
            "url": address({**values, TAB: tab}),
            "is_current": tab == chosen.tab,
            "count": count,
        }
        for tab, count in counts.items()
        if count or tab in {ALL, chosen.tab}
    ]


def whose_chips(
    groups: Sequence[WorkGroup], chosen: WorkFilter, values: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a chip for each officer's share, when the work is divided at all."""
    open_to = replace(chosen, whose="")
    counts = {whose: total(groups, replace(open_to, whose=whose)) for whose in ("", *WHOSE)}
    filled = [whose for whose in WHOSE if counts[whose]]
    if not chosen.whose and len(filled) < 2:  # noqa: PLR2004, nothing to choose between
        return []
    return [
        {
            "label": _WHOSE_FACES[whose],
            "icon": "",
            "url": address({**values, OWNER: whose}),
            "is_current": whose == chosen.whose,
            "count": counts[whose],
        }
        for whose in ("", *WHOSE)
        if not whose or whose in {*filled, chosen.whose}
    ]


def choices(
    groups: Sequence[WorkGroup], values: Mapping[str, str], stamp: int
) -> list[dict[str, Any]]:
    """Return the drop-down lists: role, procedure, agency and step, where there is a choice."""
    offered: list[tuple[str, str, dict[str, str]]] = [
        (ROLE, _("Vai trò"), {g.role: Role(g.role).label for g in groups}),
        (
            PROCEDURE,
            _("Thủ tục"),
            {p.code: p.name for p in (procedure_under(g.procedure, stamp) for g in groups)},
        ),
        (
            AGENCY,
            _("Cơ quan"),
            {a.code: a.name for a in (agency_under(g.agency, stamp) for g in groups)},
        ),
        (STEP, _("Bước"), {g.step: g.name for g in groups}),
    ]
    return [
        {
            "name": name,
            "label": label,
            "value": values.get(name, ""),
            "options": sorted(options.items(), key=lambda option: option[1]),
        }
        for name, label, options in offered
        if len(options) > 1 or values.get(name)
    ]


def describe(values: Mapping[str, str], shown: Sequence[Mapping[str, Any]]) -> str:
    """Return the filters in words, for the name under which a list is kept."""
    words = [
        _TAB_FACES[values[TAB]][0] if values.get(TAB) in _TAB_FACES else "",
        _WHOSE_FACES.get(values.get(OWNER, ""), "") if values.get(OWNER) else "",
        *(dict(one["options"]).get(one["value"], "") for one in shown if one["value"]),
    ]
    return ", ".join(word for word in words if word)[:60]
