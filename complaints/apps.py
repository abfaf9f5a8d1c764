from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaint-receiving units")

    def ready(self) -> None:
        from complaints.resources import ReceivingUnitResource
        from spreadsheets.resources import register

        register(ReceivingUnitResource)
