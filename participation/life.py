"""The states of a region's plan and of its amendments, and what may be done to them by whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import STAFF_ROLES


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed")


PLAN_LIFE = Life(
    Act(
        name="write",
        sources=(PlanState.DRAFT,),
        roles=STAFF_ROLES,
        refused=_("The plan is “%(state)s” and no longer changes line by line."),
    ),
    Act(
        name="submit",
        sources=(PlanState.DRAFT,),
        target=PlanState.SUBMITTED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("Only a draft can be submitted."),
    ),
    Act(
        name="return_to_draft",
        sources=(PlanState.SUBMITTED,),
        target=PlanState.DRAFT,
        roles=STAFF_ROLES,
        refused=_("Only a submitted plan can be taken back."),
    ),
    Act(
        name="decide",
        sources=(PlanState.SUBMITTED,),
        target=PlanState.DECIDED,
        roles=STAFF_ROLES,
        another_than=("submitted_by",),
        decides=True,
        proved=True,
        refused=_("Only a submitted plan is decided on."),
    ),
    Act(
        name="close",
        sources=(PlanState.DECIDED,),
        target=PlanState.CLOSED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("Only a plan that was decided on is closed."),
    ),
    # What an outcome is measured by is promised with the plan: a decision holds it, and who decides meets it still.
    Act(
        name="promise",
        sources=(PlanState.DRAFT, PlanState.DECIDED),
        roles=STAFF_ROLES,
        refused=_(
            "The plan is “%(state)s”. An indicator is added to a draft, or to a plan that was decided on."
        ),
    ),
    Act(
        name="change_promise",
        sources=(PlanState.DRAFT,),
        roles=STAFF_ROLES,
        refused=_(
            "The plan is “%(state)s”, and what it promised does not change. Once it was decided on, values can be "
            "written and a new indicator added."
        ),
    ),
    Act(
        name="measure",
        sources=(PlanState.DRAFT, PlanState.DECIDED),
        roles=STAFF_ROLES,
        refused=_("The plan is “%(state)s”. Values are written in a draft, or once a plan was decided on."),
    ),
    region=lambda plan: plan.region_id,
)


class AmendmentState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    DECIDED = "decided", _("decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


AMENDMENT_LIFE = Life(
    Act(
        name="write",
        sources=(AmendmentState.DRAFT,),
        roles=STAFF_ROLES,
        refused=_("The amendment is “%(state)s” and no longer changes."),
    ),
    Act(
        name="submit",
        sources=(AmendmentState.DRAFT,),
        target=AmendmentState.SUBMITTED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("Only a draft can be submitted."),
    ),
    Act(
        name="return_to_draft",
        sources=(AmendmentState.SUBMITTED,),
        target=AmendmentState.DRAFT,
        roles=STAFF_ROLES,
        refused=_("Only a submitted amendment can be taken back."),
    ),
    Act(
        name="decide",
        sources=(AmendmentState.SUBMITTED,),
        target=AmendmentState.DECIDED,
        roles=STAFF_ROLES,
        another_than=("submitted_by", "made_by"),
        nor="writers",
        decides=True,
        proved=True,
        refused=_("Only a submitted amendment is decided on."),
    ),
    Act(
        name="withdraw",
        sources=(AmendmentState.DRAFT, AmendmentState.SUBMITTED),
        target=AmendmentState.WITHDRAWN,
        roles=STAFF_ROLES,
        refused=_("Only an amendment that is not decided on can be withdrawn."),
    ),
    region=lambda amendment: amendment.plan.region_id,
)
