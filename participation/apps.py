from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Plans of participation")

    def ready(self) -> None:
        from deciding.due import add_due
        from deciding.waiting import register as register_waiting
        from editing.proof.migrating import keep_triggers
        from participation import used  # noqa: F401 - says which entries of catalogues are used
        from participation.activities import details, provinces  # noqa: F401 - ask and count
        from participation.activities.due import ACTIVITIES
        from participation.activities.waiting import REPORTS
        from participation.migrations.rows_stay import writing
        from participation.outcomes import carried, registers  # noqa: F401 - goes along into another year; counts
        from participation.resources import PlanLineResource
        from participation.years.waiting import AMENDMENTS, PLANS
        from spreadsheets.resources import register

        register(PlanLineResource)
        register_waiting(PLANS, AMENDMENTS, REPORTS)
        add_due(ACTIVITIES)
        keep_triggers(self, writing, keeps=writing.KEPT)
