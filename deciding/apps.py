from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecidingConfig(AppConfig):
    name = "deciding"
    verbose_name = _("Decisions")
