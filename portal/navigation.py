"""The links at the head of every page: only those that the person may follow."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.models import Region


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation` (label, address, is current) and `who` (role and regions in words)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "who": ""}
    links = [(_("Home"), reverse("home"))]
    if Region.objects.budget_read_by(user).exists():
        links.append((_("Budget"), reverse("budget-years")))
    if Region.objects.open_to_import_by(user).exists():
        links.append((_("Bring in tables"), reverse("imports")))
    if user.works_in_admin:
        links.append((_("Edit data"), reverse("admin:index")))
    here = request.path
    current = max((address for _label, address in links if here.startswith(address)), key=len, default="")
    roles = [
        f"{membership.get_role_display()} · {membership.region}"
        if membership.region
        else membership.get_role_display()
        for membership in user.current_memberships
    ]
    return {
        "navigation": [{"label": label, "url": url, "current": url == current} for label, url in links],
        "who": ", ".join(roles),
    }
