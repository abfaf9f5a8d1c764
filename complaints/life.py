"""The states of a receiving unit, and the steps that a decision leads it by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import STAFF_ROLES


class UnitState(TextChoices):
    APPLIED = "applied", _("has applied")
    REGISTERED = "registered", _("registered")
    SUSPENDED = "suspended", _("suspended")
    REVOKED = "revoked", _("revoked")
    RESIGNED = "resigned", _("resigned")


class UnitStanding(TextChoices):
    """Where a unit stands today: what was decided, and what its days make of that."""

    APPLIED = UnitState.APPLIED.value, UnitState.APPLIED.label
    TO_COME = "to_come", _("registered, not yet begun")
    REGISTERED = UnitState.REGISTERED.value, UnitState.REGISTERED.label
    ENDED = "ended", _("registered, has ended")
    SUSPENDED = UnitState.SUSPENDED.value, UnitState.SUSPENDED.label
    REVOKED = UnitState.REVOKED.value, UnitState.REVOKED.label
    RESIGNED = UnitState.RESIGNED.value, UnitState.RESIGNED.label


def _step(name: str, *sources: UnitState, target: UnitState) -> Act:
    """A decision that staff of the region record, on what they saw of the unit."""
    return Act(
        name=name,
        sources=sources,
        target=target,
        roles=STAFF_ROLES,
        decides=True,
        proved=True,
        refused=_("A unit that is “%(state)s” does not take this step."),
    )


UNIT_LIFE = Life(
    _step("register", UnitState.APPLIED, UnitState.SUSPENDED, target=UnitState.REGISTERED),
    _step("renew", UnitState.REGISTERED, target=UnitState.REGISTERED),
    _step("suspend", UnitState.REGISTERED, target=UnitState.SUSPENDED),
    _step("revoke", UnitState.REGISTERED, UnitState.SUSPENDED, target=UnitState.REVOKED),
    _step("resign", UnitState.APPLIED, UnitState.REGISTERED, UnitState.SUSPENDED, target=UnitState.RESIGNED),
    region=lambda unit: unit.organisation.region_id,
)
