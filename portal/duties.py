"""Every kind of work there is: whose it is, which records wait, what they are called, and where they are.

What a duty's `rows` ask for may depend on the person, her memberships and the day alone (portal.counting).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from centres.models import Organisation, OrganisationRole
from complaints.models import ReceivingUnit
from deciding.waiting import KINDS
from grants.agreements.instalment import InstalmentQuerySet
from grants.desk.agreements import waiting_for_staff
from grants.desk.due_list import DueList, due_list
from grants.desk.standing import running
from grants.desk.to_draw_up_page import to_draw_up
from grants.models import Agreement, Instalment, Programme, ReturnNotice
from participation.activities.due import own_activities_over
from participation.models import ActivityReport, Plan, PlanAmendment
from people.models import Membership, User
from people.rights import rights_of
from people.roles import BUDGET_ROLES, PAYING_ROLES, STAFF_ROLES, Role
from regions.models import Region
from spreadsheets.life import BatchState
from spreadsheets.models import ImportBatch

ENDS_SOON = timedelta(days=60)  # a committee meets in between
DECIDING_ROLES = tuple({role for kind in KINDS for role in kind.life[kind.act].roles})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One kind of work. Head office has it too, unless it is the holder's own; what is late or has ended presses.

    What a region's office does next under its agreements is its own: head office decides, and sees what is late.
    """

    roles: tuple[Role, ...]
    rows: Callable[[User], "list[QuerySet[Model]]"]
    label: Callable[[int], str]
    address: Callable[[], str]
    is_own: bool = False
    presses: bool = False
    of_hers: Callable[[int], str] | None = (
        None  # the label for whoever reads of another's work, where it says "you"
    )

    def is_for(self, user: User) -> bool:
        return user.has_role(*self.roles) or (not self.is_own and user.sees_every_region)


def _page(name: str, query: str = "") -> Callable[[], str]:
    return lambda: f"{reverse(name)}{query}"


def _changelist(model: str, query: str = "") -> Callable[[], str]:
    return _page(f"admin:{model}_changelist", query)


def _of_office(
    model: Any, path: str = "region", **wanted: object
) -> Callable[[User], "list[QuerySet[Model]]"]:
    """Records of the regions that a person staffs."""
    return lambda user: [model.objects.filter(**{f"{path}__in": Region.objects.staffed_by(user)}, **wanted)]


def _own_list(user: User) -> DueList:
    return DueList(lambda: Agreement.objects.of_coordinator(user), under=("own", rights_of(user)))


def _late(user: User) -> "list[QuerySet[Model]]":
    return due_list(user, only_late=True).found


def _soon(user: User) -> "list[QuerySet[Model]]":
    return due_list(user, only_soon=True).found


def _parts_to_pay(user: User) -> InstalmentQuerySet:
    """Instalments of the open years of the regions where a person pays."""
    agreements = running(Agreement.objects.in_regions_of(user, *PAYING_ROLES)).order_by()
    return Instalment.objects.filter(agreement__in=agreements.values("pk"))


def _units(user: User) -> "QuerySet[Model]":
    rows = ReceivingUnit.objects.filter(state=ReceivingUnit.State.REGISTERED)
    return rows.filter(role__organisation__region__in=Region.objects.staffed_by(user))


def _own_units(user: User) -> "QuerySet[Model]":
    return ReceivingUnit.objects.visible_to(user).filter(state=ReceivingUnit.State.REGISTERED)


def _ended() -> Q:
    return Q(valid_until__lt=timezone.localdate())


def _ending() -> Q:
    today = timezone.localdate()
    return Q(valid_until__gte=today, valid_until__lte=today + ENDS_SOON)


def _units_until(**bounds: timedelta) -> Callable[[], str]:
    """The list of registered units whose last day is within bounds, counted from today."""

    def address() -> str:
        today = timezone.localdate()
        asked = "".join(f"&valid_until__{sign}={today + days}" for sign, days in bounds.items())
        return f"{reverse('admin:complaints_receivingunit_changelist')}?state__exact=registered{asked}"

    return address


def _roles_that_end(user: User) -> "QuerySet[Model]":
    rows = OrganisationRole.objects.filter(organisation__region__in=Region.objects.staffed_by(user))
    today = timezone.localdate()
    return rows.filter(until__gte=today, until__lte=today + ENDS_SOON)


def _to_roles_that_end() -> str:
    today = timezone.localdate()
    asked = f"?until__gte={today}&until__lte={today + ENDS_SOON}"
    return f"{reverse('admin:centres_organisationrole_changelist')}{asked}"


