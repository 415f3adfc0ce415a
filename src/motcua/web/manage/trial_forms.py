"""What is chosen before a draft is tried, and what is asked about its fee."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.dossiers.services.fees import MOST_COUNTED
from motcua.dossiers.trials import Trial, Wanted
from motcua.kernel import clock
from motcua.kernel.fees import FeeUnit
from motcua.procedures.models import Channel, FeeExemption
from motcua.web.manage import fields

_HOUR: Final = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)?", re.ASCII)


class TrialForm(forms.Form):
    """By which agency, through which channel and at what moment a draft is tried."""

    agency = fields.choice(gettext_lazy("Cơ quan tiếp nhận và giải quyết"), [])
    channel = fields.choice(gettext_lazy("Cách nộp"), Channel.choices)
    on = fields.day(gettext_lazy("Coi như tiếp nhận ngày"), gettext_lazy("Xin ghi ngày."))
    hour = fields.text(
        gettext_lazy("Lúc"),
        gettext_lazy("Xin ghi giờ, như 14:30."),
        most=8,
        hint=gettext_lazy("Như 14:30. Ngày hẹn được tính từ lúc này, theo lịch của cơ quan."),
    )
    with_form_draft = fields.tick(gettext_lazy("Dùng bản thảo của tờ khai, chưa công bố"))

    def __init__(
        self, *args: Any, agencies: Sequence[Agency], has_form_draft: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = {str(agency.pk): agency for agency in agencies}
        chooser = self.fields["agency"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        chooser.choices = [(key, agency.name) for key, agency in self._agencies.items()]
        self.has_form_draft = has_form_draft
        if not has_form_draft:
            del self.fields["with_form_draft"]

    def clean_hour(self) -> time:
        """Return the hour that was typed."""
        found = _HOUR.fullmatch(str(self.cleaned_data["hour"]).strip())
        if found is None:
            raise ValidationError(_("Chưa đọc được giờ này. Xin ghi như 14:30."))
        return time(int(found[1]), int(found[2] or 0))

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        typed = self.cleaned_data
        return Wanted(
            agency=self._agencies[typed["agency"]],
            channel=Channel(typed["channel"]),
            at=datetime.combine(typed["on"], typed["hour"], tzinfo=clock.VIETNAM),
            with_form_draft=bool(typed.get("with_form_draft")),
        )


class FeeForm(forms.Form):
    """How much the fee is counted for, and who is let off."""

    copies = fields.whole_number(gettext_lazy("Số bản"), least=1, most=MOST_COUNTED)
    pages = fields.whole_number(gettext_lazy("Số trang mỗi bản"), least=1, most=MOST_COUNTED)
    relief = fields.choice(gettext_lazy("Người được miễn, giảm"), [], required=False)

    def __init__(
        self, data: QueryDict | None, *, trial: Trial, exemptions: Sequence[FeeExemption]
    ) -> None:
        wanted = trial.wanted
        initial = {
            "copies": wanted.copies or 1,
            "pages": wanted.pages or 1,
            "relief": wanted.relief.code if wanted.relief else "",
        }
        super().__init__(data, initial=initial)
        self._known = {one.code: one for one in exemptions}
        chooser = self.fields["relief"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        chooser.choices = [
            ("", _("Không miễn, giảm")),
            *((one.code, one.relief.name) for one in exemptions),
        ]
        rule = trial.terms.fee
        owes = rule is not None and bool(rule.amount_dong)
        if not trial.asks_counts:
            del self.fields["copies"], self.fields["pages"]
        elif rule is not None and rule.per is not FeeUnit.PAGE:
            del self.fields["pages"]
        if not owes or not exemptions:
            del self.fields["relief"]

    def said(self) -> dict[str, Any]:
        """Return what was typed, by the names of ``Wanted``."""
        typed = dict(self.cleaned_data)
        chosen = self._known.get(typed.pop("relief", "") or "")
        return {**typed, "relief": chosen.relief if chosen else None}
