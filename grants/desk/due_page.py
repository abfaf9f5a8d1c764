"""Everyone's one list of what is due and late; everyone sees what her agreements are, and no more."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from centres.models import Organisation
from deciding.due import SOURCES, rows_due
from editing.wishes import Wishes
from grants.agreements.agreement import Agreement, AgreementQuerySet
from grants.desk.due import Due, DueKind
from grants.desk.due_list import DueList
from grants.desk.standing import running
from grants.reports.report import Report
from people.models import User
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
    seen = Agreement.objects.visible_to(user)
    chosen = _Chosen(request.GET, seen, user)
    rows: Any = chosen.rows  # counts and slices, which is all that a paginator asks for
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    of_agreements = [row for row in page.object_list if isinstance(row, Due)]
    context = {
        "rows": page,
        "counts": (DueList(seen, others=rows_due(user)) if chosen.wishes else chosen.rows).counts,
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

    def __init__(self, asked: QueryDict, agreements: AgreementQuerySet, user: User):
        self.wishes = Wishes(asked)
        of_running = running(agreements).order_by()
        regions = Region.objects.filter(
            reduce(
                or_,
                (
                    Q(pk__in=rows.order_by().values(SOURCES[name].region))
                    for name, rows in rows_due(user).items()
                ),
                Q(pk__in=of_running.values("allocation__programme__region")),
            )
        )
        self.regions = [(str(region.pk), str(region)) for region in regions]
        if region := self.wishes.take("region", dict(self.regions)):
            agreements = agreements.filter(allocation__programme__region=int(region))
        # Of all regions together they are too many to choose from.
        is_one_region = len(self.regions) == 1 or bool(region)
        self.organisations = self._organisations(agreements) if is_one_region else []
        if organisation := self.wishes.take("organisation", dict(self.organisations)):
            agreements = agreements.filter(allocation__organisation=int(organisation))
        self.kinds = [*DueKind.choices, *((source.name, source.label) for source in SOURCES.values())]
        kind, late = self.wishes.take("kind", dict(self.kinds)), self.wishes.take("late", {"1"})
        others = {} if organisation else rows_due(user, region)
        self.rows = DueList(agreements, kind=kind, only_late=bool(late), others=others)

    @staticmethod
    def _organisations(agreements: AgreementQuerySet) -> list[tuple[str, str]]:
        keys = running(agreements).order_by().values("allocation__organisation")
        names = Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "name")
        return sorted(((str(pk), name) for pk, name in names), key=lambda pair: sort_key(pair[1]))


def _readable_reports(user: User, rows: Iterable[Due]) -> set[int]:
    """Of the reports that the rows name, those that the person may open."""
    named = [row.report.pk for row in rows if row.report is not None]
    return set(Report.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))


def _own_agreements(user: User, rows: Iterable[Due]) -> set[int]:
    """Agreements of her own organisations; these have their place on her page of what she owes."""
    if not user.has_role(Role.COORDINATOR):
        return set()
    shown = [row.agreement.pk for row in rows]
    return set(Agreement.objects.of_coordinator(user).filter(pk__in=shown).values_list("pk", flat=True))
