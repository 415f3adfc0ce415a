"""Forms of initiatives: the description with its rows, and short ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.initiatives.content import (
    AREAS,
    MOST_AUTHORS,
    MOST_STEPS,
    ContentError,
    Kind,
    Measure,
    Reach,
    checked_aims,
    checked_authors,
    checked_stages,
)
from motcua.initiatives.models import Delegation, Initiative, InitiativeVersion
from motcua.initiatives.models.adoptions import Adoption, Way
from motcua.initiatives.services.registry import Description
from motcua.kernel.text import clean
from motcua.web.formats import decimal
from motcua.web.manage import fields

SPARE_STEPS: Final = 3
_KINDS: Final = [(one.value, one.label) for one in Kind]
_AREAS: Final = [(str(number), label) for number, label in AREAS.items()]
_REACHES: Final = [(one.value, one.label) for one in Reach]
_TEXTS: Final = (
    "title",
    "summary",
    "problem",
    "description",
    "audience",
    "novelty",
    "applied_where",
    "started_on",
    "cost_dong",
    "cost_note",
    "saving",
    "materials",
    "evidence",
    "contact",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in the rows of the form: steps, authors, aims, as they are typed."""

    steps: list[tuple[str, str]]
    authors: list[tuple[str, str]]
    aims: list[tuple[Measure, str, str]]

    def padded(self) -> "Rows":
        """Return the same with rows to write more."""
        steps = min(len(self.steps) + SPARE_STEPS, MOST_STEPS)
        return Rows(
            self.steps + [("", "")] * (steps - len(self.steps)),
            self.authors + [("", "")] * (MOST_AUTHORS - len(self.authors)),
            self.aims,
        )


