"""The states of a programme and of an allocation, and what may be done to them: by whom, and in which year."""

from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.acts import Act, Life, When
from people.roles import STAFF_ROLES, Role


class ProgrammeState(TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", pgettext_lazy("a fiscal year", "open")
    CLOSED = "closed", pgettext_lazy("a fiscal year", "closed")


_PLANNED, _OPEN, _CLOSED = (ProgrammeState.PLANNED,), (ProgrammeState.OPEN,), (ProgrammeState.CLOSED,)
_staff = partial(Act, roles=STAFF_ROLES)
_year = partial(_staff, when=When.ALWAYS)  # moves the year itself

PROGRAMME_LIFE = Life(
    _year("open", _PLANNED, ProgrammeState.OPEN, refused=_("Only a planned year can be opened.")),
    _year("close", _OPEN, ProgrammeState.CLOSED, refused=_("Only an open year can be closed.")),
    _year(
        name="reopen",
        sources=_CLOSED,
        target=ProgrammeState.OPEN,
        roles=(Role.HEAD_OFFICE,),
        refused=_("Only a closed year can be opened again."),
    ),
    _staff("allocate", (*_PLANNED, *_OPEN), refused=_("Nothing is allocated in a closed year.")),
    _staff("change_ceiling", (*_PLANNED, *_OPEN), refused=_("The ceiling of a closed year does not change.")),
    _staff(
        name="settle",
        sources=_OPEN,
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
    _staff("set_amount", _RUNS, decides=True, refused=_IS_CANCELLED),
    _staff("draw_up", _RUNS, refused=_("This allocation is cancelled.")),
    _staff(
        name="cancel",
        sources=_RUNS,
        target=AllocationState.CANCELLED,
        decides=True,
        refused=_("This allocation is already cancelled."),
    ),
    region=lambda allocation: allocation.programme.region_id,
    year=lambda allocation: allocation.programme,
)
