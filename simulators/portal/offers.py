"""What the portal has for a unit: dossiers lodged there, dossiers of ministries, the catalogue.

Each list gives its entries numbers that only grow; asked ``?sau=N`` it answers what comes after.
What is there is put there, unsigned, by tests and by the demonstration:

- ``POST _offer/ho-so-nop`` ``{"unit", "HoSo": {...}, "Tep": {id: base64}}``;
- ``POST _offer/ho-so-bo`` ``{"unit", "HoSo": {...}, "TienDo": [...]}``;
- ``POST _offer/thu-tuc`` ``{"unit", "MaTTHC", "NgayHieuLuc", "NoiDung"}``;
- ``POST _offer/lai`` ``{"unit", "MaHoSoCong"}`` lists a dossier once more, under another number;
- ``POST _offer/tep`` ``{"unit", "Tep": {id: base64}}`` puts other bytes in the place of a file;
- ``POST _offer/cach`` ``{"answer": ...}``: ok, away (503), deaf (503 where it is told of
  dossiers taken in), again (lists from the beginning, whatever it is asked).

The very same thing put there twice is listed once. ``GET _offer/UNIT`` says what was told back.
"""

import base64
import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from simulators import wire
from simulators.wire import Refusal

if TYPE_CHECKING:  # the portal itself joins this part in
    from simulators.portal.app import Asked
    from simulators.portal.store import Store

PAGE: Final = 50
_HOLDS: Final = {"ho-so-nop": "HoSo", "ho-so-bo": "HoSo", "thu-tuc": "ThuTuc"}
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS offer (unit TEXT, list TEXT, number INTEGER, code TEXT, digest TEXT,
    body TEXT, PRIMARY KEY (unit, list, number));
CREATE TABLE IF NOT EXISTS offer_file (unit TEXT, id TEXT, content BLOB, PRIMARY KEY (unit, id));
CREATE TABLE IF NOT EXISTS offer_told (unit TEXT, code TEXT, reference TEXT, times INTEGER,
    PRIMARY KEY (unit, code));
