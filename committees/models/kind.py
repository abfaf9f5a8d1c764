"""What every region's committees have in common: their kinds, the sectors of their members, how they are made up."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.days import can_be
from editing.held import Held
from editing.reasons import History
from editing.texts import LineField, ProseField
from regions.models import Region
from thai.dates import tell_year

DEFAULT_VICE_CHAIRS = 2
DEFAULT_TERM = 4  # years


class CommitteeKind(Held):
    """What a committee is: อคม., อปสข., กขป., a working group. Editable, because announcements rename them."""

    short_name = LineField(_("short name"), max_length=30, unique=True, help_text=_("Such as กขป."))
    name = LineField(_("name"), max_length=255)
    quorum = models.PositiveSmallIntegerField(
        _("quorum, per cent"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("How many of the members have to be there, of those whose seats are filled that day."),
    )
    reports_to = LineField(
        _("reports yearly to"),
        max_length=120,
        blank=True,
        help_text=_("Such as คสช.; empty where no yearly report is owed."),
    )
    report_days = models.PositiveSmallIntegerField(
        _("days for the yearly report"), default=90, help_text=_("Counted from the end of the fiscal year.")
    )
    order = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    history = History()

    class Meta:
        verbose_name = _("kind of committee")
        verbose_name_plural = _("kinds of committees")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__gte=1, quorum__lte=100),
                name="committeekind_quorum_is_a_share",
                violation_error_message=_("The quorum is between 1 and 100 per cent."),
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class Sector(Held):
    """From where in society members come: the state, the professions, civil society."""

    name = LineField(_("name"), max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    history = History()

    class Meta:
        verbose_name = _("sector of members")
        verbose_name_plural = _("sectors of members")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class CompositionRuleQuerySet(models.QuerySet["CompositionRule"]):
    def on(self, day: date) -> "CompositionRuleQuerySet":
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def of(self, kind: CommitteeKind, region: int, day: date) -> "CompositionRule | None":
        """The rule for one region's committee of that kind on a day: the region's own before that of all others."""
        found = self.on(day).filter(Q(region=region) | Q(region=None), kind=kind)
        return found.order_by(F("region").asc(nulls_last=True)).prefetch_related("parts__sector").first()


class CompositionRule(Held):
    """How a kind of committee is made up from a day until a day, in one region or in all that have no own rule."""

    kind = models.ForeignKey(
        CommitteeKind, models.PROTECT, related_name="rules", verbose_name=_("kind of committee")
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty: for every region that has no rule of its own."),
    )
    legal_basis = ProseField(_("legal basis"))
    valid_from = models.DateField(pgettext_lazy("start of a period", "from"), validators=[can_be])
    valid_until = models.DateField(
        pgettext_lazy("end of a period", "until"), null=True, blank=True, validators=[can_be]
    )
    vice_chairs = models.PositiveSmallIntegerField(_("vice-chairs, at most"), default=DEFAULT_VICE_CHAIRS)
    term_years = models.PositiveSmallIntegerField(_("term of a member, years"), default=DEFAULT_TERM)
    chair_office = LineField(
        _("chair by office"),
        max_length=160,
        blank=True,
        help_text=_("The office whose holder is the chair; empty where the members elect one."),
    )
    vice_chair_office = LineField(
        _("vice-chair by office"), max_length=160, blank=True, help_text=_("As with the chair.")
    )

    objects = CompositionRuleQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("rule of composition")
        verbose_name_plural = _("rules of composition")
        ordering = ["kind", "region", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="compositionrule_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["kind", "region", "valid_from"],
                name="compositionrule_once_from_a_day",
                violation_error_message=_("There is a rule from that day for this kind and region already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                condition=Q(region=None),
                name="compositionrule_once_for_all_from_a_day",
                violation_error_message=_("There is a rule from that day for this kind and region already."),
            ),
        ]

    def __str__(self) -> str:
        where = self.region if self.region_id else gettext("all other regions")
        return gettext("%(kind)s, %(where)s, from %(year)s") % {
            "kind": self.kind,
            "where": where,
            "year": tell_year(self.valid_from.year),
        }

    @property
    def size(self) -> int:
        """How many members the committee has when every seat is filled."""
        return sum(part.seats for part in self.parts.all())

    def clean(self) -> None:
        if self.kind_id is None or self.valid_from is None:
            return
        others = CompositionRule.objects.filter(kind=self.kind_id, region=self.region_id).exclude(pk=self.pk)
        overlapping = others.filter(Q(valid_until=None) | Q(valid_until__gte=self.valid_from))
        if self.valid_until:
            overlapping = overlapping.filter(valid_from__lte=self.valid_until)
        if overlapping.exists():
            said = gettext(
                "Another rule of this kind and region holds on some of these days. End that one first."
            )
            raise ValidationError({"valid_from": said}, code="overlaps")


class CompositionPart(Held):
    """How many members come from one sector."""

    rule = models.ForeignKey(
        CompositionRule, models.CASCADE, related_name="parts", verbose_name=_("rule of composition")
    )
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])

    history = History()

    class Meta:
        verbose_name = _("part of a composition")
        verbose_name_plural = _("parts of a composition")
        ordering = ["rule", "sector__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "sector"],
                name="compositionpart_sector_once",
                violation_error_message=_("The rule already says how many come from that sector."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.seats}"


def last_day_of_term(since: date, years: int) -> date:
    """The day before the same day so many years later: 1 ต.ค. 2566 and four years are 30 ก.ย. 2570."""
    try:
        again = since.replace(year=since.year + years)
    except ValueError:  # 29 February
        again = date(since.year + years, 3, 1)
    return again - timedelta(days=1)
