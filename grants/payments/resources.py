"""The list of payments, back from finance: each row meets one instalment, and confirming writes the ledger."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from centres.models.organisation import OrganisationAlias, identity_of
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry, check_entry_day
from grants.agreements.life import INSTALMENT_LIFE
from grants.budget.programme import Programme, ProgrammeQuerySet
from grants.budget.summaries import names_at_close
from grants.payments.paying import doubts_of_document, pay
from grants.payments.workbook import PAYMENTS, agreement_key
from people import rights
from regions.models import Region
from spreadsheets.resources import (
    Change,
    Comparison,
    ImportWriter,
    RowChange,
    Scope,
    SheetResource,
    comes_back,
)
from spreadsheets.widgets import Day
from tables.faults import Fault
from tables.kinds import Row, Table
from tables.writing import ExportTable
from thai.dates import format_date, tell_date
from thai.money_words import format_baht
from thai.sentences import gettext as _
from thai.sentences import in_each_language, joined, refusal
from thai.text import clean


class PaymentResource(SheetResource):
    """One row of finance's list: the instalment of an agreement, when it was paid and by which document.

    A row without a day and a number is not paid yet and stays as it is; what is paid already must say the same.
    """

    kind = PAYMENTS

    def lock(self) -> None:
        # In the order of Programme.hold, so that a payment by hand and this wait for each other.
        Region.objects.select_for_update(no_key=True).get(pk=self.scope.region.pk)
        list(self._programmes().select_for_update(no_key=True))

    def _programmes(self) -> ProgrammeQuerySet:
        return Programme.objects.filter(region=self.scope.region, fiscal_year=self.scope.fiscal_year)

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        if not table.rows:
            return comparison
        self._check_columns(comparison)
        rows = _Rows(comparison, _Instalments(self.scope))
        for row in table.rows:
            rows.take(row)
        rows.say_what_waits()
        recorded = comparison.of(Change.CHANGED)
        if recorded:
            said = _("%(count)s payments of %(baht)s baht are written into the ledger.")
            baht = format_baht(comparison.baht(Change.CHANGED))
            comparison.facts.append(said % {"count": len(recorded), "baht": baht})
        return comparison

    @staticmethod
    def _check_columns(comparison: Comparison) -> None:
        table = comparison.table
        for key in ("paid_on", "document"):
            if key not in table.columns:
                said = _("The table has no column “%(header)s”. Add it, or say which column it is.")
                header = table.kind.column(key).header
                comparison.faults.append(
                    Fault(said % {"header": header}, "header_missing", table.sheet, table.header_row)
                )

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        if writer.user is None:
            raise ValueError("a payment is recorded by a person")
        for change in comparison.of(Change.CHANGED):
            pay(change.record, by=writer.user, batch=writer.batch, **change.values)

    def export_table(self) -> ExportTable:
        """What the year's instalments were paid with; it comes back as unchanged."""
        known = _Instalments(self.scope)
        paid = [part for part in known.all if part.state == Instalment.State.PAID]
        title = _("Payments of fiscal year %(year)s, %(region)s")
        names: dict[int, str] = {}
        for programme in self._programmes():
            names |= names_at_close(programme)
        return payment_table(paid, title % _where(self.scope), known.payments, names)


def payment_table(
    instalments: Iterable[Instalment],
    title: str,
    payments: dict[int, Entry] | None = None,
    names: Mapping[int, str] = MappingProxyType({}),
    *,
    total_label: str = "",
) -> ExportTable:
    """Return instalments as the list that finance fills in; `payments` by instalment fill in those made.

    `names` are those of organisations by their keys, where the year calls them otherwise than today.
    """
    rows = []
    for order, part in enumerate(instalments, 1):
        payment, organisation = (payments or {}).get(part.pk), part.agreement.organisation
        rows.append(
            (
                order,
                part.agreement.number,
                part.number,
                names.get(organisation.pk, organisation.name),
                part.amount,
                format_date(payment.on) if payment else None,
                payment.document_number if payment else None,
            )
        )
    return ExportTable(
        title=_("Payments"),
        lines=(title,),
        columns=(
            comes_back(PAYMENTS, "order", 8),
            comes_back(PAYMENTS, "agreement", 24),
            comes_back(PAYMENTS, "instalment", 8),
            comes_back(PAYMENTS, "name", 64),
            comes_back(PAYMENTS, "amount", 18, money=True, summed=True),
            comes_back(PAYMENTS, "paid_on", 18),
            comes_back(PAYMENTS, "document", 24),
        ),
        rows=tuple(rows),
        total_label=total_label,
    )


def standing_payments(instalments: Iterable[Instalment]) -> dict[int, Entry]:
    """The payment by which each instalment is paid, by its key: the last one, where one was taken back."""
    keys = [part.pk for part in instalments if part.state == Instalment.State.PAID]
    entries = Entry.objects.filter(kind=Entry.Kind.PAYMENT, instalment__in=keys)
    return {entry.instalment_id: entry for entry in entries.order_by("pk") if entry.instalment_id}


