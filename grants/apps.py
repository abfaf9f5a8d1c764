from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        from deciding.waiting import register as register_waiting
        from editing.proof.migrating import keep_triggers
        from grants.budget import moved  # noqa: F401 tells participation.years what moved in a plan's budget
        from grants.budget.resources import AllocationResource
        from grants.desk import request_pages  # noqa: F401 tells deciding.door where our requests are shown
        from grants.desk.waiting_agreements import PAYMENTS_TO_APPROVE, REPORTS, SIGNED
        from grants.desk.waiting_requests import REQUESTS
        from grants.migrations.money_rules import writing
        from grants.migrations.money_rules.refused import BY_TABLE
        from grants.payments.resources import PaymentResource
        from grants.reports import measures  # noqa: F401 tells participation.outcomes what our records count
        from grants.rules import refusals  # noqa: F401 tells editing.refusals what our triggers mean
        from spreadsheets.resources import register

        register(AllocationResource)
        register(PaymentResource)
        register_waiting(*REPORTS, PAYMENTS_TO_APPROVE, SIGNED, *REQUESTS)
        keep_triggers(self, writing, keeps=[f"grants_{table}" for table in BY_TABLE])
