from collections.abc import Callable
from datetime import date, datetime

from django.apps import AppConfig
from django.db.models import Field
from django.utils import timezone
from django.utils.translation import get_language

from thai.dates import tell_date


class EditingConfig(AppConfig):
    """No models: an app so that what the admin only shows has Thai dates, as what it lets one type has."""

    name = "editing"
    label = "editing"

    def ready(self) -> None:
        from django.contrib.admin import helpers
        from django.contrib.admin.templatetags import admin_list

        from editing.proof.added_to import hold_every_line

        # Django has no place to say this: its date formats know no other year than that of the common era.
        for module in (helpers, admin_list):
            module.display_for_field = in_thai_years(module.display_for_field)  # type: ignore[attr-defined]
        hold_every_line(self)


def in_thai_years(show: Callable[..., object]) -> Callable[..., object]:
    def shown(value: object, field: Field, *rest: object, **more: object) -> object:
        if get_language() != "th" or not isinstance(value, date):
            return show(value, field, *rest, **more)
        if not isinstance(value, datetime):
            return tell_date(value)
        moment = timezone.localtime(value)
        return f"{tell_date(moment.date())} {moment:%H:%M}"

    return shown
