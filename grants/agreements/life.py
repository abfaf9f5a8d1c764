"""The states of an agreement and of its instalments, and what may be done to them: by whom, and in which year."""

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

AGREEMENT_LIFE = Life(
    Act(name="change", sources=_DRAFT, roles=STAFF_ROLES, refused=_("Only a draft can be changed.")),
    Act(
        name="split",
        sources=_DRAFT,
        roles=STAFF_ROLES,
        refused=_("Only the instalments of a draft can be written anew."),
    ),
    Act(
        name="sign",
        sources=_DRAFT,
        target=AgreementState.SIGNED,
        roles=STAFF_ROLES,
        when=When.OPEN,
        refused=_("Only a draft can be signed."),
    ),
    Act(
        name="sign_into_force",
        sources=_DRAFT,
        target=AgreementState.ACTIVE,
        roles=STAFF_ROLES,
        when=When.OPEN,
        another_than=("drafted_by",),
        decides=True,
        refused=_("Only a draft can be signed."),
    ),
    Act(
        name="take_back",
        sources=_SIGNED,
        target=AgreementState.DRAFT,
        roles=STAFF_ROLES,
        refused=_("Only a signed agreement can be taken back."),
    ),
    Act(
        name="put_in_force",
        sources=_SIGNED,
        target=AgreementState.ACTIVE,
        roles=STAFF_ROLES,
        when=When.OPEN,
        another_than=("signed_by",),
        decides=True,
        refused=_("Only a signed agreement can come into force."),
    ),
    Act(
        name="amend",
        sources=_ACTIVE,
        roles=STAFF_ROLES,
        when=When.OPEN,
        refused=_("Only an agreement in force is amended."),
    ),
    Act(
        name="end",
        sources=_ACTIVE,
        target=AgreementState.ENDED,
        roles=STAFF_ROLES,
        when=When.OPEN,
        refused=_("Only an agreement in force can be ended."),
    ),
    Act(
        name="cancel",
        sources=(AgreementState.DRAFT, AgreementState.SIGNED),
        target=AgreementState.CANCELLED,
        roles=STAFF_ROLES,
        decides=True,
        refused=_("Only an agreement that is not in force is cancelled so; ask for its cancellation."),
    ),
    Act(
        name="attach_scan",
        sources=(*LIVE, AgreementState.ENDED),
        roles=STAFF_ROLES,
        refused=_("A cancelled agreement keeps what it has."),
    ),
    Act(
        name="report_return",
        sources=(AgreementState.ACTIVE, AgreementState.ENDED, AgreementState.CANCELLED),
        roles=(*PAYING_ROLES, Role.COORDINATOR),
        when=When.OPEN,
        refused=_("Agreement %(record)s is %(state)s; no money was paid under it."),
    ),
    Act(
        name="correct_return",
        sources=(AgreementState.ACTIVE, AgreementState.ENDED, AgreementState.CANCELLED),
        roles=PAYING_ROLES,
        when=When.OPEN,
        refused=_("Agreement %(record)s is %(state)s; no money was paid under it."),
    ),
    region=lambda agreement: agreement.programme.region_id,
    year=lambda agreement: agreement.programme,
    organisation=lambda agreement: agreement.organisation,
    follows=[Consequence(sources=_ACTIVE, target=AgreementState.CANCELLED)],  # an amendment that is approved
)


class InstalmentState(TextChoices):
    PLANNED = "planned", _("planned")
    REQUESTED = "requested", _("payment requested")
    APPROVED = "approved", _("payment approved")
    PAID = "paid", _("paid")
    CANCELLED = "cancelled", _("cancelled")


_ON_ITS_WAY = (InstalmentState.REQUESTED, InstalmentState.APPROVED)
UNPAID = (InstalmentState.PLANNED, *_ON_ITS_WAY)

INSTALMENT_LIFE = Life(
    Act(
        name="request",
        sources=(InstalmentState.PLANNED,),
        target=InstalmentState.REQUESTED,
        roles=PAYING_ROLES,
        when=When.OPEN,
        refused=_("Its payment is already under way."),
    ),
    Act(
        name="approve",
        sources=(InstalmentState.REQUESTED,),
        target=InstalmentState.APPROVED,
        roles=PAYING_ROLES,
        when=When.OPEN,
        another_than=("requested_by",),
        decides=True,
        refused=_("This payment does not wait for approval."),
    ),
    Act(
        name="send_back",
        sources=_ON_ITS_WAY,
        target=InstalmentState.PLANNED,
        roles=PAYING_ROLES,
        when=When.OPEN,
        decides=True,
        refused=_("This payment does not wait for anybody."),
    ),
    Act(
        name="pay",
        sources=(InstalmentState.APPROVED,),
        target=InstalmentState.PAID,
        roles=PAYING_ROLES,
        when=When.OPEN,
        another_than=("approved_by",),
        refused=_("%(record)s is %(state)s; only what is approved for payment is paid."),
    ),
    Act(
        name="correct",
        sources=(InstalmentState.PAID,),
        roles=PAYING_ROLES,
        when=When.OPEN,
        refused=_("This instalment is not paid."),
    ),
    Act(
        name="report",
        sources=(InstalmentState.PAID,),
        roles=REPORTING_ROLES,
        refused=_("There is something to report when the instalment is paid."),
    ),
    region=lambda part: part.agreement.programme.region_id,
    year=lambda part: part.agreement.programme,
    organisation=lambda part: part.agreement.organisation,
    follows=[
        Consequence(sources=UNPAID, target=InstalmentState.CANCELLED),  # with its agreement
        Consequence(sources=(InstalmentState.PAID,), target=InstalmentState.APPROVED),  # a payment taken back
        Consequence(
            sources=(InstalmentState.PAID,), target=InstalmentState.CANCELLED
        ),  # of a cancelled agreement
    ],
)
