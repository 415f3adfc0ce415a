"""What somebody answers to each of the shipped forms: every page, every question that must be.

The names are those of the fields of the page; what begins with a number of a row is a group.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.procedures.models import EForm, Procedure
from tests.factories import ProcedureFactory, UnitFactory
from tests.world import World

COMMUNE: Final = "An Bình"
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A procedure, and what is typed on the pages of its form; ``files``: a scan for each."""

    procedure: str
    pages: Mapping[str, Typed]
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def address(name: str, detail: str = "Số 2 đường Mẫu") -> Typed:
    """Return the answer to a question for an address in the commune of the tests."""
    return {f"{name}.province": "77", f"{name}.commune": COMMUNE, f"{name}.detail": detail}


def day(name: str, text: str) -> Typed:
    """Return the answer to a question for a date, of which day and month may be missing."""
    pieces = text.split("/")
    named = ("d", "m", "y")[-len(pieces) :]
    return {f"{name}.{piece}": said for piece, said in zip(named, pieces, strict=True)}


def person(prefix: str, name: str, born: str, **more: str) -> Typed:
    """Return what forms ask of somebody, with more of the same fields by their endings."""
    return {
        f"{prefix}_name": name,
        **day(f"{prefix}_born_on", born),
        **{f"{prefix}_{ending}": value for ending, value in more.items()},
    }


