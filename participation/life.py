"""The states of a region's plan, and what may be done to it by whom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import STAFF_ROLES


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")


PLAN_LIFE = Life(
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
    region=lambda plan: plan.region_id,
)
