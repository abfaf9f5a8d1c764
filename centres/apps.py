from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = _("Organisations and centres")

    def ready(self) -> None:
        from centres.resources import CoordinationCentreResource, OrganisationResource, TargetNetworkResource
        from spreadsheets.resources import register

        register(OrganisationResource)
        register(CoordinationCentreResource)
        register(TargetNetworkResource)
