from django.db import migrations, models
from django.db.migrations.recorder import MigrationRecorder


def forget_what_is_gone(apps, schema_editor):
    """What two tables of before left: rows of django-axes that a backup would name, and sessions that nobody reads."""
    alias = schema_editor.connection.alias
    MigrationRecorder(schema_editor.connection).migration_qs.filter(app="axes").delete()
    apps.get_model("contenttypes", "ContentType").objects.using(alias).filter(app_label="axes").delete()
    apps.get_model("sessions", "Session").objects.using(alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0008_password_of_another"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget_what_is_gone, migrations.RunPython.noop),
        migrations.RemoveField(model_name="tries", name="right_at"),
        migrations.AddField(model_name="tries", name="since_in", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="tries", name="codes", field=models.PositiveIntegerField(default=0)),
    ]
