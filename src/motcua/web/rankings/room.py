"""What all pages of rankings for staff share: who may, the tabs on top, words for rules."""

from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.actors import Actor
from motcua.rankings.policies import RUNNING, SCORING
from motcua.rankings.structure import Part, RuleKind, words
from motcua.web.access import requires
from motcua.web.addresses import address_of
from motcua.web.languages.told import joined

scores = requires(*SCORING)
runs = requires(*RUNNING)
TABS: Final = [
    (gettext_lazy("Phiếu của đơn vị"), "rankings:home"),
    (gettext_lazy("Thẩm định"), "rankings:appraisals"),
    (gettext_lazy("Bộ chỉ số, phê duyệt"), "rankings:indices"),
]


def tabs(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """Return the tabs as chips; appraising is for reform officers."""
    offered = [
        (label, address_of(name))
        for label, name in TABS
        if name != "rankings:appraisals" or actor.has(*RUNNING)
    ]
    under = [address for _label, address in offered if request.path.startswith(address)]
    here = max(under, key=len, default="")
    return [
        {"label": label, "url": address, "is_current": address == here, "count": None, "icon": ""}
        for label, address in offered
    ]


def rule_words(part: Part) -> str:
    """Return how points follow, in a sentence."""
    rule, most = part.rule, words(part.max)
    if rule.kind is RuleKind.YES_NO:
        return _("Có: %(max)s điểm; không: 0.") % {"max": most}
    if rule.kind is RuleKind.MANUAL:
        return _("Người chấm cho từ 0 đến %(max)s điểm.") % {"max": most}
    if rule.kind is RuleKind.RATIO:
        return _("Đủ %(max)s điểm từ %(full)s %%; thấp hơn thì theo tỷ lệ.") % {
            "max": most,
            "full": words(rule.full),
        }
    unit = "" if rule.is_count else " %"
    steps = joined(
        "; ",
        (
            _("từ %(bound)s%(unit)s: %(points)s điểm")
            % {"bound": words(bound), "unit": unit, "points": words(points)}
            for bound, points in rule.steps
        ),
    )
    return _("%(steps)s; thấp hơn: 0.") % {"steps": steps[:1].upper() + steps[1:]}


def points_words(points: Decimal | None) -> str:
    """Return points as people read them; a dash where there are none."""
    return "–" if points is None else words(points)
