"""The coordinator's page of what she owes and is owed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants.agreements.agreement import Agreement
from grants.desk.due_list import DueList
from grants.desk.standing import running, standings
from people.rights import rights_of
from people.roles import Role
from people.signed_in import person_of


@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """Show a coordinator what each of her organisations' agreements asks of her, and what it brings her."""
    user = person_of(request)
    if not user.has_role(Role.COORDINATOR):
        raise PermissionDenied
    own = Agreement.objects.of_coordinator(user)
    rows = standings(running(own).with_everything())
    rows.sort(key=lambda row: row.urgency)
    context = {
        "standings": rows,
        "reports_owed": DueList(lambda: own, under=("own", rights_of(user))).reports_to_write().count(),
    }
    return TemplateResponse(request, "grants/desk/owed.html", context)
