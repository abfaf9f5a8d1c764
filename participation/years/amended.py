"""The way of an amendment: handed in, taken back, withdrawn, decided on."""

from django.core.exceptions import ValidationError

from editing.refusals import required
from participation.life import AMENDMENT_LIFE
from participation.models import PlanAmendment, PlanVersion
from participation.years.applying import apply
from participation.years.deciding import Minutes
from participation.years.freezing import freeze
from participation.years.weighing import weight_of
from people.models import User
from thai.sentences import gettext


def submit(amendment: PlanAmendment, *, by: User, seen: str) -> None:
    with AMENDMENT_LIFE.doing("submit", amendment, by, seen=seen) as held:
        held.submitted_by = by
        held.store(by=by, why=gettext("submitted"), fields=["state", "submitted_by"])


def return_to_draft(amendment: PlanAmendment, *, by: User, reason: str, seen: str | None = None) -> None:
    with AMENDMENT_LIFE.doing("return_to_draft", amendment, by, seen=seen) as held:
        why = required(reason, "reason", gettext("Say why the amendment goes back."))
        held.submitted_by = None
        held.store(by=by, why=why, fields=["state", "submitted_by"])


def withdraw(amendment: PlanAmendment, *, by: User, seen: str | None = None) -> None:
    with AMENDMENT_LIFE.doing("withdraw", amendment, by, seen=seen) as held:
        held.store(by=by, why=gettext("withdrawn"), fields=["state"])


def decide_amendment(amendment: PlanAmendment, minutes: Minutes, *, by: User, seen: str) -> PlanVersion:
    """Write the changes into the plan and keep it as its next version, in one transaction.

    A small one needs no meeting (weighing.py). Raises ValidationError where one is missing.
    """
    with AMENDMENT_LIFE.doing("decide", amendment, by, seen=seen) as held:
        if weight_of(held).needs_meeting and not minutes.authority.meeting:
            said = gettext("So great an amendment is decided on by a meeting: on the item of its agenda.")
            raise ValidationError(said, code="meeting")
        decision = minutes.record(held.plan, by)
        apply(held, by=by, why=gettext("by amendment: %(reason)s") % {"reason": held.reason})
        held.became = freeze(held.plan, decision)
        held.store(by=by, why=str(decision), fields=["state", "became"])
        return held.became
