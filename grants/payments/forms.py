"""What finance types about one instalment: when it was paid, or why it was not paid after all."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.baht import BahtFormField
from editing.dates import ThaiDateField
from editing.forms import Asking
from editing.texts import TextInput
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import check_entry_day
from grants.payments.workbook import LONGEST_DOCUMENT_NUMBER
from thai.text import clean


class PaymentForm(Asking, forms.Form):
    on = ThaiDateField(label=_("Day of payment"))
    document_number = TextInput(
        label=_("Document number"),
        help_text=_("Of the transfer or the payment voucher."),
        max_length=LONGEST_DOCUMENT_NUMBER,
    )

    def __init__(self, data: QueryDict | None = None, *, instalment: Instalment):
        super().__init__(data)
        self.instalment = instalment

    def clean_document_number(self) -> str:
        # As a list would read it, so that the payment comes back in one as unchanged.
        number = clean(self.cleaned_data["document_number"])
        if not any(letter.isalnum() for letter in number):
            raise ValidationError(gettext("Write the number that stands on the document."), code="no_number")
        return number

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        try:
            check_entry_day(self.instalment.agreement, on)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return on


class CorrectionForm(forms.Form):
    """Why a payment did not happen."""

    reason = TextInput(label=_("Why was it not paid?"), rows=2, max_length=2000)
    document_number = TextInput(
        label=_("Document number"),
        help_text=_("Of the paper that shows it, such as the bank's notice."),
        max_length=LONGEST_DOCUMENT_NUMBER,
    )


class EntryCorrectionForm(CorrectionForm):
    """What came back really, where another amount is recorded."""

    right_amount = BahtFormField(
        label=_("Right amount (baht)"),
        help_text=_("What came back really; 0 where nothing did."),
        look="baht short",
    )
    reason = TextInput(label=_("What is wrong with it?"), rows=2, max_length=2000)

    field_order = ["right_amount", "reason", "document_number"]
