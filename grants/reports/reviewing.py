"""What is decided on a report that was sent: its mentor and then the region accept it, or send it back."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.reports.life import REPORT_LIFE
from grants.reports.money import money_of
from grants.reports.report import ACTIVITY, MONEY, STEPS, Report
from grants.rules.chain import seal
from people.models import User
from thai.sentences import gettext


def accept_as_mentor(report: Report, *, by: User, seen: str) -> None:
    """The mentor (พี่เลี้ยง) accepts what was sent. Staff of the region may stand in for her."""
    with REPORT_LIFE.doing("accept_as_mentor", report, by, seen=seen) as held:
        held.mentored_by, held.mentored_at = by, timezone.now()
        held.store(by=by, why=gettext("accepted by the mentor"), fields=STEPS)


def accept_as_region(report: Report, *, by: User, seen: str) -> None:
    """The region accepts what its mentor accepted; the next instalment becomes payable."""
    with REPORT_LIFE.doing("accept_as_region", report, by, seen=seen) as held:
        held.accepted_by, held.accepted_at = by, timezone.now()
        held.store(by=by, why=gettext("accepted by the region"), fields=STEPS)
        seal(held, held.agreement.programme)


def send_back(report: Report, comments: dict[str, str], *, by: User, seen: str) -> None:
    """Return a report with comments on its fields ("" for the whole), for the organisation to correct."""
    kept = {field: text.strip() for field, text in comments.items() if text.strip()}
    unknown = set(kept) - {"", *ACTIVITY, *MONEY}
    if unknown:
        raise ValueError(f"no such fields: {unknown}")
    with REPORT_LIFE.doing("send_back", report, by, seen=seen) as held:
        if not kept:
            raise ValidationError(gettext("Say what has to be corrected."), code="required")
        held.mentored_by = held.mentored_at = None
        held.store(by=by, why=gettext("returned for correction"), fields=STEPS)
        for field, text in kept.items():
            held.comments.create(field=field, text=text, by=by)


@REPORT_LIFE.needs("accept_as_region")
def _leaves_what_can_be(report: Report) -> None:
    """No organisation has spent what it sent back meanwhile."""
    money_of(report.agreement).with_report(report).check_left()
