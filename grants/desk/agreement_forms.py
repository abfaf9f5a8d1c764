"""Forms of one agreement: its draft, signing, reasons, a scan, an amendment, a return of money."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtFormField
from editing.dates import ThaiDateField
from editing.forms import Asking, OpenedForm, VersionedForm
from editing.texts import TextInput
from editing.uploads import AttachmentField
from grants.agreements.agreement import DAYS, Agreement
from grants.agreements.amendment import Amendment
from thai.amounts import NO_BAHT

DRAFT_FIELDS = [
    "kind",
    "number_as_typed",
    "amount",
    *DAYS,
    "office_signatory",
    "office_position",
    "organisation_signatory",
    "organisation_position",
]


class AgreementForm(Asking, VersionedForm):
    """All that a draft says, but for its instalments; where both sides have signed, with the days."""

    wants_days = False

    class Meta:
        model = Agreement
        fields = DRAFT_FIELDS
        field_classes = {"signed_on": ThaiDateField, "starts_on": ThaiDateField, "ends_on": ThaiDateField}

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DRAFT_FIELDS}

    def days(self) -> dict[str, Any]:
        """The three days that a signed agreement has."""
        return {name: self.cleaned_data[name] for name in DAYS}

    def clean(self) -> None:
        super().clean()
        for name in DAYS if self.wants_days else ():
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, gettext("A signed agreement has this day."))


class SignForm(Asking, forms.Form):
    """The three days that a signed agreement has; what the draft already says stands in them."""

    signed_on = ThaiDateField(label=_("Signed on"))
    starts_on = ThaiDateField(label=_("First day"))
    ends_on = ThaiDateField(label=_("Last day"))
    ask_payment = forms.BooleanField(
        label=_("Ask for the payment of instalment 1 as soon as it is in force"), required=False, initial=True
    )

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, object]:
        days = {name: getattr(agreement, name) for name in DAYS}
        return {**days, "signed_on": days["signed_on"] or timezone.localdate()}


class SignIntoForceForm(SignForm):
    """What is recorded where signing puts an agreement in force: the days, and the number of the commitment."""

    ask_payment = None  # type: ignore[assignment]  # another person's step
    document_number = TextInput(label=_("Document number"), max_length=60, required=False)


class PutInForceForm(Asking, forms.Form):
    """When the commitment is entered in the ledger, under which number, and whether the first payment may go."""

    on = ThaiDateField(label=_("Committed on"))
    document_number = TextInput(label=_("Document number"), max_length=60)
    # What the page showed of the payment that was asked for with the signing; ticked, it is approved as shown.
    payment_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, object]:
        number = agreement.number_as_typed or agreement.number
        return {"on": timezone.localdate(), "document_number": number}


class ReasonForm(Asking, forms.Form):
    """Why something is cancelled, refused or sent back."""

    reason = TextInput(label=_("Reason"), rows=2)


class ScanForm(Asking, forms.Form):
    scan = AttachmentField(label=_("PDF or picture of the signed paper"))


class ReturnForm(Asking, forms.Form):
    """What was sent back, when, and under which number."""

    unspent = BahtFormField(label=_("Unspent money (baht)"), required=False, look="baht short", empty=NO_BAHT)
    interest = BahtFormField(
        label=_("Interest from the bank (baht)"), required=False, look="baht short", empty=NO_BAHT
    )
    on = ThaiDateField(label=_("Money sent back on"))
    document_number = TextInput(
        label=_("Number of the transfer or receipt"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    slip = AttachmentField(label=_("Transfer slip (PDF or picture)"), required=False)


class AmendmentForm(Asking, OpenedForm):
    """Another amount or last day of an agreement in force, and why."""

    record: Agreement

    amount = BahtFormField(label=_("New amount (baht)"), look="baht short")
    ends_on = ThaiDateField(label=_("New last day"))
    reason = TextInput(label=_("Reason"), rows=3)

    def __init__(self, agreement: Agreement, data: QueryDict | None = None):
        super().__init__(agreement, data, initial={"amount": agreement.amount, "ends_on": agreement.ends_on})

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        return Amendment.decided_by_region(self.record)
