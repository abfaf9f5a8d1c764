from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from committees.due import MEETINGS_OVER, SEATS_THAT_END, TASKS, YEARLY_REPORTS
        from committees.migrations.closed_stays import writing
        from committees.outdated import OUTDATED
        from committees.resources import MemberResource
        from deciding.due import add_due
        from editing.proof.migrating import keep_triggers
        from spreadsheets.resources import register

        register(MemberResource)
        add_due(SEATS_THAT_END, MEETINGS_OVER, TASKS, YEARLY_REPORTS, OUTDATED)
        keep_triggers(self, writing)
