"""Organisations as offices write them, and the people tied to them."""

import re
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centres.models.network import TargetNetwork
from editing.days import can_be, days_constraint, has_come
from editing.held import Held
from editing.of_days import OfDaysQuerySet
from editing.texts import KnownByName, NameField, ProseField
from people.models import User, Visitor
from people.roles import Role
from regions.models import District, Province, Region
from regions.places import spelled_out
from spreadsheets.models import history
from thai.sentences import gettext
from thai.text import clean, match_key

LONGEST_KEY = 255
_ISSUE = re.compile(r"\(\s*(?:ประเด็น)?\s*([^()]*?)\s*\)\s*$")


def split_issue(name: str) -> tuple[str, str]:
    """Split "ศูนย์…ฉะเชิงเทรา (ประเด็นคนพิการ)" into the name proper and the issue it works on ("คนพิการ")."""
    found = _ISSUE.search(name)
    if not found or not name[: found.start()].strip():
        return name.strip(), ""
    return name[: found.start()].strip(), found[1]


@lru_cache(2**14)  # of each row of a file it is asked several times
def identity_of(name: str) -> tuple[str, str]:
    """Two names with the same identity are one organisation: same name, same issue in the parentheses.

    "จ.", "อ." and "ต." are the words that they stand for.
    """
    proper, issue = split_issue(clean(name))
    key = match_key(spelled_out(proper))
    if not key:  # "– (คนพิการ)": nothing stands before the parentheses, so they are the name
        key, issue = match_key(name), ""
    return key[:LONGEST_KEY], match_key(issue)[:LONGEST_KEY]  # ß counts as ss and could make it longer


def name_fields(path: str = "") -> list[str]:
    """Where a search looks for the name of an organisation, from a record that leads to it by the path."""
    before = f"{path}__" if path else ""
    return [f"{before}{field}" for field in ("name", "name_key", "issue_key")]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Visitor) -> "OrganisationQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))

    def in_thai_order(self) -> "OrganisationQuerySet":
        return self.order_by("name", "pk")

    def named(self, name: str) -> "OrganisationQuerySet":
        """Organisations that a name as written means: by its own identity or by an alias someone confirmed."""
        key, issue = identity_of(name)
        return self.filter(
            Q(name_key=key, issue_key=issue) | Q(aliases__name_key=key, aliases__issue_key=issue)
        ).distinct()


class KnownByNameAndIssue(KnownByName):
    """Organisations of one name differ by the issue in brackets: see `identity_of`."""

    issue_key: object

    def set_name_key(self) -> None:
        self.name_key, self.issue_key = identity_of(self.name)


