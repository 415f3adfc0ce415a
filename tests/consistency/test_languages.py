"""Everything that is said to people is said in English too."""

import csv
import gzip
import re

from jinja2 import Environment, nodes

from motcua.web.languages.catalogue import catalogue
from motcua.web.languages.po import written
from motcua.web.languages.retelling import retold
from scripts.source_messages import PACKAGE, VIETNAMESE, messages
from scripts.write_messages import STORED, faults, keep, stored

NAMES = re.compile(
    "Một Cửa|Tiếng Việt|tiếng Việt|Hà Nội|Việt Nam|Cốc Cốc|Bà Rịa|Vũng Tàu|Huế|Hùng Kings"
    "|An Ngãi|An Phước|(Nguyễn Thị )?Ví Dụ|Trần Văn Thử"
)
"""What has no English name."""
TYPED = re.compile(
    "“[^”]+”|Trực tiếp|Trực tuyến|Bưu chính|Đã thu|Chưa thu|Được miễn|Không thu|Lệ phí"
    r"|Ngày giao dịch|Số giao dịch|Ghi có|Nội dung|Phường Vũng Tàu|\(not Đ\)"
)
"""What has to be typed, or is looked for in a file, as it is."""
IN_TEMPLATES = {
    "citizen/lodge_page.html": "a language is offered under its own name",
    "leader/_nine_table.html": "compared with what is counted",
    "macros/index.html": "compared with the unit of an item",
    "ranked/history.html": "compared with a value",
}


def test_the_catalogue_is_that_of_the_source() -> None:
    found = messages()
    keep(found, stored())

    assert STORED.read_text(encoding="utf-8") == written(found.values()), "make messages"


def test_everything_has_its_english() -> None:
    missing = [f"{one.places}: {one.vi}" for one in stored() if not one.is_done]

    assert missing == []


def test_english_has_the_placeholders_and_no_vietnamese_left() -> None:
    faulty = [line for message in stored() for line in faults(message)]
    faulty += [
        f"{message.vi} / {said}"
        for message in stored()
        for said in (message.en, message.en_plural)
        if VIETNAMESE.search(NAMES.sub("", TYPED.sub("", said)))
    ]

    assert faulty == []


def test_templates_say_nothing_outside_gettext() -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    faulty = []
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        name = str(path.relative_to(PACKAGE / "web" / "templates"))
        tree = environment.parse(path.read_text(encoding="utf-8"))
        translated = {
            id(given)
            for call in tree.find_all(nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name in {"_", "ngettext"}
            for given in call.args
        }
        for node in tree.find_all((nodes.TemplateData, nodes.Const)):
            words = node.data if isinstance(node, nodes.TemplateData) else node.as_const()
            if id(node) in translated or not isinstance(words, str) or name in IN_TEMPLATES:
                continue
            if VIETNAMESE.search(words):
                faulty.append(f"{name}:{node.lineno}: {words.strip()}")

    assert faulty == []


def test_names_of_procedures_are_not_taken_apart() -> None:
    path = PACKAGE / "data" / "procedures" / "procedures.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        names = {row["name"] for row in csv.DictReader(rows)}

    # One that is a message as a whole is told as that.
    whole = {name for said in catalogue().one for name in (said, said[:1].upper() + said[1:])}
    assert [name for name in names if retold(name) != name and name not in whole] == []
