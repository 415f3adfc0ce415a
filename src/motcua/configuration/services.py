"""Everything that turns features off and on."""

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator, require_administrator_of
from motcua.configuration.acting import because
from motcua.configuration.features import ABOUT, Feature
from motcua.configuration.models import FeatureSwitch
from motcua.configuration.switches import SwitchedOffError


@transaction.atomic
def set_switch(
    feature: Feature,
    *,
    is_on: bool,
    agency: Agency | None,
    sentence: str,
    reason: str,
    actor: Actor,
) -> FeatureSwitch:
    """Turn ``feature`` off or on, everywhere or in one agency; the log keeps who and why.

    Raises SwitchedOffError where a feature has no switch of its own in an agency.
    """
    if agency is None:
        require_administrator(actor)
    else:
        require_administrator_of(actor, agency)
    if agency is not None and not ABOUT[feature].is_by_agency:
        raise SwitchedOffError(
            _("“%(feature)s” chỉ tắt, bật được cho toàn hệ thống.") % {"feature": feature.label}
        )
    with because(reason):
        row, _created = FeatureSwitch.objects.update_or_create(
            feature=feature.value,
            agency=agency,
            defaults={"is_on": is_on, "sentence": sentence},
        )
    return row
