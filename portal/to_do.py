"""What waits for a person who works in the admin: counts within her walls, each with the list it counts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from centres.models import Organisation
from complaints.models import ReceivingUnit
from grants.models import Programme
from participation.models import Plan
from people.models import User
from regions.models import Region
from spreadsheets.models import ImportBatch


@dataclass(frozen=True, slots=True)
class Task:
    """So many records that wait for a hand, and the page that shows them."""

    count: int
    label: str
    address: str


def to_do(user: User) -> list[Task]:
    """What waits in the regions that a person staffs, most pressing first; what does not wait is left out."""
    staffed = Region.objects.staffed_by(user)
    imports = ImportBatch.objects.filter(region__in=staffed)
    own = imports.filter(created_by=user)  # what a colleague has not finished is hers
    units = ReceivingUnit.objects.filter(role__organisation__region__in=staffed)
    plans = Plan.objects.filter(region__in=staffed)
    programmes = Programme.objects.filter(region__in=staffed)
    organisations = Organisation.objects.filter(region__in=staffed)
    waiting: list[tuple[QuerySet[Model], Callable[[int], str], str]] = [
        (
            imports.filter(state=ImportBatch.State.ASKED),
            lambda n: ngettext("import sent to you for a decision", "imports sent to you for a decision", n),
            f"{reverse('queue')}?kind=import",
        ),
        (
            own.filter(state=ImportBatch.State.PREVIEWED),
            lambda n: ngettext("import waits for confirmation", "imports wait for confirmation", n),
            reverse("imports"),
        ),
        (
            own.filter(state=ImportBatch.State.REJECTED),
            lambda n: ngettext("imported file has faults", "imported files have faults", n),
            reverse("imports"),
        ),
        (
            units.filter(state=ReceivingUnit.State.APPLIED),
            lambda n: ngettext("unit waits for its registration", "units wait for their registration", n),
            f"{reverse('admin:complaints_receivingunit_changelist')}?state__exact={ReceivingUnit.State.APPLIED}",
        ),
        (
            plans.filter(state=Plan.State.DRAFT),
            lambda n: ngettext("plan is a draft", "plans are drafts", n),
            f"{reverse('admin:participation_plan_changelist')}?state__exact={Plan.State.DRAFT}",
        ),
        (
            programmes.filter(allocated__lt=F("ceiling")),
            lambda n: ngettext(
                "programme has money left to allocate", "programmes have money left to allocate", n
            ),
            reverse("admin:grants_programme_changelist"),
        ),
        (
            organisations.filter(province=None),
            lambda n: ngettext("organisation has no province", "organisations have no province", n),
            f"{reverse('admin:centres_organisation_changelist')}?province__isnull=True",
        ),
    ]
    counted = [(rows.count(), label, address) for rows, label, address in waiting]
    return [Task(count, label(count), address) for count, label, address in counted if count]
