"""What waited for a second person and is decided does not change and does not disappear."""

from django.db import migrations

TABLES = ("grants_returnnotice", "grants_paymentcorrection")
RULES = (
    ("UPDATE", "OLD.state <> 'waiting'"),
    ("DELETE", "1 = 1"),
)


def triggers():
    for table in TABLES:
        for event, refused in RULES:
            yield f"{table}_decided_{event.lower()}", table, event, refused


def make(apps, schema_editor):
    for name, table, event, refused in triggers():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused} "
                "BEGIN SELECT RAISE(ABORT, 'decision_is_fixed'); END",
                params=None,
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {refused} THEN RAISE EXCEPTION 'decision_is_fixed' "
            "USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_is_fixed'; END IF; "
            f"RETURN {row}; END $$",
            params=None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            params=None,
        )


def drop(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, *_rest in triggers():
        schema_editor.execute(f"DROP TRIGGER {name}" if is_sqlite else f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("grants", "0009_source_says_how_much")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
