"""Who uses the portal, and in which region and role."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.days import can_be
from editing.held import Held
from editing.of_days import OfDaysQuerySet
from editing.reasons import History
from editing.statements import read_of
from editing.texts import LineField, NameField
from people.roles import ADMIN_ROLES, BUDGET_ROLES, IMPORTING_ROLES, Role
from regions.models import Region


class AccountHistory(History):
    """History of accounts. To sign in or to choose a new password does not change the account."""

    UNTOLD = ("password", "last_login")

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

    first_name = NameField(_("first name"), max_length=150, blank=True)
    last_name = NameField(_("last name"), max_length=150, blank=True)
    title = LineField(pgettext_lazy("before a name", "title"), max_length=30, blank=True)
    position = LineField(_("position"), max_length=120, blank=True)

    history = AccountHistory()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        # A Thai title is written onto the first name: นางสาวสมใจ
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """The memberships that hold today; read once per request."""
        return read_of(("memberships", timezone.localdate()), [self.pk] if self.pk else [], _current_of)

    @cached_property
    def coordinated_organisations(self) -> set[int]:
        """Keys of the organisations whose coordinator she is today; read once per request."""
        ties: Any = self.organisation_ties
        return set(ties.current().filter(role=Role.COORDINATOR).values_list("organisation", flat=True))

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


def _current_of(people: Sequence[int]) -> "QuerySet[Membership]":
    return Membership.objects.filter(user__in=people).current().select_related("region")


class Membership(Held):
    """A person's role in one region (or in head office, which has no region) from a day until a day."""

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
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}" + (f", {self.region}" if self.region else "")

    def clean(self) -> None:
        if (self.role == Role.HEAD_OFFICE) != (self.region_id is None):
            raise ValidationError(
                {"region": gettext("Every role but head office belongs to one region.")}, code="region"
            )