def _where(scope: Scope) -> dict[str, object]:
    return {"year": scope.fiscal_year, "region": scope.region}


class _Instalments:
    """The instalments of a region's year by agreement and number, read once for a whole file."""

    def __init__(self, scope: Scope):
        self.scope = scope
        parts = Instalment.objects.filter(
            agreement__allocation__programme__region=scope.region,
            agreement__allocation__programme__fiscal_year=scope.fiscal_year,
        )
        self.all = list(parts.with_everything())
        self.payments = standing_payments(self.all)
        self._by_number: dict[str, dict[int, Instalment]] = {}
        on_paper: dict[str, set[str]] = {}
        for part in self.all:
            key = agreement_key(part.agreement.number)
            self._by_number.setdefault(key, {})[part.number] = part
            if part.agreement.number_as_typed:
                on_paper.setdefault(agreement_key(part.agreement.number_as_typed), set()).add(key)
        # A number on paper that two agreements share tells neither.
        self._on_paper = {paper: keys.pop() for paper, keys in on_paper.items() if len(keys) == 1}
        aliases = OrganisationAlias.objects.filter(organisation__region=scope.region)
        self._aliases = {(alias.name_key, alias.issue_key, alias.organisation_id) for alias in aliases}

    def of(self, agreement: str) -> dict[int, Instalment]:
        """The instalments of an agreement by number; none where the year has no such agreement."""
        key = agreement_key(agreement)
        return self._by_number.get(key) or self._by_number.get(self._on_paper.get(key, ""), {})

    def is_name_of(self, name: str, agreement: Agreement) -> bool:
        organisation, (key, issue) = agreement.organisation, identity_of(name)
        return (key, issue) == (organisation.name_key, organisation.issue_key) or (
            (key, issue, organisation.pk) in self._aliases
        )

    def why_unknown(self, agreement: str) -> str:
        """Say where an agreement is that the year does not have, if the person may know."""
        user = self.scope.user
        seen = Agreement.objects.all() if user is None else Agreement.objects.visible_to(user)
        found = seen.filter(number=agreement).with_everything().first()
        if found is not None:
            said = _("Agreement %(number)s is of %(its_region)s, fiscal year %(its_year)s.")
            values = {
                "number": agreement,
                "its_region": found.programme.region,
                "its_year": found.programme.fiscal_year,
            }
            return said % values
        said = _("There is no agreement %(number)s in %(region)s for fiscal year %(year)s. Check the number.")
        return said % {"number": agreement, **_where(self.scope)}


