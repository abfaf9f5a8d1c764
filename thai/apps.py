from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# On PostgreSQL a copy of its own th-x-icu, made by a migration of regions; SQLite is given one.
THAI_ORDER = "thai_order"


def add_thai_order(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Let SQLite sort Thai as PostgreSQL does."""
    if connection.vendor == "sqlite":
        from thai.collation import compare

        connection.connection.create_collation(THAI_ORDER, compare)


class ThaiConfig(AppConfig):
    """No models: an app so that templates can load its filters and databases sort Thai."""

    name = "thai"
    label = "thai"

    def ready(self) -> None:
        connection_created.connect(add_thai_order, dispatch_uid="thai.order")
