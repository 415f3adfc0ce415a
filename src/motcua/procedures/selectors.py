"""Questions about the catalogue: search, and the terms a dossier is accepted under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency, AgencyKind
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import FeeRule
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import fold
from motcua.procedures.content import Content
from motcua.procedures.models import (
    CommittedLimit,
    FeeExemption,
    Procedure,
    ProcedureVersion,
    ProvincialFee,
)

BONUS_OF_A_NAME = 30
"""How much better known a procedure counts whose very name has the words that are sought."""
LEVEL_OF_KIND = {
    AgencyKind.COMMUNE_COMMITTEE: "commune",
    AgencyKind.DISTRICT_COMMITTEE: "district",
    AgencyKind.PROVINCE_COMMITTEE: "province",
    AgencyKind.DEPARTMENT: "province",
}


class NotInForceError(DomainError):
    """The procedure has no published version, so nothing can be accepted under it."""

    code: ClassVar[str] = "procedure-not-in-force"


class LimitUnpublishedError(DomainError):
    """No time limit is published for the procedure, so no due date can be promised."""

    code: ClassVar[str] = "limit-unpublished"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what a dossier of one procedure is accepted by one agency, channel and day.

    ``published`` None: no limit is published, so a date can be promised only where the agency
    has committed itself to one, or states one when it accepts.
    """

    procedure_id: int
    procedure_code: str
    version_id: int
    content: Content
    published: Limit | None
    committed: Limit | None
    fee: FeeRule | None

    @property
    def fee_dong(self) -> int | None:
        """Return the amount of the rule; None where nobody knows it."""
        return self.fee.amount_dong if self.fee else None

    @property
    def fee_basis(self) -> str:
        """Return the text that sets the fee."""
        return self.fee.basis if self.fee else ""

    @property
    def limit(self) -> Limit:
        """Return the limit that is promised: the committed one where there is one."""
        return self.committed or self.statutory

    @property
    def has_limit(self) -> bool:
        """Say whether a date can be promised."""
        return self.published is not None or self.committed is not None

    @property
    def statutory(self) -> Limit:
        """Return the published limit, or what stands in for it. Raises LimitUnpublishedError."""
        found = self.published or self.committed
        if found is None:
            raise LimitUnpublishedError(
                _(
                    "Thủ tục %(code)s chưa có thời hạn giải quyết được công bố, nên không thể "
                    "hẹn ngày trả ngay. Xin bấm “Nhận, chờ kiểm tra”, rồi khi tiếp nhận thì ghi "
                    "thời hạn cơ quan tự hẹn và lý do."
                )
                % {"code": self.procedure_code}
            )
        return found


@lru_cache(maxsize=1024)
def content_of(version_id: int, stamp: int) -> Content:
    """Return the content of a version as it was under ``stamp``."""
    del stamp  # a draft changes with the stamp; a published version never does
    document = ProcedureVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return Content.from_document(document)


@lru_cache(maxsize=4096)
def procedure_under(procedure_id: int, stamp: int) -> Procedure:
    """Return the procedure, kept as long as ``stamp`` stands."""
    del stamp  # part of the cache's key only
    procedure: Procedure = Procedure.objects.get(pk=procedure_id)
    return procedure


def terms_for(  # noqa: PLR0917, as below
    procedure_code: str, agency_id: int, province_id: int, channel: str, on: date, stamp: int
) -> Terms:
    """Return the terms in force on ``on``, under which a date can be promised.

    Raises NotInForceError and LimitUnpublishedError.
    """
    terms = terms_to_lodge(procedure_code, agency_id, province_id, channel, on, stamp)
    _checked = terms.statutory
    return terms


@lru_cache(maxsize=8192)
def terms_to_lodge(  # noqa: PLR0917, the arguments are the cache's key
    procedure_code: str, agency_id: int, province_id: int, channel: str, on: date, stamp: int
) -> Terms:
    """Return the terms in force on ``on``, with a limit or none, as long as ``stamp`` stands.

    To lodge promises nothing yet. Raises NotInForceError.
    """
    procedure = Procedure.objects.filter(code=procedure_code, is_active=True).first()
    version = version_in_force(procedure, on) if procedure else None
    if procedure is None or version is None:
        raise NotInForceError(
            _("Thủ tục %(code)s chưa được công bố áp dụng nên chưa tiếp nhận được.")
            % {"code": procedure_code}
        )
    return terms_of(
        version, content_of(version.pk, stamp), procedure, agency_id, province_id, channel, on
    )


