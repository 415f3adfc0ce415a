"""Who may open the pages of rankings: a part of the table in ``access_table``."""

from typing import Final

from motcua.agencies.roles import Role

_RANKED: Final = ("home", "history", "ranking", "unit", "file")
_OWN_SHEETS: Final = ("home", "sheet", "area", "act", "file", "indices", "index", "index-act")
_RUNNING_RANKINGS: Final = (
    "appraisals",
    "appraisal",
    "appraisal-area",
    "appraisal-act",
    "index-new",
    "heading",
    "leads",
    "criterion-new",
    "criterion",
    "part-new",
    "part",
)
OF_RANKINGS: Final[dict[str, str | frozenset[Role]]] = {
    **{f"ranked:{name}": "everybody" for name in _RANKED},
    **{
        f"rankings:{name}": frozenset({Role.REFORM_OFFICER, Role.APPROVER}) for name in _OWN_SHEETS
    },
    **{f"rankings:{name}": frozenset({Role.REFORM_OFFICER}) for name in _RUNNING_RANKINGS},
}
