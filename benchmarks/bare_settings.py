"""A portal that is nothing but Django: what `startproject` sets up, on the database of the benchmark.

The library of second factors, among whose tables the portal's people stand, starts with its own middleware alone.
"""

from config.settings.local import *  # noqa: F403 settings files extend one another by star
from config.settings.local import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 0
ROOT_URLCONF = "benchmarks.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
