from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from deciding.waiting import register
        from portal.waiting_resets import FACTOR_RESETS

        register(FACTOR_RESETS)
