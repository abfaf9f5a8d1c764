"""What the cells of the registers' tables say, as values and back."""

from collections.abc import Mapping

from import_export import widgets

from centres.likeness import Lookalikes
from centres.models import Organisation
from centres.registers.models import TrainingCourse
from spreadsheets.widgets import Named
from thai.digits import arabic
from thai.sentences import gettext as _
from thai.text import match_key
from thai.years import YearRefused, read_year

_YES = {"ได้", "ใช่", "ยินยอม", "yes", "✓", "/"}
_NO = {"ไม่ได้", "ไม่ใช่", "ไม่ยินยอม", "no", "x", "-"}


class WholeNumber(widgets.Widget):
    """So many people, as "25", "๒๕" or "1,200 คน"; a blank cell says that nobody knows."""

    def clean(self, value: str | None, row: object = None, **kwargs: object) -> int | None:
        if not value:
            return None
        digits = arabic(value).removesuffix("คน").replace(",", "").strip().removesuffix(".0")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            raise ValueError(_("“%(text)s” is not a number of people, such as 25.") % {"text": value})
        return int(digits)

    def render(self, value: int | None, obj: object = None, **kwargs: object) -> str:
        return "" if value is None else str(value)


class FiscalYear(widgets.Widget):
    """A fiscal year as offices write it: 2567, ๒๕๖๗, ปี 67."""

    def clean(self, value: str | None, row: object = None, **kwargs: object) -> int | None:
        if not value:
            return None
        try:
            return read_year(value.removesuffix(".0"))
        except YearRefused as refused:
            raise ValueError(
                _("“%(text)s” is not a fiscal year, such as 2567.") % {"text": value}
            ) from refused

    def render(self, value: int | None, obj: object = None, **kwargs: object) -> str:
        return str(value) if value else ""


class YesOrNo(widgets.Widget):
    """Whether somebody agreed; a blank cell is no."""

    def clean(self, value: str | None, row: object = None, **kwargs: object) -> bool:
        if not value:
            return False
        key = value.strip().casefold()
        if key not in _YES | _NO:
            raise ValueError(
                _("“%(text)s” is not known. It can be: %(names)s") % {"text": value, "names": "ได้ · ไม่ได้"}
            )
        return key in _YES

    def render(self, value: bool, obj: object = None, **kwargs: object) -> str:
        return "ได้" if value else ""


class OrganisationNamed(widgets.Widget):
    """An organisation that the region's register has, by its name or another name of it."""

    def __init__(self, known: Lookalikes):
        super().__init__()
        self._known = known

    def clean(
        self, value: str | None, row: Mapping[str, str] | None = None, **kwargs: object
    ) -> Organisation | None:
        if not value:
            return None
        if found := self._known.named(value):
            return found
        near = self._known.of(value)
        if near:
            told = _("“%(text)s” is not known. Did you mean “%(near)s”?")
            raise ValueError(told % {"text": value, "near": near[0].name})
        told = _("“%(text)s” is not in the region's register of organisations. Enter it there first.")
        raise ValueError(told % {"text": value})

    def render(self, value: object, obj: object = None, **kwargs: object) -> str:
        return str(value) if value is not None else ""


class CourseNamed(Named):
    """A course of the catalogue, with or without อบรม before it."""

    def __init__(self) -> None:
        super().__init__()
        for course in TrainingCourse.objects.all():
            bare = course.name.removeprefix("อบรม")
            self.know((name, course) for name in (course.name, bare, f"อบรม{bare}") if match_key(name))