_KINH: Final = {"ethnicity": "Kinh", "nationality": "Việt Nam"}
_PARENTS: Final[Mapping[str, Typed]] = {
    "mother": person("mother", "Trần Thị Sen", "1990"),
    "father": person("father", "Nguyễn Văn Đồng", "5/2/1988"),
}
_BORN: Final = {
    "relation": "Mẹ",
    "child_sex": "female",
    "child_birth_place": "Trạm y tế xã",
    "child_origin": "Bà Rịa - Vũng Tàu",
    **address("child_birth_unit"),
}
_BANK: Final = {"pay_by": "account", "bank": "Ngân hàng Mẫu", "account": "1012345678"}
FILLED: Final[Mapping[str, Filled]] = {
    "tinh-trang-hon-nhan": Filled(
        "1.004873",
        {
            "subject": {
                "relation": "Bản thân",
                "subject_number": "077199000001",
                "subject_sex": "female",
                **person("subject", "Nguyễn Thị Mai", "8/3/1999", **_KINH),
            },
            "status": {
                "status": "divorced",
                "spouse_name": "Trần Văn Ba",
                "divorce_no": "12/2022/QĐST",
                "divorce_court": "Tòa án nhân dân khu vực 1",
                **day("divorce_on", "2/6/2022"),
                **address("lived_in"),
            },
            "purpose": {"purpose": "other", "purpose_text": "Vay vốn", "had_before": "no"},
        },
    ),
    "khai-sinh": Filled(
        "1.001193",
        {
            "child": {**_BORN, **person("child", "Nguyễn Bảo An", "10/11/2026", **_KINH)},
            **_PARENTS,
            "birth_paper": {
                "has_attestation": "yes",
                "attestation_no": "15/2026",
                "parents_married": "yes",
                "marriage_paper": "Số 3/2020",
            },
        },
        {"birth_paper": ("attestation",)},
    ),
    "dang-ky-lai-khai-sinh": Filled(
        "1.004884",
        {
            "child": {**_BORN, **person("child", "Nguyễn Thị Mai", "8/3/1999", **_KINH)},
            "mother": person("mother", "Trần Thị Sen", "1970"),
            "father": person("father", "Nguyễn Văn Đồng", "1968"),
            "before": {
                "registered_at": "UBND xã An Bình",
                "lost_because": "Sổ cháy năm 2001",
                "is_official": "no",
            },
            "result": {"all_given": "yes"},
        },
        {"papers": ("old_copy",)},
    ),
    "ket-hon": Filled(
        "1.000894",
        {
            "woman": {
                "woman_times": "1",
                "woman_number": "077199000001",
                **person("woman", "Nguyễn Thị Mai", "8/3/1999", **_KINH),
                **address("woman_address"),
            },
            "man": {
                "man_times": "2",
                "man_before": "Đã ly hôn",
                "man_number": "077097000002",
                **person("man", "Trần Văn Ba", "1/1/1997", **_KINH),
                **address("man_address"),
            },
            "ceremony": {"both_agree": "yes", **day("wanted_on", "20/12/2026")},
        },
        {"papers": ("divorce_paper",)},
    ),
    "khai-tu": Filled(
        "1.000656",
        {
            "dead": {
                "relation": "Con",
                "dead_sex": "male",
                **person("dead", "Nguyễn Văn Cổ", "1940", **_KINH),
                **address("dead_address"),
            },
            "death": {
                "died_at": "Nhà riêng",
                "cause": "Tuổi già",
                "notice_kind": "notice",
                "notice_no": "7/2026",
                **day("died_on", "20/11/2026"),
                **address("died_unit"),
            },
        },
        {"death": ("notice",)},
    ),
    "ban-sao-ho-tich": Filled(
        "2.000635",
        {
            "what": {"kind": "birth", "wants_electronic": "yes", "count": "2"},
            "who": {
                "relation": "Bản thân",
                "registered_at": "UBND xã An Bình",
                **person("who", "Nguyễn Thị Mai", "1999"),
            },
        },
    ),
    "thay-doi-cai-chinh-ho-tich": Filled(
        "1.004859",
        {
            "who": {
                "relation": "Bản thân",
                "who_sex": "female",
                "who_age_group": "adult",
                **person("who", "Nguyễn Thị Mai", "8/3/1999", **_KINH),
                **address("who_address"),
            },
            "what": {
                "kinds": "correct",
                "in_paper": "birth",
                "registered_at": "UBND xã An Bình",
                "changes.0.item": "Chữ đệm",
                "changes.0.from": "Thi",
                "changes.0.to": "Thị",
                "reason": "Ghi sai chính tả",
            },
        },
        {"papers": ("basis",)},
    ),
    "chung-thuc-ban-sao": Filled(
        "2.000815",
        {
            "what": {
                "items.0.title": "Bằng tốt nghiệp",
                "items.0.pages_each": "2",
                "items.0.copies_each": "3",
                "items.1.title": "Học bạ",
                "items.1.pages_each": "10",
                "items.1.copies_each": "1",
                "has_original": "yes",
                "wants_electronic": "yes",
            },
        },
        {"scan": ("originals",)},
    ),
    "tro-cap-xa-hoi": Filled(
        "1.001776",
        {
            "who": {
                "relation": "Bản thân",
                "who_sex": "female",
                "who_ethnicity": "Kinh",
                **person("who", "Nguyễn Thị Mai", "1999"),
                **address("who_address"),
            },
            "case": {
                "case": "single",
                "has_children": "yes",
                "children.0.child_name": "Nguyễn Bảo An",
                "children.0.child_born_on.d": "4",
                "children.0.child_born_on.m": "5",
                "children.0.child_born_on.y": "2020",
                "is_poor": "poor",
                "has_pension": "no",
            },
            "pay": {**_BANK, "account_holder": "NGUYEN THI MAI"},
        },
    ),
    "tro-cap-huu-tri-xa-hoi": Filled(
        "1.014027",
        {
            "who": {
                "relation": "Con",
                "who_number": "077050000009",
                "is_poor": "near",
                "has_pension": "no",
                **person("who", "Trần Thị Cúc", "9/9/1950"),
                **address("who_address"),
            },
            "pay": _BANK,
        },
    ),
    "ho-kinh-doanh": Filled(
        "1.001612",
        {
            "business": {
                "business_name": "Bánh khọt Mai",
                "lines.0.line_name": "Quán ăn",
                **address("office"),
            },
            "owner": {
                "owner_kind": "family",
                "members.0.member_name": "Nguyễn Văn Đồng",
                "members.0.member_number": "077088000003",
                "members.0.member_born_on.d": "5",
                "members.0.member_born_on.m": "2",
                "members.0.member_born_on.y": "1988",
                "members.0.member_share": "20.000.000",
                "capital": "50.000.000",
                "workers": "2",
            },
            "tax": {"tax_method": "declare", "is_adult": "yes"},
        },
        {"papers": ("minutes",)},
    ),
    "giay-phep-xay-dung": Filled(
        "1.013225",
        {
            "owner": {"owner_name": "Nguyễn Thị Mai", **address("owner_address")},
            "site": {
                "plot_no": "15",
                "map_no": "7",
                "plot_area": "120,5",
                "land_paper": "AB 123456",
                **address("site_address"),
            },
            "building": {
                "kind": "house",
                "grade": "4",
                "ground": "80",
                "floors.0.floor_name": "Tầng trệt",
                "floors.0.floor_area": "80",
                "floors.0.floor_height": "3,6",
                "duration": "8",
            },
        },
        {"papers": ("land", "drawings")},
    ),
    "dang-ky-dat-dai-lan-dau": Filled(
        "1.013978",
        {
            "user": {
                "user_kind": "couple",
                "user_name": "Nguyễn Thị Mai",
                "users.0.co_name": "Trần Văn Ba",
                "users.0.co_number": "077097000002",
                "users.0.co_born_on.d": "1",
                "users.0.co_born_on.m": "1",
                "users.0.co_born_on.y": "1997",
                **address("user_address"),
            },
            "plot": {
                "area": "250,5",
                "area_own": "200,5",
                "used_for": "home",
                "used_since.y": "1998",
                "origin": "opened",
                "origin_text": "Ông bà khai hoang, để lại",
                "neighbours": "no",
                **address("plot_address"),
            },
            "assets": {
                "has_assets": "yes",
                "assets.0.asset_kind": "Nhà ở",
                "assets.0.asset_area": "80",
                "assets.0.asset_floors": "1",
                "wants": "register",
                "owes": "no",
            },
        },
    ),
}
"""By the code of the form."""


def typed_on(form: str, page: str) -> Typed:
    """Return what is typed on a page of ``form``; the first and the last are those of all."""
    own = FILLED[form].pages.get(page, {})
    if page == "applicant":
        return {
            "applicant_phone": "0903123456",
            **day("applicant_born_on", "8/3/1999"),
            **address("applicant_address"),
        }
    if page == "result":
        return {"result_mode": "electronic", "declaration": "yes", **own}
    return own


def offer_forms(world: World) -> None:
    """Let every procedure that has a form be lodged in ``world``, whose commune is there too."""
    UnitFactory.create(
        level="commune", name=COMMUNE, full_name=f"Xã {COMMUNE}", parent=world.province
    )
    for form in EForm.objects.filter(code__in=FILLED):
        code = FILLED[form.code].procedure
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            procedure = ProcedureFactory.create(code=code, name=f"Thủ tục {code}")
        elif procedure.current_version is not None:
            # Of one procedure of the world two agencies decide; here all go the usual way.
            procedure.current_version.content["process"] = None
            procedure.current_version.save(update_fields=["content"])
        procedure.eform = form
        procedure.save(update_fields=["eform"])
