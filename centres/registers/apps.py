from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "centres.registers"
    label = "registers"
    verbose_name = _("Networks, trainings and readiness")

    def ready(self) -> None:
        from centres.registers import used  # noqa: F401 - says in which years entries of catalogues are used
        from centres.registers.resources import NetworkGroupResource, TrainedPersonResource
        from centres.registers.waiting import SUBMITTED
        from deciding.waiting import register as register_waiting
        from spreadsheets.resources import register

        register(NetworkGroupResource)
        register(TrainedPersonResource)
        register_waiting(SUBMITTED)
