"""What the PostgreSQL user that the portal connects as may do: its daily work, and nothing that reaches past the rules.

The owner of the tables migrates; the portal's user cannot switch a trigger off, empty, drop or alter a table, and in
the ledger, the chain and the histories it may only add.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

READ, ADD, CHANGE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
# What a model may say of its rows in `portal_may`: only read, only ever added to (as every history), never deleted.
READ_ONLY, ADDED_TO, KEPT = (READ,), (READ, ADD), (READ, ADD, CHANGE)
# The same of a library's.
ADDED_TO_OF_LIBRARIES = ("admin.logentry",)
# Written when the owner migrates.
WRITTEN_BY_OWNER = ("auth.permission", "auth.group", "auth.group_permissions", "contenttypes.contenttype")


class NotSeparate(Exception):
    """What keeps the portal's user from being held back, in a sentence for who sets the database up."""


def rights_of(model: type[models.Model]) -> tuple[str, ...]:
    """What the portal does to the rows of a table."""
    if model._meta.label_lower in WRITTEN_BY_OWNER:
        return READ_ONLY
    if hasattr(model, "history_id") or model._meta.label_lower in ADDED_TO_OF_LIBRARIES:
        return ADDED_TO
    rights: tuple[str, ...] = getattr(model, "portal_may", (READ, ADD, CHANGE, DELETE))
    return rights


def statements(user: str) -> Iterator[str]:
    """The statements that give the user these rights on the tables there are, and take every other away."""
    name = connection.ops.quote_name(user)
    database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    # Whoever may make a table, be it a temporary one, could put it before ours and tell our triggers what it likes.
    yield f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {name}"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT CONNECT ON DATABASE {database} TO {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}"  # a backup reads where each stands
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rights = ", ".join(rights_of(model))
            yield f"GRANT {rights} ON {connection.ops.quote_name(model._meta.db_table)} TO {name}"
    # A table of a later migration may be read and added to at once; for the rest the command is run again.
    yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {name}"
    yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {name}"


def reaches_past(user: str) -> list[str]:
    """Return what still lets the user reach past the rules; empty when it is held back."""
    asked = {
        "it is a superuser, or may make databases, roles or copies": (
            "SELECT 1 FROM pg_roles WHERE rolname = %(user)s "
            "AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
        ),
        "it owns tables": "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = %(user)s",
        "it is a member of the role that owns tables": (
            "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(%(user)s, tableowner, 'MEMBER')"
        ),
        "it may make tables in the schema public": (
            "SELECT 1 WHERE has_schema_privilege(%(user)s, 'public', 'CREATE')"
        ),
        "it may make temporary tables": (
            "SELECT 1 WHERE has_database_privilege(%(user)s, current_database(), 'TEMPORARY')"
        ),
        "it may empty a table or hang triggers on it": (
            "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND has_table_privilege(%(user)s, "
            "quote_ident(schemaname) || '.' || quote_ident(tablename), 'TRUNCATE, TRIGGER, REFERENCES')"
        ),
    }
    return [said for said, query in asked.items() if _answers(query, user=user)]


def _answers(query: str, user: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, {"user": user})
        return cursor.fetchone() is not None


def hold_back(user: str) -> None:
    """Give the portal's user its rights and no others. Raises NotSeparate where something still reaches past."""
    if connection.vendor != "postgresql":
        raise NotSeparate("Only PostgreSQL tells the owner of the tables from the user of the portal.")
    if not _answers("SELECT 1 FROM pg_roles WHERE rolname = %(user)s", user=user):
        raise NotSeparate(f"There is no user {user}. Make it first: createuser {user}")
    if _answers("SELECT 1 WHERE current_user = %(user)s", user=user):
        raise NotSeparate(f"{user} is who asks. The owner of the tables gives rights to another user.")
    with connection.cursor() as cursor:
        for statement in statements(user):
            cursor.execute(statement)
    if left := reaches_past(user):
        raise NotSeparate(f"{user} still reaches past the rules: {'; '.join(left)}.")
