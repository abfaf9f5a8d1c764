"""The forms of an indicator and of what was measured of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms import VersionedForm
from editing.texts import OpenInput
from participation.models import Indicator, IndicatorValue
from participation.outcomes.measures import measures, unit_of
from regions.models import Province
from thai.months import SHORT_MONTHS


class IndicatorForm(VersionedForm):
    """What an outcome is measured by."""

    measure = forms.ChoiceField(label=_("Counted from records"), required=False)

    class Meta:
        model = Indicator
        fields = (
            "what",
            "kind",
            "unit",
            "sign",
            "target",
            "target_of",
            "baseline",
            "per",
            "every",
            "is_running",
            "measure",
        )
        field_classes = {"unit": OpenInput}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(measure.code, str(measure.label)) for measure in measures()]
        self.fields["measure"].choices = [("", _("no, values are typed")), *choices]  # type: ignore[attr-defined]
        self.fields["unit"].required = False

    def clean(self) -> None:
        super().clean()
        if measure := self.cleaned_data.get("measure"):
            self.cleaned_data["unit"] = unit_of(measure)  # what is counted has its own


class ValueForm(VersionedForm):
    """What was measured in a period at a place: only the boxes that the indicator's kind has."""

    class Meta:
        model = IndicatorValue
        fields = ("period", "province", "place", "value", "whole", "is_so", "words", "evidence")
        field_classes = dict.fromkeys(("place", "words", "evidence"), OpenInput)
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "is_so": forms.RadioSelect(choices=[(True, _("Yes")), (False, _("No"))]),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        of = self.instance.indicator
        wanted = {
            "period": of.every != of.Every.YEAR,
            "province": of.per != of.Place.NONE,
            "place": of.per == of.Place.TAMBON,
            "value": of.kind in of.COUNTED,
            "whole": of.has_whole,
            "is_so": of.kind == of.Kind.YES_NO,
        }
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
        if "period" in self.fields:
            self.fields["period"] = forms.TypedChoiceField(
                label=_("Period"), coerce=int, choices=periods_of(of), initial=self.instance.period
            )
        if "province" in self.fields:
            provinces = Province.objects.filter(region=of.plan.region_id)
            self.fields["province"].queryset = provinces  # type: ignore[attr-defined]
        if "value" in self.fields and of.kind == of.Kind.PERCENT:
            self.fields["value"].label = _("How many of them")


def periods_of(indicator: Indicator) -> list[tuple[int, str]]:
    """The periods of the fiscal year by number, as they are called."""
    if indicator.every == Indicator.Every.MONTH:
        names = SHORT_MONTHS[9:] + SHORT_MONTHS[:9]
        return list(enumerate(names, start=1))
    if indicator.every == Indicator.Every.QUARTER:
        return [(number, f"ไตรมาส {number}") for number in range(1, 5)]
    return [(1, str(indicator.plan.fiscal_year))]
