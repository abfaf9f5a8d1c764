"""The 13 NHSO regions, their 77 provinces and 928 districts."""

from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editing.texts import LineField, NameField


class Person(Protocol):
    """Who asks, as far as this room knows her: people.models.User. Her memberships say in which regions she is what."""

    @property
    def sees_every_region(self) -> bool: ...
    def region_numbers(self, *roles: str) -> set[int]: ...
    def staffed_region_numbers(self) -> set[int]: ...
    def importing_region_numbers(self) -> set[int]: ...
    def budget_region_numbers(self) -> set[int]: ...


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: Person | AnonymousUser) -> "RegionQuerySet":
        """Regions a person may read: all for head office, else those of current memberships."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(number__in=user.region_numbers())

    def staffed_by(self, user: Person | AnonymousUser) -> "RegionQuerySet":
        """Regions whose records a person may change in the admin."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(number__in=user.staffed_region_numbers())

    def open_to_import_by(self, user: Person | AnonymousUser, *roles: str) -> "RegionQuerySet":
        """Regions where a person may bring in tables of the kinds that the roles are for; without roles, of any."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(
            number__in=user.region_numbers(*roles) if roles else user.importing_region_numbers()
        )

    def budget_read_by(self, user: Person | AnonymousUser) -> "RegionQuerySet":
        """Regions whose budget a person may read: staff and committee members."""
        if isinstance(user, AnonymousUser):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(number__in=user.budget_region_numbers())


def staffs(user: Person | AnonymousUser, number: int | None) -> bool:
    """Whether a person may change the records of a region in the admin: `staffed_by` of one, without asking again."""
    if number is None or isinstance(user, AnonymousUser):
        return False
    return user.sees_every_region or number in user.staffed_region_numbers()


def only_staffed(user: Person | AnonymousUser) -> int | None:
    """The number of the one region whose records a person may change; None where there are several, or all."""
    if isinstance(user, AnonymousUser) or user.sees_every_region:
        return None
    numbers = user.staffed_region_numbers()
    return next(iter(numbers)) if len(numbers) == 1 else None


class Region(models.Model):
    """One of NHSO's 13 regions. The number is the key: names vary in the field (domain.md section 1)."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    name_th = NameField(_("Thai name"), max_length=60)
    name_en = LineField(_("English name"), max_length=60)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=13), name="region_number_1_to_13"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th


class ProvinceQuerySet(models.QuerySet["Province"]):
    def visible_to(self, user: Person | AnonymousUser) -> "ProvinceQuerySet":
        return self.filter(region__in=Region.objects.visible_to(user))


class Province(models.Model):
    """A province by its two-digit code of the Department of Provincial Administration."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="provinces", verbose_name=_("region"))
    name_th = NameField(_("Thai name"), max_length=60)
    name_en = LineField(_("English name"), max_length=60)
    is_seat = models.BooleanField(_("seat of the regional office"), default=False)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th


class DistrictQuerySet(models.QuerySet["District"]):
    def visible_to(self, user: Person | AnonymousUser) -> "DistrictQuerySet":
        return self.filter(province__region__in=Region.objects.visible_to(user))


class District(models.Model):
    """A district by its four-digit code. Names repeat between provinces: never look one up by name alone."""

    code = models.CharField(_("code"), max_length=4, primary_key=True)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="districts", verbose_name=_("province")
    )
    name_th = NameField(_("Thai name"), max_length=60)
    name_en = LineField(_("English name"), max_length=60)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th
