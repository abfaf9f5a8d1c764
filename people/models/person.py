"""Who uses the portal, and in which region and role."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editing.days import can_be
from editing.held import Held, rights_change
from editing.of_days import OfDaysQuerySet
from editing.reasons import History
from editing.statements import read_of
from editing.texts import LineField, NameField
from people.fields import PersonField
from people.roles import ADMIN_ROLES, BUDGET_ROLES, GIVES, IMPORTING_ROLES, Role
from regions.models import Region
from thai.sentences import gettext


class AccountHistory(History):
    """History of accounts. To sign in or to choose a new password does not change the account."""

    UNTOLD = ("password", "last_login", "sessions_ended", "password_of_another")

    def __init__(self) -> None:
        super().__init__(excluded_fields=list(self.UNTOLD))

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
        **kwargs: object,
    ) -> None:
        if update_fields is None or not set(update_fields) <= set(self.UNTOLD):
            super().post_save(instance, created, using=using, **kwargs)


class User(Held, AbstractUser):
    """A person who signs in. What she may see follows from her memberships, not from flags."""

    carries_rights = True

    first_name = NameField(_("first name"), max_length=150, blank=True)
    last_name = NameField(_("last name"), max_length=150, blank=True)
    title = LineField(pgettext_lazy("before a name", "title"), max_length=30, blank=True)
    position = LineField(_("position"), max_length=120, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    password_of_another = models.BooleanField(default=False, editable=False)  # who chose it knows it

    history = AccountHistory()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name()

    def end_sessions(self) -> None:
        """End all that are open under her name."""
        User.objects.filter(pk=self.pk).update(sessions_ended=F("sessions_ended") + 1)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session stands while this is what it was opened with: until a new password, or `end_sessions`."""
        told = f"{self.sessions_ended}:{self.password}"
        return salted_hmac("people.models.User.session", told, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Her name, and where nobody has entered one that of her account: no page leaves her out."""
        # A Thai title is written onto the first name: นางสาวสมใจ
        name = f"{self.first_name} {self.last_name}".strip()
        return f"{self.title}{name}" if name else self.username

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """The memberships that hold today; read once per request."""
        return read_of(("memberships", timezone.localdate()), [self.pk] if self.pk else [], _current_of)

    @cached_property
    def _coordinated(self) -> dict[int, int]:
        """The regions of the organisations whose coordinator she is today, by their keys; read once per request.

        A tie says of which organisation, a membership that she is a coordinator there at all: it takes both.
        """
        ties = self.organisation_ties
        tied = ties.current().filter(
            role=Role.COORDINATOR, organisation__region__in=self.region_numbers(Role.COORDINATOR)
        )
        return dict(tied.values_list("organisation", "organisation__region"))

    @property
    def coordinated_organisations(self) -> set[int]:
        """Keys of the organisations whose coordinator she is today."""
        return set(self._coordinated)

    @property
    def coordinated_region_numbers(self) -> set[int]:
        """Numbers of the regions in which she coordinates an organisation today."""
        return set(self._coordinated.values())

    def coordinated_in(self, region_number: int) -> set[int]:
        return {key for key, region in self._coordinated.items() if region == region_number}

    @property
    def sees_every_region(self) -> bool:
        return self.is_superuser or any(m.role == Role.HEAD_OFFICE for m in self.current_memberships)

    @property
    def reads_budgets(self) -> bool:
        return self.sees_every_region or bool(self.budget_region_numbers())

    @property
    def works_in_admin(self) -> bool:
        return self.is_superuser or any(m.role in ADMIN_ROLES for m in self.current_memberships)

    def has_role(self, *roles: str) -> bool:
        return any(m.role in roles for m in self.current_memberships)

    def require_gives(self, role: str, region_number: int | None) -> None:
        """Raises ValidationError where she may neither give nor end a role there today."""
        if role not in self.gives_in(region_number):
            raise ValidationError(
                gettext("Your own role may not give or end the role “%(role)s” here.")
                % {"role": Role(role).label},
                code="role",
            )

    def gives_in(self, region_number: int | None) -> list[Role]:
        """The roles that she may give and end today in a region, or in none."""
        mine = [m for m in self.current_memberships if m.region_id in (None, region_number)]
        given = {role for m in mine for role in GIVES[Role(m.role)]}
        return [role for role in Role if self.is_superuser or role in given]

    @cached_property
    def brought(self) -> dict[int, str]:
        """The names of the coordinators whom she gave one of their roles, by their keys; read once per request.

        She might be one of them herself under a second name, so she decides on nothing that they asked for.
        """
        rows = Membership.objects.brought_by(self).select_related("user")
        return {row.user_id: str(row.user) for row in rows}

    def region_numbers(self, *roles: str) -> set[int]:
        """Numbers of the regions where the person holds one of the roles (any role when none is named)."""
        return {
            m.region_id
            for m in self.current_memberships
            if m.region_id is not None and (not roles or m.role in roles)
        }

    def staffed_region_numbers(self) -> set[int]:
        return self.region_numbers(Role.REGIONAL_STAFF)

    def importing_region_numbers(self) -> set[int]:
        return self.region_numbers(*IMPORTING_ROLES)

    def budget_region_numbers(self) -> set[int]:
        return self.region_numbers(*BUDGET_ROLES)


# Who asks for a page: a person, or nobody whom the portal knows.
Visitor = User | AnonymousUser


class MembershipQuerySet(OfDaysQuerySet["Membership"]):
    def visible_to(self, user: Visitor) -> "MembershipQuerySet":
        if isinstance(user, User) and user.sees_every_region:
            return self
        return self.filter(region__in=Region.objects.visible_to(user))

    def brought_by(self, user: User) -> "MembershipQuerySet":
        """Those that make a coordinator, on whatever day, of whom a person gave one of her roles."""
        given = Membership.objects.filter(given_by=user.pk).order_by().values("user")
        return self.filter(role=Role.COORDINATOR, user__in=given).order_by()


def _current_of(people: Sequence[int]) -> "QuerySet[Membership]":
    return Membership.objects.filter(user__in=people).current().select_related("region")


class Membership(Held):
    """A person's role in one region (or in head office, which has no region) from a day until a day."""

    carries_rights = True

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("region"),
        help_text=_("Leave empty for head office only."),
    )
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), default=timezone.localdate, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"),
        null=True,
        blank=True,
        help_text=_("The last day; leave empty while it lasts."),
        validators=[can_be],
    )

    # Empty where no person gave it: commands, and before 2569.
    given_by = PersonField(_("given by"), null=True)

    objects = MembershipQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "region", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.HEAD_OFFICE, region=None)
                | (~Q(role=Role.HEAD_OFFICE) & Q(region__isnull=False)),
                name="membership_region_unless_head_office",
                violation_error_message=_("Every role but head office belongs to one region."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region", "since"],
                name="membership_once",
                violation_error_message=_("This person already holds that role from that day."),
            ),
            models.UniqueConstraint(  # an empty region is equal to none, so head office needs its own
                fields=["user", "role", "since"],
                condition=Q(region=None),
                name="membership_without_region_once",
                violation_error_message=_("This person already holds that role from that day."),
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("user")),
                name="membership_given_by_another",
                violation_error_message=_("Nobody gives a role to herself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}" + (f", {self.region}" if self.region else "")

    def clean(self) -> None:
        if (self.role == Role.HEAD_OFFICE) != (self.region_id is None):
            raise ValidationError(
                {"region": gettext("Every role but head office belongs to one region.")}, code="region"
            )
        if self.given_by is not None and not self._stands_as_given():
            self.require_gives(self.given_by)

    def require_gives(self, by: User) -> None:
        """Raises ValidationError where a person may neither give nor end it."""
        if by.pk == self.user_id:
            raise ValidationError(gettext("Nobody gives a role to herself."), code="own")
        if self.user.is_superuser and not by.is_superuser:
            raise ValidationError(gettext("This account is kept by who runs the portal."), code="superuser")
        by.require_gives(self.role, self.region_id)

    @property
    def is_to_last(self) -> bool:
        """Whether it holds beyond today, or is to begin."""
        return self.until is None or self.until > timezone.localdate()

    def _stands_as_given(self) -> bool:
        """Whether who gave it was asked before: she may have left since."""
        as_given = {"role": self.role, "region": self.region_id, "given_by": self.given_by_id}
        return Membership.objects.filter(pk=self.pk, user=self.user_id, **as_given).exists()

    @transaction.atomic
    def give(self, *, by: User) -> None:
        """Give a person a role that she has not: of two rows the one that is ended would leave the other."""
        rights_change.send(Membership)
        if not self.user.hold().is_active:
            raise ValidationError(
                gettext("This account is closed. Head office opens it again."), code="closed"
            )
        has = Membership.objects.filter(user=self.user, role=self.role, region=self.region)
        if has.not_over().exists():
            raise ValidationError(
                gettext("This person has that role already, or it is to begin."), code="has_it"
            )
        self.given_by = by
        self.full_clean()
        self.store(by=by, why=gettext("role given"))

    def end(self, *, by: User, version: int) -> None:
        """Have today be the last day of a role, as it was shown."""
        rights_change.send(Membership)
        with transaction.atomic():
            held = self.hold()
            held.require_version(version)
            held.require_gives(by)
            today = timezone.localdate()
            if not held.is_to_last:
                raise ValidationError(gettext("This role has ended already."), code="state")
            if held.since > today:
                held.remove(by=by, why=gettext("role taken back before it began"))
                return
            held.until = today
            held.full_clean()
            held.store(by=by, why=gettext("role ended"), fields=["until"])
