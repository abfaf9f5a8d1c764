"""The form of an activity's details: what may stay open stays open, and an odd year is asked about."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, When
from django.utils.translation import gettext

from centres.models import Organisation, TargetNetwork
from editing.forms import Asking, VersionedForm
from editing.shown import Doubted, require_meant
from editing.texts import OpenInput
from participation.activities.details import RELATED
from participation.models import ActivityDetail, ActivityTag
from regions.models import District, Province
from thai.dates import DateRefused, ThaiDate, format_date
from thai.years import fiscal_year_bounds

_OPEN_TEXTS = ("owner", "when_written", "place", "unit", "paid_from")


class DistrictChoice(forms.ModelChoiceField):
    """Districts by province: five provinces have one of the same name."""

    def label_from_instance(self, obj: District) -> str:
        return f"{obj.province} · {obj}"


class DetailForm(Asking, VersionedForm):
    """Who, when, where, how much, for whom and from what."""

    class Meta:
        model = ActivityDetail
        fields = (
            "owner",
            "organisations",
            "when_written",
            "place",
            "province",
            "district",
            "delivery",
            "target",
            "unit",
            "times",
            "per",
            "networks",
            "paid_from",
            "tags",
        )
        field_classes = {**dict.fromkeys(_OPEN_TEXTS, OpenInput), "district": DistrictChoice}
        widgets = dict.fromkeys(RELATED, forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plan, own = self.instance.plan, self.instance.pk is not None
        named = list(self.instance.organisations.values_list("pk", flat=True)) if own else []
        # Those that are named first; PostgreSQL orders by no constant, which this is where none is.
        named_first = (
            [Case(When(pk__in=named, then=0), default=1, output_field=IntegerField())] if named else []
        )
        choices = {
            "organisations": Organisation.objects.filter(region=plan.region_id).order_by(
                *named_first, "name", "pk"
            ),
            "province": Province.objects.filter(region=plan.region_id),
            "district": District.objects.filter(province__region=plan.region_id).select_related("province"),
            # What was retired since stays where it is.
            "networks": (
                TargetNetwork.objects.for_year(plan.fiscal_year)
                | TargetNetwork.objects.filter(activities=self.instance.pk if own else None)
            ).distinct(),
            "tags": (
                ActivityTag.objects.for_year(plan.fiscal_year)
                | ActivityTag.objects.filter(activities=self.instance.pk if own else None)
            ).distinct(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_when_written(self) -> str:
        written: str = self.cleaned_data["when_written"]
        try:
            read = self.instance.set_time(written)
        except DateRefused as refused:
            unset = gettext("If the date is still to be set, write who sets it: รอกำหนดการ จาก …")
            raise ValidationError([refused.message, unset], code="when") from refused
        doubts = [warning.message for warning in read.warnings] if read else []
        if read and self._is_of_another_year(read):
            doubts.append(
                gettext("“%(time)s” is not in fiscal year %(year)s. If it is meant, say so below.")
                % {"time": format_date(read), "year": self.instance.plan.fiscal_year}
            )
        try:
            require_meant(doubts, self.data.get("meant", ""))
        except Doubted as doubted:
            self.question = doubted.key
            raise
        return written

    def _is_of_another_year(self, read: ThaiDate) -> bool:
        begins, ends = fiscal_year_bounds(self.instance.plan.fiscal_year)
        return (
            read.value is not None
            and read.last is not None
            and not (begins <= read.value <= read.last <= ends)
        )
