"""What is due under an agreement, in words: by when, why it is still open, and who has to do what."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from deciding.due import Dated
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.desk.standing import Standing, report_of
from grants.reports.report import Report


class DueKind(TextChoices):
    REPORT = "report", _("report owed")
    RETURN = "return", _("money to be returned")
    INSTALMENT = "instalment", _("instalment due")
    PAYMENT = "payment", pgettext_lazy("what is due", "payment under way")


@dataclass(frozen=True, slots=True)
class Due(Dated):
    """One thing that is due: of which agreement, by when, why it is still open, and who has to do what."""

    kind: DueKind
    standing: Standing
    instalment: Instalment | None
    amount: Decimal | None
    on: date | None
    why: str
    to_do: str

    @property
    def agreement(self) -> Agreement:
        return self.standing.agreement

    @property
    def today(self) -> date:
        return self.standing.today

    @property
    def report(self) -> Report | None:
        return report_of(self.instalment) if self.instalment and self.kind == DueKind.REPORT else None

    @property
    def key(self) -> int:
        """Names it among all that is due of its kind: one thing at most of an instalment, or of a whole agreement."""
        return (self.instalment or self.agreement).pk


def dues_of(standing: Standing) -> list[Due]:
    dues = [_report_due(standing, part) for part in standing.unreported]
    if standing.next_payment is not None:
        dues.append(_payment_due(standing, standing.next_payment))
    if standing.owes_return:
        dues.append(_return_due(standing))
    return dues


def report_to_do(report: Report | None) -> str:
    """Who has to do what until the report of a paid instalment is accepted."""
    return {
        None: gettext("The coordinator begins the report."),
        Report.State.DRAFT: gettext("The coordinator completes and sends the report."),
        Report.State.RETURNED: gettext("The coordinator corrects the report and sends it again."),
        Report.State.SENT: gettext("The mentor reads the report."),
        Report.State.MENTORED: gettext("The regional office decides on the report."),
    }[Report.State(report.state) if report else None]


def payment_to_do(part: Instalment, *, is_payable: bool) -> str:
    """Who has to do what until an instalment is paid."""
    if part.state == Instalment.State.REQUESTED:
        return gettext("Another person of the office approves the payment.")
    if part.state == Instalment.State.APPROVED:
        return gettext("Finance transfers the money and records it.")
    if is_payable:
        return gettext("The regional office asks for the payment.")
    return gettext("First the report of instalment %(number)s is accepted.") % {"number": part.number - 1}


def return_to_do(*, is_reported: bool) -> str:
    """Who has to do what until what is left has come back."""
    if is_reported:
        return gettext("Another person confirms that the money arrived.")
    return gettext("The organisation sends the money back and reports it.")


def _report_due(standing: Standing, part: Instalment) -> Due:
    return Due(
        DueKind.REPORT,
        standing,
        part,
        part.amount,
        standing.report_due_on(part),
        standing.report_words(part),
        report_to_do(report_of(part)),
    )


def _payment_due(standing: Standing, part: Instalment) -> Due:
    is_asked = part.state in (Instalment.State.REQUESTED, Instalment.State.APPROVED)
    return Due(
        DueKind.PAYMENT if is_asked else DueKind.INSTALMENT,
        standing,
        part,
        part.amount,
        part.due_on,
        standing.payment_words(part),
        payment_to_do(part, is_payable=standing.is_payable(part)),
    )


def _return_due(standing: Standing) -> Due:
    is_reported = standing.notice is not None
    if is_reported:
        why = gettext("reported as sent back, waits for confirmation")
    else:
        why = gettext("left over after all accepted reports")
    return Due(
        DueKind.RETURN,
        standing,
        None,
        standing.in_hand,
        standing.agreement.return_due_on,
        why,
        return_to_do(is_reported=is_reported),
    )
