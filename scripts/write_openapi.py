"""Accept the present OpenAPI document of the API as what clients may rely on.

write_openapi.py            write docs/integrate/openapi.json; a change that breaks is refused
write_openapi.py --breaks   write it all the same: a new version of the API, said in CHANGELOG
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import django

from motcua.conf import env
from scripts.openapi_changes import breaks

STORED: Final = Path(__file__).resolve().parents[1] / "docs" / "integrate" / "openapi.json"


def main() -> None:
    """Compare and write."""
    after = present()
    before: dict[str, Any] = json.loads(STORED.read_text()) if STORED.exists() else after
    broken = breaks(before, after)
    for one in broken:
        print(one)
    if broken and "--breaks" not in sys.argv:
        sys.exit("Clients rely on what would go. Add beside it instead; see docs/integrate.")
    STORED.write_text(as_text(after))
    print(f"{len(after['paths'])} addresses written.")


def present() -> dict[str, Any]:
    """Return the document of the code as it is; no database is asked."""
    with env.using(
        DATABASE_URL="postgresql://nobody@127.0.0.1:9/none",
        MOTCUA_SECRET_KEY="x" * 2 * env.SECRET_BYTES,
        DJANGO_SETTINGS_MODULE="motcua.conf.settings",
    ):
        django.setup()
        from motcua.web.api.pages import document  # noqa: PLC0415, needs Django

        return document()


def as_text(document: dict[str, Any]) -> str:
    """Return the document as it is stored."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    main()
