"""The kinds of catalogue: what its entries say of themselves, and where an entry is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from editing.of_years import OfYears
from participation.models import ActivityTag, FormOfParticipation, StandardActivity
from participation.outcomes.measures import measures
from participation.used import MEASURES
from people.models import User

TYPED = "typed"  # in an address: indicators whose values are typed


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry of a catalogue as its page shows it; a measure has no years."""

    key: str
    number: str
    words: str
    note: str = ""
    group: str = ""
    written_at: str = ""
    of: OfYears | None = None

    @property
    def used_as(self) -> object:
        """What a plan's row holds that names it."""
        return self.of.pk if self.of else ("" if self.key == TYPED else self.key)


@dataclass(frozen=True, slots=True)
class CatalogueKind:
    """A catalogue: its place in the address, its label, and what names its entries (participation/used.py)."""

    slug: str
    label: str | Promise
    about: str | Promise
    label_of_uses: str
    entries: Callable[[], list[CatalogueEntry]]
    added_at: str = ""

    def may_write(self, user: User) -> bool:
        """Whether a person may change what it holds; a measure is made with the portal."""
        if self.label_of_uses == MEASURES or not user.works_in_admin:
            return False
        app, model = self.label_of_uses.lower().split(".")
        return user.has_perm(f"{app}.change_{model}")

    @property
    def has_years(self) -> bool:
        return self.label_of_uses != MEASURES

    @property
    def address_to_add(self) -> str:
        return reverse(f"admin:{self.added_at}_add") if self.added_at else ""


def _change(name: str, pk: int) -> str:
    return reverse(f"admin:{name}_change", args=[pk])


_FORMS, _NETWORKS, _TAGS = (
    "participation_formofparticipation",
    "centres_targetnetwork",
    "participation_activitytag",
)


def _forms() -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            str(form.pk),
            str(form.number),
            form.name,
            form.short_name,
            written_at=_change(_FORMS, form.pk),
            of=form,
        )
        for form in FormOfParticipation.objects.all()
    ]


def _activities() -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            str(activity.pk),
            f"{activity.form.number}.{activity.number}",
            activity.name,
            group=str(activity.form),
            written_at=_change(_FORMS, activity.form_id),
            of=activity,
        )
        for activity in StandardActivity.objects.select_related("form")
    ]


def _networks() -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            str(network.pk),
            network.code,
            network.name_th,
            network.basis,
            group=str(network.get_kind_display()),
            written_at=_change(_NETWORKS, network.pk),
            of=network,
        )
        for network in TargetNetwork.objects.all()
    ]


def _tags() -> list[CatalogueEntry]:
    return [
        CatalogueEntry(
            str(tag.pk),
            str(tag.number),
            tag.name,
            group=str(tag.get_kind_display()),
            written_at=_change(_TAGS, tag.pk),
            of=tag,
        )
        for tag in ActivityTag.objects.all()
    ]


def _measures() -> list[CatalogueEntry]:
    counted = [CatalogueEntry(each.code, "", str(each.label), each.unit) for each in measures()]
    return [*counted, CatalogueEntry(TYPED, "", str(_("Indicators whose values are typed")))]


KINDS = (
    CatalogueKind(
        "forms",
        _("Forms of participation"),
        _("Every line of a plan is of one of these."),
        "participation.FormOfParticipation",
        _forms,
        _FORMS,
    ),
    CatalogueKind(
        "activities",
        _("Standard activities"),
        _("The activities that the paper lists under each form. They are written on the page of their form."),
        "participation.StandardActivity",
        _activities,
    ),
    CatalogueKind(
        "networks",
        _("Target networks"),
        _("The nine kinds of section 13(4), others that offices name, and partners."),
        "centres.TargetNetwork",
        _networks,
        _NETWORKS,
    ),
    CatalogueKind(
        "tags",
        _("Missions and issues"),
        _("What an activity can be marked with, beside its form."),
        "participation.ActivityTag",
        _tags,
        _TAGS,
    ),
    CatalogueKind(
        "measures",
        _("Measures of indicators"),
        _("What an indicator of an outcome can be counted from, without anybody typing a value."),
        MEASURES,
        _measures,
    ),
)


def kind_at(slug: str) -> CatalogueKind | None:
    return next((kind for kind in KINDS if kind.slug == slug), None)


def entry_of(kind: CatalogueKind, key: str) -> CatalogueEntry | None:
    entries: Iterable[CatalogueEntry] = kind.entries()
    return next((entry for entry in entries if entry.key == key), None)
