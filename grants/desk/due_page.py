"""Everyone's one list of what is due and late; everyone sees what her agreements are, and no more."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from grants.agreements.agreement import Agreement
from grants.desk.due import Due, DueKind, due_list
from grants.reports.report import Report
from people.models import User
from people.roles import AGREEMENT_ROLES, Role
from people.signed_in import person_of
from thai.collation import sort_key


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List what is due under the agreements that a person may see, late first."""
    user = person_of(request)
    if not (user.sees_every_region or user.has_role(*AGREEMENT_ROLES)):
        raise PermissionDenied
    everything = due_list(Agreement.objects.visible_to(user))
    rows, wishes = _chosen(request, everything)
    context = {
        "rows": rows,
        "everything": everything,
        "wishes": wishes,
        "kinds": DueKind.choices,
        "organisations": _organisations(everything),
        "regions": _regions(everything),
        "late": sum(row.is_late for row in everything),
        "dated": sum(row.on is not None and not row.is_late for row in everything),
        "undated": sum(row.on is None for row in everything),
        "readable": _readable_reports(user, rows),
        "own": _own_agreements(user),
    }
    return TemplateResponse(request, "grants/desk/due.html", context)


def _chosen(request: HttpRequest, rows: list[Due]) -> tuple[list[Due], dict[str, str]]:
    """Return the rows that the address asks for, and what it asks for; unknown wishes are left aside."""
    wishes: dict[str, str] = {}
    if (kind := request.GET.get("kind")) in DueKind.values:
        rows, wishes["kind"] = [row for row in rows if row.kind == kind], str(kind)
    for name, key_of in (("organisation", _organisation_key), ("region", _region_key)):
        wish = request.GET.get(name, "")
        if wish in {key_of(row) for row in rows}:
            rows, wishes[name] = [row for row in rows if key_of(row) == wish], wish
    if request.GET.get("late") == "1":
        rows, wishes["late"] = [row for row in rows if row.is_late], "1"
    return rows, wishes


def _organisation_key(row: Due) -> str:
    return str(row.agreement.organisation.pk)


def _region_key(row: Due) -> str:
    return str(row.agreement.programme.region_id)


def _organisations(rows: list[Due]) -> list[tuple[str, str]]:
    names = {_organisation_key(row): str(row.agreement.organisation) for row in rows}
    return sorted(names.items(), key=lambda pair: sort_key(pair[1]))


def _regions(rows: list[Due]) -> list[tuple[str, str]]:
    names = {row.agreement.programme.region_id: str(row.agreement.programme.region) for row in rows}
    return [(str(number), names[number]) for number in sorted(names)]


def _readable_reports(user: User, rows: list[Due]) -> set[int]:
    """Of the reports that the rows name, those that the person may open."""
    named = [row.report.pk for row in rows if row.report is not None]
    return set(Report.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))


def _own_agreements(user: User) -> set[int]:
    """Agreements of her own organisations; these have their place on her page of what she owes."""
    if not user.has_role(Role.COORDINATOR):
        return set()
    return set(Agreement.objects.of_coordinator(user).values_list("pk", flat=True))
