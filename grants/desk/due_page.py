"""Everyone's one list of what is due and late; everyone sees what her agreements are, and no more."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from centres.models import Organisation
from deciding.due import SOURCES, rows_due
from editing.statements import read, read_of
from editing.wishes import Wishes
from grants.agreements.agreement import Agreement
from grants.desk.due import Due, DueKind
from grants.desk.due_list import agreements_in, due_list
from grants.desk.standing import running
from grants.reports.report import Report
from people.models import User
from people.rights import rights_of
from people.roles import AGREEMENT_ROLES, Role
from people.signed_in import person_of
from regions.models import Region
from thai.collation import sort_key

ON_A_PAGE = 25


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List what is due under the agreements that a person may see, late first."""
    user = person_of(request)
    if not (user.sees_every_region or user.has_role(*AGREEMENT_ROLES)):
        raise PermissionDenied
    chosen = _Chosen(request.GET, user)
    rows: Any = chosen.rows  # counts and slices, which is all that a paginator asks for
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    of_agreements = [row for row in page.object_list if isinstance(row, Due)]
    context = {
        "rows": page,
        "counts": (due_list(user) if chosen.wishes else chosen.rows).counts,
        "wishes": chosen.wishes,
        "address": chosen.wishes.address,
        "kinds": chosen.kinds,
        "organisations": chosen.organisations,
        "regions": chosen.regions,
        "readable": _readable_reports(user, of_agreements),
        "own": _own_agreements(user, of_agreements),
    }
    return TemplateResponse(request, "grants/desk/due.html", context)


class _Chosen:
    """What the address asks for, of what there is to ask for."""

    def __init__(self, asked: QueryDict, user: User):
        self.wishes, rights = Wishes(asked), rights_of(user)
        regions = read(("regions due", rights), lambda: _regions(user))
        self.regions = [(str(region.pk), str(region)) for region in regions]
        region = self.wishes.take("region", dict(self.regions))
        # Of all regions together they are too many to choose from.
        is_one_region = len(self.regions) == 1 or bool(region)
        names = (
            read(("organisations due", rights, region), lambda: _names(user, region)) if is_one_region else []
        )
        by_name = sorted(names, key=lambda named: sort_key(named[1]))
        self.organisations = [(str(pk), name) for pk, name in by_name]
        organisation = self.wishes.take("organisation", dict(self.organisations))
        self.kinds = [*DueKind.choices, *((source.name, source.label) for source in SOURCES.values())]
        self.rows = due_list(
            user,
            region=region,
            organisation=organisation,
            kind=self.wishes.take("kind", dict(self.kinds)),
            only_late=bool(self.wishes.take("late", {"1"})),
            only_soon=bool(self.wishes.take("soon", {"1"})),
        )


def _regions(user: User) -> "QuerySet[Region]":
    """Those in which anything can be due that the person sees."""
    of_running = running(agreements_in(user)).order_by()
    in_others = (
        Q(pk__in=rows.order_by().values(SOURCES[name].region)) for name, rows in rows_due(user).items()
    )
    return Region.objects.filter(
        reduce(or_, in_others, Q(pk__in=of_running.values("allocation__programme__region")))
    )


def _names(user: User, region: str) -> "QuerySet[Organisation, tuple[int, str]]":
    """The organisations under whose agreements anything can be due, by key and name."""
    keys = running(agreements_in(user, region)).order_by().values("allocation__organisation")
    return Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "name")


def _readable_reports(user: User, rows: Iterable[Due]) -> set[int]:
    """Of the reports that the rows name, those that the person may open."""
    named = [row.report.pk for row in rows if row.report is not None]

    def seen(keys: Sequence[int]) -> "QuerySet[Report, int]":
        return Report.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)

    return set(read_of(("readable reports", rights_of(user)), named, seen))


def _own_agreements(user: User, rows: Iterable[Due]) -> set[int]:
    """Agreements of her own organisations; these have their place on her page of what she owes."""
    if not user.has_role(Role.COORDINATOR):
        return set()
    shown = [row.agreement.pk for row in rows]
    return set(Agreement.objects.of_coordinator(user).filter(pk__in=shown).values_list("pk", flat=True))
