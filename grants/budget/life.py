"""The states of a programme and of an allocation, and what may be done to them: by whom, and in which year."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.acts import Act, Life, When
from people.roles import STAFF_ROLES, Role


class ProgrammeState(TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", pgettext_lazy("a fiscal year", "open")
    CLOSED = "closed", pgettext_lazy("a fiscal year", "closed")


PROGRAMME_LIFE = Life(
    Act(
        name="open",
        sources=(ProgrammeState.PLANNED,),
        target=ProgrammeState.OPEN,
        roles=STAFF_ROLES,
        when=When.ALWAYS,
        refused=_("Only a planned year can be opened."),
    ),
    Act(
        name="close",
        sources=(ProgrammeState.OPEN,),
        target=ProgrammeState.CLOSED,
        roles=STAFF_ROLES,
        when=When.ALWAYS,
        refused=_("Only an open year can be closed."),
    ),
    Act(
        name="reopen",
        sources=(ProgrammeState.CLOSED,),
        target=ProgrammeState.OPEN,
        roles=(Role.HEAD_OFFICE,),
        when=When.ALWAYS,
        refused=_("Only a closed year can be opened again."),
    ),
    Act(
        name="allocate",
        sources=(ProgrammeState.PLANNED, ProgrammeState.OPEN),
        roles=STAFF_ROLES,
        refused=_("Nothing is allocated in a closed year."),
    ),
    Act(
        name="change_ceiling",
        sources=(ProgrammeState.PLANNED, ProgrammeState.OPEN),
        roles=STAFF_ROLES,
        refused=_("The ceiling of a closed year does not change."),
    ),
    Act(
        name="settle",
        sources=(ProgrammeState.OPEN,),
        roles=STAFF_ROLES,
        when=When.OPEN,
        refused=_("What became of unspent money is said while the year is open."),
    ),
    region=lambda programme: programme.region_id,
    year=lambda programme: programme,
)


class AllocationState(TextChoices):
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class AllocationStage(TextChoices):
    """Where an allocation stands for its readers. What is contracted follows from its agreements."""

    PLANNED = "planned", _("planned")
    CONTRACTED = "contracted", _("contracted")
    CANCELLED = "cancelled", _("cancelled")


_RUNS = (AllocationState.PLANNED,)
_IS_CANCELLED = _("This allocation is cancelled; its amount does not change.")

ALLOCATION_LIFE = Life(
    Act(name="set_amount", sources=_RUNS, roles=STAFF_ROLES, decides=True, refused=_IS_CANCELLED),
    Act(name="draw_up", sources=_RUNS, roles=STAFF_ROLES, refused=_("This allocation is cancelled.")),
    Act(
        name="cancel",
        sources=_RUNS,
        target=AllocationState.CANCELLED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("This allocation is already cancelled."),
    ),
    region=lambda allocation: allocation.programme.region_id,
    year=lambda allocation: allocation.programme,
)
