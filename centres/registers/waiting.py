"""Requests for a registration under section 3 that were submitted: decided on where all that was shown is seen."""

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.registers.life import READINESS_LIFE
from centres.registers.models import Readiness
from deciding.waiting import Waiting, WaitingKind
from people.models import User


def _told(readiness: Readiness) -> Waiting:
    step = readiness.step_now()
    facts = [
        (gettext("Shown"), str(readiness.marks.filter(is_met=True).count())),
        (gettext("Papers"), str(readiness.files.filter(removed_at=None).count())),
    ]
    title, url = str(readiness), readiness.get_absolute_url()
    return Waiting(readiness, title, None, None, step.at, readiness.submitted_by, url, facts, step.said)


def _rows(user: User) -> "QuerySet[Readiness]":
    return Readiness.objects.visible_to(user).with_everything()


SUBMITTED = WaitingKind(
    name="readiness",
    label=_("Registrations under section 3 to decide on"),
    tag=_("section 3"),
    life=READINESS_LIFE,
    act="register",
    back="send_back",
    rows=_rows,
    told=_told,
    under="organisation",
)
