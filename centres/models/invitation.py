"""Inviting a person who has no account yet, by a link that opens once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centres.models.organisation import Organisation, OrganisationPerson
from editing.held import Held, rights_change
from editing.proof.portal_user import KEPT
from editing.texts import LineField
from people.fields import PersonField
from people.models import Membership, User, Visitor
from people.moments import lies_ahead
from people.roles import Role
from regions.models import Region
from spreadsheets.models import history
from thai.sentences import gettext

OPEN_FOR = timedelta(days=7)
TIED = (Role.COORDINATOR, Role.COMPLAINT_OFFICER)  # roles that act for one organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Visitor) -> "InvitationQuerySet":
        """Those to the regions that a person staffs; all for head office."""
        if not isinstance(user, User):
            return self.none()
        return self if user.sees_every_region else self.filter(region__in=user.staffed_region_numbers())

    def opened_by(self, key: str) -> "InvitationQuerySet":
        """The one that a link is for; only a digest of its key is kept."""
        return self.filter(digest=_digest(key))


class Invitation(Held):
    """Whoever has the link makes an account of her own with the role. The row stays, whatever became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("an invitation", "not opened yet")
        TAKEN = "taken", pgettext_lazy("an invitation", "taken up")
        WITHDRAWN = "withdrawn", pgettext_lazy("an invitation", "withdrawn")

    portal_may = KEPT
    carries_rights = True

    for_whom = LineField(_("for whom"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    given_by = PersonField(_("invited by"))
    given_at = models.DateTimeField(_("invited at"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    taken_by = PersonField(_("account"), null=True)

    objects = InvitationQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.HEAD_OFFICE, region=None)
                | (~Q(role=Role.HEAD_OFFICE) & Q(region__isnull=False)),
                name="invitation_region_unless_head_office",
                violation_error_message=_("Every role but head office belongs to one region."),
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(role__in=TIED),
                name="invitation_organisation_of_its_people",
                violation_error_message=_(
                    "Only coordinators and complaint officers act for one organisation."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="taken", taken_by__isnull=False) | (~Q(state="taken") & Q(taken_by=None)),
                name="invitation_taken_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("given_by")),
                name="invitation_not_for_herself",
                violation_error_message=_("Nobody gives a role to herself."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Invitation of %(whom)s") % {"whom": self.for_whom}

    def clean(self) -> None:
        if self.organisation is not None and self.organisation.region_id != self.region_id:
            raise ValidationError(
                {"organisation": gettext("This organisation is of another region.")}, code="region"
            )

    @property
    def ends_at(self) -> datetime:
        return self.given_at + OPEN_FOR

    @property
    def is_open(self) -> bool:
        """Whether its link opens: not taken up or withdrawn, not too old, and whoever gave it still may."""
        now = timezone.now()
        return (
            self.state == self.State.WAITING
            and now <= self.ends_at
            and not lies_ahead(self.given_at.timestamp(), now.timestamp())
            and self.given_by.is_active
            and self.role in self.given_by.gives_in(self.region_id)
        )

    def give(self, *, by: User) -> str:
        """Invite. Returns the key of the link, which is told this once. Raises ValidationError where she may not."""
        rights_change.send(Invitation)
        by.require_gives(self.role, self.region_id)
        key = secrets.token_urlsafe(32)
        self.given_by, self.digest = by, _digest(key)
        self.full_clean(exclude=["digest"])
        self.store(by=by, why=gettext("invited"))
        return key

    def withdraw(self, *, by: User) -> None:
        """For who gave it, and for head office."""
        with transaction.atomic():
            held = self.hold()
            if by.pk != held.given_by_id and not by.sees_every_region:
                raise ValidationError(gettext("Who gave the invitation withdraws it."), code="role")
            held.fall(by=by)

    def fall(self, *, by: User) -> None:
        """It opens nothing any more: withdrawn, or who gave it has left."""
        with transaction.atomic():
            held = self.hold()
            if held.state != self.State.WAITING:
                raise ValidationError(
                    gettext("This invitation has been taken up or withdrawn already."), code="state"
                )
            held.state = self.State.WITHDRAWN
            held.store(by=by, why=gettext("invitation withdrawn"), fields=["state"])

    def take_up(self, person: User) -> None:
        """Keep the new account of who came by the link, with its role and tie: the whole of it, once."""
        with transaction.atomic():
            held = self.hold()
            if not held.is_open:
                raise ValidationError(gettext("This link opens nothing any more."), code="state")
            why = gettext("by invitation of %(by)s") % {"by": str(held.given_by)}
            person.store(by=person, why=why)
            given = Membership(user=person, role=held.role, region=held.region, given_by=held.given_by)
            given.full_clean()
            given.store(by=person, why=why)
            if held.organisation is not None:
                tie = OrganisationPerson(organisation=held.organisation, user=person, role=held.role)
                tie.full_clean()
                tie.store(by=person, why=why)
            held.state, held.taken_by = self.State.TAKEN, person
            held.store(by=person, why=gettext("invitation taken up"), fields=["state", "taken_by"])


def _digest(key: str) -> str:
    """A key is long and of chance alone, so a plain hash keeps it."""
    return hashlib.sha256(key.encode()).hexdigest()
