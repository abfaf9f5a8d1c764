"""What a person has to do about money, for her home page: counts within her walls, each with the page that shows it."""

from django.urls import reverse
from django.utils.translation import ngettext

from grants.desk.due_list import DueList
from grants.desk.waiting import may_decide, waiting_for
from grants.models import Agreement, Instalment
from people.models import User
from people.roles import PAYING_ROLES, Role
from portal.to_do import Task

# Who has something to do about money; the committee reads.
WORKING_ROLES = (*PAYING_ROLES, Role.MENTOR, Role.COORDINATOR)


def money_to_do(user: User) -> list[Task]:
    """What waits for this person, most pressing first; what does not wait is left out."""
    counted = []
    if user.has_role(Role.COORDINATOR):
        reports = DueList(Agreement.objects.of_coordinator(user)).reports_to_write().count()
        label = ngettext("report for you to write and send", "reports for you to write and send", reports)
        counted.append((reports, label, reverse("owed")))
    if may_decide(user):
        decisions = sum(not each.why_not for each in waiting_for(user))
        label = ngettext("decision waits for you", "decisions wait for you", decisions)
        counted.append((decisions, label, reverse("queue")))
    if user.has_role(*PAYING_ROLES):
        agreements = Agreement.objects.in_regions_of(user, *PAYING_ROLES)
        payments = Instalment.objects.filter(agreement__in=agreements).unpaid().to_pay().count()
        label = ngettext("approved payment to be paid", "approved payments to be paid", payments)
        counted.append((payments, label, reverse("payments")))
    if user.has_role(*PAYING_ROLES, Role.COORDINATOR):
        late = DueList(Agreement.objects.visible_to(user)).counts().late
        label = ngettext("thing is late", "things are late", late)
        counted.append((late, label, f"{reverse('due')}?late=1"))
    return [Task(count, label, address) for count, label, address in counted if count]