def _registration_has_ended(n: int) -> str:
    return ngettext("registration has ended", "registrations have ended", n)


def _registration_ends(n: int) -> str:
    return ngettext("registration ends within 60 days", "registrations end within 60 days", n)


_OFFICER, _COMMITTEE = (Role.COMPLAINT_OFFICER,), (Role.COMMITTEE_MEMBER,)

# Most pressing first.
DUTIES = (
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [_own_list(user).reports_to_write()],
        label=lambda n: ngettext("report for you to write and send", "reports for you to write and send", n),
        address=_page("owed"),
        is_own=True,
    ),
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [ActivityReport.objects.of_coordinator(user).open()],
        label=lambda n: ngettext(
            "report on an activity to go on with and send", "reports on activities to go on with and send", n
        ),
        address=_page("own-activities"),
        is_own=True,
    ),
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [own_activities_over(user)],
        label=lambda n: ngettext(
            "activity is over and waits for a report", "activities are over and wait for reports", n
        ),
        address=_page("own-activities"),
        is_own=True,
        presses=True,
    ),
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [_own_list(user).returns_to_make()],
        label=lambda n: ngettext(
            "agreement with money to send back", "agreements with money to send back", n
        ),
        address=_page("owed"),
        is_own=True,
    ),
    Duty(
        roles=DECIDING_ROLES,
        rows=lambda user: [kind.for_her(user) for kind in KINDS if kind.is_for(user)],
        label=lambda n: ngettext("decision waits for you", "decisions wait for you", n),
        of_hers=lambda n: ngettext("decision waits for this person", "decisions wait for this person", n),
        address=_page("queue"),
    ),
    Duty(
        roles=PAYING_ROLES,
        rows=lambda user: [
            # Who approved a payment does not record it.
            _parts_to_pay(user).unpaid().to_pay().exclude(approved_by=user.pk)
        ],
        label=lambda n: ngettext("approved payment to be paid", "approved payments to be paid", n),
        address=_page("payments"),
        is_own=True,
    ),
    Duty(
        roles=PAYING_ROLES,
        rows=lambda user: [_parts_to_pay(user).payable()],
        label=lambda n: ngettext("instalment can be asked for", "instalments can be asked for", n),
        address=_page("payments"),
        is_own=True,
    ),
    Duty(
        roles=BUDGET_ROLES,
        rows=_late,
        label=lambda n: ngettext(
            "thing is late in your regions, whoever does it",
            "things are late in your regions, whoever does them",
            n,
        ),
        address=_page("due", "?late=1"),
        presses=True,
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [to_draw_up(user)],
        label=lambda n: ngettext("grant without an agreement", "grants without an agreement", n),
        address=_page("to-draw-up"),
        is_own=True,
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [waiting_for_staff(user, "sign")],
        label=lambda n: ngettext(
            "draft of an agreement to be signed", "drafts of agreements to be signed", n
        ),
        address=_page("agreements", "?waits=sign"),
        is_own=True,
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [waiting_for_staff(user, "end")],
        label=lambda n: ngettext("agreement is ready to end", "agreements are ready to end", n),
        address=_page("agreements", "?waits=end"),
        is_own=True,
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [_units(user).filter(_ended())],
        label=_registration_has_ended,
        address=_units_until(lt=timedelta()),
        presses=True,
    ),
    Duty(
        roles=BUDGET_ROLES,
        rows=_soon,
        label=lambda n: ngettext("thing is due within 30 days", "things are due within 30 days", n),
        address=_page("due", "?soon=1"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [_units(user).filter(_ending())],
        label=_registration_ends,
        address=_units_until(gte=timedelta(), lte=ENDS_SOON),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [_roles_that_end(user)],
        label=lambda n: ngettext(
            "role of an organisation ends within 60 days", "roles of organisations end within 60 days", n
        ),
        address=_to_roles_that_end,
    ),
    Duty(
        roles=_OFFICER,
        rows=lambda user: [_own_units(user).filter(_ended())],
        label=_registration_has_ended,
        address=_page("home", "#units"),
        is_own=True,
        presses=True,
    ),
    Duty(
        roles=_OFFICER,
        rows=lambda user: [_own_units(user).filter(_ending())],
        label=_registration_ends,
        address=_page("home", "#units"),
        is_own=True,
    ),
    Duty(
        roles=tuple(Role),
        rows=lambda user: [ImportBatch.objects.visible_to(user).to_confirm(user)],
        label=lambda n: ngettext("import waits for confirmation", "imports wait for confirmation", n),
        address=_page("imports"),
    ),
    Duty(
        roles=tuple(Role),
        rows=lambda user: [ImportBatch.objects.visible_to(user).to_answer(user)],
        label=lambda n: ngettext("imported file asks you something", "imported files ask you something", n),
        address=_page("imports"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(ReceivingUnit, "role__organisation__region", state=ReceivingUnit.State.APPLIED),
        label=lambda n: ngettext("unit waits for its registration", "units wait for their registration", n),
        address=_changelist("complaints_receivingunit", f"?state__exact={ReceivingUnit.State.APPLIED}"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=lambda user: [PlanAmendment.objects.filter(made_by=user, state=PlanAmendment.State.DRAFT)],
        label=lambda n: ngettext(
            "amendment of a plan that you began is a draft",
            "amendments of plans that you began are drafts",
            n,
        ),
        address=_page("plans"),
        is_own=True,
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(Plan, state=Plan.State.DRAFT),
        label=lambda n: ngettext("plan is a draft", "plans are drafts", n),
        address=_page("plans"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(
            Programme, allocated__lt=F("ceiling"), state__in=[Programme.State.PLANNED, Programme.State.OPEN]
        ),
        label=lambda n: ngettext(
            "programme has money left to allocate", "programmes have money left to allocate", n
        ),
        address=_changelist("grants_programme", "?state__in=planned,open"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(Organisation, province=None),
        label=lambda n: ngettext("organisation has no province", "organisations have no province", n),
        address=_changelist("centres_organisation", "?province__isnull=True"),
    ),
    Duty(
        roles=_COMMITTEE,
        rows=lambda user: [
            Plan.objects.filter(
                region__in=user.region_numbers(*_COMMITTEE),
                state=Plan.State.SUBMITTED,
            )
        ],
        label=lambda n: ngettext(
            "plan is submitted for you to read", "plans are submitted for you to read", n
        ),
        of_hers=lambda n: ngettext(
            "plan is submitted for this person to read", "plans are submitted for this person to read", n
        ),
        address=_page("plans"),
        is_own=True,
    ),
)

# What a person has asked for or sent, and another one decides on: told apart from what waits for her.
ASKED_FOR = (
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [
            _own_list(user).reports_sent(),
            ReturnNotice.objects.waiting().filter(agreement__in=Agreement.objects.of_coordinator(user)),
        ],
        label=lambda n: ngettext(
            "report or return is being read by the office",
            "reports or returns are being read by the office",
            n,
        ),
        address=_page("owed"),
        is_own=True,
    ),
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [
            ActivityReport.objects.of_coordinator(user).filter(state=ActivityReport.State.SENT)
        ],
        label=lambda n: ngettext(
            "report on an activity is being read by the office",
            "reports on activities are being read by the office",
            n,
        ),
        address=_page("own-activities"),
        is_own=True,
    ),
    Duty(
        roles=DECIDING_ROLES,
        rows=lambda user: [kind.for_another(user) for kind in KINDS],
        label=lambda n: ngettext(
            "request of yours waits for another person", "requests of yours wait for another person", n
        ),
        address=_page("queue", "#own"),
    ),
    Duty(
        roles=(Role.COORDINATOR,),
        rows=lambda user: [
            ImportBatch.objects.visible_to(user).filter(created_by=user, state=BatchState.ASKED)
        ],
        label=lambda n: ngettext(
            "table waits for the regional office", "tables wait for the regional office", n
        ),
        address=_page("imports"),
        is_own=True,
    ),
)

# What an office does first, in order. Each is done as soon as there is one.
FIRST_STEPS = (
    Duty(
        roles=(),
        rows=lambda user: [Membership.objects.exclude(user=user)],
        label=lambda n: gettext("Add the people of the offices, each with a region and a role."),
        address=_page("admin:people_user_add"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(Plan),
        label=lambda n: gettext("Bring in the year's plan of participation as the office has it."),
        address=_page("new-import", "?kind=plan"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(Programme),
        label=lambda n: gettext(
            "Bring in the budget table: it makes the year's programme and its organisations."
        ),
        address=_page("new-import", "?kind=budget"),
    ),
    Duty(
        roles=STAFF_ROLES,
        rows=_of_office(ReceivingUnit, "role__organisation__region"),
        label=lambda n: gettext("Bring in the register of the units that take complaints."),
        address=_page("new-import", "?kind=units"),
    ),
)
