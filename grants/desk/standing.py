"""Where agreements stand: the report each owes, the payment it waits for, the money in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Model, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext

from editing.statements import read_of
from grants.agreements.agreement import Agreement, AgreementQuerySet
from grants.agreements.instalment import Instalment
from grants.budget.programme import Programme
from grants.payments.returns import ReturnNotice
from grants.reports.money import Money, money_by_agreement
from grants.reports.report import Report
from grants.reports.report_parts import ReportComment
from grants.year.settlement import Settlement
from thai.amounts import NO_BAHT


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one agreement stands: the report it owes, the payment it waits for, the money in hand."""

    agreement: Agreement
    parts: tuple[Instalment, ...]  # without cancelled ones, in order
    money: Money
    explained: Decimal  # of what is left: carried with approval, explained
    comments: dict[int, int]  # open comments by report
    notice: ReturnNotice | None  # a return that waits for confirmation
    today: date

    @property
    def unreported(self) -> list[Instalment]:
        """Paid instalments whose report is not accepted."""
        return [part for part in self.parts if part.state == "paid" and not part.has_accepted_report]

    @property
    def next_report(self) -> Instalment | None:
        return self.unreported[0] if self.unreported else None

    @property
    def next_payment(self) -> Instalment | None:
        if self.agreement.state != Agreement.State.ACTIVE:
            return None
        return next((part for part in self.parts if part.state != "paid"), None)

    @property
    def is_for_coordinator(self) -> bool:
        """Whether the next report lies with the organisation, not with those who read it."""
        report = report_of(self.next_report) if self.next_report else None
        return self.next_report is not None and (report is None or report.is_open)

    @property
    def urgency(self) -> tuple[int, date]:
        """For her page: first what the coordinator has to do, the sooner due the earlier; then the rest."""
        if self.is_for_coordinator:
            return (0, self.next_report_due_on or date.max)
        if self.owes_return and self.notice is None:
            return (0, self.agreement.return_due_on or date.max)
        return (1, date.max)

    @property
    def earlier_reports(self) -> list[Instalment]:
        return [part for part in self.parts if part.has_accepted_report]

    @property
    def next_report_comments(self) -> int:
        report = report_of(self.next_report) if self.next_report else None
        return self.comments.get(report.pk, 0) if report else 0

    @property
    def next_report_due_on(self) -> date | None:
        return self.report_due_on(self.next_report) if self.next_report else None

    @property
    def next_payment_words(self) -> str:
        return self.payment_words(self.next_payment) if self.next_payment else ""

    @property
    def next_report_words(self) -> str:
        return self.report_words(self.next_report) if self.next_report else ""

    @property
    def in_hand(self) -> Decimal:
        """Money and interest that accepted reports leave with the organisation and nobody has accounted for."""
        return self.money.left - self.explained

    @property
    def owes_return(self) -> bool:
        """Whether what is left has to come back now: the agreement is over and its reports say how much."""
        over = self.agreement.state in (Agreement.State.ENDED, Agreement.State.CANCELLED) or (
            self.agreement.ends_on is not None and self.agreement.ends_on < self.today
        )
        return over and self.next_payment is None and not self.unreported and self.in_hand > 0

    def before(self, part: Instalment) -> Instalment | None:
        return next((other for other in self.parts if other.number == part.number - 1), None)

    def is_payable(self, part: Instalment) -> bool:
        """As Instalment.check_payable, from what is already read."""
        before = self.before(part)
        return part.number == 1 or (before is not None and before.has_accepted_report)

    def report_due_on(self, part: Instalment) -> date | None:
        """A report is wanted when the next instalment is due, for which it is the condition; the last at the end."""
        after = next((other for other in self.parts if other.number == part.number + 1), None)
        return (after.due_on if after else None) or self.agreement.ends_on

    def report_words(self, part: Instalment) -> str:
        """The state of an instalment's report, in plain words."""
        report = report_of(part)
        if report is None:
            return gettext("not begun yet")
        if report.state == Report.State.RETURNED:
            return gettext("returned for correction, %(count)s comments wait for an answer") % {
                "count": self.comments.get(report.pk, 0)
            }
        return {
            Report.State.DRAFT: gettext("a draft, not sent yet"),
            Report.State.SENT: gettext("sent, waits for the mentor"),
            Report.State.MENTORED: gettext("accepted by the mentor, waits for the region"),
        }.get(Report.State(report.state), gettext("accepted"))

    def payment_words(self, part: Instalment) -> str:
        """What the payment of an instalment waits for, in plain words."""
        before = self.before(part)
        if part.state == Instalment.State.REQUESTED:
            return gettext("payment is requested and waits for approval")
        if part.state == Instalment.State.APPROVED:
            return gettext("payment is approved and waits for the transfer")
        if part.comment:
            return gettext("the request was sent back: %(comment)s") % {"comment": part.comment}
        if self.is_payable(part):
            return gettext("ready: the regional office can ask for the payment")
        if before is not None and before.state != Instalment.State.PAID:
            return gettext("waits until instalment %(number)s is paid and reported") % {
                "number": before.number
            }
        said = self.report_words(before) if before else ""
        return gettext("waits for the report of instalment %(number)s (%(state)s)") % {
            "number": part.number - 1,
            "state": said,
        }


