"""What an outcome of the plan is measured by, and the values that were measured."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from editing.texts import LineField, ProseField
from participation.life import PLAN_LIFE
from participation.models.detail import plans_read_by
from participation.models.item import ItemKind, PlanItem
from participation.models.plan import InPlan, Plan
from people.models import Visitor
from regions.models import Province
from spreadsheets.models import history
from thai.digits import format_figure

HUNDRED = Decimal(100)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Visitor) -> "IndicatorQuerySet":
        return self.filter(item__line__plan__in=plans_read_by(user).values("pk"))


class Indicator(InPlan):
    """One measure of an outcome: of what kind, in which unit, what is promised, and how its values come in.

    A count has a unit ("ชุด"). So many of so many and a percentage have a unit of what is counted in both ("โครงการ"):
    a percentage is kept as its numerator and denominator, its target is a percentage from 0 to 100. A yes or no, and
    what is only told, have neither unit nor target. With `per` the target is that of each place. A `measure` is
    counted from records (outcomes/measures.py), so no value of it is typed. Kinds: the 17 indicators of seed 004.
    """

    class Kind(models.TextChoices):
        COUNT = "count", _("a count")
        OF = "of", _("so many of so many")
        PERCENT = "percent", _("a percentage")
        YES_NO = "yes_no", _("yes or no")
        TOLD = "told", _("told in words")

    class Sign(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        ABOUT = "about", _("about")

    class Place(models.TextChoices):
        NONE = "none", _("for the whole region")
        PROVINCE = "province", _("for each province")
        TAMBON = "tambon", _("for each tambon")

    class Every(models.TextChoices):
        YEAR = "year", _("once a year")
        QUARTER = "quarter", _("each quarter")
        MONTH = "month", _("each month")

    PERIODS = {Every.YEAR: 1, Every.QUARTER: 4, Every.MONTH: 12}
    MEASURED_AS = ("kind", "per", "every", "is_running", "measure")
    COUNTED = (Kind.COUNT, Kind.OF, Kind.PERCENT)
    WITH_WHOLE = (Kind.OF, Kind.PERCENT)

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="indicators", verbose_name=_("outcome"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    what = LineField(_("indicator"), max_length=400)
    kind = models.CharField(_("kind of figure"), max_length=8, choices=Kind, default=Kind.COUNT)
    unit = LineField(_("unit"), max_length=40, blank=True, help_text=_("Of what, such as แห่ง."))
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=2, null=True, blank=True, help_text=_("Where it began.")
    )
    sign = models.CharField(_("target is"), max_length=8, choices=Sign, blank=True)
    target = models.DecimalField(
        _("number aimed at"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of a percentage the percentage, such as 80."),
    )
    target_of = models.DecimalField(
        _("of how many"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("The whole, such as 15."),
    )
    per = models.CharField(_("measured"), max_length=8, choices=Place, default=Place.NONE)
    every = models.CharField(
        pgettext_lazy("an indicator", "how often"), max_length=8, choices=Every, default=Every.YEAR
    )
    is_running = models.BooleanField(
        _("running total"),
        default=False,
        help_text=_("Each value holds all before it, so that values of several periods are not added up."),
    )
    measure = LineField(_("counted from records"), max_length=40, blank=True)

    objects = IndicatorQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "order"],
                name="indicator_order_once",
                violation_error_message=_("The outcome already has an indicator of that number."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["count", "of", "percent"]) & ~Q(unit="")
                | Q(
                    kind__in=["yes_no", "told"], unit="", sign="", target=None, target_of=None, baseline=None
                ),
                name="indicator_unit_of_its_kind",
                violation_error_message=_(
                    "A figure has a unit, such as แห่ง. A yes or no, and what is told in words, have neither unit "
                    "nor target: empty these boxes, or choose another kind."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sign="", target=None) | ~Q(sign="") & Q(target__isnull=False, target__gte=0),
                name="indicator_target_has_sign",
                violation_error_message=_(
                    "Say both: how much, and whether it is at least, at most or about that."
                ),
            ),
            models.CheckConstraint(
                condition=Q(target_of=None)
                | Q(kind="of", target__isnull=False, target_of__gt=0, target_of__gte=F("target")),
                name="indicator_target_within_its_whole",
                violation_error_message=_(
                    "Of how many: a number no smaller than the target, and only for so many of so many."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="percent") | Q(target=None) | Q(target__lte=100),
                name="indicator_percentage_up_to_100",
                violation_error_message=_("A percentage is not above 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def plan(self) -> Plan:  # type: ignore[override]
        return self.item.line.plan

    @property
    def has_whole(self) -> bool:
        return self.kind in self.WITH_WHOLE

    @property
    def periods(self) -> int:
        return self.PERIODS[self.Every(self.every)]

    def require_changeable(self) -> None:
        """The plan's life holds its promises, and values keep what they were measured as."""
        super().require_changeable()
        kept = Indicator.objects.filter(pk=self.pk).first()
        PLAN_LIFE.require_ready("promise" if kept is None else "change_promise", plan_now(self))
        if kept is not None and kept.values.exists():
            changed = [name for name in self.MEASURED_AS if getattr(kept, name) != getattr(self, name)]
            why = gettext("Values were written of it, so it stays measured this way. Make a new indicator.")
            if changed:
                raise ValidationError(dict.fromkeys(changed, why), code="measured")

    def clean(self) -> None:
        super().clean()
        if self.item.kind != ItemKind.OUTCOME:
            raise ValidationError(gettext("Only an outcome has indicators."), code="kind")
        faults = self._faults_of_a_figure() if self.kind in self.COUNTED else self._faults_of_none()
        if faults:
            raise ValidationError(faults, code="kind")

    def _faults_of_none(self) -> dict[str, str]:
        """A yes or no, and what is told, have neither unit nor target: which boxes are to be emptied."""
        said = gettext("Empty this box: what is answered with “%(kind)s” has none. Or choose a figure above.")
        names = ("unit", "sign", "target", "target_of", "baseline")
        filled = [name for name in names if getattr(self, name) not in (None, "")]
        return dict.fromkeys(filled, said % {"kind": self.get_kind_display()})

    def _faults_of_a_figure(self) -> dict[str, str]:
        """Of a count, so many of so many or a percentage: at which box something is to be done, and what."""
        faults: dict[str, str] = {}
        if not self.unit:
            faults["unit"] = gettext("Say what is counted, such as แห่ง.")
        if self.target is None and self.sign:
            faults["target"] = gettext("Say how much, such as 15, or leave “target is” open.")
        if self.target is not None and not self.sign:
            faults["sign"] = gettext("Choose whether it is at least, at most or about the number aimed at.")
        if self.target is not None and self.target < 0:
            faults["target"] = gettext("Write a figure of 0 or more.")
        elif self.target is not None and self.kind == self.Kind.PERCENT and self.target > HUNDRED:
            faults["target"] = gettext(
                "A percentage is from 0 to 100. For a count, choose another kind above."
            )
        if self.target_of is not None:
            faults |= self._faults_of_a_whole(self.target_of)
        return faults

    def _faults_of_a_whole(self, whole: Decimal) -> dict[str, str]:
        if self.kind != self.Kind.OF:
            return {"target_of": gettext("Empty this box, or choose “so many of so many” above.")}
        if self.target is None:
            return {"target": gettext("Say how many of the whole, such as 12 of 15.")}
        if whole <= 0 or whole < self.target:
            said = gettext("The whole is no smaller than the number aimed at: write %(target)s or more.")
            return {"target_of": said % {"target": format_figure(max(self.target, Decimal(1)))}}
        return {}


