"""What every installation of the portal has in common. Secrets and addresses come from the environment."""

import os
import re
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

env = environ.Env()

# Else pythainlp makes a folder in the home of whoever serves the portal, and may fetch data there.
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

DEBUG = env.bool("DEBUG", default=False)

INSTALLED_APPS = [
    "portal",
    "committees",
    "complaints",
    "grants",
    "participation",
    "centres.registers",
    "centres",
    "spreadsheets",
    "deciding",
    "trail",
    "people",
    "regions",
    "editing",
    "thai",
    "config.admin.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "import_export",
    "simple_history",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "portal.logs.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.ThaiFirstMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.odd_input.OddInputMiddleware",
    "portal.form_addresses.FormAddressesMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.private_answers.PrivateAnswersMiddleware",
    "trail.noting.TrailMiddleware",
    "portal.sessions.SignInMiddleware",
    "portal.scanning.ScanMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.navigation",
            ],
        },
    },
]

# The database: SQLite beside the code unless DATABASE_URL names another (docs/deploy.md).
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Two people at once: with Django's defaults most racing writers end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
# Each thread of the server keeps its connection, for opening one takes longer than what most pages ask of it; before
# it is used again it is asked whether it still holds.
DATABASES["default"] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **DATABASES["default"]}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEMO_ALLOWED = False  # manage.py demo makes people whose passwords it prints

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTHENTICATION_BACKENDS = ["people.backends.MembershipBackend"]
LEAKED_PASSWORDS = env("LEAKED_PASSWORDS", default="")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "people.passwords.OwnWordsValidator"},
]
# Sorted lines of SHA-1, kept beside the portal: no other machine is asked (docs/deploy.md).
if LEAKED_PASSWORDS:
    AUTH_PASSWORD_VALIDATORS.append(
        {"NAME": "people.passwords.LeakedPasswordValidator", "OPTIONS": {"path": LEAKED_PASSWORDS}}
    )
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds that a link for a new password holds
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
KNOWN_COOKIE_NAME = "known"  # by it a browser in which somebody came in is known (people/guesses.py)
# Where a request comes from, as wrong passwords are counted by.
CLIENT_ADDRESS = "people.guesses.seen_directly"
# Mail of the portal: to a person, of many wrong passwords. Without a mail server there is none (docs/deploy.md).
_MAIL = env.email_url("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="portal@localhost")
SESSION_ENGINE = "people.open_sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12  # since signing in, whatever is done
# Nothing done for so long ends a session: of who decides on money, rights or cases, and of everybody else.
IDLE_MINUTES_WHO_DECIDES = env.int("IDLE_MINUTES_WHO_DECIDES", default=30)
IDLE_MINUTES = env.int("IDLE_MINUTES", default=8 * 60)
# A second factor for the roles of people.roles.FACTOR_ROLES, and for whoever else sets one up.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
# Minutes after which approvals, payments and changes of rights ask once more who presses; 0 asks nobody.
PROOF_MINUTES = env.int("PROOF_MINUTES", default=15)
MFA_ADAPTER = "people.factors.PortalFactors"
MFA_TOTP_ISSUER = "NHSO participation"  # as the phone lists it
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off, either way

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
# What the portal says, and what its libraries say but have no Thai for (scripts/messages.py).
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "libraries"]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would print the year as 2,567; money has its own filter

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    # A folder, or another store that several hosts reach (docs/operations.md).
    "default": {
        "BACKEND": env("FILE_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("FILE_STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files that people upload: kept outside the static tree, never served by address alone.
MEDIA_ROOT = Path(env("UPLOAD_FOLDER", default=str(VAR / "uploads")))
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
# clamd looks at every file that is sent: unix:/run/clamav/clamd.ctl, or tcp:HOST:PORT. Nobody does without it.
SCANNER = env("SCANNER", default="")
if SCANNER and not re.fullmatch(r"unix:/.+|tcp:[^/\s]+:[1-9][0-9]{0,4}", SCANNER):
    raise ImproperlyConfigured("SCANNER must be unix:/PATH or tcp:HOST:PORT")
# A pasted table comes with its HTML; files are not counted here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True

IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.logs.JsonLines"}, "plain": {}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env("LOG_FORMAT", default="plain"),
        },
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    # A page that is not there or not for this person is no fault of the portal; the proxy's log has them.
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Machines that try addresses at random would fill the log; they get a 400.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

# Agreements: the region's own numbering and terms differ (docs/deploy.md).
AGREEMENT_NUMBER = env("AGREEMENT_NUMBER", default="ปชส-{region:02d}-{year}-{number:03d}")
AMENDMENT_SHARE = env.int(
    "AMENDMENT_SHARE", default=20
)  # per cent of the first amount; above, head office approves
# One press instead of two: whoever records the signing of what another person has drafted puts it in force with it.
AGREEMENT_IN_FORCE_ON_SIGNING = env.bool("AGREEMENT_IN_FORCE_ON_SIGNING", default=False)
RETURN_DAYS = env.int("RETURN_DAYS", default=90)  # after the end, for unspent money and interest

# A worksheet of a thousand organisations sends three fields a row where no script runs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Files that one person may bring in a month: each is kept (docs/scale.md).
IMPORTS_A_MONTH = env.int("IMPORTS_A_MONTH", default=300)

# What an amendment of a plan may change without a meeting: lines of the plan that it touches, baht that moved in the
# plan's budget. No paper of the office names a figure; both are our guess until it does (docs/deploy.md).
PLAN_AMENDMENT_LINES_WITHOUT_MEETING = env.int("PLAN_AMENDMENT_LINES_WITHOUT_MEETING", default=2)
PLAN_AMENDMENT_BAHT_WITHOUT_MEETING = env.int("PLAN_AMENDMENT_BAHT_WITHOUT_MEETING", default=0)