def report_of(part: Instalment) -> Report | None:
    return getattr(part, "report", None)


def standings(agreements: Iterable[Agreement]) -> list[Standing]:
    """Where each of the agreements stands, in six queries whatever their number."""
    held = list(agreements)
    keys = [agreement.pk for agreement in held]
    money = money_by_agreement(held)
    parts: dict[int, list[Instalment]] = {key: [] for key in keys}
    for part in read_of(("parts",), keys, _parts_of):
        parts[part.agreement_id].append(part)
    comments: dict[int, dict[int, int]] = {key: {} for key in keys}
    for agreement, report, count in read_of(("comments",), keys, _comments_of):
        comments[agreement][report] = count
    explained = dict(read_of(("explained",), keys, _explained_of))
    notices = {notice.agreement_id: notice for notice in read_of(("notices",), keys, _notices_of)}
    today = timezone.localdate()
    return [
        Standing(
            agreement,
            tuple(parts[agreement.pk]),
            money[agreement.pk],
            explained.get(agreement.pk, NO_BAHT),
            comments[agreement.pk],
            notices.get(agreement.pk),
            today,
        )
        for agreement in held
    ]


def _parts_of(keys: Sequence[int]) -> "QuerySet[Instalment]":
    rows = Instalment.objects.filter(agreement__in=keys).exclude(state=Instalment.State.CANCELLED)
    return rows.select_related("report").order_by("number")


def _comments_of(keys: Sequence[int]) -> "QuerySet[Model, tuple[int, int, int]]":
    rows = ReportComment.objects.open().filter(report__instalment__agreement__in=keys).order_by()
    return rows.values_list("report__instalment__agreement", "report").annotate(count=Count("pk"))


def _explained_of(keys: Sequence[int]) -> "QuerySet[Model, tuple[int, Decimal]]":
    rows = Settlement.objects.standing().filter(agreement__in=keys).order_by()
    return rows.values_list("agreement").annotate(total=Sum("amount"))


def _notices_of(keys: Sequence[int]) -> "QuerySet[ReturnNotice]":
    return ReturnNotice.objects.waiting().filter(agreement__in=keys)


def running(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """Those that can owe something: in force or over, in a year that is open."""
    return agreements.filter(
        # The few open years first: what is found does not grow with the closed ones.
        allocation__programme__in=Programme.objects.filter(state=Programme.State.OPEN),
        state__in=[Agreement.State.ACTIVE, Agreement.State.ENDED, Agreement.State.CANCELLED],
    )
