"""Home by role, and the pages every site needs."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from committees.home import meetings_of
from complaints.models import ReceivingUnit
from editing.gone import Gone
from editing.statements import read
from grants.budget.brief import newest_budget
from grants.figures.money_page import steps_in_brief
from grants.models import AuditRun
from participation.summaries import progress_for_committee
from people.factors import opens_with_given_password, opens_without_factor
from people.models import User
from people.open_sessions import asked_by_the_page
from people.rights import rights_of
from people.roles import Role
from people.signed_in import person_of
from portal.health import what_fails
from portal.to_do import work_of
from portal.typed import typed_by
from spreadsheets.kinds import kinds_open_to
from spreadsheets.models import ImportBatch, ImportBatchQuerySet


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read, or is more than is taken at once: a script is told so in its own way, and keeps the text."""
    if request.accepts("text/html"):
        return defaults.bad_request(request, exception)
    sentence = _("This is more than the portal takes at once, or it cannot be read. Nothing was saved.")
    return JsonResponse({"kind": "refused", "sentence": sentence}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here, or no more; whoever sent something to it gets back what she typed."""
    said = exception.said if isinstance(exception, Gone) else ""
    context = {"said": said, "unsaved": typed_by(request)}
    return TemplateResponse(request, "404.html", context, status=404).render()


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """It is not hers, or no more; whoever sent something to it gets back what she typed."""
    return TemplateResponse(request, "403.html", {"unsaved": typed_by(request)}, status=403).render()


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is for this person to do, by the roles she holds now."""
    user = person_of(request)
    context: dict[str, object] = {
        "has_role": bool(user.current_memberships) or user.is_superuser,
        "works_in_admin": user.works_in_admin,
        "may_import": user.sees_every_region or bool(user.importing_region_numbers()),
        "may_read_budget": user.sees_every_region or bool(user.budget_region_numbers()),
        "work": work_of(user),
        "meetings": meetings_of(user),
    }
    budget = None
    if user.sees_every_region:
        context |= {"sees_audit": True, "audit_run": AuditRun.objects.visible_to(user).first()}
    if context["may_read_budget"]:
        context["budget"] = budget = newest_budget(user)
    if context["may_import"]:
        context["brings_payments_only"] = set(kinds_open_to(user)) == {"payments"}
        under = ("imports at home", rights_of(user))
        context["waiting"] = read((*under, "to do"), lambda: _batches_of(user).to_do(user)[:5])
        context["latest"] = read((*under, "done"), lambda: _batches_of(user).done_by(user)[:3])
    if user.has_role(Role.COMMITTEE_MEMBER):
        context["progress"] = progress_for_committee(user)
        context["steps"] = steps_in_brief(budget) if budget else []
    if user.has_role(Role.COMPLAINT_OFFICER):
        context["units"] = ReceivingUnit.objects.visible_to(user).select_related("role__organisation")
    return TemplateResponse(request, "portal/home.html", context)


def _batches_of(user: User) -> ImportBatchQuerySet:
    return ImportBatch.objects.visible_to(user).listed()


@login_not_required  # public: the sign-in page offers the choice too
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep a person's choice of language in her browser."""
    return set_language(request)


@asked_by_the_page
@opens_with_given_password
@opens_without_factor
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Tell a page's script whose session this is, and the token that its forms have to carry now; else 401."""
    person = person_of(request)
    return JsonResponse({"user": person.pk, "name": str(person), "token": get_token(request)})


@login_not_required  # public: for the machine that watches; figures are told by manage.py health alone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer ok when the portal can work, else 503 with the names of what fails (portal/health.py)."""
    failing = list(what_fails())
    if failing:
        return JsonResponse({"status": "failing", "what": failing}, status=503)
    return JsonResponse({"status": "ok"})
