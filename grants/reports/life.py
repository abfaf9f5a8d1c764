"""The states of a report, and what may be done to it: by its organisation, its mentor, and the region."""

from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import REPORTING_ROLES, REVIEWING_ROLES, STAFF_ROLES


class ReportState(TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    RETURNED = "returned", _("returned for correction")
    MENTORED = "mentored", _("accepted by the mentor")
    ACCEPTED = "accepted", _("accepted by the region")


OPEN = (ReportState.DRAFT, ReportState.RETURNED)
_writer = partial(Act, roles=REPORTING_ROLES, refused=_("This report is %(state)s and cannot be written in."))
_decision = partial(Act, decides=True, refused=_("This report is %(state)s."))

REPORT_LIFE = Life(
    _writer("write", OPEN),
    _writer("send", OPEN, ReportState.SENT),
    Act(
        name="take_back",
        sources=(ReportState.SENT,),
        target=ReportState.DRAFT,
        only="sent_by",
        refused=_("Only a report that nobody has reviewed yet is taken back."),
    ),
    _decision(
        name="accept_as_mentor",
        sources=(ReportState.SENT,),
        target=ReportState.MENTORED,
        roles=REVIEWING_ROLES,
        another_than=("sent_by",),
        nor="writers",
        proved=True,
    ),
    _decision(
        name="accept_as_region",
        sources=(ReportState.MENTORED,),
        target=ReportState.ACCEPTED,
        roles=STAFF_ROLES,
        another_than=("sent_by", "mentored_by"),
        nor="writers",
        proved=True,
    ),
    _decision(
        name="send_back",
        sources=(ReportState.SENT, ReportState.MENTORED),
        target=ReportState.RETURNED,
        roles=REVIEWING_ROLES,
        another_than=("sent_by",),
        refused=_("This report does not wait for anybody."),
    ),
    region=lambda report: report.agreement.programme.region_id,
    year=lambda report: report.agreement.programme,
    organisation=lambda report: report.organisation,
)
