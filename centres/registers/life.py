"""The steps of an organisation to its registration under section 3 of the Act, and who takes them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import REPORTING_ROLES, STAFF_ROLES


class ReadinessState(TextChoices):
    CANDIDATE = "candidate", _("candidate")
    PREPARING = "preparing", _("getting ready")
    SUBMITTED = "submitted", _("has asked for its registration")
    REGISTERED = "registered", _("registered under section 3")
    STOPPED = "stopped", _("no longer under way")


UNDER_WAY = (ReadinessState.CANDIDATE, ReadinessState.PREPARING, ReadinessState.SUBMITTED)
_REFUSED = _("An organisation that is “%(state)s” does not take this step.")

READINESS_LIFE = Life(
    Act(
        name="write",
        sources=(ReadinessState.CANDIDATE, ReadinessState.PREPARING),
        roles=REPORTING_ROLES,
        refused=_("An organisation that is “%(state)s” has a checklist that does not change."),
    ),
    Act(
        name="prepare",
        sources=(ReadinessState.CANDIDATE,),
        target=ReadinessState.PREPARING,
        roles=REPORTING_ROLES,
        refused=_REFUSED,
    ),
    Act(
        name="submit",
        sources=(ReadinessState.PREPARING,),
        target=ReadinessState.SUBMITTED,
        roles=REPORTING_ROLES,
        refused=_REFUSED,
    ),
    Act(
        name="send_back",
        sources=(ReadinessState.SUBMITTED,),
        target=ReadinessState.PREPARING,
        roles=STAFF_ROLES,
        decides=True,
        refused=_REFUSED,
    ),
    Act(
        name="register",
        sources=(ReadinessState.SUBMITTED,),
        target=ReadinessState.REGISTERED,
        roles=STAFF_ROLES,
        another_than=("submitted_by",),
        decides=True,
        proved=True,
        refused=_REFUSED,
    ),
    Act(
        name="stop",
        sources=UNDER_WAY,
        target=ReadinessState.STOPPED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_REFUSED,
    ),
    Act(
        name="take_up",
        sources=(ReadinessState.STOPPED,),
        target=ReadinessState.CANDIDATE,
        roles=STAFF_ROLES,
        refused=_REFUSED,
    ),
    region=lambda readiness: readiness.organisation.region_id,
    organisation=lambda readiness: readiness.organisation,
)