CREATE TABLE IF NOT EXISTS offer_how (id INTEGER PRIMARY KEY, answer TEXT)
"""


def signed(store: "Store", asked: "Asked") -> object:
    """Answer what a unit asks; None for what is not of this part."""
    _make(store)
    match asked.method, asked.parts:
        case "GET", [("ho-so-nop" | "ho-so-bo" | "thu-tuc") as name]:
            return _listed(store, asked, name)
        case "GET", ["tep-nop", name]:
            return _file(store, asked, name)
        case "POST", ["ho-so-nop", code, "da-nhan"]:
            return _told(store, asked, code)
    return None


def directed(store: "Store", asked: "Asked") -> object:
    """Put things there, or tell what was told back; None for what is not of this part."""
    if asked.parts[0] != "_offer":
        return None
    _make(store)
    if asked.method == "GET":
        rows = store.run(
            "SELECT code, reference, times FROM offer_told WHERE unit = ?", [asked.parts[1]]
        )
        return {"told": {code: [reference, times] for code, reference, times in rows}}
    return _directed(store, asked.parts[1:], wire.said(asked.environ, asked.body))


def _directed(store: "Store", parts: list[str], said: dict[str, Any]) -> object:
    match parts:
        case ["ho-so-nop"]:
            return _put(store, said, "ho-so-nop", said["HoSo"]["MaHoSoCong"], said["HoSo"])
        case ["ho-so-bo"]:
            entry = {"HoSo": said["HoSo"], "TienDo": said.get("TienDo", [])}
            return _put(store, said, "ho-so-bo", said["HoSo"]["MaHoSo"], entry)
        case ["thu-tuc"]:
            entry = {name: said[name] for name in ("MaTTHC", "NgayHieuLuc", "NoiDung")}
            return _put(store, said, "thu-tuc", said["MaTTHC"], entry)
        case ["lai"]:
            return _once_more(store, said)
        case ["tep"]:
            _keep_files(store, said)
        case ["cach"]:
            store.run("INSERT OR REPLACE INTO offer_how VALUES (1, ?)", [said["answer"]])
        case _:
            raise Refusal(HTTPStatus.NOT_FOUND)
    return {}


def _make(store: "Store") -> None:
    for statement in _TABLES.split(";"):
        store.run(statement)


def _how(store: "Store") -> str:
    rows = store.run("SELECT answer FROM offer_how")
    return str(rows[0][0]) if rows else "ok"


def _listed(store: "Store", asked: "Asked", name: str) -> object:
    how = _how(store)
    if how == "away":
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
    after = 0 if how == "again" else int(asked.query.get("sau", "0"))
    rows = store.run(
        "SELECT number, body FROM offer WHERE unit = ? AND list = ? AND number > ?"
        " ORDER BY number LIMIT ?",
        [asked.unit, name, after, PAGE],
    )
    return {_HOLDS[name]: [{"So": number, **json.loads(body)} for number, body in rows]}


def _file(store: "Store", asked: "Asked", name: str) -> object:
    if _how(store) == "away":
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
    rows = store.run(
        "SELECT content FROM offer_file WHERE unit = ? AND id = ?", [asked.unit, name]
    )
    if not rows:
        raise Refusal(HTTPStatus.NOT_FOUND)
    content: bytes = rows[0][0]
    return content


def _told(store: "Store", asked: "Asked", code: str) -> object:
    if _how(store) in {"away", "deaf"}:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE)
    reference = wire.said({}, asked.body)["MaHoSo"]
    known = store.run(
        "SELECT reference FROM offer_told WHERE unit = ? AND code = ?", [asked.unit, code]
    )
    if known and known[0][0] != reference:
        raise Refusal(HTTPStatus.CONFLICT, "đã báo mã khác")
    store.run(
        "INSERT INTO offer_told VALUES (?, ?, ?, 1)"
        " ON CONFLICT (unit, code) DO UPDATE SET times = times + 1",
        [asked.unit, code, reference],
    )
    return {"KetQua": "da-co" if known else "nhan"}


def _put(
    store: "Store", said: dict[str, Any], name: str, code: str, entry: dict[str, Any]
) -> object:
    body = json.dumps(entry, ensure_ascii=False)
    digest = hashlib.sha256(body.encode()).hexdigest()
    with store.together():
        _keep_files(store, said)
        known = store.run(
            "SELECT number FROM offer WHERE unit = ? AND list = ? AND code = ? AND digest = ?",
            [said["unit"], name, code, digest],
        )
        number = int(known[0][0]) if known else _add(store, said["unit"], name, code, body)
    return {"So": number}


def _once_more(store: "Store", said: dict[str, Any]) -> object:
    with store.together():
        rows = store.run(
            "SELECT body FROM offer WHERE unit = ? AND list = 'ho-so-nop' AND code = ?"
            " ORDER BY number DESC LIMIT 1",
            [said["unit"], said["MaHoSoCong"]],
        )
        if not rows:
            raise Refusal(HTTPStatus.NOT_FOUND)
        number = _add(store, said["unit"], "ho-so-nop", said["MaHoSoCong"], str(rows[0][0]))
    return {"So": number}


def _add(store: "Store", unit: str, name: str, code: str, body: str) -> int:
    last = store.run("SELECT max(number) FROM offer WHERE unit = ? AND list = ?", [unit, name])
    number = int(last[0][0] or 0) + 1
    digest = hashlib.sha256(body.encode()).hexdigest()
    store.run(
        "INSERT INTO offer VALUES (?, ?, ?, ?, ?, ?)", [unit, name, number, code, digest, body]
    )
    return number


def _keep_files(store: "Store", said: dict[str, Any]) -> None:
    for name, content in said.get("Tep", {}).items():
        store.run(
            "INSERT OR REPLACE INTO offer_file VALUES (?, ?, ?)",
            [said["unit"], name, base64.b64decode(content)],
        )
