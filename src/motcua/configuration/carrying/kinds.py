"""What of configuration is carried as rows: which table in which file, and how a row is known.

A row is known by what people know it by (codes, days), never by its number. What is frozen once
it is there may be there already only as it is in the file. Procedures, electronic forms and
questionnaires, which have drafts, are in ``documents``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from motcua.agencies import models as agencies
from motcua.configuration.models import FeatureSwitch
from motcua.documents.models import FormTemplate, PaperKind
from motcua.dossiers.models import CodePattern, PrivacyRule
from motcua.guidance.models import Force, Programme, ProgrammeVersion, ShiftPattern
from motcua.guidance.programmes import read_items
from motcua.hall.models import AppointmentRule, Counter, Hall, ServiceGroup
from motcua.indicators.index766.versions import Formula
from motcua.indicators.models import (
    CountingRule,
    FullService,
    IndexVersion,
    LateCauseKind,
    NineVersion,
    ReportTemplate,
    SignRule,
)
from motcua.indicators.nine.scheme import Scheme
from motcua.indicators.statutory.templates import Template
from motcua.kernel.text import fold, given_name_sort_key
from motcua.notifications.models import MessageTemplate, QuietHours
from motcua.payments.models import Collector
from motcua.petitions.models import PetitionLimit, PetitionText
from motcua.procedures.models import (
    CommittedLimit,
    EForm,
    FeeExemption,
    Procedure,
    ProvincialFee,
    RetentionRule,
)
from motcua.surveys.models import OfficeNetwork

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One table: its file (a folder of files where rows are long) and the key of a row.

    ``left_out`` is made here and not carried, ``filled`` is set to the instant of the import.
    ``many`` are relations to many. ``owner`` leads to the agency whose administrator may
    change it. Rows that are ``alone`` hold one after the other.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    is_folder: bool = False
    is_frozen: bool = False
    is_alone: bool = False
    owner: str = ""
    check: Callable[[Row], object] | None = None
    derive: Callable[[Any], None] | None = None


def _found_by(*columns: str) -> Callable[[Any], None]:
    def derive(row: Any) -> None:
        row.search_text = fold(" ".join(str(getattr(row, column)) for column in columns))

    return derive


def _sorted_by_name(row: Any) -> None:
    row.sort_key = given_name_sort_key(row.full_name)


KINDS: Final = (
    Kind(
        "units",
        agencies.Unit,
        ("level", "code", "valid_from"),
        left_out=("search_text",),
        derive=_found_by("full_name", "code"),
    ),
    Kind("unit-successions", agencies.UnitSuccession, ("predecessor", "successor")),
    Kind(
        "agencies",
        agencies.Agency,
        ("code",),
        left_out=("search_text", "calendar_version"),
        derive=_found_by("code", "name"),
    ),
    Kind("desks", agencies.Desk, ("code",)),
    Kind("installation", agencies.Installation, ()),
    Kind("calendars", agencies.CalendarLayer, ("province", "agency")),
    Kind("calendar-hours", agencies.CalendarHours, ("layer", "valid_from")),
    Kind("calendar-days", agencies.CalendarDay, ("layer", "date", "kind")),
    Kind(
        "officers",
        agencies.Officer,
        ("ref",),
        left_out=("account", "sort_key"),
        owner="agency",
        derive=_sorted_by_name,
    ),
    Kind(
        "roles",
        agencies.RoleAssignment,
        ("officer", "agency", "role", "valid_from"),
        owner="agency",
        is_alone=True,
    ),
    Kind("second-factors", agencies.FactorDemand, ("role",)),
    Kind("switches", FeatureSwitch, ("feature", "agency"), owner="agency"),
    Kind("paper-kinds", PaperKind, ("code",)),
    Kind("messages", MessageTemplate, ("topic", "channel", "valid_from"), is_alone=True),
    Kind("quiet-hours", QuietHours, ("channel", "valid_from"), is_alone=True),
    Kind(
        "layouts",
        FormTemplate,
        ("kind", "valid_from", "edition"),
        is_folder=True,
        is_frozen=True,
    ),
    Kind("collectors", Collector, ("agency",)),
    Kind("code-patterns", CodePattern, ("agency", "valid_from"), is_alone=True),
    Kind("privacy", PrivacyRule, ("agency",)),
    Kind("exemptions", FeeExemption, ("code", "valid_from"), is_alone=True),
    Kind("halls", Hall, ("desk",)),
    Kind("hall-groups", ServiceGroup, ("hall", "letter")),
    Kind(
        "hall-counters",
        Counter,
        ("hall", "name"),
        left_out=("ref", "officer", "seated_at", "paused_at"),
        many=("groups",),
    ),
    Kind("appointments", AppointmentRule, ("group", "valid_from"), is_alone=True),
    Kind("petition-limits", PetitionLimit, ("kind", "valid_from"), is_alone=True),
    Kind("petition-texts", PetitionText, ("kind", "valid_from"), is_alone=True),
    Kind("programmes", Programme, ("agency",)),
    Kind(
        "programme-versions",
        ProgrammeVersion,
        ("programme", "number"),
        left_out=("created_by",),
        filled=("created_at",),
        is_frozen=True,
        check=lambda row: (read_items(row["topics"]), read_items(row["outcomes"])),
    ),
    Kind("forces", Force, ("agency", "name")),
    Kind("shift-patterns", ShiftPattern, ("desk", "name")),
    Kind("counting-rules", CountingRule, ("valid_from",), is_frozen=True),
    Kind("sign-rules", SignRule, ("valid_from",), is_frozen=True),
    Kind(
        "index-766",
        IndexVersion,
        ("valid_from",),
        filled=("saved_at",),
        is_folder=True,
        is_frozen=True,
        check=lambda row: Formula.from_document(row["document"]),
    ),
    Kind(
        "nine-indices",
        NineVersion,
        ("valid_from",),
        filled=("saved_at",),
        is_folder=True,
        is_frozen=True,
        check=lambda row: Scheme.from_document(row["document"]),
    ),
    Kind(
        "reports",
        ReportTemplate,
        ("key", "valid_from"),
        left_out=("saved_by",),
        filled=("saved_at",),
        is_folder=True,
        is_frozen=True,
        check=lambda row: Template.from_document(row["document"]),
    ),
    Kind("late-causes", LateCauseKind, ("code",)),
    Kind("office-networks", OfficeNetwork, ("agency", "network"), filled=("added_at",)),
)
"""Rows in the order in which they are taken over: what others name comes first."""
OF_PROCEDURES: Final = (
    Kind("limits", CommittedLimit, ("agency", "procedure", "valid_from"), is_alone=True),
    Kind("fees", ProvincialFee, ("province", "procedure", "channel", "valid_from"), is_alone=True),
    Kind("retention", RetentionRule, ("procedure", "valid_from"), is_alone=True),
    Kind("full-services", FullService, ("procedure", "valid_from"), is_alone=True),
)
"""Rows that name procedures, which come before them."""
ALL: Final = (*KINDS, *OF_PROCEDURES)
KEYS: Final[dict[type[Model], tuple[str, ...]]] = {
    **{kind.model: kind.key for kind in ALL},
    Procedure: ("code",),
    EForm: ("code",),
}
"""By what the rows that are named elsewhere are known."""
