"""SQLite cannot rebuild a table that triggers of another table name: they go here and come back in 0005."""

from django.db import migrations

DROPPED = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "grants_allocation_counted_insert",
            "grants_allocation_counted_delete",
            "grants_allocation_counted_update",
            "grants_allocation_region_insert",
            "grants_allocation_region_update",
            "grants_programme_keeps_region",
            "grants_organisation_keeps_region",
        )
    ],
    "postgresql": [
        "DROP TRIGGER grants_allocation_counted_insert ON grants_allocation",
        "DROP TRIGGER grants_allocation_counted_delete ON grants_allocation",
        "DROP TRIGGER grants_allocation_counted_update ON grants_allocation",
        "DROP TRIGGER grants_allocation_region ON grants_allocation",
        "DROP TRIGGER grants_programme_keeps_region ON grants_programme",
        "DROP TRIGGER grants_organisation_keeps_region ON centres_organisation",
        "DROP FUNCTION grants_count_inserted, grants_count_deleted, grants_count_updated",
        "DROP FUNCTION grants_allocation_region, grants_keeps_region",
    ],
}


def drop(apps, schema_editor):
    for statement in DROPPED[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_allocated_counter")]
    operations = [migrations.RunPython(drop, elidable=False)]
