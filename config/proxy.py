"""The reverse proxy that production stands behind (docs/deploy.md)."""

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that the proxy saw: the last in X-Forwarded-For. Those before it anyone may write."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"]
