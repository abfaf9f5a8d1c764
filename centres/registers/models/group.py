"""The groups in which a region has reached a target network, each with its LINE group where it has one."""

from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import Organisation, TargetNetwork
from editing.days import days_constraint, has_come
from editing.fields import FiscalYearField
from editing.held import Held
from editing.texts import KnownByName, LineField, NameField
from people.models import User, Visitor
from people.rights import acts_for, holds, of_own_organisation
from people.roles import BUDGET_ROLES, Role
from regions.models import Province, Region
from spreadsheets.models import history
from thai.years import fiscal_year_bounds, fiscal_year_of

MOST_MEMBERS, LONGEST_NAME = 1_000_000, 200
_LINE_HOSTS = ("line.me", "lin.ee")


def leads_to_line(link: str) -> None:
    """Refuse a link that does not lead to LINE: whoever is given it trusts where it goes."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    is_line = any(host == known or host.endswith(f".{known}") for known in _LINE_HOSTS)
    if not is_line or parts.scheme != "https" or parts.username is not None:
        said = gettext("This is no link to LINE. Copy it from the group's invitation: https://line.me/…")
        raise ValidationError(said, code="line_link")


class NetworkGroupQuerySet(models.QuerySet["NetworkGroup"]):
    def visible_to(self, user: Visitor) -> "NetworkGroupQuerySet":
        """Who reads the region's plan reads its groups; a coordinator those that her organisation looks after."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(Q(region__in=user.region_numbers(*BUDGET_ROLES)) | of_own_organisation(user))

    def standing(self, on: date) -> "NetworkGroupQuerySet":
        """Those that are kept at the end of a day: a group does not count on the day it is retired."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))

    def first_reached_in(self, fiscal_year: int) -> "NetworkGroupQuerySet":
        """The groups that a year reached first; of those that were retired since, only what outlived the year."""
        return self.filter(first_year=fiscal_year).standing(fiscal_year_bounds(fiscal_year)[1])

    def on_line(self) -> "NetworkGroupQuerySet":
        return self.exclude(line_link="")


class NetworkGroup(KnownByName, Held):
    """A group of people of one target network whom the region has reached, such as a club of farmers in a district.

    It is retired, never deleted, so that the figure of a year that is over stays.
    """

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="network_groups", verbose_name=_("region")
    )
    network = models.ForeignKey(
        TargetNetwork, models.PROTECT, related_name="groups", verbose_name=_("target network")
    )
    name = NameField(_("name of the group"), max_length=LONGEST_NAME)
    name_key = models.CharField(_("name for comparison"), max_length=LONGEST_NAME, blank=True, editable=False)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    members = models.PositiveIntegerField(
        _("people in the group"), null=True, blank=True, validators=[MaxValueValidator(MOST_MEMBERS)]
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="network_groups",
        verbose_name=_("organisation that looks after it"),
    )
    line_link = LineField(_("link to the LINE group"), max_length=300, blank=True, validators=[leads_to_line])
    line_keeper = LineField(
        _("who looks after the LINE group"),
        max_length=120,
        blank=True,
        help_text=_("An organisation or a role, such as ประธานเครือข่าย; no name and no telephone number."),
    )
    line_consent = models.BooleanField(
        _("the link may be passed on"),
        default=False,
        help_text=_(
            "Who looks after the LINE group agreed to it. Without this only the region's staff see it."
        ),
    )
    first_year = FiscalYearField(_("fiscal year first reached"))
    retired_on = models.DateField(
        _("retired on"),
        null=True,
        blank=True,
        validators=[has_come],
        help_text=_(
            "The day from which the group is no longer there. It stays in the figures of the years before."
        ),
    )

    objects = NetworkGroupQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("group of a network")
        verbose_name_plural = _("groups of networks")
        ordering = ["region", "network", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name_key"],
                name="networkgroup_once_per_region",
                violation_error_message=_("This region already has a group of that name."),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="networkgroup_has_a_name",
                violation_error_message=_("The name has no letters or digits."),
            ),
            models.CheckConstraint(
                condition=~Q(line_link="") | Q(line_keeper="", line_consent=False),
                name="networkgroup_keeper_of_a_link",
                violation_error_message=_("Give the link to the LINE group that this is about."),
            ),
            models.CheckConstraint(
                condition=Q(line_link="") | ~Q(line_keeper=""),
                name="networkgroup_link_has_a_keeper",
                violation_error_message=_("Say who looks after the LINE group."),
            ),
            days_constraint("networkgroup", "retired_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network-group", args=[self.pk])

    def clean(self) -> None:
        self.set_name(self.name)
        if self.province and self.province.region_id != self.region_id:
            raise ValidationError(
                {"province": gettext("This province is not in the region.")}, code="province"
            )
        if self.organisation and self.organisation.region_id != self.region_id:
            raise ValidationError(
                {"organisation": gettext("This organisation is not in the region.")}, code="organisation"
            )
        if self.first_year is not None:
            self._check_years()

    def _check_years(self) -> None:
        if self.first_year > fiscal_year_of(timezone.localdate()):
            said = gettext("Fiscal year %(year)s is still to come.") % {"year": self.first_year}
            raise ValidationError({"first_year": said}, code="future")
        if self.network_id:
            self.network.require_of(self.first_year, "network")
        if self.retired_on and self.retired_on < fiscal_year_bounds(self.first_year)[0]:
            said = gettext("It was first reached in fiscal year %(year)s, which began later.")
            raise ValidationError({"retired_on": said % {"year": self.first_year}}, code="retired")

    def may_be_written_by(self, user: User) -> bool:
        """Staff of the region keep the register; a coordinator the group that her organisation looks after."""
        is_own = self.organisation is not None and acts_for(user, self.organisation)
        return is_own or holds(user, self.region_id, Role.REGIONAL_STAFF)

    def link_for(self, user: User) -> str:
        """The link to its LINE group, for who keeps the group, and for others where it may be passed on."""
        return self.line_link if self.line_consent or self.may_be_written_by(user) else ""