# What is asked for at a box of a value that is empty.
_WANTED = {
    "value": _("Write the figure that was measured, such as 12."),
    "whole": _("Write of how many in all, such as 15."),
    "is_so": _("Choose yes or no."),
}


class IndicatorValueQuerySet(models.QuerySet["IndicatorValue"]):
    def visible_to(self, user: Visitor) -> "IndicatorValueQuerySet":
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class IndicatorValue(InPlan):
    """What was measured in a period at a place: a figure and its whole, a yes or no, or words."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator")
    )
    period = models.PositiveSmallIntegerField(_("period"), default=1)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    place = LineField(_("tambon"), max_length=80, blank=True)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    whole = models.DecimalField(_("of how many"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_so = models.BooleanField(_("it is so"), null=True, blank=True)
    words = ProseField(_("in words"), blank=True)
    evidence = LineField(_("what shows it"), max_length=300, blank=True)

    objects = IndicatorValueQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ["indicator", "period", "province", "place"]
        constraints = [
            # Two, because SQLite takes one province that is missing for another than the next.
            models.UniqueConstraint(
                fields=["indicator", "period", "province", "place"],
                name="indicatorvalue_once_a_period_and_place",
                violation_error_message=_("There is a value of that period and place already."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "place"],
                condition=Q(province=None),
                name="indicatorvalue_once_a_period",
                violation_error_message=_("There is a value of that period and place already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, value__gte=0, is_so=None)
                | Q(value=None, whole=None, is_so__isnull=False)
                | Q(value=None, whole=None, is_so=None) & ~Q(words=""),
                name="indicatorvalue_says_one_thing",
                violation_error_message=_("Fill in what was measured."),
            ),
            models.CheckConstraint(
                condition=Q(whole=None) | Q(value__isnull=False, whole__gt=0, whole__gte=F("value")),
                name="indicatorvalue_within_its_whole",
                violation_error_message=_(
                    "So many of so many: the second figure is the whole, no smaller than the first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(place="") | Q(province__isnull=False),
                name="indicatorvalue_tambon_in_a_province",
                violation_error_message=_("Choose the province of the tambon."),
            ),
        ]

    @property
    def plan(self) -> Plan:  # type: ignore[override]
        return self.indicator.plan

    def require_changeable(self) -> None:
        super().require_changeable()
        PLAN_LIFE.require_ready("measure", plan_now(self))

    def __str__(self) -> str:
        return f"{self.indicator}: {format_figure(self.value) if self.value is not None else self.words}"

    def clean(self) -> None:
        super().clean()
        of = self.indicator
        wanted = {
            "value": of.kind in of.COUNTED,
            "whole": of.has_whole,
            "is_so": of.kind == of.Kind.YES_NO,
        }
        for name, is_wanted in wanted.items():
            if is_wanted and getattr(self, name) is None:
                raise ValidationError({name: _WANTED[name]}, code="required")
            if not is_wanted and getattr(self, name) is not None:
                raise ValidationError({name: gettext("This indicator has no such figure.")}, code="kind")
        if of.kind == of.Kind.TOLD and not self.words:
            raise ValidationError({"words": gettext("Tell what came of it.")}, code="required")
        if self.value is not None and self.value < 0:
            raise ValidationError({"value": gettext("Write a figure of 0 or more.")}, code="negative")
        if self.value is not None and self.whole is not None and (self.whole <= 0 or self.whole < self.value):
            said = gettext("The whole is no smaller than the figure before it: write %(value)s or more.")
            least = format_figure(max(self.value, Decimal(1)))
            raise ValidationError({"whole": said % {"value": least}}, code="whole")
        if (of.per != of.Place.NONE) != (self.province_id is not None):
            said = gettext("Choose the province in which it was measured.")
            raise ValidationError({"province": said}, code="place")
        if (of.per == of.Place.TAMBON) != bool(self.place):
            said = gettext("Name the tambon in which it was measured.")
            raise ValidationError({"place": said}, code="place")
        if self.province and self.province.region_id != of.plan.region_id:
            raise ValidationError(
                {"province": gettext("This province is not in the region.")}, code="province"
            )
        if not 1 <= self.period <= of.periods:
            raise ValidationError({"period": gettext("There is no such period.")}, code="period")


def plan_now(part: Indicator | IndicatorValue) -> Plan:
    """The plan as it stands: read anew, for whoever holds it."""
    return Plan.objects.get(pk=part.plan.pk)


@PLAN_LIFE.needs("change_promise")
def promises_something(plan: Plan) -> None:
    if not Indicator.objects.filter(item__line__plan=plan).exists():
        raise ValidationError(gettext("The plan has no indicator yet."), code="no_indicator")


@PLAN_LIFE.needs("promise")
def has_outcomes(plan: Plan) -> None:
    if not PlanItem.objects.filter(line__plan=plan, kind=ItemKind.OUTCOME).exists():
        raise ValidationError(gettext("The plan has no outcome to be measured yet."), code="no_outcome")


@PLAN_LIFE.needs("measure")
def has_something_to_measure(plan: Plan) -> None:
    if not Indicator.objects.filter(item__line__plan=plan, measure="").exists():
        raise ValidationError(
            gettext("The plan has no indicator of which values are written."), code="no_indicator"
        )
