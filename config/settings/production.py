"""The portal as an agency serves it. It refuses to start where a secret or an address is missing."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403 settings files extend one another by star
from config.settings.base import DEBUG, LOGGING, env

if DEBUG:
    raise ImproperlyConfigured("DEBUG must be off: pages of errors would show settings and people's data.")
SECRET_KEY = env("SECRET_KEY", default="")
# Keys of before: what they signed holds until they are taken out (docs/operations.md).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
for name, key in [
    ("SECRET_KEY", SECRET_KEY),
    *(("SECRET_KEY_FALLBACKS", key) for key in SECRET_KEY_FALLBACKS),
]:
    if len(key) < 50 or len(set(key)) < 10:
        raise ImproperlyConfigured(
            f"{name} must be set to at least 50 random characters. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the portal's address, such as portal.example.go.th")
if not env("DATABASE_URL", default=""):
    raise ImproperlyConfigured(
        "DATABASE_URL must name the database, such as postgres://user:password@host/name"
    )

LOGGING["handlers"]["console"]["formatter"] = env("LOG_FORMAT", default="json")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Else wrong passwords would all seem to come from the proxy, and people would wait for one another's mistakes.
CLIENT_ADDRESS = "config.proxy.client_address"
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A browser takes a cookie of such a name over HTTPS from this host alone: no neighbour under the same domain sets one.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
KNOWN_COOKIE_NAME = "__Host-known"
MESSAGE_STORAGE = "portal.messages_kept.HostStorage"
LANGUAGE_COOKIE_NAME = "__Host-django_language"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
