"""The states of an agreement and of its instalments, and what may be done to them: by whom, and in which year."""

from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.acts import Act, Consequence, Life, When
from people.roles import PAYING_ROLES, REPORTING_ROLES, STAFF_ROLES, Role


class AgreementState(TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")
    ACTIVE = "active", pgettext_lazy("an agreement", "in force")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


LIVE = (AgreementState.DRAFT, AgreementState.SIGNED, AgreementState.ACTIVE)
_DRAFT, _SIGNED, _ACTIVE = (AgreementState.DRAFT,), (AgreementState.SIGNED,), (AgreementState.ACTIVE,)
_PAID_UNDER = (AgreementState.ACTIVE, AgreementState.ENDED, AgreementState.CANCELLED)
_NOTHING_PAID = _("Agreement %(record)s is %(state)s; no money was paid under it.")

_staff = partial(Act, roles=STAFF_ROLES)
_staff_in_year = partial(_staff, when=When.OPEN)  # what binds money waits until its year is open

AGREEMENT_LIFE = Life(
    _staff("change", _DRAFT, refused=_("Only a draft can be changed.")),
    _staff("split", _DRAFT, refused=_("Only the instalments of a draft can be written anew.")),
    _staff_in_year("sign", _DRAFT, AgreementState.SIGNED, refused=_("Only a draft can be signed.")),
    _staff_in_year(
        name="sign_into_force",
        sources=_DRAFT,
        target=AgreementState.ACTIVE,
        another_than=("drafted_by",),
        decides=True,
        proved=True,
        refused=_("Only a draft can be signed."),
    ),
    _staff(
        "take_back", _SIGNED, AgreementState.DRAFT, refused=_("Only a signed agreement can be taken back.")
    ),
    _staff_in_year(
        name="put_in_force",
        sources=_SIGNED,
        target=AgreementState.ACTIVE,
        another_than=("signed_by",),
        decides=True,
        proved=True,
        refused=_("Only a signed agreement can come into force."),
    ),
    _staff_in_year("amend", _ACTIVE, refused=_("Only an agreement in force is amended.")),
    _staff_in_year(
        "end", _ACTIVE, AgreementState.ENDED, refused=_("Only an agreement in force can be ended.")
    ),
    _staff(
        name="cancel",
        sources=(*_DRAFT, *_SIGNED),
        target=AgreementState.CANCELLED,
        decides=True,
        refused=_("Only an agreement that is not in force is cancelled so; ask for its cancellation."),
    ),
    _staff(
        "attach_scan", (*LIVE, AgreementState.ENDED), refused=_("A cancelled agreement keeps what it has.")
    ),
    Act(
        name="report_return",
        sources=_PAID_UNDER,
        roles=(*PAYING_ROLES, Role.COORDINATOR),
        when=When.OPEN,
        refused=_NOTHING_PAID,
    ),
    Act("correct_return", _PAID_UNDER, roles=PAYING_ROLES, when=When.OPEN, refused=_NOTHING_PAID),
    region=lambda agreement: agreement.programme.region_id,
    year=lambda agreement: agreement.programme,
    organisation=lambda agreement: agreement.organisation,
    follows=[Consequence(_ACTIVE, AgreementState.CANCELLED)],  # an amendment that is approved
)


class InstalmentState(TextChoices):
    PLANNED = "planned", _("planned")
    REQUESTED = "requested", _("payment requested")
    APPROVED = "approved", _("payment approved")
    PAID = "paid", _("paid")
    CANCELLED = "cancelled", _("cancelled")


_PLANNED, _PAID = (InstalmentState.PLANNED,), (InstalmentState.PAID,)
_REQUESTED, _APPROVED = (InstalmentState.REQUESTED,), (InstalmentState.APPROVED,)
UNPAID = (*_PLANNED, *_REQUESTED, *_APPROVED)

_payer = partial(Act, roles=PAYING_ROLES, when=When.OPEN)

INSTALMENT_LIFE = Life(
    _payer("request", _PLANNED, InstalmentState.REQUESTED, refused=_("Its payment is already under way.")),
    _payer(
        name="approve",
        sources=_REQUESTED,
        target=InstalmentState.APPROVED,
        another_than=("requested_by",),
        decides=True,
        proved=True,
        refused=_("This payment does not wait for approval."),
    ),
    _payer(
        name="send_back",
        sources=(*_REQUESTED, *_APPROVED),
        target=InstalmentState.PLANNED,
        decides=True,
        refused=_("This payment does not wait for anybody."),
    ),
    _payer(
        name="pay",
        sources=_APPROVED,
        target=InstalmentState.PAID,
        another_than=("approved_by",),
        proved=True,
        refused=_("%(record)s is %(state)s; only what is approved for payment is paid."),
    ),
    _payer("correct", _PAID, refused=_("This instalment is not paid.")),
    Act(
        "report",
        _PAID,
        roles=REPORTING_ROLES,
        refused=_("There is something to report when the instalment is paid."),
    ),
    region=lambda part: part.agreement.programme.region_id,
    year=lambda part: part.agreement.programme,
    organisation=lambda part: part.agreement.organisation,
    follows=[
        Consequence(UNPAID, InstalmentState.CANCELLED),  # with its agreement
        Consequence(_PAID, InstalmentState.APPROVED),  # a payment taken back
        Consequence(_PAID, InstalmentState.CANCELLED),  # of a cancelled agreement
    ],
)