def terms_of(  # noqa: PLR0917, as above
    version: ProcedureVersion,
    content: Content,
    procedure: Procedure,
    agency_id: int,
    province_id: int,
    channel: str,
    on: date,
) -> Terms:
    """Return the terms under ``version``, in force or still a draft. Two queries."""
    channel_terms = content.by_channel(channel)
    committed = (
        CommittedLimit.objects.valid_on(on)
        .filter(agency_id=agency_id, procedure=procedure)
        .order_by("-valid_from")
        .first()
    )
    fee = (
        ProvincialFee.objects.valid_on(on)
        .filter(Q(channel=channel) | Q(channel=""), province_id=province_id, procedure=procedure)
        .order_by("-channel", "-valid_from")
        .first()
    )
    own = None
    if channel_terms is not None and not channel_terms.fee_by_province:
        own = channel_terms.fee_dong
    return Terms(
        procedure_id=procedure.pk,
        procedure_code=procedure.code,
        version_id=version.pk,
        content=content,
        published=channel_terms.limit if channel_terms else None,
        committed=Limit(committed.value, LimitUnit(committed.unit)) if committed else None,
        fee=fee.rule if fee else (FeeRule(own) if own is not None else None),
    )


def version_in_force(procedure: Procedure, on: date) -> ProcedureVersion | None:
    """Return the published version of ``procedure`` in force on ``on``, the newest if several."""
    return (
        procedure.versions.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            valid_from__lte=on,
        )
        .exclude(status=ProcedureVersion.Status.DRAFT)
        .order_by("-number")
        .first()
    )


def versions_in_force(procedures: Iterable[Procedure], on: date) -> dict[int, ProcedureVersion]:
    """Return the version in force on ``on`` by procedure, as ``version_in_force``. One query."""
    versions = (
        ProcedureVersion.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            procedure__in=list(procedures),
            valid_from__lte=on,
        )
        .exclude(status=ProcedureVersion.Status.DRAFT)
        .order_by("number")
    )
    return {version.procedure_id: version for version in versions}


def fee_exemptions(on: date) -> QuerySet[FeeExemption]:
    """Return the categories of people who pay nothing or less, in the order they are offered."""
    exemptions: QuerySet[FeeExemption] = FeeExemption.objects.valid_on(on)
    return exemptions


def procedures_handled_by(agency: Agency) -> QuerySet[Procedure]:
    """Return the active procedures that ``agency`` is competent for, by level and field."""
    level = LEVEL_OF_KIND[AgencyKind(agency.kind)]
    procedures = Procedure.objects.filter(is_active=True, levels__contains=[level])
    if agency.fields_handled:
        procedures = procedures.filter(field__in=agency.fields_handled)
    return procedures


def search_procedures(words: str, among: QuerySet[Procedure] | None = None) -> QuerySet[Procedure]:
    """Return the active procedures that hold each of ``words`` as a prefix, marks or none.

    The best known come first; a name that has the words as typed counts for more than a
    way of speaking. An empty search returns all.
    """
    found = Procedure.objects.filter(is_active=True) if among is None else among
    terms = [term for term in "".join(_plain(ch) for ch in fold(words)).split() if term]
    if terms:
        query = SearchQuery(
            " & ".join(f"'{term}':*" for term in terms), config="simple", search_type="raw"
        )
        # What is searched begins with code and name, so an early place is one in the name.
        place = StrIndex(F("search_text"), Value(f" {' '.join(terms)}"))
        found = found.annotate(
            vector=SearchVector("search_text", config="simple"),
            rank=F("popularity")
            + Case(
                When(
                    Q(GreaterThan(place, 0))
                    & Q(LessThanOrEqual(place, Length("code") + Length("name"))),
                    then=Value(BONUS_OF_A_NAME),
                ),
                default=Value(0),
            ),
        ).filter(vector=query)
        return found.order_by("-rank", "code")
    return found.order_by("-popularity", "code")


def _plain(character: str) -> str:
    """Keep letters, digits and the dot of codes; the rest would be operators of the query."""
    return character if character.isalnum() or character == "." else " "


@lru_cache(maxsize=2)
def fields_of_catalogue(stamp: int) -> tuple[tuple[str, str], ...]:
    """Return (slug, name) of every field that has an active procedure, in Vietnamese order."""
    del stamp  # part of the cache's key only
    fields = (
        Procedure.objects.filter(is_active=True)
        .exclude(field="")
        .order_by()
        .values_list("field_slug", "field")
        .distinct()
    )
    return tuple(sorted(fields, key=lambda field: fold(field[1])))
