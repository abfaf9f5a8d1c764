"""Triggers that keep a programme's `allocated` equal to the sum of its allocations.

Whatever writes an allocation (admin, import, shell, raw SQL) moves the counter in the same statement, and
the CHECK on the programme refuses what exceeds the ceiling. PostgreSQL counts once per statement, SQLite
once per row. An allocation also stays in the region of its programme, and neither its programme nor its
organisation moves to another region. On SQLite a later migration that rebuilds one of these tables drops
its triggers and must make them again; tests/grants/test_models.py notices.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER grants_allocation_counted_insert AFTER INSERT ON grants_allocation BEGIN
        UPDATE grants_programme SET allocated = allocated + NEW.amount WHERE id = NEW.programme_id;
    END
    """,
    """
    CREATE TRIGGER grants_allocation_counted_delete AFTER DELETE ON grants_allocation BEGIN
        UPDATE grants_programme SET allocated = allocated - OLD.amount WHERE id = OLD.programme_id;
    END
    """,
    """
    CREATE TRIGGER grants_allocation_counted_update AFTER UPDATE OF amount, programme_id ON grants_allocation
    WHEN OLD.amount <> NEW.amount OR OLD.programme_id <> NEW.programme_id BEGIN
        UPDATE grants_programme SET allocated = allocated - OLD.amount WHERE id = OLD.programme_id;
        UPDATE grants_programme SET allocated = allocated + NEW.amount WHERE id = NEW.programme_id;
    END
    """,
    """
    CREATE TRIGGER grants_allocation_region_insert BEFORE INSERT ON grants_allocation
    WHEN (SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)
      <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id) BEGIN
        SELECT RAISE(ABORT, 'allocation_within_one_region');
    END
    """,
    """
    CREATE TRIGGER grants_allocation_region_update BEFORE UPDATE OF programme_id, organisation_id ON grants_allocation
    WHEN (SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)
      <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id) BEGIN
        SELECT RAISE(ABORT, 'allocation_within_one_region');
    END
    """,
    """
    CREATE TRIGGER grants_programme_keeps_region BEFORE UPDATE OF region_id ON grants_programme
    WHEN OLD.region_id <> NEW.region_id
     AND EXISTS (SELECT 1 FROM grants_allocation WHERE programme_id = OLD.id) BEGIN
        SELECT RAISE(ABORT, 'allocation_within_one_region');
    END
    """,
    """
    CREATE TRIGGER grants_organisation_keeps_region BEFORE UPDATE OF region_id ON centres_organisation
    WHEN OLD.region_id <> NEW.region_id
     AND EXISTS (SELECT 1 FROM grants_allocation WHERE organisation_id = OLD.id) BEGIN
        SELECT RAISE(ABORT, 'allocation_within_one_region');
    END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION grants_count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE grants_programme p SET allocated = p.allocated + s.amount
        FROM (SELECT programme_id, SUM(amount) AS amount FROM new_rows GROUP BY programme_id) s
        WHERE p.id = s.programme_id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION grants_count_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE grants_programme p SET allocated = p.allocated - s.amount
        FROM (SELECT programme_id, SUM(amount) AS amount FROM old_rows GROUP BY programme_id) s
        WHERE p.id = s.programme_id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION grants_count_updated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE grants_programme p SET allocated = p.allocated + s.amount
        FROM (
            SELECT programme_id, SUM(amount) AS amount FROM (
                SELECT programme_id, amount FROM new_rows
                UNION ALL SELECT programme_id, -amount FROM old_rows
            ) moved GROUP BY programme_id HAVING SUM(amount) <> 0
        ) s
        WHERE p.id = s.programme_id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION grants_allocation_region() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT region_id FROM grants_programme WHERE id = NEW.programme_id)
           <> (SELECT region_id FROM centres_organisation WHERE id = NEW.organisation_id) THEN
            RAISE EXCEPTION 'allocation_within_one_region'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_within_one_region';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION grants_keeps_region() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (TG_TABLE_NAME = 'grants_programme'
                AND EXISTS (SELECT 1 FROM grants_allocation WHERE programme_id = OLD.id))
           OR (TG_TABLE_NAME = 'centres_organisation'
                AND EXISTS (SELECT 1 FROM grants_allocation WHERE organisation_id = OLD.id)) THEN
            RAISE EXCEPTION 'allocation_within_one_region'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_within_one_region';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER grants_allocation_counted_insert AFTER INSERT ON grants_allocation
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION grants_count_inserted()
    """,
    """
    CREATE TRIGGER grants_allocation_counted_delete AFTER DELETE ON grants_allocation
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION grants_count_deleted()
    """,
    """
    CREATE TRIGGER grants_allocation_counted_update AFTER UPDATE ON grants_allocation
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION grants_count_updated()
    """,
    """
    CREATE TRIGGER grants_allocation_region BEFORE INSERT OR UPDATE OF programme_id, organisation_id ON grants_allocation
    FOR EACH ROW EXECUTE FUNCTION grants_allocation_region()
    """,
    """
    CREATE TRIGGER grants_programme_keeps_region BEFORE UPDATE OF region_id ON grants_programme
    FOR EACH ROW WHEN (OLD.region_id <> NEW.region_id) EXECUTE FUNCTION grants_keeps_region()
    """,
    """
    CREATE TRIGGER grants_organisation_keeps_region BEFORE UPDATE OF region_id ON centres_organisation
    FOR EACH ROW WHEN (OLD.region_id <> NEW.region_id) EXECUTE FUNCTION grants_keeps_region()
    """,
]


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial"), ("centres", "0001_initial")]
    operations = [migrations.RunPython(make, elidable=False)]
