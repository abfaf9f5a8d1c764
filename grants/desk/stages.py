"""The one line of an agreement's steps: which are done, which one it stands at, who holds it, and since when."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from deciding.stages import Stage, Stages
from grants.agreements.agreement import Agreement
from grants.agreements.ledger import Entry
from grants.agreements.life import InstalmentState
from grants.desk.agreement_page import AgreementPage, PartRow
from grants.desk.due import payment_to_do, report_to_do, return_to_do
from grants.desk.standing import report_of
from grants.year.settlement import Settlement


def stages_of(reading: AgreementPage) -> Stages:
    """The first step that is not done is where the agreement stands; a cancelled one stands nowhere."""
    return Stages.of(_stages(reading))


def _stages(reading: AgreementPage) -> Iterator[Stage]:
    agreement, state = reading.agreement, Agreement.State(reading.agreement.state)
    moved = [_day(step.at) for step in reading.history if step.is_move]  # the newest first
    yield Stage(_("drawn up"), True, moved[-1] if moved else None)
    is_cancelled = state == Agreement.State.CANCELLED
    if is_cancelled and not agreement.paid:
        yield Stage(_("cancelled"), True, moved[0] if moved else None)
        return
    last_move = moved[0] if moved else None
    yield Stage(
        _("signed"),
        state != Agreement.State.DRAFT,
        agreement.signed_on,
        _("The regional office has both sides sign and records it."),
        last_move,
    )
    yield Stage(
        _("in force"),
        state not in (Agreement.State.DRAFT, Agreement.State.SIGNED),
        last_move if state == Agreement.State.ACTIVE else None,
        _("Another person of the regional office puts it in force."),
        last_move,
    )
    parts = [row for row in reading.parts if row.part.state != InstalmentState.CANCELLED]
    for row in parts:
        yield from _of_part(reading, row)
    yield Stage(
        _("cancelled") if is_cancelled else _("ended"),
        is_cancelled or state == Agreement.State.ENDED,
        last_move,
        _("The regional office ends the agreement."),
    )
    is_reported = all(row.part.has_accepted_report for row in parts)  # before that nobody knows what is left
    if agreement.paid and is_reported and (reading.money.left > 0 or reading.came_back):
        settled = Settlement.objects.standing().filter(agreement=agreement).total()
        asked = [row.request for row in reading.notices if row.request.waits]
        to_do = return_to_do(is_reported=bool(asked))
        yield Stage(
            _("what was left came back"),
            reading.money.left <= settled,
            to_do=to_do,
            since=_day(asked[0].requested_at) if asked else None,
        )


def _of_part(reading: AgreementPage, row: PartRow) -> Iterator[Stage]:
    part, report = row.part, report_of(row.part)
    number = {"number": part.number}
    paid_on = [each.entry.on for each in reading.ledger if _is_payment_of(each.entry, part.pk)]
    yield Stage(
        _("instalment %(number)s paid") % number,
        part.state == InstalmentState.PAID,
        paid_on[-1] if paid_on else None,
        payment_to_do(part, is_payable=not row.waits_for_report),
        _day(part.approved_at or part.requested_at) if part.state != InstalmentState.PLANNED else None,
    )
    at = (report.mentored_at or report.sent_at) if report and not report.is_open else None
    yield Stage(
        _("report %(number)s accepted") % number,
        part.has_accepted_report,
        _day(report.accepted_at) if report else None,
        report_to_do(None if part.has_accepted_report else report),
        _day(at),
    )


def _is_payment_of(entry: Entry, part: int) -> bool:
    return entry.kind == Entry.Kind.PAYMENT and entry.instalment_id == part


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None
