from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "spreadsheets"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from deciding.waiting import register
        from spreadsheets.waiting import IMPORTS

        register(IMPORTS)
