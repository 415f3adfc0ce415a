"""Ask Django whether a migration is missing and whether a production would be safe."""

import secrets
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

from motcua.conf import env
from motcua.runtime.database import available


def main() -> None:
    """Run both checks on an empty database of their own; a warning is an error."""
    with tempfile.TemporaryDirectory(prefix="motcua-check-") as name:
        folder = Path(name)
        # PostgreSQL may run under another account, which has to pass through.
        folder.chmod(0o711)
        with (
            available(None, folder) as url,
            env.using(
                DATABASE_URL=url,
                MOTCUA_DATA=name,
                MOTCUA_PRODUCTION="true",
                MOTCUA_ALLOWED_HOSTS="motcua.example",
                MOTCUA_PUBLIC_ADDRESS="https://motcua.example",
                MOTCUA_TRUSTED_PROXIES="1",
                MOTCUA_CLAMD="unix:/run/clamav/clamd.ctl",
                MOTCUA_SECRET_KEY=secrets.token_urlsafe(env.SECRET_BYTES),
                DJANGO_SETTINGS_MODULE="motcua.conf.settings",
            ),
        ):
            django.setup()
            call_command("makemigrations", check_changes=True, dry_run=True)
            call_command("check", deploy=True, fail_level="WARNING")


if __name__ == "__main__":
    main()