class DescriptionForm(forms.Form):
    """What an initiative says of itself."""

    agency = fields.choice(gettext_lazy("Đơn vị"), [])
    kind = fields.choice(gettext_lazy("Loại"), _KINDS)
    area = fields.choice(gettext_lazy("Lĩnh vực cải cách hành chính"), _AREAS)
    title = fields.text(
        gettext_lazy("Tên"), gettext_lazy("Xin ghi tên mô hình, sáng kiến."), most=200
    )
    summary = fields.text(
        gettext_lazy("Nói trong một câu"),
        gettext_lazy("Xin nói trong một câu."),
        most=400,
        hint=gettext_lazy("Người ở xã khác đọc câu này rồi quyết định đọc tiếp hay không."),
    )
    problem = fields.long_text(gettext_lazy("Vì sao cần"), gettext_lazy("Xin ghi vì sao cần."))
    description = fields.long_text(gettext_lazy("Cách làm"), gettext_lazy("Xin ghi cách làm."))
    audience = fields.text(gettext_lazy("Cho ai"), gettext_lazy("Xin ghi làm cho ai."))
    novelty = fields.long_text(gettext_lazy("Điểm mới"))
    applied_where = fields.text(gettext_lazy("Áp dụng ở đâu"))
    started_on = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        hint=gettext_lazy("Như 01/03/2024. Chỉ số được so trước và sau ngày này."),
    )
    cost_dong = fields.whole_number(
        gettext_lazy("Chi phí (đồng)"), most=10**12, hint=gettext_lazy("Không tốn thì ghi 0.")
    )
    cost_note = fields.text(gettext_lazy("Chi cho việc gì"))
    saving = fields.text(gettext_lazy("Tiết kiệm được gì"))
    materials = fields.long_text(
        gettext_lazy("Tài liệu dùng lại được"),
        hint=gettext_lazy("Mỗi dòng một tài liệu: tên, xin ở đâu hoặc địa chỉ trên mạng."),
    )
    evidence = fields.long_text(gettext_lazy("Minh chứng"))
    contact = fields.text(
        gettext_lazy("Liên hệ"),
        gettext_lazy("Xin ghi nơi liên hệ: bộ phận, điện thoại của cơ quan."),
        hint=gettext_lazy("Bộ phận và điện thoại cơ quan; trang này ai cũng đọc được."),
    )
    reach = fields.choice(gettext_lazy("Phạm vi ảnh hưởng đề nghị"), _REACHES)
    source = fields.text(
        gettext_lazy("Phát triển từ mã"),
        most=16,
        hint=gettext_lazy("Mã mô hình khác trong thư viện, như MH-2024-0001."),
    )
    delegation = fields.choice(gettext_lazy("Học từ đoàn"), [], required=False)

    def __init__(
        self,
        agencies: Sequence[Agency],
        delegations: Sequence[Delegation],
        data: QueryDict | None = None,
        version: InitiativeVersion | None = None,
    ) -> None:
        initial: dict[str, Any] = {}
        if version is not None:
            row = version.initiative
            initial = {name: getattr(version, name) for name in (*_TEXTS, "reach")} | {
                "agency": row.agency.code,
                "kind": row.kind,
                "area": str(row.area),
                "source": row.source.code if row.source else "",
                "delegation": str(row.delegation.ref) if row.delegation else "",
            }
        super().__init__(data, initial=initial)
        self._agencies = {one.code: one for one in agencies}
        self._delegations = {str(one.ref): one for one in delegations}
        self.rows = rows_typed(data) if data is not None else rows_of(version)
        self.fields["agency"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]
        self.fields["delegation"].choices = [  # type: ignore[attr-defined]
            ("", _("không")),
            *((str(one.ref), f"{one.title}, {one.host}") for one in delegations),
        ]

    def clean(self) -> dict[str, Any]:
        """Check the rows too; each mistake is told."""
        cleaned = super().clean() or {}
        cleaned["agency"] = self._agencies.get(cleaned.get("agency", ""))
        cleaned["delegation"] = self._delegations.get(cleaned.get("delegation", ""))
        code = clean(cleaned.get("source", "")).upper()
        cleaned["source"] = None
        if code:
            cleaned["source"] = Initiative.objects.filter(
                code=code, published_at__isnull=False
            ).first()
            if cleaned["source"] is None:
                self.add_error("source", _("Thư viện không có mã này. Xin xem lại mã."))
        said: dict[str, Any] = {}
        for name, read in (
            ("steps", lambda: checked_stages(self.rows.steps)),
            ("authors", lambda: checked_authors(self.rows.authors)),
            ("aims", lambda: checked_aims([(m.value, b, t) for m, b, t in self.rows.aims])),
        ):
            try:
                said[name] = tuple(read())
            except ContentError as error:
                self.add_error(None, str(error))
        cleaned["rows"] = said
        return cleaned

    @property
    def said(self) -> Description:
        """Return the description of a valid form."""
        typed = self.cleaned_data
        texts = {name: typed[name] for name in _TEXTS}
        return Description(**texts, reach=Reach(typed["reach"]), **typed["rows"])


def rows_typed(data: QueryDict) -> Rows:
    """Return the rows as they were posted; a missing column counts as empty."""
    return Rows(
        _pairs(data, "step_title", "step_note", MOST_STEPS + 1),
        _pairs(data, "author_name", "author_percent", MOST_AUTHORS),
        [
            (one, data.get(f"baseline_{one.value}", ""), data.get(f"target_{one.value}", ""))
            for one in Measure
        ],
    )


def rows_of(version: InitiativeVersion | None) -> Rows:
    """Return the rows of a stored version, or those of nothing."""
    aims = {one.measure: one for one in version.aimed} if version is not None else {}
    stages = version.stages if version is not None else []
    authors = version.author_parts if version is not None else []
    return Rows(
        [(one.title, one.note) for one in stages],
        [(one.name, str(one.percent)) for one in authors],
        [
            (
                one,
                decimal(baseline) if one in aims and (baseline := aims[one].baseline) else "",
                decimal(aims[one].target) if one in aims else "",
            )
            for one in Measure
        ],
    )