class Organisation(KnownByNameAndIssue, Held):
    """An organisation of civil society in one region.

    The name is as the office writes it and is not a key by itself: three centres of ฉะเชิงเทรา differ
    only by the issue in parentheses (paper 3.3 of region 6, 2567).
    """

    class LegalForm(models.TextChoices):
        UNKNOWN = "", _("not known")
        FOUNDATION = "foundation", _("foundation")
        ASSOCIATION = "association", _("association")
        COMMUNITY = "community", _("community organisation")
        CLUB = "club", _("club or group")
        COUNCIL = "council", _("council of communities")
        PUBLIC_BODY = "public_body", _("public body")
        OTHER = "other", _("other form")

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations", verbose_name=_("region"))
    name = NameField(_("name as written"), max_length=255)
    name_key = models.CharField(_("name for comparison"), max_length=255, blank=True, editable=False)
    issue_key = models.CharField(_("issue for comparison"), max_length=255, blank=True, editable=False)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("province"),
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("district"),
    )
    focus = models.ForeignKey(
        TargetNetwork,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("network it works for"),
    )
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm, blank=True, default="")
    contact = ProseField(
        _("contact"), blank=True, help_text=_("Office address and telephone, no private ones.")
    )

    objects = OrganisationQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["region", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name_key", "issue_key"],
                name="organisation_once_per_region",
                violation_error_message=_("This region already has an organisation of that name and issue."),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="organisation_has_a_name",
                violation_error_message=_("The name has no letters or digits."),
            ),
            models.CheckConstraint(
                condition=Q(district=None) | Q(province__isnull=False),
                name="organisation_district_needs_province",
                violation_error_message=_("Choose the province of the district."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.set_name(self.name)
        others = OrganisationAlias.objects.filter(organisation__region=self.region_id).exclude(
            organisation=self.pk
        )
        if others.filter(name_key=self.name_key, issue_key=self.issue_key).exists():
            raise ValidationError(
                {"name": gettext("Another organisation of the region has this name.")}, code="taken"
            )
        if self.province_id and self.province and self.province.region_id != self.region_id:
            raise ValidationError(
                {"province": gettext("This province is not in the region.")}, code="province"
            )
        if (
            self.district_id
            and self.district
            and self.province_id
            and self.district.province_id != self.province_id
        ):
            raise ValidationError(
                {"district": gettext("This district is not in the province.")}, code="district"
            )

    def name_on(self, day: date | None) -> str:
        """The name that it had on a day, as far as its former names tell; without a day the present one."""
        if day is None:
            return self.name
        later = [alias for alias in self.aliases.all() if alias.until is not None and alias.until >= day]
        return min(later, key=lambda alias: alias.until or day).name if later else self.name

    def keep_former_name(self, name: str, *, by: User | None) -> None:
        """Keep the name that it had until yesterday: old tables are known by it, and old papers bear it."""
        key, issue = identity_of(name)
        if (key, issue) == (self.name_key, self.issue_key):
            return  # written otherwise, and known as before
        last = self.aliases.exclude(until=None).order_by("-until").first()
        known = self.aliases.filter(name_key=key, issue_key=issue).first()
        former = known or OrganisationAlias(organisation=self, name=name)
        former.since, former.until = last.until if last else None, timezone.localdate() - timedelta(days=1)
        former.full_clean()
        former.store(by=by, why=gettext("renamed to %(name)s") % {"name": self.name})

    @property
    def issue(self) -> str:
        """What the parentheses at the end of the name say it works on; empty where there are none."""
        return split_issue(self.name)[1]


class OrganisationAliasQuerySet(models.QuerySet["OrganisationAlias"]):
    def visible_to(self, user: Visitor) -> "OrganisationAliasQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class OrganisationAlias(KnownByNameAndIssue, Held):
    """Another way an office has written the name, confirmed by a person as meaning the same organisation.

    A former name says until when it was the name, and since when if that is known.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases", verbose_name=_("organisation")
    )
    name = NameField(_("name as written"), max_length=255)
    name_key = models.CharField(_("name for comparison"), max_length=255, blank=True, editable=False)
    issue_key = models.CharField(_("issue for comparison"), max_length=255, blank=True, editable=False)
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), null=True, blank=True, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[has_come]
    )

    objects = OrganisationAliasQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_key", "issue_key"],
                name="alias_once",
                violation_error_message=_("The organisation already has this other name."),
            ),
            models.CheckConstraint(
                condition=~Q(name_key=""),
                name="alias_has_a_name",
                violation_error_message=_("The name has no letters or digits."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until__isnull=False, until__gte=F("since")),
                name="alias_ends_after_it_starts",
                violation_error_message=_("A former name has a last day, and no earlier one than its first."),
            ),
            days_constraint("organisationalias", "since", "until"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.set_name(self.name)
        own = getattr(self, "organisation", None)  # not saved yet where both are written on one page
        if own is None:
            return
        taken = Organisation.objects.filter(region=own.region_id).named(self.name).exclude(pk=own.pk)
        if taken.exists():
            raise ValidationError(
                {"name": gettext("Another organisation of the region has this name.")}, code="taken"
            )


class OrganisationPersonQuerySet(OfDaysQuerySet["OrganisationPerson"]):
    def visible_to(self, user: Visitor) -> "OrganisationPersonQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class OrganisationPerson(Held):
    """A coordinator or complaint officer acts for this organisation, from a day until a day."""

    carries_rights = True

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="people", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_ties", verbose_name=_("user")
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=[(role.value, role.label) for role in (Role.COORDINATOR, Role.COMPLAINT_OFFICER)],
    )
    since = models.DateField(
        pgettext_lazy("start of a period", "from"), default=timezone.localdate, validators=[can_be]
    )
    until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[can_be]
    )

    objects = OrganisationPersonQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="organisationperson_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "user", "role", "since"],
                name="organisationperson_once",
                violation_error_message=_("This person already acts for the organisation from that day."),
            ),
            days_constraint("organisationperson", "since", "until"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    def clean(self) -> None:
        if self._state.adding and self.user_id and not self.user.is_active:
            said = gettext("This account is closed. Head office opens it again.")
            raise ValidationError({"user": said}, code="closed")
