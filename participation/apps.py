from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Plans of participation")

    def ready(self) -> None:
        from participation.activities import details  # noqa: F401 - asks its questions
        from participation.outcomes import carried  # noqa: F401 - goes along into another year
        from participation.resources import PlanLineResource
        from spreadsheets.resources import register

        register(PlanLineResource)
