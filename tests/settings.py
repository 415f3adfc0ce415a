"""The product's settings for its tests: a folder of their own, never a real database."""

import os
import tempfile
from pathlib import Path

FOLDER_VARIABLE = "MOTCUA_TEST_FOLDER"
"""Set by the first process of a run; its workers inherit it and share the folder."""

if FOLDER_VARIABLE not in os.environ:
    _folder = Path(tempfile.mkdtemp(prefix="motcua-test-"))
    # PostgreSQL may run under another account, which has to pass through.
    _folder.chmod(0o711)
    os.environ[FOLDER_VARIABLE] = str(_folder)
TEST_FOLDER = Path(os.environ[FOLDER_VARIABLE])

# Whatever the shell says, a test touches neither the data nor the database of
# somebody who happens to develop here.
for _name in [name for name in os.environ if name.startswith("MOTCUA_")]:
    if not _name.startswith("MOTCUA_TEST_"):
        del os.environ[_name]
for _name in ("DATABASE_URL", "PORT"):
    os.environ.pop(_name, None)
os.environ["MOTCUA_DATA"] = str(TEST_FOLDER / "var")
# A browser that a test drives leaves a loop running in the thread of the tests; Django would
# take everything that comes after it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from motcua.conf.settings import *  # noqa: E402 - it reads the variables just set

# Argon2 is slow by design; the tests of passwords ask for it by name.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
# A night's backup would be one of somebody's real database; tests of it make their own.
BACKUP_NIGHTLY = False