def _pairs(data: QueryDict, first: str, second: str, most: int) -> list[tuple[str, str]]:
    ones, others = data.getlist(first)[:most], data.getlist(second)[:most]
    others += [""] * (len(ones) - len(others))
    found = [
        (clean(one)[:200], other.strip()[:2000]) for one, other in zip(ones, others, strict=False)
    ]
    return [pair for pair in found if any(pair)]


class ActForm(forms.Form):
    """What goes with an act: a note; for the decision its number, day and reach."""

    note = fields.long_text(gettext_lazy("Ghi chú"))
    number = fields.text(gettext_lazy("Số quyết định"), most=60)
    on = fields.day(gettext_lazy("Ngày"))
    reach = fields.choice(gettext_lazy("Phạm vi ảnh hưởng"), _REACHES, required=False)


class AdoptForm(forms.Form):
    """How a unit takes a model over."""

    agency = fields.choice(gettext_lazy("Đơn vị áp dụng"), [])
    source = fields.choice(gettext_lazy("Học từ"), [], required=False)
    way = fields.choice(gettext_lazy("Cách áp dụng"), Way.choices)
    changes = fields.long_text(
        gettext_lazy("Điều chỉnh gì"), hint=gettext_lazy("Bắt buộc khi có điều chỉnh.")
    )
    starts_on = fields.day(
        gettext_lazy("Dự kiến bắt đầu"), gettext_lazy("Xin ghi ngày dự kiến bắt đầu.")
    )

    def __init__(
        self,
        agencies: Sequence[Agency],
        origin: str,
        sources: Sequence[Adoption],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        self._agencies = {one.code: one for one in agencies}
        self._sources = {str(one.ref): one for one in sources}
        self.fields["agency"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", origin),
            *((str(one.ref), one.agency.name) for one in sources),
        ]

    def clean(self) -> dict[str, Any]:
        """Find what was chosen."""
        cleaned = super().clean() or {}
        cleaned["agency"] = self._agencies.get(cleaned.get("agency", ""))
        cleaned["source"] = self._sources.get(cleaned.get("source", ""))
        return cleaned


class JourneyForm(forms.Form):
    """A study journey."""

    agency = fields.choice(gettext_lazy("Đơn vị đi học"), [])
    title = fields.text(gettext_lazy("Tên đoàn"), gettext_lazy("Xin ghi tên đoàn."), most=200)
    host = fields.text(gettext_lazy("Nơi đến"), gettext_lazy("Xin ghi nơi đến."), most=200)
    rank_par = fields.whole_number(gettext_lazy("Hạng PAR INDEX nơi đến"), least=1, most=999)
    rank_sipas = fields.whole_number(gettext_lazy("Hạng SIPAS nơi đến"), least=1, most=999)
    rank_year = fields.whole_number(gettext_lazy("Hạng của năm"), least=2010, most=2100)
    topics = fields.long_text(
        gettext_lazy("Nội dung học"), gettext_lazy("Xin ghi đoàn đi học điều gì.")
    )
    begins_on = fields.day(gettext_lazy("Từ ngày"), gettext_lazy("Xin ghi ngày đi."))
    ends_on = fields.day(gettext_lazy("Đến hết ngày"), gettext_lazy("Xin ghi ngày về."))
    decision_number = fields.text(gettext_lazy("Số quyết định cử đoàn"), most=60)
    decision_on = fields.day(gettext_lazy("Ngày quyết định"))
    cost_dong = fields.whole_number(gettext_lazy("Kinh phí (đồng)"), most=10**12)

    def __init__(
        self,
        agencies: Sequence[Agency],
        data: QueryDict | None = None,
        journey: Delegation | None = None,
    ) -> None:
        initial = {}
        if journey is not None:
            initial = {name: getattr(journey, name) for name in self.base_fields}
            initial["agency"] = journey.agency.code
        super().__init__(data, initial=initial)
        self._agencies = {one.code: one for one in agencies}
        self.fields["agency"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned = super().clean() or {}
        cleaned["agency"] = self._agencies.get(cleaned.get("agency", ""))
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày về đang trước ngày đi. Xin xem lại hai ngày."))
        return cleaned
