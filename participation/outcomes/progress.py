"""What was promised beside what was done, of one indicator: said once, for every page, export and paper.

At one place a running indicator holds its newest value, any other the sum of its periods. Over several places the
figures are added up, and of a percentage its numerators and its denominators, each by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext

from participation.models import Indicator, IndicatorValue
from participation.models.indicator import HUNDRED
from participation.outcomes.measures import Measured, Unmet, kept_at, measured
from thai.digits import format_figure

_NONE = Decimal(0)


@dataclass(slots=True)
class IndicatorProgress:
    """Of an indicator: what is promised and done, in words, and whether it is reached (None where nobody can say)."""

    indicator: Indicator
    value: Decimal | None = None
    whole: Decimal | None = None
    words: str = ""
    places: int = 0
    places_reached: int = 0
    unmet: list[Unmet] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)
    kept_at: str = ""

    @property
    def figure(self) -> Decimal | None:
        """What is compared with the target: of a percentage the percentage."""
        if self.value is None:
            return None
        if self.indicator.kind == Indicator.Kind.PERCENT:
            return self.value * HUNDRED / self.whole if self.whole else None
        return self.value

    @property
    def is_reached(self) -> bool | None:
        """Whether what was promised is there; of places, at each of them. None: nothing measured, or only “about”."""
        if self.indicator.per != Indicator.Place.NONE and self.indicator.target is not None:
            return self.places_reached == self.places if self.places else None
        return reaches(self.indicator, self.figure)

    @property
    def promised(self) -> str:
        of = self.indicator
        if of.target is None:
            return ""
        amount = format_figure(of.target) + ("%" if of.kind == of.Kind.PERCENT else "")
        if of.target_of is not None:
            amount = gettext("%(count)s of %(all)s") % {"count": amount, "all": format_figure(of.target_of)}
        parts = [str(of.get_sign_display()), amount, of.unit]
        if of.per != of.Place.NONE:
            parts.append(str(of.get_per_display()))
        return " ".join(parts)

    @property
    def done(self) -> str:
        of = self.indicator
        if self.value is None:
            return self.words
        if of.kind == of.Kind.YES_NO:
            return gettext("%(count)s of %(all)s") % {
                "count": format_figure(self.value),
                "all": format_figure(self.whole or _NONE),
            }
        said = f"{format_figure(self.value)} {of.unit}"
        if self.whole is not None:
            said = gettext("%(count)s of %(all)s") % {
                "count": format_figure(self.value),
                "all": format_figure(self.whole),
            }
            said = f"{said} {of.unit}"
        if of.kind == of.Kind.PERCENT and self.figure is not None:
            said = f"{format_figure(round(self.figure, 2))}% ({said})"
        return said


def progress_of(
    indicator: Indicator,
    values: Iterable[IndicatorValue] | None = None,
    *,
    counted: Measured | None = None,
) -> IndicatorProgress:
    """What was measured of an indicator, from its values or from the records that it is counted from.

    `counted` is what its measure counts, where that is known already.
    """
    progress = IndicatorProgress(indicator)
    if indicator.measure:
        counted = counted or measured(indicator.measure, indicator.plan)
        if counted is not None:
            progress.value, progress.whole, progress.unmet = counted.value, counted.whole, counted.unmet
            progress.parts = counted.parts
            progress.kept_at = kept_at(indicator.measure, indicator.plan)
        return progress
    at_places: dict[object, list[IndicatorValue]] = {}
    for value in indicator.values.all() if values is None else values:
        at_places.setdefault((value.province_id, value.place), []).append(value)
    if not at_places:
        return progress
    here = [_at_a_place(indicator, kept) for kept in at_places.values()]
    progress.words = "\n".join(words for _value, _whole, words in here if words)
    if indicator.kind != Indicator.Kind.TOLD:
        progress.value = sum((value for value, _whole, _words in here), _NONE)
        has_whole = indicator.has_whole or indicator.kind == Indicator.Kind.YES_NO
        progress.whole = sum((whole for _value, whole, _words in here), _NONE) if has_whole else None
    if indicator.per != Indicator.Place.NONE:
        each = [IndicatorProgress(indicator, value, whole) for value, whole, _words in here]
        progress.places_reached = sum(reaches(indicator, place.figure) is True for place in each)
        is_province = indicator.per == Indicator.Place.PROVINCE
        progress.places = indicator.plan.region.provinces.count() if is_province else len(here)
    return progress


def _at_a_place(indicator: Indicator, values: list[IndicatorValue]) -> tuple[Decimal, Decimal, str]:
    newest = max(values, key=lambda value: value.period)
    words = newest.words
    if indicator.kind == Indicator.Kind.YES_NO:
        return Decimal(bool(newest.is_so)), Decimal(1), words
    counted = [newest] if indicator.is_running else values
    return (
        sum((value.value or _NONE for value in counted), _NONE),
        sum((value.whole or _NONE for value in counted), _NONE),
        words,
    )


def reaches(indicator: Indicator, figure: Decimal | None) -> bool | None:
    """Whether a figure is what was promised; None where nothing is, or where it is only “about” so much."""
    if figure is None:
        return None
    if indicator.target is None or indicator.sign == Indicator.Sign.ABOUT:
        return None
    return (
        figure >= indicator.target
        if indicator.sign == Indicator.Sign.AT_LEAST
        else figure <= indicator.target
    )
