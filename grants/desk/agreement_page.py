"""An agreement as it is read: its instalments, ledger, amendments and history, and what its reader may do now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from deciding.request_row import RequestRow
from editing.changes import ToldVersion, told_history
from editing.words import NOTHING
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment, day_told
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE, InstalmentState
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.reports.money import Money, money_of
from grants.reports.report import Report
from participation.models import OtherSource
from people.acts import OpenActs
from people.models import User
from thai.amounts import NO_BAHT
from thai.money_words import format_baht

# What the history tells of; the sums of other records have their own.
TOLD = (
    "number_as_typed",
    "kind",
    "amount",
    "signed_on",
    "starts_on",
    "ends_on",
    "office_signatory",
    "office_position",
    "organisation_signatory",
    "organisation_position",
    "scan",
)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One instalment with its report, and which steps of its payment are open to the reader."""

    part: Instalment
    report: Report | None
    may: OpenActs
    correction: Correction | None  # that its payment did not happen, as long as nobody has decided it
    amended: "TermDifference | None"  # what an amendment that waits would make of it

    @property
    def waits_for_report(self) -> bool:
        part = self.part
        return part.state == InstalmentState.PLANNED and part.number > 1 and not part.report_before_accepted


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry, and what the sums come to after it, in baht."""

    entry: Entry
    correction: Correction | None  # that waits
    committed: Decimal
    paid: Decimal
    returned: Decimal
    interest: Decimal


@dataclass(frozen=True, slots=True)
class TermDifference:
    """One thing that an amendment changes, before and after."""

    label: str
    before: str
    after: str
    number: int = 0  # of an instalment

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    amendment: Amendment
    differences: list[TermDifference]
    asked: RequestRow

    @property
    def is_cancellation(self) -> bool:
        return self.amendment.kind == Amendment.Kind.CANCELLATION


class AgreementPage:
    """What a person reads of one agreement; the number of queries does not grow with its rows."""

    def __init__(self, agreement: Agreement, user: User, typed: Mapping[str, str]):
        self.agreement, self.user = agreement, user
        self.may = AGREEMENT_LIFE.open_to(agreement, user)
        self._typed = typed  # answers to requests that were not taken, by their key

    @cached_property
    def money(self) -> Money:
        return money_of(self.agreement)

    @cached_property
    def reads_budget(self) -> bool:
        """Whether the budget page of the agreement's year is open to her: a coordinator's is not."""
        here = self.agreement.programme.region_id in self.user.budget_region_numbers()
        return self.user.sees_every_region or here

    @property
    def came_back(self) -> Decimal:
        """Unspent money and interest together."""
        return self.money.returned + self.money.interest_returned

    @property
    def unpaid(self) -> Decimal:
        """What is still to be paid; nothing of a cancelled agreement is."""
        is_over = self.agreement.state == Agreement.State.CANCELLED
        return NO_BAHT if is_over else self.agreement.unpaid

    @cached_property
    def parts(self) -> list[PartRow]:
        visible = Report.objects.visible_to(self.user).filter(instalment__agreement=self.agreement)
        reports = {report.instalment_id: report for report in visible}
        corrections = {each.entry.instalment_id: each for each in self._corrections.values()}
        asked = self.asked_amendment
        amended = {each.number: each for each in (asked.differences if asked else []) if each.is_changed}
        rows = self.agreement.instalments.with_report_before()
        rows = rows.select_related("requested_by", "approved_by", "report")
        return [
            PartRow(
                part,
                reports.get(part.pk),
                INSTALMENT_LIFE.open_to(part, self.user),
                corrections.get(part.pk),
                amended.get(part.number),
            )
            for part in rows.order_by("number")
        ]

    @cached_property
    def _corrections(self) -> dict[int, Correction]:
        """Corrections of entries that nobody has decided, by the key of their entry."""
        waiting = Correction.objects.waiting().filter(entry__agreement=self.agreement)
        return {each.entry_id: each for each in waiting.select_related("entry", "requested_by")}

    @cached_property
    def asked_with_signing(self) -> Instalment | None:
        """The instalment whose payment was asked for with the signing, where another person has asked for it.

        She may approve it with putting the agreement in force, and not before.
        """
        if self.agreement.state != Agreement.State.SIGNED:
            return None
        asked = [row.part for row in self.parts if row.part.state == InstalmentState.REQUESTED]
        return next((part for part in asked if part.requested_by != self.user), None)

    @property
    def split_total(self) -> Decimal:
        return sum((row.part.amount for row in self.parts), NO_BAHT)

    @property
    def is_split(self) -> bool:
        return bool(self.parts) and self.split_total == self.agreement.amount

    @cached_property
    def ledger(self) -> list[LedgerRow]:
        sums = dict.fromkeys(Entry.MEASURES, NO_BAHT)
        rows = []
        people = ("instalment", "requested_by", "approved_by", "recorded_by")
        for entry in self.agreement.entries.select_related(*people).order_by("pk"):
            sums[Entry.Kind(entry.measure)] += entry.amount
            rows.append(LedgerRow(entry, self._corrections.get(entry.pk), *sums.values()))
        return rows

    @cached_property
    def amendments(self) -> list[AmendmentRow]:
        rows = self.agreement.amendments
        return [
            AmendmentRow(each, list(differences_of(each)), RequestRow.of(each, self.user, self._typed))
            for each in rows.with_everything().order_by("-pk")
        ]

    @property
    def asked_amendment(self) -> AmendmentRow | None:
        """The amendment or cancellation that nobody has decided yet."""
        return next((row for row in self.amendments if row.amendment.waits), None)

    @property
    def asked_terms(self) -> list[TermDifference]:
        """What it would make of the amount and the last day."""
        told = self.asked_amendment.differences if self.asked_amendment else []
        return [each for each in told if each.is_changed and not each.number]

    @property
    def waiting_amendment(self) -> bool:
        """Whether it waits for an amendment to be decided until she can ask for another one."""
        may_ask = AGREEMENT_LIFE.is_for("amend", self.agreement, self.user)
        return may_ask and self.asked_amendment is not None

    @cached_property
    def notices(self) -> list[RequestRow]:
        rows = self.agreement.return_notices
        return [
            RequestRow.of(notice, self.user, self._typed) for notice in rows.with_everything().order_by("-pk")
        ]

    @property
    def waiting_notices(self) -> list[ReturnNotice]:
        """Money that was said to be sent back, and that nobody has found in the account yet."""
        return [row.request for row in self.notices if row.request.waits]  # type: ignore[misc]

    @property
    def is_return_late(self) -> bool:
        """Whether the day for returning what is left has passed and something is left, as far as reports tell."""
        due = self.agreement.return_due_on
        return bool(due and due < timezone.localdate() and self.money.left > 0 and self.agreement.paid)

    @cached_property
    def other_sources(self) -> list[OtherSource]:
        """What others give to the organisation in the same year: shown beside, never added."""
        rows = OtherSource.objects.visible_to(self.user).filter(
            organisation=self.agreement.organisation, fiscal_year=self.agreement.programme.fiscal_year
        )
        return list(rows.order_by("source", "pk"))

    @cached_property
    def history(self) -> list[ToldVersion]:
        return told_history(self.agreement, TOLD, _("drawn up"))


def differences_of(amendment: Amendment) -> Iterator[TermDifference]:
    """Set what an amendment says before and after side by side: amount, last day, each instalment."""
    before, after = amendment.before, amendment.after
    if not after:
        return
    yield TermDifference(_("Amount"), _baht(before["amount"]), _baht(after["amount"]))
    yield TermDifference(_("Last day"), day_told(before["ends_on"]), day_told(after["ends_on"]))
    first = {told["number"]: told for told in before["instalments"]}
    then = {told["number"]: told for told in after["instalments"]}
    for number in sorted(first.keys() | then.keys()):
        label = _("Instalment %(number)s") % {"number": number}
        yield TermDifference(label, _told(first.get(number)), _told(then.get(number)), number)


def _told(told: dict[str, str] | None) -> str:
    if told is None:
        return NOTHING
    due = _("due %(day)s") % {"day": day_told(told["due_on"])} if told["due_on"] else ""
    return " · ".join(said for said in (_baht(told["amount"]), due, told["waits_for"]) if said)


def _baht(amount: str) -> str:
    return format_baht(Decimal(amount))
