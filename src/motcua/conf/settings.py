"""Settings of the web server, the worker and the commands."""

from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF

from motcua.conf import env
from motcua.conf.backups import backup_settings
from motcua.conf.carriers import message_providers, post_address, post_secret
from motcua.conf.database import database_address, django_database
from motcua.conf.identity import identity_providers, number_key_secret
from motcua.conf.logs import chosen_format, logging_settings
from motcua.conf.payments import bank_secret, vnpay_merchant
from motcua.conf.portal import (
    portal_address,
    portal_late_hours,
    portal_pauses,
    portal_secret,
    portal_unit,
)
from motcua.conf.production import refuse_unsafe
from motcua.conf.signing import signing_settings
from motcua.conf.storing import s3_settings, scanner_address
from motcua.conf.watching import networks

PACKAGE: Final = Path(__file__).resolve().parents[1]

PRODUCTION = env.env_bool("MOTCUA_PRODUCTION", default=False)
DEBUG = False
SECRET_KEY = env.secret_key()
NUMBER_KEY = number_key_secret(SECRET_KEY)
"""Under which numbers of people are hashed."""
ALLOWED_HOSTS = env.env_list("MOTCUA_ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.env_list("MOTCUA_TRUSTED_ORIGINS")
ROOT_URLCONF = "motcua.conf.urls"
WSGI_APPLICATION = "motcua.conf.wsgi.application"
DATA_FOLDER = env.data_folder()
FILES_FOLDER = DATA_FOLDER / "files"
UPLOADS_FOLDER = DATA_FOLDER / "uploads"
"""Pieces of files that are still on their way."""
S3_STORE = s3_settings()
SCANNER = scanner_address()
"""Where clamd listens; "" without one, and then files are opened unscanned."""
DEMO = env.env_bool("MOTCUA_DEMO", default=False)
SIMULATORS = env.env("MOTCUA_SIMULATOR_ADDRESS", "-").removeprefix("-").rstrip("/")
"""Where the stand-ins for other systems answer; empty where there are none."""
SIGNING = signing_settings(simulators=SIMULATORS, production=PRODUCTION, secret_key=SECRET_KEY)
VNPAY = vnpay_merchant(SIMULATORS)
"""Our account at the payment gateway, or None."""
BANK_SECRET = bank_secret(SIMULATORS)
"""Over what a bank notifies; empty where no bank does."""
VNEID_SIMULATOR = env.env("MOTCUA_VNEID_ADDRESS", "-").removeprefix("-").rstrip("/")
"""Where the simulated VNeID answers; empty where there is none."""
IDENTITY_PROVIDERS = identity_providers(VNEID_SIMULATOR)
BACKUPS = backup_settings()
BACKUP_NIGHTLY = BACKUPS.is_nightly

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "procrastinate.contrib.django",
    "motcua.accounts",
    "motcua.agencies",
    "motcua.procedures",
    "motcua.people",
    "motcua.notifications",
    "motcua.documents",
    "motcua.signatures",
    "motcua.payments",
    "motcua.delivery",
    "motcua.dossiers",
    "motcua.hall",
    "motcua.surveys",
    "motcua.petitions",
    "motcua.guidance",
    "motcua.initiatives",
    "motcua.indicators",
    "motcua.opendata",
    "motcua.rankings",
    "motcua.exchange",
    "motcua.configuration",
    "motcua.web",
    "motcua.demo",
    "motcua.conf",
]
MIDDLEWARE = [
    "motcua.web.operating.middleware.observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "motcua.web.languages.reader.reader",
    "motcua.web.middleware.sentences_for_bad_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.web.middleware.recognition",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.web.middleware.access",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "motcua.web.jinja.Pages",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "motcua.web.jinja.environment",
            "context_processors": ["motcua.web.context.page"],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {"default": django_database(database_address())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "motcua.accounts.backends.AccountBackend",
    "motcua.accounts.backends.CodeBackend",
]
FACTOR_REQUIRED = env.env_bool("MOTCUA_SECOND_FACTOR", default=PRODUCTION)
"""Of staff whose roles say nothing else."""
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:home"

SESSION_ENGINE = "motcua.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_SENSITIVE_PARAMETERS = ["code"]
AXES_USERNAME_CALLABLE = "motcua.accounts.usernames.name_attempted"
# A whole office shares one address: counting by address would lock everybody out at once.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_LOCKOUT_CALLABLE = "motcua.web.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 600

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
UPLOAD_MAX_BYTES = env.env_int("MOTCUA_UPLOAD_MAX_MB", default=50, lowest=1) * 1024 * 1024
PICTURE_MAX_BYTES = min(
    UPLOAD_MAX_BYTES, env.env_int("MOTCUA_PICTURE_MAX_MB", default=25, lowest=1) * 1024 * 1024
)
UPLOAD_PIECE_BYTES = 8 * 1024 * 1024
"""The most that one request of an upload in pieces may carry."""
UPLOADS_AT_ONCE = env.env_int("MOTCUA_UPLOADS_AT_ONCE", default=20, lowest=1)
"""Unfinished uploads of one person; more have to wait until some are done."""
REQUEST_MAX_BYTES = 4 * UPLOAD_MAX_BYTES
"""Of one form with several scans; more is turned away before it is read."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None

EMAIL_HOST = env.env("MOTCUA_SMTP_HOST", "-")
EMAIL_PORT = env.env_int("MOTCUA_SMTP_PORT", default=25, lowest=1)
EMAIL_HOST_USER = env.env("MOTCUA_SMTP_USER", "-").removeprefix("-")
EMAIL_HOST_PASSWORD = env.env("MOTCUA_SMTP_PASSWORD", "-").removeprefix("-")
EMAIL_USE_TLS = env.env_bool("MOTCUA_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.env("MOTCUA_MAIL_FROM", "mot-cua@localhost")
MAIL_IS_CONFIGURED = EMAIL_HOST != "-"
"""Without an SMTP server the demo's mailbox page shows what would have been sent."""
MESSAGE_PROVIDERS = message_providers(SIMULATORS)
SMS_BY_DEFAULT = env.env_bool("MOTCUA_SMS_BY_DEFAULT", default=not DEMO)
"""Whether somebody of whom only a telephone is known gets SMS unasked, or a call from the desk."""
POST_ADDRESS = post_address(SIMULATORS)
POST_SECRET = post_secret(SIMULATORS)
PORTAL_ADDRESS = portal_address(SIMULATORS)
"""Where the national portal answers; "" where this system has not joined, and nothing is sent."""
PORTAL_SECRET = portal_secret(SIMULATORS)
PORTAL_UNIT = portal_unit(SIMULATORS)
PORTAL_LATE_HOURS = portal_late_hours()
PORTAL_PAUSES = portal_pauses()
"""Seconds after each failed attempt."""
TRUSTED_PROXIES = env.env_int("MOTCUA_TRUSTED_PROXIES", default=0, highest=5)
"""How many proxies of ours stand before the server and name the visitor's address."""
SIGN_INS_PER_MINUTE = env.env_int("MOTCUA_SIGN_INS_PER_MINUTE", default=120, lowest=1)
"""From one address, right or wrong: a whole office may stand behind it, a guesser too."""
IDLE_CLOSE_DAYS = env.env_int("MOTCUA_IDLE_CLOSE_DAYS", default=90, highest=3650)
"""After so many days without use an account of staff is closed; 0 is never."""
IDLE_WARN_DAYS = env.env_int(
    "MOTCUA_IDLE_WARN_DAYS", default=min(60, IDLE_CLOSE_DAYS), highest=IDLE_CLOSE_DAYS
)
LOOKUPS_PER_MINUTE = env.env_int("MOTCUA_LOOKUPS_PER_MINUTE", default=60, lowest=1)
VERIFY_MAX_BYTES = env.env_int("MOTCUA_VERIFY_MAX_MB", default=20, lowest=1) * 1024 * 1024
"""Of a signed file that anybody may have looked at."""
VERIFICATIONS_PER_MINUTE = env.env_int("MOTCUA_VERIFICATIONS_PER_MINUTE", default=10, lowest=1)
"""Files looked at for one address: each takes a process of its own for a second."""
PUBLIC_ADDRESS = env.env("MOTCUA_PUBLIC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""Where citizens reach the site; printed in the QR code of receipts."""
if PRODUCTION:
    refuse_unsafe(
        demo=DEMO,
        hosts=ALLOWED_HOSTS,
        public_address=PUBLIC_ADDRESS,
        trusted_proxies=TRUSTED_PROXIES,
        simulators=SIMULATORS or VNEID_SIMULATOR,
        scanner=SCANNER,
    )

LOG_FORMAT = chosen_format()
LOG_REQUESTS = env.env_bool("MOTCUA_LOG_REQUESTS", default=LOG_FORMAT == "json")
"""Whether each request and each job gets a line of the log."""
LOGGING = logging_settings(LOG_FORMAT, production=PRODUCTION)
WEBHOOK_NETWORKS = networks("MOTCUA_WEBHOOK_NETWORKS", default=())
"""Private networks into which news may be sent to other systems; none unless named."""
WEBHOOK_MAY_BE_PLAIN = bool(WEBHOOK_NETWORKS) and not PRODUCTION
"""Without encryption: into those networks alone, and never in production."""
METRICS_FROM = networks("MOTCUA_METRICS_FROM", default=("127.0.0.0/8", "::1"))
METRICS_TOKEN = env.env("MOTCUA_METRICS_TOKEN", "-").removeprefix("-")
"""Whoever has it may read the metrics from anywhere; "" is nobody."""
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["motcua.conf.tasks"]
