from django.db import migrations, models


def copy_thai_collation(_apps, schema_editor):
    """PostgreSQL's own collation has hyphens in its name, which Django does not quote on SQLite."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE COLLATION IF NOT EXISTS thai_order FROM "th-x-icu"')


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_catalogue"),
    ]

    operations = [
        migrations.RunPython(copy_thai_collation, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="district",
            name="name_th",
            field=models.CharField(db_collation="thai_order", max_length=60, verbose_name="Thai name"),
        ),
        migrations.AlterField(
            model_name="province",
            name="name_th",
            field=models.CharField(db_collation="thai_order", max_length=60, verbose_name="Thai name"),
        ),
        migrations.AlterField(
            model_name="region",
            name="name_th",
            field=models.CharField(db_collation="thai_order", max_length=60, verbose_name="Thai name"),
        ),
    ]
