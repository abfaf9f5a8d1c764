from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        from grants import refusals  # noqa: F401 tells regions.refusals what our triggers mean
        from grants.payment_resource import PaymentResource
        from grants.resources import AllocationResource
        from spreadsheets.resources import register

        register(AllocationResource)
        register(PaymentResource)
