"""What a person does with an agreement from its own page, in one table: the act, its small form, and what is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.cancelling import cancel
from grants.agreements.drafting import attach_scan
from grants.agreements.force import put_in_force, sign, sign_into_force, take_back
from grants.desk.agreement_forms import (
    PutInForceForm,
    ReasonForm,
    ReturnForm,
    ScanForm,
    SignForm,
    SignIntoForceForm,
)
from grants.payments.returns import ReturnNotice
from grants.reports.ending import end
from people.acts import OpenActs


@dataclass(frozen=True, slots=True)
class AgreementStep:
    """Whose act it is, what does it with what was typed, what is then said, and the form to type in, if any.

    `carries` names what else the page sends along (editing/acting.py): what it showed (`seen`), the yes to its
    question (`meant`). `also` says more where a field was filled in. `ids` keeps two forms of one page apart.
    """

    act: str
    do: Callable[..., object]
    done: str | Promise
    form: type[forms.Form] | None = None
    carries: tuple[str, ...] = ()
    also: Mapping[str, str | Promise] = field(default_factory=dict)
    name: str = ""
    ids: str = "id_%s"

    def blank(self, agreement: Agreement) -> forms.Form | None:
        """The form as it is first shown, with what the agreement says already."""
        if self.form is None:
            return None
        initial = getattr(self.form, "initial_of", lambda agreement: None)(agreement)
        return self.form(auto_id=self.ids, initial=initial)

    def said(self, typed: Mapping[str, Any]) -> str:
        return str(next((more for name, more in self.also.items() if typed.get(name)), self.done))


_IN_FORCE = _("The agreement is in force; its amount is committed in the ledger.")
_AND_PAYMENT = _("The agreement is in force, and the payment of instalment 1 waits for finance.")

# By the last part of the address.
STEPS = {
    "sign": AgreementStep(
        act="sign",
        do=sign,
        done=_("The signing is recorded. Another person of the staff puts the agreement in force."),
        form=SignForm,
        carries=("seen", "meant"),
    ),
    "sign-into-force": AgreementStep(
        "sign_into_force", sign_into_force, _IN_FORCE, SignIntoForceForm, carries=("seen", "meant")
    ),
    "take-back": AgreementStep(
        "take_back", take_back, _("The agreement is a draft again."), carries=("seen",)
    ),
    "activate": AgreementStep(
        act="put_in_force",
        do=put_in_force,
        done=_IN_FORCE,
        form=PutInForceForm,
        carries=("seen",),
        also={"payment_seen": _AND_PAYMENT},
    ),
    "end": AgreementStep("end", end, _("The agreement is ended."), carries=("seen",)),
    "cancel": AgreementStep(
        act="cancel",
        do=cancel,
        done=_("The agreement is cancelled; its amount is free for others again."),
        form=ReasonForm,
        carries=("seen",),
        ids="cancel_%s",
    ),
    # What is in force is cancelled by another person.
    "ask-cancellation": AgreementStep(
        act="amend",
        do=Amendment.propose_cancellation,
        done=_("The cancellation is asked for. Another person decides on it."),
        form=ReasonForm,
        name="cancel",
        ids="cancel_%s",
    ),
    "attach-scan": AgreementStep("attach_scan", attach_scan, _("The scan is attached."), ScanForm),
    "returns": AgreementStep(
        act="report_return",
        do=ReturnNotice.report,
        done=_("The return is reported. The money counts as returned when another person has confirmed it."),
        form=ReturnForm,
        ids="return_%s",
    ),
}


def blank_forms(agreement: Agreement, may: OpenActs) -> dict[str, forms.Form]:
    """The forms of the steps that are open to a person, by their names."""
    blank = {step.name or step.act: step.blank(agreement) for step in STEPS.values() if may[step.act]}
    return {name: form for name, form in blank.items() if form}
