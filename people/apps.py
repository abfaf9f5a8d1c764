from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from people import checks, sign_in  # noqa: F401  what is asked by manage.py check, and kept at the door
        from people.roles import sync_groups

        # Permissions come to be in this signal, app by app; auth stands after all rooms in the list.
        post_migrate.connect(
            sync_groups, sender=apps.get_app_config("auth"), dispatch_uid="people.sync_groups"
        )