class _Rows:
    """Takes the rows of one list: what each would pay, or the fault in its cell."""

    def __init__(self, comparison: Comparison, known: _Instalments):
        self.comparison, self.known = comparison, known
        self.unread = {(fault.row, fault.column) for fault in comparison.table.faults}
        self.named: set[int] = set()
        self.documents: dict[str, Row] = {}  # the first row of each

    def take(self, row: Row) -> None:
        table = self.comparison.table
        required = [column.key for column in table.kind.required]
        letters = [table.columns.get(key) for key in ("paid_on", "document")]
        if any(key not in row.values for key in required) or any(
            (row.number, letter) in self.unread for letter in letters if letter
        ):
            return  # the cell's own fault is on the list already
        part = self._instalment(row)
        if part is None or not self._agrees(row, part):
            return
        self.named.add(part.pk)
        title = joined(" · ", (part.agreement.organisation.name, in_each_language(lambda: str(part))))
        change = RowChange(Change.UNCHANGED, title, row.number, part.amount, key=str(part.pk), record=part)
        payment = row.values.get("paid_on"), row.values.get("document")
        if not any(payment):
            self._leave(row, part)
        elif not all(payment):
            self._ask_for_the_other(row)
            return
        elif not self._compare_payment(row, part, change):
            return
        self.comparison.changes.append(change)

    def _instalment(self, row: Row) -> Instalment | None:
        agreement, number = row.values["agreement"], row.values["instalment"]
        parts = self.known.of(agreement)
        if not parts:
            self._fault(row, "agreement", "unknown_agreement", self.known.why_unknown(agreement))
            return None
        if number not in parts:
            said = _("Agreement %(number)s has no instalment %(instalment)s. It has: %(has)s.")
            has = ", ".join(str(each) for each in sorted(parts))
            values = {"number": agreement, "instalment": number, "has": has}
            self._fault(row, "instalment", "unknown_instalment", said % values)
            return None
        return parts[number]

    def _agrees(self, row: Row, part: Instalment) -> bool:
        agrees = True
        name, amount = row.values["name"], row.values["amount"]
        if not self.known.is_name_of(name, part.agreement):
            said = _("The list says “%(theirs)s”, but agreement %(number)s is with “%(ours)s”.")
            ours = part.agreement.organisation.name
            values = {"theirs": name, "ours": ours, "number": part.agreement}
            self._fault(row, "name", "other_organisation", said % values)
            agrees = False
        if amount != part.amount:
            said = _("The list says %(theirs)s baht, but this instalment is of %(ours)s baht.")
            values = {"theirs": format_baht(amount), "ours": format_baht(part.amount)}
            self._fault(row, "amount", "other_amount", said % values)
            agrees = False
        return agrees

    def _leave(self, row: Row, part: Instalment) -> None:
        if part.state == Instalment.State.PAID:
            said = _("The list does not say that it is paid, but the portal has its payment. It stays.")
            self._warn(row, "paid_here", said)
        else:
            said = _("Without a day and a document number it is not paid yet. It stays as it is.")
            self._warn(row, "not_paid_yet", said)

    def _ask_for_the_other(self, row: Row) -> None:
        key = "document" if row.values.get("paid_on") else "paid_on"
        if key == "document":
            said = _("The day of payment is filled in, but not the document number. Fill in both or neither.")
        else:
            said = _("The document number is filled in, but not the day of payment. Fill in both or neither.")
        self._fault(row, key, "half_filled", said)

    def _compare_payment(self, row: Row, part: Instalment, change: RowChange) -> bool:
        """Take the payment that a row tells of; False where it cannot be."""
        document = row.values["document"]
        try:
            on = Day().clean(row.values["paid_on"])
        except ValueError as error:
            self._fault(row, "paid_on", "not_a_day", str(error))
            return False
        if on is None:
            return False
        payment = self.known.payments.get(part.pk)
        if payment is not None:
            return self._is_same(row, payment, on, document)
        if why := refusal(lambda: self._require_payable(part)):
            self._fault(row, "instalment", "not_approved", why)
            return False
        if why := refusal(lambda: check_entry_day(part.agreement, on)):
            self._fault(row, "paid_on", "day", why)
            return False
        self._ask_about_the_document(row, part, document)
        change.change = Change.CHANGED
        change.values = {"on": on, "document_number": document}
        change.differences = [
            (
                _("state"),
                in_each_language(part.get_state_display),
                in_each_language(lambda: str(Instalment.State.PAID.label)),
            ),
            (_("date"), "", tell_date(on)),
            (_("document number"), "", document),
        ]
        return True

    def _require_payable(self, part: Instalment) -> None:
        INSTALMENT_LIFE.require_ready("pay", part)
        if self.known.scope.user is not None:
            rights.require_another(self.known.scope.user, part.approved_by)

    def _ask_about_the_document(self, row: Row, part: Instalment, document: str) -> None:
        """Point out, once a document, what else it pays: in the ledger, or in this list."""
        if document in self.documents:
            first = self.documents[document]
            if first.number != row.number:
                said = _("Document %(number)s stands in row %(row)s too. Check that it pays both.")
                self._warn(
                    row, "document_again", said % {"number": document, "row": first.number}, "document"
                )
            return
        self.documents[document] = row
        for doubt in doubts_of_document(part, document):
            self._warn(row, "document_used", doubt, "document")

    def _is_same(self, row: Row, payment: Entry, on: date, document: str) -> bool:
        if (payment.on, clean(payment.document_number)) == (on, document):
            return True
        said = _(
            "The portal already has it as paid on %(our_day)s by %(our_number)s; the list says %(day)s by %(number)s. "
            "Correct the list, or have the payment taken back."
        )
        values = {
            "our_day": tell_date(payment.on),
            "our_number": payment.document_number,
            "day": tell_date(on),
            "number": document,
        }
        self._fault(row, "paid_on" if payment.on != on else "document", "paid_otherwise", said % values)
        return False

    def say_what_waits(self) -> None:
        """Name what is approved and not in the list, so that nobody takes the list for all of it."""
        waiting = [
            part
            for part in self.known.all
            if part.state == Instalment.State.APPROVED and part.pk not in self.named
        ]
        if waiting and not self.comparison.faults:
            said = _("%(count)s approved payments (%(baht)s baht) are not in the list. They keep waiting.")
            baht = format_baht(sum(part.amount for part in waiting))
            sheet = self.comparison.table.sheet
            values = {"count": len(waiting), "baht": baht}
            self.comparison.warnings.append(Fault(said % values, "waiting", sheet))

    def _fault(self, row: Row, key: str, code: str, message: str) -> None:
        self.comparison.faults.append(self.comparison.fault_at(row, key, message, code))

    def _warn(self, row: Row, code: str, message: str, key: str = "paid_on") -> None:
        self.comparison.warnings.append(self.comparison.fault_at(row, key, message, code))
